import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFaults, type Faults } from './faults.ts';
import { createInstallations, type Installation } from './installations.ts';
import { type Json, stringOf } from './json.ts';
import { type Installed, readManifest } from './manifest.ts';
import { createMethods, type Method } from './methods.ts';
import { takeUpload } from './methods-files.ts';
import { createOauth, type Registration } from './oauth.ts';
import { accessPayload, endingEvents, eventPayload } from './payloads.ts';
import type { Person } from './person.ts';
import { takeResponse } from './response-url.ts';
import { createSignedHttp } from './signed-http.ts';
import { createSocketMode, type SocketMode } from './socket-mode.ts';
import type { Acknowledgement, Envelope, Transport } from './transport.ts';
import { type Call, type Credentials, createWebApi } from './web-api.ts';
import { openWorkspace, type Workspace } from './workspace.ts';
import { createLab, createShared, createWorkspace, type Enterprise, type View, type World } from './world.ts';

/** Who is in the lab, the double's first workspace. */
type LabMember = 'U01ALICE' | 'U02BOB' | 'U03CAROL' | 'U04ROBOT' | 'U05STRANGER';

/** How the app leaves a workspace: its token is revoked, or it is uninstalled, where either event may come first. */
export type Leaving = { readonly first?: 'app_uninstalled' | 'tokens_revoked'; readonly refusal?: string };

/** A Slack, with the lab as its first workspace. */
export type SlackDouble = Omit<Workspace, 'person'> & {
  person(id: LabMember): Person;
  readonly installed: Installed;
  readonly registration: Registration;
  readonly credentials: Credentials;
  readonly faults: Faults;
  readonly socket: SocketMode;
  /** `clientOptions.slackApiUrl` of an app. */
  readonly apiUrl: string;
  /** Where people allow an app, in place of `https://slack.com/oauth/v2/authorize`. */
  readonly authorizeUrl: string;
  readonly signingSecret: string;
  /** Every Web API request that came, refused ones too. */
  readonly calls: readonly Call[];
  /** One more workspace, without the app; of an organisation where that is told. */
  addWorkspace(name: string, enterprise?: Enterprise): Workspace;
  /** Installs the app without a browser, and yields what it would be told. */
  install(place: Workspace | Enterprise): Installation;
  /** An admin adds the app of the organisation to one of its workspaces, or takes it out. */
  grant(workspace: Workspace): Promise<void>;
  withdraw(workspace: Workspace): Promise<void>;
  revoke(installation: Installation, leaving?: Leaving): Promise<void>;
  uninstall(installation: Installation, leaving?: Leaving): Promise<void>;
  /** Where signed requests go, once the app listens, each in its turn of several; until then Socket Mode is used. */
  useHttp(...addresses: readonly string[]): void;
  deliver(envelope: Envelope): Promise<Acknowledgement>;
  /** Sends the last envelope of a kind once more, as Slack does when it believes it was not taken. */
  redeliver(type: Envelope['type'], reason?: string): Promise<Acknowledgement>;
  /** From now on every event goes to all who listen at the same time, or to one again. */
  sendToAll(whether: boolean): void;
  /** Refuses connections from now on, or takes them again on the same port. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
};

export type SlackDoubleOptions = {
  readonly manifest: Json;
  /** The app is in the lab at the beginning unless told otherwise. */
  readonly installed?: boolean;
};

