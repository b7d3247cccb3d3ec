import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault, Faults } from './faults.ts';
import type { Installation, Installations } from './installations.ts';
import { isRecord, type Json, stringOf } from './json.ts';
import type { Method } from './methods.ts';
import type { OauthMethod } from './oauth.ts';
import type { Shared, World } from './world.ts';

/** The app's own tokens: the bot's of the first workspace, and the one of Socket Mode. */
export type Credentials = Installation & { readonly appToken: string };

/** One request as it arrived, for tests that look at what was asked. */
export type Call = {
  readonly method: string;
  readonly args: Json;
  readonly at: number;
  /** Of the workspace or organisation whose token came along. */
  readonly team?: string;
};

/** What answers: the methods of a workspace, those that need no token, and where an organisation's call is meant. */
export type Desk = {
  readonly appToken: string;
  readonly installations: Installations;
  readonly oauth: { readonly [name: string]: OauthMethod };
  methodsOf(world: World): { readonly [name: string]: Method };
  findPlace(installation: Installation, name: string, args: Json): World | { readonly error: string };
};

/** Form fields whose value Slack reads as JSON. */
const JSON_FIELDS = new Set(['blocks', 'attachments', 'view', 'metadata', 'unfurls', 'files']);
const COMMON = ['token', 'team_id'];

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  return Buffer.concat(chunks).toString('utf8');
}

/** Reads a call's arguments as Slack does; a string is the error it would answer. */
function readArguments(contentType: string, body: string): Json | string {
  if (contentType.startsWith('application/json')) {
    try {
      const parsed: unknown = JSON.parse(body);
      return isRecord(parsed) ? parsed : 'json_not_object';
    } catch {
      return 'invalid_json';
    }
  }
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return 'invalid_post_type';
  const args: { [name: string]: unknown } = {};
  for (const [name, value] of new URLSearchParams(body)) {
    if (!JSON_FIELDS.has(name)) args[name] = value;
    else
      try {
        args[name] = JSON.parse(value);
      } catch {
        return name === 'blocks' ? 'invalid_blocks_format' : 'invalid_arguments';
      }
  }
  return args;
}

