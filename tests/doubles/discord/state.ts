import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIGuildMember,
  APIMessage,
  APIRole,
  APIUser,
} from 'discord-api-types/v10';
import { type Clock, createClock, createSnowflakes } from './clock.ts';
import type { Part } from './message-rules.ts';
import { channelObject, userObject } from './wire.ts';
import type { SentFile } from './world.ts';

export type Guild = {
  readonly id: string;
  readonly name: string;
  /** A person who is in nobody's test. */
  readonly owner: string;
  readonly members: Map<string, APIGuildMember>;
  /** `@everyone` has the guild's own id. */
  readonly roles: Map<string, APIRole>;
  readonly emojis: { readonly id: string; readonly name: string }[];
  /** Where Discord says who has come. */
  systemChannel?: Channel;
  /** When the bot came, ISO 8601: long ago unless told. */
  joinedAt?: string;
};

export type Channel = {
  readonly id: string;
  readonly kind: 'text' | 'forum' | 'thread' | 'direct';
  /** Absent in a direct message. */
  readonly guild?: string;
  readonly name: string;
  /** The channel a thread belongs to. */
  readonly parent?: string;
  /** The person on the other side of a direct message. */
  readonly recipient?: string;
  /** What the bot may do here. */
  permissions: bigint;
  /** What those without a role may do here; what they may do everywhere unless told. */
  everyone?: bigint;
};

export type Stored = {
  message: APIMessage;
  /** The only person who sees an ephemeral message. */
  readonly seenBy?: string;
  /** Who gave which emoji, `🔖` or `name:id` for a custom one. */
  readonly reactions: Map<string, Set<string>>;
  /** Who gave which emoji as a super reaction. */
  readonly bursts: Map<string, Set<string>>;
  readonly nonce?: string;
};

/** What became of one interaction: the far side of a command typed, a button pressed, a word completed. */
export type Asked = {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly person: string;
  readonly channel: string;
  readonly guild?: string;
  /** By what the test had skipped, in milliseconds. */
  readonly askedAt: number;
  /** The message a pressed button is on. */
  readonly source?: string;
  /** Whether the bot is here only because the person has installed it for themselves. */
  readonly userInstalled: boolean;
  acknowledgement?: { readonly type: number };
  /** Whether the person still sees "is thinking…". */
  loading: boolean;
  ephemeral: boolean;
  /** Whether an answer has been shown, be it a message or the change of one. */
  shown: boolean;
  /** The message `@original` means. */
  original?: string;
  readonly followUps: string[];
  choices?: readonly APIApplicationCommandOptionChoice[];
  /** The form that was shown. */
  modal?: Part;
  /** What the bot was refused: 10062 too late, 40060 twice, 50027 token expired. */
  readonly refusals: number[];
};

/** A notification that really reached somebody. */
export type Ping = {
  readonly message: string;
  readonly kind: 'user' | 'role' | 'everyone';
  readonly id: string;
};

/** Everything the double knows. */
export type State = {
  readonly clock: Clock;
  readonly nextId: () => string;
  readonly token: string;
  readonly application: { readonly id: string; readonly name: string };
  readonly bot: APIUser;
  /** Privileged intents switched on for the application. */
  privilegedIntents: number;
  readonly users: Map<string, APIUser>;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  readonly messages: Map<string, Stored>;
  /** What was attached, by the attachment's id. */
  readonly files: Map<string, SentFile>;
  /** By guild id; '' for the global ones. */
  readonly commands: Map<string, readonly APIApplicationCommand[]>;
  /** By token. */
  readonly asked: Map<string, Asked>;
  readonly pings: Ping[];
  /** How many shards Discord recommends, and the fewest it takes unless it takes no fewer than `fewestShards`. */
  shards: number;
  fewestShards: number;
  /** Of how many keys (`shard % maxConcurrency`) shards identify independently of each other. */
  maxConcurrency: number;
  /** Milliseconds by which two of one key must be apart: five seconds at Discord, and none where tests restart a bot at once. */
  identifiesApart: number;
  /** How many sessions may still be begun today, of 1,000, and milliseconds until they are 1,000 again. */
  sessions: { remaining: number; resetAfter: number };
  /** Whether what is said to the bot's role is shown to it, of which the documentation says nothing. */
  showsRoleMentions: boolean;
  /** People who accept no direct message. */
  readonly unreachable: Set<string>;
};

export function createState(token: string): State {
  const clock = createClock();
  const nextId = createSnowflakes(clock);
  const id = nextId();
  const bot = userObject(id, 'Paperboy', true);
  return {
    clock,
    nextId,
    token,
    application: { id, name: 'Paperboy' },
    bot,
    privilegedIntents: 0,
    shards: 1,
    fewestShards: 0,
    maxConcurrency: 16,
    identifiesApart: 0,
    sessions: { remaining: 999, resetAfter: 14_400_000 },
    showsRoleMentions: false,
    users: new Map([[id, bot]]),
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
    files: new Map(),
    commands: new Map(),
    asked: new Map(),
    pings: [],
    unreachable: new Set(),
  };
}

/** The messages of a channel that `person` sees, oldest first. */
export function visibleMessages(state: State, channel: string, person: string): readonly APIMessage[] {
  return [...state.messages.values()]
    .filter((stored) => stored.message.channel_id === channel)
    .filter((stored) => stored.seenBy === undefined || stored.seenBy === person)
    .map((stored) => messageAsSeen(state, stored));
}

/** The message with its reactions counted, and without its nonce, which only its sender's own answer and event tell. */
export function messageAsSeen(state: State, stored: Stored): APIMessage {
  const { nonce: _, ...message } = stored.message;
  const names = [...new Set([...stored.reactions.keys(), ...stored.bursts.keys()])];
  const reactions = names.flatMap((name) => {
    const [normal, burst] = [stored.reactions.get(name)?.size ?? 0, stored.bursts.get(name)?.size ?? 0];
    if (normal + burst === 0) return [];
    return [
      {
        emoji: emojiObject(name),
        count: normal + burst,
        count_details: { burst, normal },
        burst_colors: [],
        me_burst: false,
        me: stored.reactions.get(name)?.has(state.bot.id) ?? false,
      },
    ];
  });
  const thread = state.channels.get(message.id);
  return {
    ...message,
    ...(reactions.length > 0 ? { reactions } : {}),
    ...(thread ? { thread: channelObject(state, thread) } : {}),
  } as APIMessage;
}

/** An emoji as Discord tells it: `🔖`, or `name:id` taken apart. */
export function emojiObject(emoji: string): { readonly id: string | null; readonly name: string } {
  const [name = '', id] = emoji.split(':');
  return { id: id ?? null, name };
}
