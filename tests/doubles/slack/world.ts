import { EventEmitter } from 'node:events';
import { type Clock, createClock } from './clock.ts';
import type { Installation } from './installations.ts';
import type { Json } from './json.ts';

export type User = {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly bot: boolean;
  readonly admin?: boolean;
  readonly owner?: boolean;
  /** What Slack tells as it is, also where that is null. */
  readonly zone?: string | null;
  /** The workspace of somebody who is in shared channels alone; the lab's unless told. */
  readonly team?: string;
};

export type Channel = {
  readonly id: string;
  readonly name: string;
  /** `im` with the bot or between two people, `mpim` a group message. */
  readonly kind: 'public' | 'private' | 'im' | 'mpim';
  readonly members: Set<string>;
  readonly creator?: string;
  archived?: boolean;
};

/** A file that was sent into a conversation. */
export type File = { readonly id: string; readonly name: string; readonly content: string };

export type Message = {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  text: string;
  blocks: readonly Json[];
  readonly threadTs?: string;
  /** The one person who sees an ephemeral message. */
  readonly onlyFor?: string;
  readonly via: 'person' | 'api' | 'response_url' | 'acknowledgement';
  edits: number;
  deleted: boolean;
  /** Who reacted, by the emoji's name with its skin tone. */
  readonly reactions: Map<string, Set<string>>;
  readonly metadata?: Json;
  readonly files?: readonly File[];
  /** The blocks that the app has put under links of the message, by address. */
  readonly unfurls: Map<string, readonly Json[]>;
};

/** Links in somebody's composer, with what the app has made of them. */
export type Preview = {
  readonly id: string;
  readonly user: string;
  readonly links: readonly { readonly url: string; readonly domain: string }[];
  readonly unfurls: Map<string, readonly Json[]>;
};

export type View = {
  readonly id: string;
  readonly user: string;
  hash: string;
  view: Json;
  open: boolean;
};

/** Something a well-behaved app never does. A test fails when there is one it did not expect. */
export type Violation = { readonly where: string; readonly what: string };

/** Somebody was really notified by a text of the app's. */
export type Ping = { readonly target: string; readonly where: string };

/** An organisation of several workspaces: an Enterprise Grid. */
export type Enterprise = { readonly id: string; readonly name: string; readonly domain: string };

/** Milliseconds that a test waits for what must come, also on a slow and busy machine. */
const PATIENCE = 20_000;

/** What all workspaces of one Slack have in common. */
export type Shared = {
  readonly clock: Clock;
  readonly appId: string;
  readonly worlds: World[];
  readonly violations: Violation[];
  readonly pings: Ping[];
  violate(where: string, what: string): void;
  /** Tells those who wait that something has changed. */
  changed(): void;
  /** Waits until `look` yields something but undefined or false; rejects after `within` ms of real time. */
  until<T>(look: () => T | undefined | false, what: string, within?: number): Promise<T>;
  nextTs(): string;
  nextId(prefix: string): string;
};

/** One workspace, and who and what is in it. */
export type World = Shared & {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly enterprise?: Enterprise;
  /** How the app is installed here; not at all where there is none. */
  installation?: Installation | undefined;
  readonly botId: string;
  readonly botUserId: string;
  readonly users: Map<string, User>;
  readonly channels: Map<string, Channel>;
  /** The handles of user groups, by id. */
  readonly groups: Map<string, string>;
  readonly messages: Message[];
  readonly views: Map<string, View>;
  /** What is published on people's home tabs, by person. */
  readonly homes: Map<string, View>;
  /** Links in people's composers, by id. */
  readonly previews: Map<string, Preview>;
  /** The bot's direct conversation with a person, opened where it is not yet. */
  directChannel(user: string): Channel;
  /** A conversation of these alone: a direct one of two people, a group message of more. */
  converse(...members: readonly string[]): Channel;
};

/** Who and what is in a workspace at the beginning. */
export type Layout = Pick<World, 'team' | 'enterprise' | 'botId' | 'botUserId'> & {
  readonly users: readonly User[];
  readonly channels: readonly Channel[];
  readonly groups: readonly (readonly [id: string, handle: string])[];
  /** The home tabs of an organisation, which are one for all its workspaces. */
  readonly homes?: Map<string, View>;
};

const BOT = 'U0BOT';
const EVERYONE = ['U01ALICE', 'U02BOB', 'U03CAROL', 'U04ROBOT'];

/** A small workspace: the bot and another one, three people one of whom is an admin, a channel with the bot, one without it, a private one; somebody of another workspace, who is in none yet. */
export const createLab = (): Layout => ({
  team: { id: 'T01LAB', name: 'The Lab', domain: 'lab' },
  botId: 'B01PAPER',
  botUserId: BOT,
  users: [
    { id: BOT, name: 'paperboy', realName: 'Paperboy', bot: true },
    { id: 'U01ALICE', name: 'alice', realName: 'Alice Young', bot: false, zone: 'Europe/Berlin' },
    { id: 'U02BOB', name: 'bob', realName: 'Bob Jones', bot: false },
    { id: 'U03CAROL', name: 'carol', realName: 'Carol Chief', bot: false, admin: true },
    { id: 'U04ROBOT', name: 'robot', realName: 'Robot', bot: true },
    { id: 'U05STRANGER', name: 'dora', realName: 'Dora Elsewhere', bot: false, team: 'T02OTHER' },
  ],
  channels: [
    {
      id: 'C01PAPERS',
      name: 'papers',
      kind: 'public',
      members: new Set([...EVERYONE, BOT]),
      creator: 'U01ALICE',
    },
    { id: 'C02RANDOM', name: 'random', kind: 'public', members: new Set(EVERYONE) },
    { id: 'C03SECRET', name: 'secret', kind: 'private', members: new Set(EVERYONE) },
  ],
  groups: [['S01READERS', 'reading-group']],
});

