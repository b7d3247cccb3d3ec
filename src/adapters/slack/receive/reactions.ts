import type { webApi } from '@slack/bolt';
import type { MessageRef } from '../../../core/chat/channel.ts';
import type { Log } from '../../../core/chat/log.ts';
import type { GivenReaction } from '../../../core/chat/platform.ts';
import { readEmojiName, writeEmojiName } from '../emoji.ts';
import { describe } from '../failures.ts';
import { tryPatiently } from '../send/patience.ts';
import type { Directory } from '../workspaces/directory.ts';

const GONE = ['message_not_found', 'channel_not_found', 'thread_not_found'];

/** The wanted reactions that people have put on a message; undefined where it is gone. Rejects with Slack's error. */
export async function readReactions(
  client: webApi.WebClient,
  { isBot }: Pick<Directory, 'isBot'>,
  botUserId: string,
  log: Log,
  { channel, id: timestamp }: MessageRef,
  wanted: (emoji: string) => boolean,
): Promise<readonly GivenReaction[] | undefined> {
  const ask = () => client.reactions.get({ channel: channel.id, timestamp, full: true });
  let answer: Awaited<ReturnType<typeof ask>>;
  try {
    answer = await tryPatiently(ask, log);
  } catch (error) {
    if (GONE.includes(describe(error))) return undefined;
    throw error;
  }
  const given = new Map<string, GivenReaction>();
  for (const { name = '', users = [] } of answer.message?.reactions ?? []) {
    const emoji = readEmojiName(name).find(wanted);
    if (emoji === undefined) continue;
    for (const id of users) {
      if (id === botUserId || (await isBot(id))) continue;
      const { platform, workspace } = channel;
      given.set(`${emoji} ${id}`, { emoji, member: { platform, workspace, id } });
    }
  }
  return [...given.values()];
}

/** Reacts as the bot; a reaction that is there already is fine. Rejects with Slack's error. */
export async function react(
  client: webApi.WebClient,
  log: Log,
  { channel, id: timestamp }: MessageRef,
  emoji: string,
): Promise<void> {
  const add = () => client.reactions.add({ channel: channel.id, timestamp, name: writeEmojiName(emoji) });
  try {
    await tryPatiently(add, log);
  } catch (error) {
    if (describe(error) !== 'already_reacted') throw error;
  }
}
