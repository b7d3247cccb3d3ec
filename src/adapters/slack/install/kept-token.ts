import { readJson, readRecord } from '../receive/json.ts';
import type { Identity } from '../workspaces/identity.ts';

/** By what the bot speaks in a workspace. */
export type BotToken = {
  readonly token: string;
  /** Absent for a token that lasts. */
  readonly renewal?: Renewal;
};

/** What a token that ends is exchanged with, once, for one that lasts longer: docs.slack.dev/authentication/using-token-rotation */
export type Renewal = {
  readonly refreshToken: string;
  /** When the token ends, in milliseconds since 1970. */
  readonly endsAt: number;
};

/** What is encrypted of an installation. */
export type Kept = BotToken & Pick<Identity, 'botId' | 'botUserId' | 'botName' | 'workspaceName'>;

export function writeKept({ token, renewal, workspaceName, botId, botUserId, botName }: Kept): string {
  return JSON.stringify({ token, renewal, workspaceName, botId, botUserId, botName });
}

/** Undefined for what this bot did not write. */
export function readKept(text: string | undefined): Kept | undefined {
  if (text === undefined) return undefined;
  const { token, renewal, botId, botUserId, botName, workspaceName } = readRecord(readJson(text));
  const isWhole = [token, botId, botUserId, botName, workspaceName].every((one) => typeof one === 'string');
  if (!isWhole) return undefined;
  const { refreshToken, endsAt } = readRecord(renewal);
  return {
    token: String(token),
    ...(typeof refreshToken === 'string' &&
      typeof endsAt === 'number' && { renewal: { refreshToken, endsAt } }),
    botId: String(botId),
    botUserId: String(botUserId),
    botName: String(botName),
    workspaceName: String(workspaceName),
  };
}
