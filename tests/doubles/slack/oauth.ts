import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Installation, Installations } from './installations.ts';
import { type Json, stringOf } from './json.ts';
import type { Method } from './methods.ts';
import { readBody } from './web-api.ts';
import type { Enterprise, Shared, World } from './world.ts';

/** The app as it is registered: who it is, and where people may be sent back to. */
export type Registration = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** `redirect_urls` of its manifest, to which a test adds the address of its app. */
  redirects: readonly string[];
  /** It may be installed in a whole organisation. */
  orgDeploy: boolean;
  /** Of an organisation `auth.test` names one of its workspaces. */
  namesWorkspace?: boolean;
  /** Its tokens end after so many seconds, 43,200 in Slack, and are refreshed: docs.slack.dev/authentication/using-token-rotation */
  rotates?: number;
};

/** A method that an app calls as itself, with its id and secret. */
export type OauthMethod = (args: Json, authorization: string) => Json;

/** What a person asked for an app, and where. */
type Code = {
  readonly place: World | Enterprise;
  readonly user: string;
  readonly scopes: readonly string[];
  /** As it was asked for; undefined where it was left out. */
  readonly redirect: string | undefined;
  readonly expires: number;
  spent: boolean;
};

export type Oauth = {
  readonly methods: { readonly [name: string]: OauthMethod };
  /** `auth.revoke` and `apps.uninstall`. */
  readonly ending: { readonly [name: string]: Method };
  /** The page on which a person allows or cancels, and what comes of it. */
  takeAuthorize(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

/** docs.slack.dev/authentication/installing-with-oauth: "expires after ten minutes" */
const CODE_LIFE = 10 * 60_000;

/**
 * Slack's side of an installation. docs.slack.dev/authentication/installing-with-oauth,
 * docs.slack.dev/reference/methods/oauth.v2.access
 */
export function createOauth(
  shared: Shared,
  registration: Registration,
  installations: Installations,
  end: (installation: Installation, uninstalled: boolean) => void,
): Oauth {
  const codes = new Map<string, Code>();

  /** Why Slack shows an error instead of its page; undefined where all is well. */
  function refuseRequest(query: URLSearchParams): string | undefined {
    if (query.get('client_id') !== registration.clientId) return 'invalid_client_id';
    if ((query.get('scope') ?? '') === '') return 'invalid_scope_requested';
    const redirect = query.get('redirect_uri');
    if (redirect !== null && !isBelow(redirect, registration.redirects)) return 'bad_redirect_uri';
    if (redirect === null && registration.redirects.length === 0) return 'bad_redirect_uri';
    return undefined;
  }

  /** Where a person installs: the workspace, or with `everywhere` the whole organisation, as one who manages it. */
  function findPlace(form: URLSearchParams): World | Enterprise | string {
    const world = shared.worlds.find(({ team }) => team.id === form.get('team'));
    const user = world?.users.get(form.get('user') ?? '');
    if (world === undefined || user === undefined || user.bot) return 'not_logged_in';
    if (form.get('everywhere') !== 'true') return world;
    if (world.enterprise === undefined || user.admin !== true) return 'restricted_action';
    return registration.orgDeploy ? world.enterprise : 'org_deploy_not_enabled';
  }

  async function takeAuthorize(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { searchParams: query } = new URL(request.url ?? '/', 'http://slack.test');
    const show = (status: number, html: string) =>
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html);
    const refusal = refuseRequest(query);
    if (refusal !== undefined) return void show(400, `<p>Something went wrong: ${refusal}</p>`);
    if (request.method !== 'POST') return void show(200, pageOf(shared));
    const form = new URLSearchParams(await readBody(request));
    const target = new URL(query.get('redirect_uri') ?? registration.redirects[0] ?? '');
    const state = query.get('state');
    if (form.get('decision') === 'cancel') target.searchParams.set('error', 'access_denied');
    else {
      const place = findPlace(form);
      if (typeof place === 'string') return void show(403, `<p>Something went wrong: ${place}</p>`);
      target.searchParams.set('code', issueCode(query, form.get('user') ?? '', place));
    }
    if (state !== null) target.searchParams.set('state', state);
    response.writeHead(302, { location: target.href }).end();
  }

  function issueCode(query: URLSearchParams, user: string, place: World | Enterprise): string {
    const code = `${randomBytes(6).toString('hex')}.${randomBytes(16).toString('hex')}`;
    codes.set(code, {
      place,
      user,
      scopes: (query.get('scope') ?? '').split(/[ ,]+/).filter((scope) => scope !== ''),
      redirect: query.get('redirect_uri') ?? undefined,
      expires: shared.clock.skipped() + CODE_LIFE,
      spent: false,
    });
    return code;
  }

  function refuseApp(args: Json, authorization: string): string | undefined {
    const [id, secret] = authorization.startsWith('Basic ')
      ? Buffer.from(authorization.slice('Basic '.length), 'base64').toString().split(':')
      : [stringOf(args.client_id), stringOf(args.client_secret)];
    if (id !== registration.clientId) return 'invalid_client_id';
    return secret === registration.clientSecret ? undefined : 'bad_client_secret';
  }

  const refuse = (error: string) => ({ ok: false, error });

  /** Of a token that ends the next one. */
  function renew(args: Json): Json {
    const renewed = installations.exchange(stringOf(args.refresh_token), registration.rotates ?? 0);
    if (renewed === undefined) return refuse('invalid_refresh_token');
    shared.changed();
    const { of, token, refreshToken, seconds } = renewed;
    const scopes = { scope: of.scopes.join(','), token_type: 'bot' };
    return { ok: true, ...scopes, access_token: token, refresh_token: refreshToken, expires_in: seconds };
  }

  function access(args: Json, authorization: string): Json {
    const strange = refuseApp(args, authorization);
    if (strange !== undefined) return refuse(strange);
    if (args.grant_type === 'refresh_token') return renew(args);
    const code = codes.get(stringOf(args.code));
    if (code === undefined || code.spent || code.expires < shared.clock.skipped())
      return refuse('invalid_code');
    // "This must match the originally submitted URI (if one was sent)."
    if (code.redirect !== undefined && args.redirect_uri !== code.redirect) return refuse('bad_redirect_uri');
    code.spent = true;
    const { place, user, scopes } = code;
    const installation = installations.install(place, scopes);
    const enterprise = 'team' in place ? place.enterprise : place;
    const bot = shared.worlds.find((world) => world === place || world.enterprise === place)?.botUserId;
    shared.changed();
    const ending =
      registration.rotates === undefined
        ? undefined
        : installations.issue(installation, registration.rotates);
    return {
      ok: true,
      app_id: shared.appId,
      authed_user: { id: user },
      scope: installation.scopes.join(','),
      token_type: 'bot',
      access_token: ending?.token ?? installation.botToken,
      ...(ending && { refresh_token: ending.refreshToken, expires_in: ending.seconds }),
      bot_user_id: bot,
      team: 'team' in place ? { id: place.team.id, name: place.team.name } : null,
      enterprise: enterprise === undefined ? null : { id: enterprise.id, name: enterprise.name },
      is_enterprise_install: !('team' in place),
    };
  }

  return {
    methods: { 'oauth.v2.access': access },
    ending: {
      'auth.revoke': {
        scopes: [],
        perMinute: 50,
        required: [],
        known: ['test'],
        run(args, installation) {
          const isTest = ['true', '1'].includes(String(args.test));
          if (installation !== undefined && !isTest) end(installation, false);
          return { ok: true, revoked: !isTest };
        },
      },
      'apps.uninstall': {
        scopes: [],
        perMinute: 20,
        required: ['client_id', 'client_secret'],
        known: [],
        run(args, installation) {
          const strange = refuseApp(args, '');
          if (strange !== undefined) return { ok: false, error: strange };
          if (installation !== undefined) end(installation, true);
          return { ok: true };
        },
      },
    },
    takeAuthorize,
  };
}

/** An address is one of these or lies below one: the same scheme and host, and its path or a path below it. */
function isBelow(address: string, allowed: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, pathname } = new URL(address);
  return allowed.some((one) => {
    if (!URL.canParse(one)) return false;
    const url = new URL(one);
    const path = url.pathname.replace(/\/$/, '');
    return url.origin === origin && (pathname === path || pathname.startsWith(`${path}/`));
  });
}

/** Whom Slack's page asks: anybody of any workspace, since a test says who sits there. */
function pageOf({ worlds }: Shared): string {
  const people = worlds.flatMap(({ team, users }) =>
    [...users.values()].flatMap(({ id, bot, realName }) =>
      bot ? [] : `<li>${realName}: user=${id}, team=${team.id}</li>`,
    ),
  );
  return [
    '<h1>This app asks for permission to access a workspace</h1>',
    '<form method="post"><input name="user"><input name="team"><input name="everywhere" value="false">',
    '<button name="decision" value="allow">Allow</button><button name="decision" value="cancel">Cancel</button></form>',
    `<ul>${people.join('')}</ul>`,
  ].join('');
}
