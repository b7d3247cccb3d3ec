import type { App } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import { readCommandLine } from '../../../core/chat/command-line.ts';
import { logFailure } from '../../../core/chat/failures.ts';
import { entry } from '../../../core/text/log-entry.ts';
import { readEmojiName } from '../emoji.ts';
import type { Place } from '../send/send.ts';
import { askChannelName, attempt, type ReceiveContext, runCommand } from './context.ts';
import { readRecord } from './json.ts';
import { readFileNames } from './message-command.ts';
import { readMention } from './read-text.ts';

type ReactionEvent = {
  readonly user: string;
  readonly reaction: string;
  readonly item_user?: string;
  readonly item: { readonly type: string; readonly channel: string; readonly ts: string };
};

/** What stands in a conversation without having been said to the bot: docs.slack.dev/reference/events/message */
const NOISE = new Set<unknown>([
  ...['bot_message', 'bot_add', 'bot_remove', 'bot_enable', 'bot_disable', 'assistant_app_thread'],
  ...['message_changed', 'message_deleted', 'message_replied', 'tombstone', 'ekm_access_denied'],
  ...['pinned_item', 'unpinned_item', 'file_comment', 'file_mention', 'reminder_add', 'huddle_thread'],
]);

/** Slack itself, which reminds, and answers certain words: answered, it could answer again without end. */
const SLACKBOT = 'USLACKBOT';

type Words = {
  readonly channel: string;
  readonly user: string;
  readonly ts: string;
  readonly thread_ts?: string;
};

/** Hears mentions, direct messages and reactions. Bolt acknowledges events by itself. */
export function listenToEvents(app: App, context: ReceiveContext): void {
  const { bot, identity, directory, answer, isNew, track, log } = context;
  const { workspace, botUserId } = identity;

  /** An event is new by its id, and a message that was edited is the same message. */
  const isNewMessage = (eventId: string, { channel, ts }: Words) =>
    isNew(`event ${eventId}`) && isNew(`message ${channel} ${ts}`);

  const placeOf = ({ channel, user, thread_ts: threadTs }: Words): Place => ({
    workspace,
    channel,
    user,
    ...(threadTs !== undefined && { threadTs }),
  });

  app.event('app_mention', async ({ event, body }) => {
    const { user, bot_id: sender } = event;
    if (user === undefined || user === SLACKBOT || sender !== undefined) return;
    if (!isNewMessage(body.event_id, { ...event, user })) return;
    const line = readCommandLine(readMention(event.text, botUserId), bot.commands);
    const place = placeOf({ ...event, user });
    await attempt(context, place, () => runCommand(context, line, place, ''));
  });

  app.event('message', async ({ event, body }) => {
    if (event.channel_type !== 'im') return;
    const { channel, ts } = event;
    directory.learnOwn(channel);
    const { subtype, user, hidden, bot_id: sender, text, files, thread_ts: thread } = readRecord(event);
    if (NOISE.has(subtype) || hidden === true || typeof sender === 'string' || typeof user !== 'string')
      return;
    const words = { channel, user, ts, ...(typeof thread === 'string' && { thread_ts: thread }) };
    if (user === botUserId || user === SLACKBOT || !isNewMessage(body.event_id, words)) return;
    const typed = readMention(text, botUserId) || readFileNames(files);
    const line = readCommandLine(typed, bot.commands);
    const place = placeOf(words);
    // Nobody else is there, and an ephemeral answer would be gone with the next reload.
    await attempt(context, place, () => runCommand(context, line, place, '', 'public'));
  });

  async function introduce(channel: string): Promise<void> {
    const name = await askChannelName(context, channel);
    const card = await bot.introduce({ platform: 'slack', workspace, channel, ...name });
    if (card !== undefined) await answer({ workspace, channel, user: '' }, 'public', [card]);
  }
  app.event('member_joined_channel', async ({ event: { user, channel }, body }) => {
    if (user === botUserId && isNew(`event ${body.event_id}`))
      await track(logFailure(introduce(channel), entry`Slack: the bot could not introduce itself`, log));
  });

  async function hearReaction(added: boolean, event: ReactionEvent, eventId: string): Promise<void> {
    const { user, reaction, item } = event;
    if (item.type !== 'message' || (event.item_user ?? botUserId) !== botUserId) return;
    if (!isNew(`event ${eventId}`)) return;
    const { channel, ts } = item;
    const take = async () => {
      if (await directory.isBot(user)) return;
      for (const emoji of readEmojiName(reaction)) {
        await bot.onReaction({
          emoji,
          added,
          message: { channel: { platform: 'slack', workspace, id: channel }, id: ts },
          member: { platform: 'slack', workspace, id: user },
          reply: (cards) => answer({ workspace, channel, user }, 'private', cards),
        });
      }
    };
    await track(take());
  }
  const own = { platform: 'slack', workspace };
  app.event('app_uninstalled', () => track(bot.onWorkspace(own, false)));
  app.event('tokens_revoked', async ({ event: { tokens } }) => {
    if ((tokens.bot ?? []).length > 0) await track(bot.onWorkspace(own, false));
  });
  app.event('reaction_added', ({ event, body }) => hearReaction(true, event, body.event_id));
  app.event('reaction_removed', ({ event, body }) => hearReaction(false, event, body.event_id));
}

/** Longer than Slack goes on sending an event again: at once, after one and after five minutes. */
const REMEMBERED = 15 * 60_000;
/** More than Slack sends in that time: docs.slack.dev/apis/events-api#rate-limits (30,000 an hour). */
const MOST = 10_000;

/** Yields whether an id comes for the first time; ids of more than 15 minutes ago are forgotten. */
export function createSeen(now: () => number = Date.now): (id: string) => boolean {
  const seen = new LRUCache<string, true>({ max: MOST, ttl: REMEMBERED, ttlResolution: 0, perf: { now } });
  return (id) => {
    if (seen.has(id)) return false;
    seen.set(id, true);
    return true;
  };
}