/** Starts a Slack on loopback with one app, which is installed in the lab, from its manifest. */
export async function startSlackDouble(options: SlackDoubleOptions): Promise<SlackDouble> {
  const shared = createShared();
  const faults = createFaults();
  const installed = readManifest(options.manifest);
  const signingSecret = 'a-signing-secret-of-the-double';
  const registration: Registration = {
    clientId: '1.1',
    clientSecret: 'a-client-secret-of-the-double',
    redirects: installed.redirects,
    orgDeploy: installed.orgDeploy,
  };
  const installations = createInstallations(shared);
  let port = 0;
  const origin = () => `http://127.0.0.1:${port}`;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', origin()).pathname;
    const place = workspaces.find(({ world }) => path.startsWith(`/respond/${world.team.id}/`)) ?? lab;
    const answering = path.startsWith('/respond/')
      ? takeResponse(place.world, place.grants, faults, path, request, response)
      : path.startsWith('/upload/')
        ? takeUpload(shared, faults, path, request, response)
        : path === '/oauth/v2/authorize'
          ? oauth.takeAuthorize(request, response)
          : api.handle(path.replace(/^\/api\//, ''), request, response);
    answering.catch((error: unknown) => {
      shared.violate(path, `the double failed: ${error}`);
      response.destroy();
    });
  });
  const listen = () =>
    new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
  await listen();
  port = (server.address() as AddressInfo).port;

  const socket = createSocketMode(shared, server, origin);
  let transport: Transport = socket;
  let toAll = false;
  const last = new Map<Envelope['type'], Envelope>();
  async function deliver(envelope: Envelope): Promise<Acknowledgement> {
    last.set(envelope.type, envelope);
    if (!toAll || envelope.type !== 'events_api') return transport.deliver(envelope);
    const taken = await transport.deliverToAll(envelope);
    return { acknowledged: taken.every(({ acknowledged }) => acknowledged), body: {} };
  }
  const app = { installed, origin, deliver };
  const lab = openWorkspace(shared, createLab(), app);
  const workspaces: Workspace[] = [lab];
  const homesOf = new Map<string, Map<string, View>>();
  const first = installations.install(lab.world, installed.scopes, 'xoxb-1-double');
  if (options.installed === false) installations.revoke(first, 'invalid_auth');
  const credentials: Credentials = Object.assign(first, { appToken: 'xapp-1-double' });

  /** Ends a token, then tells the app of it; of an organisation as a whole. */
  async function end(
    installation: Installation,
    isUninstalled: boolean,
    leaving: Leaving = {},
  ): Promise<void> {
    const [world] = installation.worlds;
    const events = endingEvents(world?.botUserId ?? '', isUninstalled, leaving.first);
    const payloads = events.flatMap((event) =>
      world === undefined || !installed.events.includes(stringOf(event.type))
        ? []
        : [eventPayload(world, event, installation)],
    );
    installations.revoke(installation, leaving.refusal);
    for (const payload of payloads) await deliver({ type: 'events_api', payload });
    shared.changed();
  }

  const oauth = createOauth(shared, registration, installations, (installation, isUninstalled) => {
    void end(installation, isUninstalled);
  });
  const tables = new Map<World, { readonly [name: string]: Method }>();
  function methodsOf(world: World): { readonly [name: string]: Method } {
    const { grants } = workspaces.find((one) => one.world === world) ?? lab;
    const table =
      tables.get(world) ??
      createMethods(world, grants, {
        homeTab: installed.homeTab,
        unfurlDomains: installed.unfurlDomains,
        uploadUrl: (id) => `${origin()}/upload/${id}`,
        namesWorkspace: () => registration.namesWorkspace === true,
        ending: oauth.ending,
        socketUrl: () => socket.url(),
      });
    tables.set(world, table);
    return table;
  }

  /**
   * Where a call is meant. A token of a workspace has one place; one of an organisation what the ids in the call belong to, or
   * `team_id` where there are none (docs.slack.dev/enterprise/developing-for-enterprise-orgs).
   */
  function findPlace(
    { enterprise, worlds }: Installation,
    name: string,
    args: Json,
  ): World | { readonly error: string } {
    const own = workspaces.filter(({ world }) => worlds.has(world));
    const [some] = own;
    if (enterprise === undefined) return some?.world ?? { error: 'account_inactive' };
    if (some === undefined)
      return name.startsWith('auth.') ? anyOf(enterprise) : { error: 'team_access_not_granted' };
    const of = (key: string) => stringOf(args[key]);
    const isMeant = ({ world, grants }: Workspace) =>
      world.channels.has(of('channel') || of('channel_id')) ||
      grants.knows(of('trigger_id')) ||
      world.views.has(of('view_id')) ||
      world.previews.has(of('unfurl_id')) ||
      world.channels.has(of('unfurl_id').split('.')[0] ?? '');
    const named = own.find(({ world }) => world.team.id === of('team_id'));
    if (methodsOf(some.world)[name]?.needsTeam) {
      if (of('team_id') === '') return { error: 'missing_argument' };
      return named?.world ?? { error: 'team_access_not_granted' };
    }
    // docs.slack.dev/reference/methods/chat.postMessage#errors
    const elsewhere = workspaces.some(
      ({ world }) =>
        world.enterprise?.id === enterprise.id &&
        !own.some((one) => one.world === world) &&
        world.channels.has(of('channel')),
    );
    if (elsewhere && !own.some(isMeant)) return { error: 'team_access_not_granted' };
    const withPerson = own.filter(({ world }) => world.users.has(of('user') || of('user_id') || of('users')));
    const isThere = named !== undefined && withPerson.includes(named);
    return (own.find(isMeant) ?? (isThere ? named : withPerson[0]) ?? some).world;
  }
  const anyOf = ({ id }: Enterprise): World | { readonly error: string } =>
    shared.worlds.find(({ enterprise }) => enterprise?.id === id) ?? { error: 'team_not_found' };

  const api = createWebApi(
    shared,
    { appToken: credentials.appToken, installations, oauth: oauth.methods, methodsOf, findPlace },
    faults,
  );
  const close = () =>
    new Promise<void>((resolve) => {
      socket.dropConnections();
      server.close(() => resolve());
      server.closeAllConnections();
    });

  async function changeAccess({ world }: Workspace, granted: boolean): Promise<void> {
    const installation = installations.findOf(world.enterprise);
    if (installation === undefined)
      throw new Error(`the app is not installed in the organisation of ${world.team.name}`);
    if (granted) installation.worlds.add(world);
    else installation.worlds.delete(world);
    world.installation = granted ? installation : undefined;
    const type = granted ? 'team_access_granted' : 'team_access_revoked';
    if (!installed.events.includes(type)) return;
    await deliver({ type: 'events_api', payload: accessPayload(world, type) });
  }

  return {
    ...lab,
    installed,
    registration,
    credentials,
    faults,
    socket,
    get apiUrl() {
      return `${origin()}/api/`;
    },
    get authorizeUrl() {
      return `${origin()}/oauth/v2/authorize`;
    },
    signingSecret,
    calls: api.calls,
    addWorkspace(name, enterprise) {
      const homes = enterprise && (homesOf.get(enterprise.id) ?? new Map<string, View>());
      if (enterprise && homes) homesOf.set(enterprise.id, homes);
      const workspace = openWorkspace(shared, createWorkspace(name, enterprise, homes), app);
      workspaces.push(workspace);
      return workspace;
    },
    install: (place) => installations.install('world' in place ? place.world : place, installed.scopes),
    grant: (workspace) => changeAccess(workspace, true),
    withdraw: (workspace) => changeAccess(workspace, false),
    revoke: (installation, leaving) => end(installation, false, leaving),
    uninstall: (installation, leaving) => end(installation, true, leaving),
    useHttp(...addresses) {
      transport = createSignedHttp(shared, signingSecret, addresses);
    },
    deliver,
    redeliver(type, reason = 'http_timeout') {
      const envelope = last.get(type);
      if (envelope === undefined) throw new Error(`nothing of the kind ${type} was sent yet`);
      const again = { ...envelope, retry: { number: (envelope.retry?.number ?? 0) + 1, reason } };
      return deliver(again);
    },
    sendToAll(whether) {
      toAll = whether;
    },
    goDown: close,
    comeBack: listen,
    async stop() {
      socket.close();
      await close();
    },
  };
}
