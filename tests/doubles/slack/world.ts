import { EventEmitter } from 'node:events';
import { type Clock, createClock } from './clock.ts';
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

export type World = {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly clock: Clock;
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
  readonly violations: Violation[];
  readonly pings: Ping[];
  violate(where: string, what: string): void;
  /** Tells those who wait that something has changed. */
  changed(): void;
  /** Waits until `look` yields something but undefined or false; rejects after `within` ms of real time. */
  until<T>(look: () => T | undefined | false, what: string, within?: number): Promise<T>;
  nextTs(): string;
  nextId(prefix: string): string;
  /** The bot's direct conversation with a person, opened where it is not yet. */
  directChannel(user: string): Channel;
  /** A conversation of these alone: a direct one of two people, a group message of more. */
  converse(...members: readonly string[]): Channel;
};

/** A small workspace: the bot and another one, three people one of whom is an admin, a channel with the bot, one without it, a private one; somebody of another workspace, who is in none yet. */
export function createWorld(): World {
  const clock = createClock();
  const changes = new EventEmitter();
  changes.setMaxListeners(0);
  let counter = 0;
  const botUserId = 'U0BOT';
  const users = new Map<string, User>();
  for (const user of [
    { id: botUserId, name: 'paperboy', realName: 'Paperboy', bot: true },
    { id: 'U01ALICE', name: 'alice', realName: 'Alice Young', bot: false, zone: 'Europe/Berlin' },
    { id: 'U02BOB', name: 'bob', realName: 'Bob Jones', bot: false },
    { id: 'U03CAROL', name: 'carol', realName: 'Carol Chief', bot: false, admin: true },
    { id: 'U04ROBOT', name: 'robot', realName: 'Robot', bot: true },
    { id: 'U05STRANGER', name: 'dora', realName: 'Dora Elsewhere', bot: false, team: 'T02OTHER' },
  ])
    users.set(user.id, user);
  const channels = new Map<string, Channel>();
  const everyone = ['U01ALICE', 'U02BOB', 'U03CAROL', 'U04ROBOT'];
  for (const channel of [
    {
      id: 'C01PAPERS',
      name: 'papers',
      kind: 'public' as const,
      members: new Set([...everyone, botUserId]),
      creator: 'U01ALICE',
    },
    { id: 'C02RANDOM', name: 'random', kind: 'public' as const, members: new Set(everyone) },
    { id: 'C03SECRET', name: 'secret', kind: 'private' as const, members: new Set(everyone) },
  ])
    channels.set(channel.id, channel);

  const nextId = (prefix: string) => {
    counter += 1;
    return `${prefix}${counter.toString(36).toUpperCase().padStart(6, '0')}`;
  };
  const world: World = {
    team: { id: 'T01LAB', name: 'The Lab', domain: 'lab' },
    appId: 'A01PAPER',
    botId: 'B01PAPER',
    botUserId,
    clock,
    users,
    channels,
    groups: new Map([['S01READERS', 'reading-group']]),
    messages: [],
    views: new Map(),
    homes: new Map(),
    previews: new Map(),
    violations: [],
    pings: [],
    violate(where, what) {
      world.violations.push({ where, what });
      world.changed();
    },
    changed: () => {
      changes.emit('change');
    },
    until: (look, what, within = 5_000) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const seen = look();
          if (seen === undefined || seen === false) return;
          done();
          resolve(seen);
        };
        const timer = setTimeout(() => {
          done();
          const violations = world.violations.map(({ where, what }) => `${where}: ${what}`).join('; ');
          reject(
            new Error(
              `waited ${within} ms in vain for: ${what}${violations ? ` (violations: ${violations})` : ''}`,
            ),
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
    nextId,
    directChannel(user) {
      for (const channel of channels.values())
        if (channel.kind === 'im' && channel.members.has(user) && channel.members.has(botUserId))
          return channel;
      const channel: Channel = {
        id: nextId('D'),
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
        id: nextId(isDirect ? 'D' : 'G'),
        name: isDirect ? 'directmessage' : `mpdm-${names.join('--')}-1`,
        kind: isDirect ? 'im' : 'mpim',
        members: new Set(members),
        ...(creator !== undefined && !isDirect && { creator }),
      };
      channels.set(channel.id, channel);
      return channel;
    },
  };
  return world;
}
