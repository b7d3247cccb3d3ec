import { readFileSync } from 'node:fs';
import { type ErrorObject, Ajv2020 as Validator } from 'ajv/dist/2020.js';

type Operation = {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, unknown>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
};

type Specification = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

/** One operation of the official description, found by method and path. */
export type Route = {
  readonly method: string;
  /** `/channels/{channel_id}/messages` */
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly queryNames: readonly string[];
  readonly needsToken: boolean;
  readonly takesBody: boolean;
  /** Whether files may come with the body. */
  readonly takesFiles: boolean;
};

const file = new URL('../../fixtures/discord/openapi.json', import.meta.url);
const specification: Specification = JSON.parse(readFileSync(file, 'utf8'), sharpenUnion);
const validator = new Validator({
  strict: false,
  allErrors: true,
  validateSchema: false,
  formats: {
    snowflake: /^[0-9]{1,20}$/,
    nonce: true,
    'date-time': true,
    uri: true,
    int32: true,
    int64: true,
    double: true,
  },
});
validator.addSchema(specification, 'discord');

const templates = Object.keys(specification.paths).map((template) => ({
  template,
  names: [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''),
  pattern: new RegExp(`^${template.replaceAll(/\{\w+\}/g, '([^/]+)')}$`),
}));
// Fixed paths (`messages/@original`) win over those with a place to fill.
templates.sort((a, b) => a.names.length - b.names.length);

/** The operation a request means; undefined where Discord has none. `path` is decoded, without `/api/v10`. */
export function findRoute(method: string, path: string): Route | undefined {
  for (const { template, names, pattern } of templates) {
    const match = pattern.exec(path);
    const operation = match && specification.paths[template]?.[method.toLowerCase()];
    if (!match || !operation) continue;
    return {
      method,
      template,
      parameters: Object.fromEntries(names.map((name, at) => [name, match[at + 1] ?? ''])),
      queryNames: (operation.parameters ?? [])
        .filter((parameter) => parameter.in === 'query')
        .map((p) => p.name),
      needsToken: !/\{(webhook|interaction)_token\}/.test(template),
      takesBody: operation.requestBody !== undefined,
      takesFiles: operation.requestBody?.content?.['multipart/form-data'] !== undefined,
    };
  }
  return undefined;
}

type Schema = {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly title?: string;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
};

/**
 * A reviver that makes unions tell which branch was meant: lists of constants become enums, and unions whose
 * branches differ by their `type` become conditions on it, so that an error speaks of the branch that was meant.
 */
function sharpenUnion(this: unknown, _key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const schema: Schema = value;
  const branches = schema.oneOf ?? schema.anyOf;
  if (!Array.isArray(branches) || branches.length < 2) return value;
  if (branches.every((branch) => branch.const !== undefined))
    return { enum: branches.map((branch) => branch.const) };
  if (
    !branches.every((branch) => /(Component\w*|Option(Response)?|CallbackRequest)$/.test(branch.$ref ?? ''))
  ) {
    return value;
  }
  const types = branches.map((branch) => ({ $ref: `${branch.$ref}/properties/type` }));
  return {
    type: 'object',
    required: ['type'],
    properties: { type: { anyOf: types } },
    allOf: branches.map((branch, at) => ({ anyOf: [{ not: { properties: { type: types[at] } } }, branch] })),
  };
}

function pointer(...keys: string[]): string {
  const escaped = keys.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1')));
  return `discord#/${escaped.join('/')}`;
}

function check(reference: string, value: unknown): readonly ErrorObject[] {
  const validate =
    validator.getSchema(reference) ?? validator.compile({ $id: `check:${reference}`, $ref: reference });
  return validate(value) ? [] : tellingErrors(validate.errors ?? []);
}

/** Leaves out what follows from another complaint: that the value is not null either, and that no branch fits. */
function tellingErrors(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const telling = errors.filter(
    (error) =>
      !['oneOf', 'anyOf', 'not'].includes(error.keyword) &&
      !(error.keyword === 'type' && error.params.type === 'null'),
  );
  return telling.length > 0 ? telling : errors;
}

/** What is wrong with a request body according to the official description. */
export function checkRequest(route: Route, body: unknown): readonly ErrorObject[] {
  const keys = ['paths', route.template, route.method.toLowerCase()];
  return check(pointer(...keys, 'requestBody', 'content', 'application/json', 'schema'), body);
}

/** What is wrong with a reply of our own; nothing for a status whose reply has no described body. */
export function checkResponse(route: Route, status: number, body: unknown): readonly ErrorObject[] {
  if (status === 429) return checkComponent('RatelimitedResponse', body);
  // Not ErrorResponse: it wants numbers for the codes of single fields, which Discord sends as words.
  if (status >= 400 && status < 500) return checkComponent('Error', body);
  const { template, method } = route;
  const described = specification.paths[template]?.[method.toLowerCase()]?.responses[String(status)];
  if (!described?.content?.['application/json']) return [];
  const keys = ['paths', template, method.toLowerCase(), 'responses', String(status)];
  return check(pointer(...keys, 'content', 'application/json', 'schema'), body);
}

/** What is wrong with a value that should be one of the official component schemas (`GuildMemberResponse`). */
export function checkComponent(name: string, value: unknown): readonly ErrorObject[] {
  return check(pointer('components', 'schemas', name), value);
}
