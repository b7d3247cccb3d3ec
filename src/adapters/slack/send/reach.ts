import type { webApi } from '@slack/bolt';
import { entry, LoggableError } from '../../../core/text/log-entry.ts';
import { describe } from '../failures.ts';
import { type Directory, isOfTwo } from '../workspaces/directory.ts';

/** The direct conversation with a person: its id. Rejects with Slack's error. */
export async function openDirect(client: webApi.WebClient, user: string): Promise<string> {
  const { channel } = await client.conversations.open({ users: user });
  if (channel?.id === undefined) throw new LoggableError(entry`Slack did not open a direct conversation`);
  return channel.id;
}

/** Why the bot is not in a conversation that it can know nothing of unless it is, and what to do; undefined where it knows. */
export async function findAbsence(
  directory: Directory,
  { channel, group }: { readonly channel: string; readonly group?: true },
  botName: string,
): Promise<string | undefined> {
  if (isOfTwo(channel))
    return (await directory.isOwn(channel).catch(() => true))
      ? undefined
      : 'I cannot be in a conversation between two people. Use a channel, or write to me alone.';
  try {
    await directory.conversation(channel);
    return undefined;
  } catch (error) {
    if (describe(error) !== 'channel_not_found') return undefined;
    return group
      ? 'I am not in this group message. Start one with me in it, or use a channel.'
      : `I am not in this channel yet. Type /invite @${botName} here, then try again.`;
  }
}

/** Why the bot cannot post in a channel, in words for whoever manages it; undefined where it can. */
export async function findObstacle(
  directory: Directory,
  channel: string,
  botName: string,
): Promise<string | undefined> {
  const absence = await findAbsence(directory, { channel }, botName);
  if (absence !== undefined) return absence;
  try {
    if (isOfTwo(channel)) {
      await directory.isOwn(channel);
      return undefined;
    }
    const { name, archived, member } = await directory.conversation(channel);
    if (archived) return `#${name} is archived: nothing can be posted there until it is unarchived.`;
    return member ? undefined : `I am not in #${name}. Type /invite @${botName} there, then try again.`;
  } catch (error) {
    const what = describe(error);
    if (what === 'missing_scope')
      return 'I cannot see whether I may post there: my Slack app lacks a scope. Whoever runs me finds the scopes in config/slack-manifest.json.';
    return `Slack did not say whether I may post there (${what}). Try again in a minute.`;
  }
}
