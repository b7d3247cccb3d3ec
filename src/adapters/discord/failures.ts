import {
  RESTJSONErrorCodes as Codes,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  HTTPError,
  type RateLimitData,
  RateLimitError,
} from 'discord.js';
import { ConnectionFailure, PostFailure } from '../../core/chat/failures.ts';
import {
  entry,
  kindOf,
  type LogEntry,
  LoggableError,
  nameOf,
  nobodyTyped,
} from '../../core/text/log-entry.ts';

const PORTAL = 'https://discord.com/developers/applications';

const REMEDIES = {
  token: nobodyTyped(
    `Discord refused the token: copy the bot's token from ${PORTAL} (your application, Bot, Reset Token) into DISCORD_TOKEN.`,
  ),
  intents: nobodyTyped(
    `Discord refused an intent: switch it on at ${PORTAL} (your application, Bot, Privileged Gateway Intents).`,
  ),
  sharding: entry`Discord requires more shards than this bot started with, because it is in many more servers now: restart it.`,
};

/** The failure that waiting cannot mend, where an error while connecting means one. */
export function readHopeless(error: unknown): ConnectionFailure | undefined {
  if (error instanceof ConnectionFailure) return error;
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) {
    return new ConnectionFailure(REMEDIES.token);
  }
  if (error instanceof DiscordAPIError && error.status === 401) return new ConnectionFailure(REMEDIES.token);
  const text = error instanceof Error ? error.message : String(error);
  if (/authentication failed/iu.test(text)) return new ConnectionFailure(REMEDIES.token);
  if (/(disallowed|invalid) intents/iu.test(text)) return new ConnectionFailure(REMEDIES.intents);
  if (/shard/iu.test(text) && /(required|invalid)/iu.test(text))
    return new ConnectionFailure(REMEDIES.sharding);
  return undefined;
}

/** The failure that a close code of the gateway means, where it means one. https://docs.discord.com/developers/topics/opcodes-and-status-codes */
export function readCloseCode(code: number): ConnectionFailure {
  if (code === 4004) return new ConnectionFailure(REMEDIES.token);
  if (code === 4013 || code === 4014) return new ConnectionFailure(REMEDIES.intents);
  if (code === 4010 || code === 4011) return new ConnectionFailure(REMEDIES.sharding);
  return new ConnectionFailure(
    entry`Discord closed the connection for good (code ${code}): update Paperboy.`,
  );
}

/** Whether there are too few shards, or others than Discord expects. */
export function isOfSharding(error: unknown): boolean {
  return error instanceof ConnectionFailure && error.message === REMEDIES.sharding;
}

/** Whether discord.js opens no connection because Discord lets the bot open fewer today than it has shards. */
export function isOfSessions(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Not enough sessions remaining');
}

/** What went wrong with a request. */
export type RequestProblem =
  /** Surely not done: Discord was not reached, or said that it failed. */
  | 'not done'
  /** The connection ended before the answer came. */
  | 'unknown'
  /** Discord said no; asking again is no use. */
  | 'refused';

const UNREACHED = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

export function classify(error: unknown): RequestProblem {
  if (error instanceof DiscordAPIError) return 'refused';
  if (error instanceof HTTPError) return error.status >= 500 ? 'not done' : 'refused';
  const codes = codesOf(error);
  if (codes.some((code) => UNREACHED.includes(code))) return 'not done';
  return codes.length > 0 || isAborted(error) ? 'unknown' : 'refused';
}

function isAborted(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** The error codes of an error, of its causes and of the errors it stands for. */
function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const inner = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  return [...own, ...inner, ...codesOf(error.cause)];
}

export function hasCode(error: unknown, ...codes: readonly Codes[]): boolean {
  return error instanceof DiscordAPIError && codes.some((code) => code === error.code);
}

const LATE = [Codes.UnknownInteraction, Codes.InvalidWebhookToken];

/** Whether Discord itself did not take what was sent, so that something else may still be sent. */
export function isRejection(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code !== undefined && !hasCode(error, ...LATE);
}

