import {
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  HTTPError,
  RESTJSONErrorCodes,
} from 'discord.js';
import { ConnectionFailure } from '../../core/chat/connection-failure.ts';

const PORTAL = 'https://discord.com/developers/applications';

const REMEDIES = {
  token: `Discord refused the token: copy the bot's token from ${PORTAL} (your application, Bot, Reset Token) into DISCORD_TOKEN.`,
  intents: `Discord refused an intent: switch it on at ${PORTAL} (your application, Bot, Privileged Gateway Intents).`,
  sharding:
    'Discord wants this bot to be sharded, which Paperboy cannot do: it is in more than 2,500 servers.',
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
  return new ConnectionFailure(`Discord closed the connection for good (code ${code}): update Paperboy.`);
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

export function hasCode(error: unknown, ...codes: readonly RESTJSONErrorCodes[]): boolean {
  return error instanceof DiscordAPIError && codes.some((code) => code === error.code);
}

/** An error in one line, with what to do where we know it. */
export function describe(error: unknown): string {
  const codes = RESTJSONErrorCodes;
  if (hasCode(error, codes.UnknownInteraction, codes.InvalidWebhookToken)) {
    return 'it came too late for Discord (three seconds to acknowledge, fifteen minutes to answer)';
  }
  if (hasCode(error, codes.MissingAccess, codes.MissingPermissions)) {
    return 'Discord says the bot may not: give it View Channel, Send Messages (in Threads) and Read Message History there';
  }
  if (hasCode(error, codes.CannotSendMessagesToThisUser))
    return 'that person accepts no direct messages from it';
  const text = error instanceof Error ? error.message : String(error);
  const codesSeen = codesOf(error).filter((code) => !text.includes(code));
  return [text.replaceAll(/\s+/gu, ' '), ...codesSeen].join(' ');
}

/** Does the work; an error of it says in one line what was wanted, what went wrong and what to do. */
export async function explaining<Result>(wanted: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new Error(`${wanted}: ${describe(error)}.`, { cause: error });
  }
}
