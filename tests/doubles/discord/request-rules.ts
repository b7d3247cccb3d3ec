import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Problem } from './api-error.ts';
import { commandProblems } from './command-rules.ts';
import { messageProblems, type Part, partsOf, textOf } from './message-rules.ts';
import { modalProblems } from './modal-rules.ts';
import { checkRequest, type Route } from './schema.ts';

/** Everything wrong with a request body: by the official description, and by the rules it does not state. */
export function requestProblems(route: Route, body: unknown, alreadyV2: boolean): readonly Problem[] {
  const described = checkRequest(route, body)
    .filter((error) => !isPermissionText(error, body))
    .map(describeError);
  const own = ownProblems(route, body, alreadyV2);
  const seen = new Set(described.map(({ path }) => path.join('/')));
  return [...described, ...own.filter(({ path }) => !seen.has(path.join('/')))];
}

function ownProblems(route: Route, body: unknown, alreadyV2: boolean): readonly Problem[] {
  if (/\/commands(\/\{command_id\})?$/.test(route.template)) return commandProblems(body);
  if (!isPart(body)) return [];
  if (route.template.endsWith('/callback')) {
    const data = isPart(body.data) ? body.data : {};
    const isMessage = body.type === 4 || body.type === 7;
    if (body.type === 9) return modalProblems(data);
    const inner = isMessage ? messageProblems(data, alreadyV2) : [];
    return [
      ...inner.map((problem) => ({ ...problem, path: ['data', ...problem.path] })),
      ...unknownFields(body, ['type', 'data', 'attachments']),
    ];
  }
  if (route.template.endsWith('/threads')) return unknownFields(body, THREAD_FIELDS);
  if (/\/messages|\/webhooks\//.test(route.template) && ['POST', 'PATCH'].includes(route.method)) {
    return [...messageProblems(body, alreadyV2), ...unknownFields(body, MESSAGE_FIELDS)];
  }
  return [];
}

/** The description wants permissions as a number; the documentation and every SDK write them as a string of digits. */
function isPermissionText({ instancePath, keyword }: ErrorObject, body: unknown): boolean {
  if (keyword !== 'type' || !instancePath.endsWith('/default_member_permissions')) return false;
  const command = partsOf(Array.isArray(body) ? body : [body])[Number(instancePath.split('/')[1]) || 0];
  return /^\d+$/u.test(textOf(command?.default_member_permissions));
}

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null;

// The SDK sends some of these where the description does not list them; Discord lets them pass.
const MESSAGE_FIELDS = [
  'content embeds allowed_mentions components attachments poll tts flags nonce enforce_nonce sticker_ids',
  'message_reference username avatar_url thread_name applied_tags shared_client_theme',
].flatMap((line) => line.split(' '));

const THREAD_FIELDS = ['name', 'auto_archive_duration', 'rate_limit_per_user'];

function unknownFields(body: Part, known: readonly string[]): readonly Problem[] {
  return Object.keys(body)
    .filter((key) => !known.includes(key))
    .map((key) => ({ path: [key], code: 'UNKNOWN_FIELD', message: 'Discord knows no such field.' }));
}

function describeError(error: ErrorObject): Problem {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const { limit, missingProperty, allowedValues } = error.params;
  switch (error.keyword) {
    case 'required':
      return {
        path: [...path, missingProperty],
        code: 'BASE_TYPE_REQUIRED',
        message: 'This field is required',
      };
    case 'maxLength':
    case 'maxItems':
      return { path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${limit} or fewer in length.` };
    case 'minLength':
    case 'minItems':
      return { path, code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${limit} or more in length.` };
    case 'enum':
    case 'const': {
      const message = `Value must be one of {${allowedValues ?? error.params.allowedValue}}.`;
      return { path, code: 'BASE_TYPE_CHOICES', message };
    }
    default:
      return {
        path,
        code: `BASE_TYPE_BAD_${error.keyword.toUpperCase()}`,
        message: error.message ?? 'Invalid',
      };
  }
}
