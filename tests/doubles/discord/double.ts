import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { APIMessage, APIRole } from 'discord-api-types/v10';
import { createRequestFaults, type GatewayFaults, type RequestFaults } from './faults.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { createPerson, type Person } from './person.ts';
import { createRateLimits, type RateLimits } from './rate-limits.ts';
import { channelRoutes } from './routes/channels.ts';
import { commandRoutes } from './routes/commands.ts';
import { discoveryRoutes } from './routes/discovery.ts';
import { guildRoutes } from './routes/guilds.ts';
import { interactionRoutes } from './routes/interactions.ts';
import { createRestServer, type Exchange, type Violation } from './server.ts';
import { type Asked, type Channel, createState, type Guild, messageAsSeen, type State } from './state.ts';
import {
  channelObject,
  guildObject,
  memberObject,
  roleObject,
  userObject,
  usualPermissions,
} from './wire.ts';
import type { World } from './world.ts';

/** A Discord on loopback: REST and gateway, strict where the real one is. */
export type DiscordDouble = {
  /** For `rest.api` of a discord.js Client. */
  readonly api: string;
  readonly token: string;
  readonly state: State;
  readonly world: World;
  readonly faults: RequestFaults;
  readonly gateway: Omit<Gateway, 'dispatch' | 'faults' | 'close'> & GatewayFaults;
  readonly limits: RateLimits;
  /** Every REST request and its answer. */
  readonly exchanges: readonly Exchange[];
  /** Requests the real service would have refused as malformed; a good bot causes none. */
  readonly violations: readonly Violation[];
  addGuild(name: string): Guild;
  addChannel(guild: Guild, name: string, permissions?: bigint): Channel;
  /** A channel of threads alone. */
  addForum(guild: Guild, name: string): Channel;
  addThread(channel: Channel, name: string): Channel;
  /** Takes permissions in a channel from the bot, or gives them back, and tells it. */
  setPermissions(channel: Channel, permissions: bigint): void;
  /** Deletes a channel and all that was said in it. */
  deleteChannel(channel: Channel): void;
  /** Adds the bot to a guild that has been there before it, or again. */
  inviteBot(guild: Guild): void;
  /** Takes the bot out of a guild. */
  removeBot(guild: Guild): void;
  /** The guild is not available: Discord has an outage. */
  loseGuild(guild: Guild): void;
  /** The outage is over. */
  regainGuild(guild: Guild): void;
  addRole(guild: Guild, name: string, permissions: bigint, mentionable?: boolean): APIRole;
  giveRole(person: Person, guild: Guild, role: APIRole): void;
  takeRole(person: Person, guild: Guild, role: APIRole): void;
  /** Somebody in these guilds. */
  addPerson(name: string, ...guilds: readonly Guild[]): Person;
  /** A moderator removes all reactions to the message, or all of one emoji. */
  clearReactions(message: APIMessage, emoji?: string): void;
  /** Resolves with what `look` yields as soon as it is neither undefined nor false; rejects after 20 seconds unless told. */
  until<T>(what: string, look: () => T | undefined | false, within?: number): Promise<T>;
  /** The finished answer to an interaction. */
  answered(asked: Asked): Promise<APIMessage>;
  close(): Promise<void>;
};

/** Milliseconds that a test waits for what must come, also on a slow and busy machine. */
const PATIENCE = 20_000;

export type DoubleOptions = { readonly heartbeatInterval?: number };

