import type { webApi } from '@slack/bolt';
import { entry, LoggableError } from '../../../core/text/log-entry.ts';
import { type Directory, isDirect } from '../directory.ts';
import { describe } from '../failures.ts';

/** The direct conversation with a person: its id. Rejects with Slack's error. */
export async function openDirect(client: webApi.WebClient, user: string): Promise<string> {
  const { channel } = await client.conversations.open({ users: user });
  if (channel?.id === undefined) throw new LoggableError(entry`Slack opened no direct conversation`);
  return channel.id;
}

/** Why the bot cannot post in a channel, in words for whoever manages it; undefined where it can. */
export async function findObstacle(
  directory: Directory,
  channel: string,
  botName: string,
): Promise<string | undefined> {
  if (isDirect(channel)) return undefined;
  const invite = `Type /invite @${botName} there, then try again.`;
  try {
    const { name, archived, member } = await directory.conversation(channel);
    if (archived) return `#${name} is archived: nothing can be posted there until it is unarchived.`;
    return member ? undefined : `I am not in #${name}. ${invite}`;
  } catch (error) {
    const what = describe(error);
    if (what === 'channel_not_found') return `I am not in that channel. ${invite}`;
    if (what === 'missing_scope')
      return 'I cannot see whether I may post there: my Slack app lacks a scope. Whoever runs me finds the scopes in config/slack-manifest.json.';
    return `Slack did not say whether I may post there (${what}). Please try again in a minute.`;
  }
}
