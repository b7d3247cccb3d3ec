import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault, Faults } from './faults.ts';
import { isRecord, type Json, stringOf } from './json.ts';
import type { Method } from './methods.ts';
import type { World } from './world.ts';

export type Credentials = {
  readonly botToken: string;
  readonly appToken: string;
  /** What the bot token may do. */
  scopes: readonly string[];
  /** Answered to every call once a token is no good any more: `invalid_auth`, `token_revoked`. */
  refusal?: string;
};

/** One request as it arrived, for tests that look at what was asked. */
export type Call = { readonly method: string; readonly args: Json; readonly at: number };

/** Form fields whose value Slack reads as JSON. */
const JSON_FIELDS = new Set(['blocks', 'attachments', 'view', 'metadata', 'unfurls', 'files']);
const COMMON = ['token', 'team_id'];

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  return Buffer.concat(chunks).toString('utf8');
}

/** Reads a call's arguments as Slack does; a string is the error it would answer. */
export function readArguments(contentType: string, body: string): Json | string {
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
  world: World,
  methods: { readonly [name: string]: Method },
  credentials: Credentials,
  faults: Faults,
): {
  readonly calls: readonly Call[];
  handle(name: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
} {
  const calls: Call[] = [];
  const recent = new Map<string, number[]>();

  function answer(name: string, args: Json | string, token: string): Json {
    if (typeof args === 'string') {
      world.violate(name, args);
      return { ok: false, error: args };
    }
    const method = methods[name];
    if (method === undefined) {
      world.violate(name, 'unknown_method');
      return { ok: false, error: 'unknown_method', req_method: name };
    }
    if (token === '') return { ok: false, error: 'not_authed' };
    const wanted = method.token === 'app' ? credentials.appToken : credentials.botToken;
    if (token !== wanted) {
      const swapped = token === credentials.botToken || token === credentials.appToken;
      return { ok: false, error: swapped ? 'not_allowed_token_type' : 'invalid_auth' };
    }
    if (credentials.refusal !== undefined) return { ok: false, error: credentials.refusal };
    if (method.scopes.length > 0 && !method.scopes.some((scope) => credentials.scopes.includes(scope))) {
      world.violate(name, `missing_scope: needs one of ${method.scopes.join(', ')}`);
      return {
        ok: false,
        error: 'missing_scope',
        needed: method.scopes.join(','),
        provided: credentials.scopes.join(','),
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
    return method.run(args);
  }

  /** Seconds to wait where a method was called too often in the last minute; 0 otherwise. */
  function overRate(name: string, args: Json | string): number {
    const perMinute = methods[name]?.perMinute ?? 20;
    const channel = name === 'chat.postMessage' && isRecord(args) ? stringOf(args.channel) : '';
    const key = `${name} ${channel}`;
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
      const token =
        (request.headers.authorization ?? '').replace(/^Bearer /, '') ||
        (isRecord(args) ? stringOf(args.token) : '');
      calls.push({ method: name, args: isRecord(args) ? args : {}, at: world.clock.now() });
      const seconds = overRate(name, args);
      const fault: Fault | undefined =
        seconds > 0
          ? { kind: 'rate limit', seconds }
          : faults.take(name, isRecord(args) ? stringOf(args.channel) : '');
      if (await failBefore(fault, response)) {
        world.changed();
        return;
      }
      const result = fault?.kind === 'error' ? { ok: false, error: fault.error } : answer(name, args, token);
      if (fault?.kind === 'close') response.destroy();
      else if (fault?.kind !== 'silence') {
        const scopes = methods[name]?.scopes ?? [];
        response.writeHead(200, {
          'content-type': 'application/json; charset=utf-8',
          ...(token === credentials.botToken && { 'x-oauth-scopes': credentials.scopes.join(',') }),
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