export async function startDiscordDouble(options: DoubleOptions = {}): Promise<DiscordDouble> {
  const state = createState('loopback.token.of-the-double');
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const watcher of [...watchers]) watcher();
  };
  const exchanges: Exchange[] = [];
  const violations: Violation[] = [];
  const faults = createRequestFaults();
  const limits = createRateLimits();
  let port = 0;
  const world: World = {
    state,
    gatewayUrl: () => `ws://127.0.0.1:${port}`,
    dispatch: (event, data) => gateway.dispatch(event, { ...data }),
  };
  const routes = {
    ...discoveryRoutes(world),
    ...commandRoutes(world),
    ...channelRoutes(world),
    ...guildRoutes(world),
    ...interactionRoutes(world),
  };
  const server = createRestServer({ state, routes, faults, limits, exchanges, violations, changed });
  const gateway = createGateway(server, state, {
    heartbeatInterval: options.heartbeatInterval ?? 45_000,
    address: world.gatewayUrl,
    changed,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;

  function until<T>(what: string, look: () => T | undefined | false, within = PATIENCE): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        clearInterval(looking);
        watchers.delete(watch);
      };
      const watch = () => {
        const found = look();
        if (found === undefined || found === false) return;
        end();
        resolve(found);
      };
      const timer = setTimeout(() => {
        end();
        const seen = exchanges.map((one) => `${one.request} -> ${one.status}`).slice(-8);
        const wrong = violations.map((one) => JSON.stringify(one)).slice(-3);
        reject(new Error([`Never came: ${what}`, ...seen, ...wrong].join('\n  ')));
      }, within);
      // What happens on the bot's side of the wire tells nobody.
      const looking = setInterval(watch, 5);
      watchers.add(watch);
      watch();
    });
  }

  /** What the bot might do in guilds that it was taken out of. */
  const taken = new Map<Guild, ReadonlyMap<Channel, bigint>>();

  function addPlace(place: Omit<Channel, 'id'>): Channel {
    const channel = { id: state.nextId(), ...place };
    state.channels.set(channel.id, channel);
    return channel;
  }

  return {
    get api() {
      return `http://127.0.0.1:${port}/api`;
    },
    token: state.token,
    state,
    world,
    faults,
    limits,
    gateway: { ...gateway, ...gateway.faults },
    exchanges,
    violations,
    addGuild(name) {
      const id = state.nextId();
      const everyone = roleObject(id, '@everyone', usualPermissions);
      const guild: Guild = {
        id,
        name,
        owner: state.nextId(),
        members: new Map(),
        roles: new Map([[id, everyone]]),
        emojis: [],
      };
      guild.members.set(state.bot.id, memberObject(state.bot, null));
      state.guilds.set(guild.id, guild);
      return guild;
    },
    addChannel: (guild, name, permissions = usualPermissions) =>
      addPlace({ kind: 'text', guild: guild.id, name, permissions }),
    addForum: (guild, name) =>
      addPlace({ kind: 'forum', guild: guild.id, name, permissions: usualPermissions }),
    addThread: (channel, name) =>
      addPlace({
        kind: 'thread',
        ...(channel.guild === undefined ? {} : { guild: channel.guild }),
        parent: channel.id,
        name,
        permissions: channel.permissions,
      }),
    setPermissions(channel, permissions) {
      channel.permissions = permissions;
      world.dispatch('CHANNEL_UPDATE', channelObject(state, channel));
    },
    deleteChannel(channel) {
      state.channels.delete(channel.id);
      for (const { message } of [...state.messages.values()]) {
        if (message.channel_id === channel.id) state.messages.delete(message.id);
      }
      const event = channel.kind === 'thread' ? 'THREAD_DELETE' : 'CHANNEL_DELETE';
      world.dispatch(event, channelObject(state, channel));
    },
    loseGuild(guild) {
      world.dispatch('GUILD_DELETE', { id: guild.id, unavailable: true });
    },
    regainGuild: (guild) => world.dispatch('GUILD_CREATE', guildObject(state, guild)),
    inviteBot(guild) {
      guild.members.set(state.bot.id, memberObject(state.bot, null));
      guild.joinedAt = new Date(state.clock.now()).toISOString();
      for (const [channel, permissions] of taken.get(guild) ?? []) channel.permissions = permissions;
      world.dispatch('GUILD_CREATE', guildObject(state, guild));
    },
    removeBot(guild) {
      guild.members.delete(state.bot.id);
      const channels = [...state.channels.values()].filter((channel) => channel.guild === guild.id);
      taken.set(guild, new Map(channels.map((channel) => [channel, channel.permissions])));
      for (const channel of channels) channel.permissions = 0n;
      world.dispatch('GUILD_DELETE', { id: guild.id });
    },
    addRole(guild, name, permissions, mentionable = false) {
      const role = roleObject(state.nextId(), name, permissions, mentionable);
      guild.roles.set(role.id, role);
      world.dispatch('GUILD_ROLE_CREATE', { guild_id: guild.id, role });
      return role;
    },
    takeRole(person, guild, role) {
      const member = guild.members.get(person.id);
      if (member !== undefined) member.roles = member.roles.filter((id) => id !== role.id);
    },
    giveRole(person, guild, role) {
      guild.members.get(person.id)?.roles.push(role.id);
    },
    addPerson(name, ...guilds) {
      const user = userObject(state.nextId(), name);
      state.users.set(user.id, user);
      for (const guild of guilds) guild.members.set(user.id, memberObject(user, null));
      return createPerson(world, user.id);
    },
    clearReactions({ id, channel_id }, emoji) {
      const reactions = state.messages.get(id)?.reactions;
      if (emoji === undefined) reactions?.clear();
      else reactions?.delete(emoji);
      const guild = state.channels.get(channel_id)?.guild;
      world.dispatch(`MESSAGE_REACTION_REMOVE_${emoji === undefined ? 'ALL' : 'EMOJI'}`, {
        channel_id,
        message_id: id,
        ...(emoji === undefined ? {} : { emoji: { id: null, name: emoji } }),
        ...(guild === undefined ? {} : { guild_id: guild }),
      });
    },
    until,
    answered: (asked) =>
      until(`an answer to interaction ${asked.id} (type ${asked.type})`, () => {
        const stored = state.messages.get(asked.original ?? '');
        return stored && asked.shown ? messageAsSeen(state, stored) : undefined;
      }),
    async close() {
      gateway.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