/** Answers Web API requests: form parsing, tokens, scopes, rates, faults, then the method itself. */
export function createWebApi(
  world: Shared,
  desk: Desk,
  faults: Faults,
): {
  readonly calls: readonly Call[];
  handle(name: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
} {
  const calls: Call[] = [];
  const recent = new Map<string, number[]>();
  /** Every workspace has the same. */
  const describeMethod = (name: string): Method | undefined => {
    const [first] = world.worlds;
    return first === undefined ? undefined : desk.methodsOf(first)[name];
  };

  function answer(name: string, args: Json | string, token: string, authorization: string): Json {
    if (typeof args === 'string') {
      world.violate(name, args);
      return { ok: false, error: args };
    }
    const oauth = desk.oauth[name];
    if (oauth !== undefined) return oauth(args, authorization);
    const method = describeMethod(name);
    if (method === undefined) {
      world.violate(name, 'unknown_method');
      return { ok: false, error: 'unknown_method', req_method: name };
    }
    if (token === '') return { ok: false, error: 'not_authed' };
    const installation = desk.installations.find(token);
    if (method.token === 'app' ? token !== desk.appToken : installation === undefined) {
      const swapped = token === desk.appToken || installation !== undefined;
      return { ok: false, error: swapped ? 'not_allowed_token_type' : 'invalid_auth' };
    }
    const { refusal = desk.installations.refusalOf(token), scopes = [] } = installation ?? {};
    if (refusal !== undefined) return { ok: false, error: refusal };
    if (method.scopes.length > 0 && !method.scopes.some((scope) => scopes.includes(scope))) {
      world.violate(name, `missing_scope: needs one of ${method.scopes.join(', ')}`);
      return {
        ok: false,
        error: 'missing_scope',
        needed: method.scopes.join(','),
        provided: scopes.join(','),
      };
    }
    const missing = method.required.filter(
      (required) => args[required] === undefined || args[required] === '',
    );
    if (missing.length > 0) {
      world.violate(name, `missing ${missing.join(', ')}`);
      const messages = missing.map((field) => `[ERROR] missing required field: ${field}`);
      return { ok: false, error: 'invalid_arguments', response_metadata: { messages } };
    }
    const strange = Object.keys(args).filter(
      (arg) => ![...method.required, ...method.known, ...COMMON].includes(arg),
    );
    if (strange.length > 0) world.violate(name, `unknown arguments ${strange.join(', ')}`);
    if (installation === undefined) return method.run(args);
    const place = desk.findPlace(installation, name, args);
    if ('error' in place) {
      // An admin may have taken the app out of a workspace just now.
      if (place.error !== 'team_access_not_granted')
        world.violate(name, `${place.error}: a call for an organisation`);
      return { ok: false, error: place.error };
    }
    return desk.methodsOf(place)[name]?.run(args, installation) ?? {};
  }

  /** Seconds to wait where a token's method was called too often in the last minute; 0 otherwise. */
  function overRate(name: string, args: Json | string, token: string): number {
    const perMinute = describeMethod(name)?.perMinute ?? 20;
    const channel = name === 'chat.postMessage' && isRecord(args) ? stringOf(args.channel) : '';
    // docs.slack.dev/apis/web-api/rate-limits: per method, per workspace, per app.
    const key = `${name} ${channel} ${token}`;
    const since = world.clock.now() - 60_000;
    const stamps = (recent.get(key) ?? []).filter((at) => at > since);
    recent.set(key, stamps);
    const oldest = stamps[0];
    if (stamps.length >= perMinute && oldest !== undefined)
      return Math.max(1, Math.ceil((oldest - since) / 1000));
    stamps.push(world.clock.now());
    return 0;
  }

  return {
    calls,
    async handle(name, request, response) {
      const body = await readBody(request);
      const args = readArguments(request.headers['content-type'] ?? '', body);
      const authorization = request.headers.authorization ?? '';
      const token = authorization.replace(/^Bearer /, '') || (isRecord(args) ? stringOf(args.token) : '');
      const installation = desk.installations.find(token);
      const team = installation?.enterprise?.id ?? [...(installation?.worlds ?? [])][0]?.team.id;
      calls.push({
        method: name,
        args: isRecord(args) ? args : {},
        at: world.clock.now(),
        ...(team !== undefined && { team }),
      });
      const seconds = overRate(name, args, token);
      const fault: Fault | undefined =
        seconds > 0
          ? { kind: 'rate limit', seconds }
          : faults.take(name, isRecord(args) ? stringOf(args.channel) : '', team);
      if (await failBefore(fault, response)) {
        world.changed();
        return;
      }
      const result =
        fault?.kind === 'error'
          ? { ok: false, error: fault.error }
          : answer(name, args, token, authorization);
      if (fault?.kind === 'close') response.destroy();
      else if (fault?.kind !== 'silence') {
        const scopes = describeMethod(name)?.scopes ?? [];
        response.writeHead(200, {
          'content-type': 'application/json; charset=utf-8',
          ...(installation && { 'x-oauth-scopes': installation.scopes.join(',') }),
          ...(scopes.length > 0 && { 'x-accepted-oauth-scopes': scopes.join(',') }),
        });
        response.end(JSON.stringify(result));
      }
      world.changed();
    },
  };
}

/** Plays the faults that come before Slack does anything; yields whether the request is over with that. */
export async function failBefore(fault: Fault | undefined, response: ServerResponse): Promise<boolean> {
  if (fault === undefined) return false;
  if (fault.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
  if (fault.kind === 'status') {
    response.writeHead(fault.status, { 'content-type': 'text/html' }).end('<html>trouble</html>');
    return true;
  }
  if (fault.kind === 'rate limit' && fault.seconds === undefined) {
    response.writeHead(429, { 'content-type': 'text/html' }).end('<html>too many requests</html>');
    return true;
  }
  if (fault.kind === 'rate limit') {
    response.writeHead(429, { 'retry-after': String(fault.seconds), 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: false, error: 'ratelimited' }));
    return true;
  }
  if (fault.kind === 'close' && !fault.done) {
    response.destroy();
    return true;
  }
  return false;
}
