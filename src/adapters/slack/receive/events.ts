import type { App } from '@slack/bolt';
import { readCommandLine } from '../../../core/chat/command-line.ts';
import { logFailure } from '../../../core/chat/failures.ts';
import { entry } from '../../../core/text/log-entry.ts';
import { readEmojiName } from '../emoji.ts';
import type { Place } from '../send/send.ts';
import type { Identity } from '../workspaces/identity.ts';
import { findMeant, findMeantOf } from '../workspaces/meant.ts';
import { askChannelName, attempt, heardIn, type ReceiveContext, runCommand } from './context.ts';
import { readRecord } from './json.ts';
import { readFileNames } from './message-command.ts';
import { readMention, readMentioned } from './read-text.ts';

type ReactionEvent = {
  readonly user: string;
  readonly reaction: string;
  readonly item_user?: string;
  readonly item: { readonly type: string; readonly channel: string; readonly ts: string };
};

type Told = { readonly event_id: string; readonly is_ext_shared_channel?: boolean };

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
export function listenToEvents(app: App): void {
  /** An event is new by what it tells of, and a message that was edited is the same message. */
  const isNewMessage = async ({ isNew, isFirst, identity }: ReceiveContext, { channel, ts }: Words) => {
    const name = `message ${identity.workspace} ${channel} ${ts}`;
    return isNew(name) && (await isFirst(name));
  };

  app.event('app_mention', async ({ event, context: given }) => {
    const { user, bot_id: sender } = event;
    if (user === undefined || user === SLACKBOT || sender !== undefined) return;
    const context = await findMeant(heardIn(given), readMentioned(event.text));
    const { bot, identity } = context;
    if (!(await isNewMessage(context, { ...event, user }))) return;
    const line = readCommandLine(readMention(event.text, identity.botUserId), bot.commands);
    const place = placeOf(identity, { ...event, user });
    await attempt(context, place, () => runCommand(context, line, place, ''));
  });

  app.event('message', async ({ event, context: given }) => {
    if (event.channel_type !== 'im') return;
    const context = heardIn(given);
    const { bot, identity, directory } = context;
    const { botUserId } = identity;
    const { channel, ts } = event;
    directory.learnOwn(channel);
    const { subtype, user, hidden, bot_id: sender, text, files, thread_ts: thread } = readRecord(event);
    if (NOISE.has(subtype) || hidden === true || typeof sender === 'string' || typeof user !== 'string')
      return;
    const words = { channel, user, ts, ...(typeof thread === 'string' && { thread_ts: thread }) };
    if (user === botUserId || user === SLACKBOT || !(await isNewMessage(context, words))) return;
    const typed = readMention(text, botUserId) || readFileNames(files);
    const line = readCommandLine(typed, bot.commands);
    const place = placeOf(identity, words);
    // Nobody else is there, and an ephemeral answer would be gone with the next reload.
    await attempt(context, place, () => runCommand(context, line, place, '', 'public'));
  });

  async function introduce(context: ReceiveContext, channel: string): Promise<void> {
    const { bot, answer, identity } = context;
    const { workspace } = identity;
    const name = await askChannelName(context, channel);
    const card = await bot.introduce({ platform: 'slack', workspace, channel, ...name });
    if (card !== undefined) await answer({ workspace, channel, user: '' }, 'public', [card]);
  }
  // That it introduces itself once is noted by the bot.
  app.event('member_joined_channel', async ({ event: { user, channel }, body, context: given }) => {
    const context = await findMeantOf(heardIn(given), body, user);
    const { identity, track, log } = context;
    if (user === identity.botUserId)
      await track(
        logFailure(introduce(context, channel), entry`Slack: the bot could not introduce itself`, log),
      );
  });

  async function hearReaction(
    added: boolean,
    event: ReactionEvent,
    body: Told,
    heard: ReceiveContext,
  ): Promise<void> {
    const { event_id: eventId } = body;
    const context = await findMeantOf(heard, body, event.item_user);
    const { bot, identity, directory, answer, isNew, isFirst, track } = context;
    const { workspace, botUserId } = identity;
    const { user, reaction, item } = event;
    if (item.type !== 'message' || (event.item_user ?? botUserId) !== botUserId) return;
    if (!isNew(`event ${eventId}`)) return;
    const { channel, ts } = item;
    let first: Promise<boolean> | undefined;
    const isFirstTime = () => {
      first ??= isFirst(`event ${eventId}`);
      return first;
    };
    const take = async () => {
      if (await directory.isBot(user)) return;
      for (const emoji of readEmojiName(reaction)) {
        await bot.onReaction({
          emoji,
          added,
          message: { channel: { platform: 'slack', workspace, id: channel }, id: ts },
          member: { platform: 'slack', workspace, id: user },
          isFirst: isFirstTime,
          reply: (cards) => answer({ workspace, channel, user }, 'private', cards),
        });
      }
    };
    await track(take());
  }
  app.event('reaction_added', ({ event, body, context }) =>
    hearReaction(true, event, body, heardIn(context)),
  );
  app.event('reaction_removed', ({ event, body, context }) =>
    hearReaction(false, event, body, heardIn(context)),
  );
}

function placeOf({ workspace }: Identity, { channel, user, thread_ts: threadTs }: Words): Place {
  return { workspace, channel, user, ...(threadTs !== undefined && { threadTs }) };
}
