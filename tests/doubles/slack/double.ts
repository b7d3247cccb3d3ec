import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFaults, type Faults } from './faults.ts';
import { createGrants, type Grants } from './grants.ts';
import type { Json } from './json.ts';
import { type Installed, readManifest, SCOPE_OF_EVENT } from './manifest.ts';
import { createMethods } from './methods.ts';
import { takeUpload } from './methods-files.ts';
import { eventPayload } from './payloads.ts';
import { createPerson, type Person, type Stage } from './person.ts';
import { takeResponse } from './response-url.ts';
import { createSignedHttp } from './signed-http.ts';
import { createSocketMode, type SocketMode } from './socket-mode.ts';
import type { Acknowledgement, Envelope, Transport } from './transport.ts';
import { type Call, type Credentials, createWebApi } from './web-api.ts';
import { type Channel, createWorld, type World } from './world.ts';

export type SlackDouble = {
  readonly world: World;
  readonly installed: Installed;
  readonly credentials: Credentials;
  readonly faults: Faults;
  readonly grants: Grants;
  readonly socket: SocketMode;
  /** `clientOptions.slackApiUrl` of an app. */
  readonly apiUrl: string;
  readonly signingSecret: string;
  /** Every Web API request that came, refused ones too. */
  readonly calls: readonly Call[];
  person(id: 'U01ALICE' | 'U02BOB' | 'U03CAROL' | 'U04ROBOT' | 'U05STRANGER'): Person;
  channel(name: string): Channel;
  /** Where signed requests go, once the app listens; until then Socket Mode is used. */
  useHttp(appUrl: string): void;
  deliver(envelope: Envelope): Promise<Acknowledgement>;
  announce(name: string, event: Json): Promise<Acknowledgement | undefined>;
  /** Sends the last envelope of a kind once more, as Slack does when it believes it was not taken. */
  redeliver(type: Envelope['type'], reason?: string): Promise<Acknowledgement>;
  /** Refuses connections from now on, or takes them again on the same port. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts a Slack on loopback with one app installed from its manifest. */
export async function startSlackDouble(options: { readonly manifest: Json }): Promise<SlackDouble> {
  const world = createWorld();
  const faults = createFaults();
  const installed = readManifest(options.manifest);
  const signingSecret = 'a-signing-secret-of-the-double';
  const credentials: Credentials = {
    botToken: 'xoxb-1-double',
    appToken: 'xapp-1-double',
    scopes: installed.scopes,
  };
  let port = 0;
  const origin = () => `http://127.0.0.1:${port}`;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', origin()).pathname;
    const answering = path.startsWith('/respond/')
      ? takeResponse(world, grants, faults, path, request, response)
      : path.startsWith('/upload/')
        ? takeUpload(world, faults, path, request, response)
        : api.handle(path.replace(/^\/api\//, ''), request, response);
    answering.catch((error: unknown) => {
      world.violate(path, `the double failed: ${error}`);
      response.destroy();
    });
  });
  const listen = () =>
    new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
  await listen();
  port = (server.address() as AddressInfo).port;

  const grants = createGrants(world, origin);
  const socket = createSocketMode(world, server, origin);
  const methods = createMethods(world, grants, {
    homeTab: installed.homeTab,
    unfurlDomains: installed.unfurlDomains,
    uploadUrl: (id) => `${origin()}/upload/${id}`,
    hasScope: (scope) => credentials.scopes.includes(scope),
    socketUrl: () => socket.url(),
  });
  const api = createWebApi(world, methods, credentials, faults);
  let transport: Transport = socket;
  const last = new Map<Envelope['type'], Envelope>();

  const stage: Stage = {
    world,
    grants,
    installed,
    deliver(envelope) {
      last.set(envelope.type, envelope);
      return transport.deliver(envelope);
    },
    async announce(name, event) {
      const scope = SCOPE_OF_EVENT[name];
      if (!installed.events.includes(name) || (scope !== undefined && !credentials.scopes.includes(scope)))
        return undefined;
      return stage.deliver({ type: 'events_api', payload: eventPayload(world, event) });
    },
  };
  const close = () =>
    new Promise<void>((resolve) => {
      socket.dropConnections();
      server.close(() => resolve());
      server.closeAllConnections();
    });

  return {
    world,
    installed,
    credentials,
    faults,
    grants,
    socket,
    get apiUrl() {
      return `${origin()}/api/`;
    },
    signingSecret,
    calls: api.calls,
    person: (id) => createPerson(stage, id),
    channel(name) {
      const channel = [...world.channels.values()].find((candidate) => candidate.name === name);
      if (channel === undefined) throw new Error(`no channel #${name}`);
      return channel;
    },
    useHttp(appUrl) {
      transport = createSignedHttp(world, signingSecret, () => appUrl);
    },
    deliver: stage.deliver,
    announce: stage.announce,
    redeliver(type, reason = 'http_timeout') {
      const envelope = last.get(type);
      if (envelope === undefined) throw new Error(`nothing of the kind ${type} was sent yet`);
      const again = { ...envelope, retry: { number: (envelope.retry?.number ?? 0) + 1, reason } };
      return stage.deliver(again);
    },
    goDown: close,
    comeBack: listen,
    async stop() {
      socket.close();
      await close();
    },
  };
}