/**
 * Another workspace, its ids made of its name: two people, an admin, three channels with all of them and without the bot.
 * One of an organisation has the organisation's bot user and admin.
 */
export function createWorkspace(name: string, enterprise?: Enterprise, homes?: Map<string, View>): Layout {
  const mark = name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  const owner = (enterprise?.name ?? name).toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  const [bot, admin] = [`${enterprise ? 'W' : 'U'}0${owner}BOT`, `${enterprise ? 'W' : 'U'}0${owner}ADMIN`];
  const people = [`U0${mark}1`, `U0${mark}2`, admin];
  const channel = (number: number, kind: Channel['kind'], called: string): Channel => ({
    id: `C0${mark}${number}`,
    name: called,
    kind,
    members: new Set(people),
    creator: `U0${mark}1`,
  });
  return {
    team: { id: `T0${mark}`, name, domain: name.toLowerCase() },
    ...(enterprise && { enterprise }),
    botId: `B0${owner}`,
    botUserId: bot,
    users: [
      { id: bot, name: 'paperboy', realName: 'Paperboy', bot: true },
      { id: `U0${mark}1`, name: 'erin', realName: `Erin of ${name}`, bot: false },
      { id: `U0${mark}2`, name: 'frank', realName: `Frank of ${name}`, bot: false },
      { id: admin, name: 'grace', realName: `Grace of ${enterprise?.name ?? name}`, bot: false, admin: true },
    ],
    channels: [
      channel(1, 'public', 'papers'),
      channel(2, 'public', 'random'),
      channel(3, 'private', 'secret'),
    ],
    groups: [[`S0${mark}1`, 'readers']],
    ...(homes && { homes }),
  };
}

/** A Slack without a workspace. */
export function createShared(): Shared {
  const clock = createClock();
  const changes = new EventEmitter();
  changes.setMaxListeners(0);
  let counter = 0;
  const violations: Violation[] = [];
  const shared: Shared = {
    clock,
    appId: 'A01PAPER',
    worlds: [],
    violations,
    pings: [],
    violate(where, what) {
      violations.push({ where, what });
      shared.changed();
    },
    changed: () => {
      changes.emit('change');
    },
    until: (look, what, within = PATIENCE) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const seen = look();
          if (seen === undefined || seen === false) return;
          done();
          resolve(seen);
        };
        const timer = setTimeout(() => {
          done();
          const broken = violations.map(({ where, what }) => `${where}: ${what}`).join('; ');
          reject(
            new Error(`waited ${within} ms in vain for: ${what}${broken ? ` (violations: ${broken})` : ''}`),
          );
        }, within);
        const done = () => {
          clearTimeout(timer);
          changes.off('change', check);
        };
        changes.on('change', check);
        check();
      }),
    nextTs() {
      counter += 1;
      return `${Math.floor(clock.now() / 1000)}.${String(counter).padStart(6, '0')}`;
    },
    nextId(prefix) {
      counter += 1;
      return `${prefix}${counter.toString(36).toUpperCase().padStart(6, '0')}`;
    },
  };
  return shared;
}

/** A workspace of this Slack. */
export function createWorld(shared: Shared, layout: Layout): World {
  const { users: people, channels: places, groups, homes = new Map(), botUserId, ...identity } = layout;
  const users = new Map(people.map((user) => [user.id, user]));
  const channels = new Map(places.map((channel) => [channel.id, channel]));
  const world: World = {
    ...shared,
    ...identity,
    botUserId,
    users,
    channels,
    groups: new Map(groups),
    messages: [],
    views: new Map(),
    homes,
    previews: new Map(),
    directChannel(user) {
      for (const channel of channels.values())
        if (channel.kind === 'im' && channel.members.has(user) && channel.members.has(botUserId))
          return channel;
      const channel: Channel = {
        id: shared.nextId('D'),
        name: 'directmessage',
        kind: 'im',
        members: new Set([user, botUserId]),
      };
      channels.set(channel.id, channel);
      return channel;
    },
    converse(...members) {
      const [creator] = members;
      const isDirect = members.length === 2;
      const names = members.map((id) => users.get(id)?.name ?? id);
      const channel: Channel = {
        id: shared.nextId(isDirect ? 'D' : 'G'),
        name: isDirect ? 'directmessage' : `mpdm-${names.join('--')}-1`,
        kind: isDirect ? 'im' : 'mpim',
        members: new Set(members),
        ...(creator !== undefined && !isDirect && { creator }),
      };
      channels.set(channel.id, channel);
      return channel;
    },
  };
  shared.worlds.push(world);
  return world;
}
