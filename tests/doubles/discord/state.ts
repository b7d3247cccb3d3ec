import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIGuildMember,
  APIMessage,
  APIUser,
} from 'discord-api-types/v10';
import { type Clock, createClock, createSnowflakes } from './clock.ts';
import { userObject } from './wire.ts';

export type Guild = {
  readonly id: string;
  readonly name: string;
  readonly members: Map<string, APIGuildMember>;
};

export type Channel = {
  readonly id: string;
  readonly kind: 'text' | 'thread' | 'direct';
  /** Absent in a direct message. */
  readonly guild?: string;
  readonly name: string;
  /** The channel a thread belongs to. */
  readonly parent?: string;
  /** The person on the other side of a direct message. */
  readonly recipient?: string;
  /** What the bot may do here. */
  permissions: bigint;
};

export type Stored = {
  message: APIMessage;
  /** The only person who sees an ephemeral message. */
  readonly seenBy?: string;
  /** Who gave which emoji. */
  readonly reactions: Map<string, Set<string>>;
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
  readonly createdAt: number;
  /** The message a pressed button is on. */
  readonly source?: string;
  /** Whether the bot is here only because the person has installed it for themselves. */
  readonly userInstalled: boolean;
  acknowledgement?: { readonly type: number; readonly after: number };
  /** Whether the person still sees "is thinking…". */
  loading: boolean;
  ephemeral: boolean;
  /** Whether an answer has been shown, be it a message or the change of one. */
  shown: boolean;
  /** The message `@original` means. */
  original?: string;
  readonly followUps: string[];
  choices?: readonly APIApplicationCommandOptionChoice[];
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
  /** By guild id; '' for the global ones. */
  readonly commands: Map<string, readonly APIApplicationCommand[]>;
  /** By token. */
  readonly asked: Map<string, Asked>;
  readonly pings: Ping[];
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
    users: new Map([[id, bot]]),
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
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

/** The message with its reactions counted. */
export function messageAsSeen(state: State, stored: Stored): APIMessage {
  const reactions = [...stored.reactions]
    .filter(([, people]) => people.size > 0)
    .map(([name, people]) => ({
      emoji: { id: null, name },
      count: people.size,
      count_details: { burst: 0, normal: people.size },
      burst_colors: [],
      me_burst: false,
      me: people.has(state.bot.id),
    }));
  return reactions.length > 0 ? { ...stored.message, reactions } : stored.message;
}