/** An error in one line, with what to do where we know it. */
export function describe(error: unknown): LogEntry {
  if (error instanceof RateLimitError) {
    const place = error.global ? entry`` : entry` for ${nobodyTyped(error.route)}`;
    return entry`Discord accepts no requests${place} for ${Math.round(pauseOf(error) / 1000)} s`;
  }
  if (error instanceof DiscordAPIError && error.code === undefined) {
    return entry`the network before Discord refused it (${error.status})`;
  }
  if (hasCode(error, ...LATE)) {
    return entry`it was too late for Discord (three seconds to acknowledge, fifteen minutes to answer)`;
  }
  if (hasCode(error, Codes.MissingAccess, Codes.MissingPermissions)) {
    return entry`the bot lacks a permission in Discord: grant it View Channel, Send Messages (in Threads) and Read Message History there`;
  }
  if (hasCode(error, Codes.CannotSendMessagesToThisUser))
    return entry`this person does not accept direct messages from the bot`;
  if (!(error instanceof DiscordAPIError)) return kindOf(error);
  const { code, status } = error;
  const known = typeof code === 'number' ? Codes[code] : undefined;
  return entry`Discord says ${nameOf(known ?? String(code))} (${nameOf(String(code))}, HTTP ${status})`;
}

/** Does the work; an error of it says in one line what was wanted, what went wrong and what to do. */
export async function explaining<Result>(wanted: LogEntry, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new LoggableError(entry`${wanted}: ${describe(error)}.`, { cause: error });
  }
}

const GONE: Readonly<Record<number, string>> = {
  [Codes.UnknownChannel]: 'this channel no longer exists',
  [Codes.UnknownGuild]: 'this server no longer exists, or the bot was removed from it',
  [Codes.UnknownUser]: 'this person no longer exists',
  [Codes.InvalidRecipients]: 'this person no longer exists',
  [Codes.InvalidActionOnArchivedThread]: 'this thread is archived: reopen it',
  [Codes.ThreadLocked]: 'this thread is locked: unlock it',
};

const FORBIDDEN: Readonly<Record<number, string>> = {
  [Codes.MissingAccess]: 'the bot cannot see this channel: grant it View Channel there',
  [Codes.MissingPermissions]:
    'the bot may not post in this channel: grant it Send Messages (in a thread: Send Messages in Threads) there',
  [Codes.CannotReplyWithoutPermissionToReadMessageHistory]:
    'the bot may not reply in this channel: grant it Read Message History there',
  [Codes.CannotSendMessagesToThisUser]:
    'this person does not accept direct messages from the bot: they can allow them in the privacy settings of a server they share with it',
  [Codes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds]:
    'this person shares no server with the bot: add it to one of theirs, or to their account',
  [Codes.CannotExecuteActionOnThisChannelType]:
    'messages cannot be posted in this kind of channel: choose a text channel',
  [Codes.CannotSendMessagesInNonTextChannel]:
    'messages cannot be posted in this kind of channel: choose a text channel',
  [Codes.MessageWasBlockedByAutomaticModeration]:
    'AutoMod blocks the bot’s posts: exempt its role in the server settings',
  [Codes.MessageBlockedByHarmfulLinksFilter]: 'Discord considers one of its links harmful',
};

/** What an error of Discord's means for something that is posted: whether waiting helps, and what to do. */
export function readPostFailure(error: unknown, begun = false): PostFailure {
  if (error instanceof PostFailure) return error;
  if (error instanceof RateLimitError) {
    const milliseconds = pauseOf(error);
    // A limit is that of a route in one channel, or of all: X-RateLimit-Scope.
    const pause = { milliseconds, scope: error.global ? ('overall' as const) : ('place' as const), begun };
    const words = entry`Discord takes no more posts there for ${Math.round(milliseconds / 1000)} s.`;
    return new PostFailure('passing', words, { cause: error, pause });
  }
  const code = error instanceof DiscordAPIError ? Number(error.code) : 0;
  const [gone, forbidden] = [GONE[code], FORBIDDEN[code]];
  const options = { cause: error };
  if (gone !== undefined) return new PostFailure('gone', entry`Discord: ${nobodyTyped(gone)}.`, options);
  if (forbidden !== undefined)
    return new PostFailure('forbidden', entry`Discord: ${nobodyTyped(forbidden)}.`, options);
  if (isBusy(error)) return new PostFailure('passing', entry`Discord is overloaded at the moment.`, options);
  return new PostFailure('passing', entry`Discord rejected it: ${describe(error)}.`, options);
}

/** Milliseconds that a rate limit lasts, by whichever of its fields tells. */
export function pauseOf({
  retryAfter,
  timeToReset,
  sublimitTimeout,
}: Pick<RateLimitData, 'retryAfter' | 'timeToReset' | 'sublimitTimeout'>): number {
  return Math.max(0, ...[retryAfter, timeToReset, sublimitTimeout].filter(Number.isFinite));
}

function isBusy(error: unknown): boolean {
  if (hasCode(error, Codes.APIResourceOverloaded)) return true;
  const status = error instanceof DiscordAPIError || error instanceof HTTPError ? error.status : 0;
  return status === 429;
}

/** Does the work; rejects with a PostFailure. */
export async function postingOrFailing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw readPostFailure(error);
  }
}
