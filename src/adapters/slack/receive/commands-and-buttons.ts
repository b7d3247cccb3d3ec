import { createHash } from 'node:crypto';
import type { App, BlockAction, MessageShortcut } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import type { CommandLine } from '../../../core/chat/card.ts';
import type { Invocation } from '../../../core/chat/command.ts';
import { findDeclaration, readCommandLine } from '../../../core/chat/command-line.ts';
import { drawnAgain } from '../../../core/chat/pager.ts';
import { readAction } from '../render/action.ts';
import { readBlockId } from '../render/block-id.ts';
import type { Press } from '../render/button-value.ts';
import { COMMAND_ACTION } from '../render/buttons.ts';
import type { Manner } from '../send/answer.ts';
import type { Place } from '../send/send.ts';
import {
  acknowledge,
  attempt,
  describeAsking,
  heardIn,
  nameChannel,
  type ReceiveContext,
  runCommand,
  say,
} from './context.ts';
import { openForm } from './forms.ts';
import { takePressAtHome } from './home.ts';
import { findMessageCommand, readMessage } from './message-command.ts';
import type { Trigger } from './open-view.ts';
import { readText } from './read-text.ts';
import { openSearch } from './search.ts';
import { turnButton } from './turn-button.ts';

const OLD_BUTTON = {
  title: 'This button no longer works',
  text: 'The bot was updated since. Type the command instead.',
};
const OLD_SHORTCUT = {
  title: 'This entry of the menu no longer works',
  text: 'Whoever runs me can bring the Slack app up to date with config/slack-manifest.json.',
};

/** Milliseconds in which two presses of one button are one. */
const HASTE = 5_000;

/** Hears slash commands, pressed buttons and the menu of messages; acknowledges first and works after. */
export function listenToCommandsAndButtons(app: App): void {
  /** What pressed buttons have lately posted for all: a second press in haste posts nothing. */
  const posted = new LRUCache<string, true>({ max: 1_000, ttl: HASTE });

  app.command(/^\//u, async ({ ack, command, context: given }) => {
    const context = heardIn(given);
    const { bot, identity, isNew } = context;
    const { workspace } = identity;
    const trigger = { id: command.trigger_id, since: Date.now() };
    await acknowledge(context, ack);
    const { channel_id: channel, user_id: user, response_url: responseUrl } = command;
    if (!isNew(`command ${trigger.id}`)) return;
    const place: Place = { workspace, channel, user, responseUrl, ...nameChannel(command.channel_name) };
    const line = readCommandLine(`${command.command} ${readText(command.text)}`, bot.commands);
    await attempt(context, place, async () => {
      if (await openSearch(context, line, place, trigger)) return;
      await askOrRun(context, line, place, command.user_name ?? '', trigger);
    });
  });

  app.action<BlockAction>(COMMAND_ACTION, async ({ ack, body, payload, context: given }) => {
    const context = heardIn(given);
    const { bot, identity, isNew, isFirst, track } = context;
    const { workspace } = identity;
    const trigger = { id: body.trigger_id, since: Date.now() };
    await acknowledge(context, ack);
    if (!isNew(`press ${trigger.id}`)) return;
    if (body.container.type === 'view') return track(takePressAtHome(context, body, OLD_BUTTON));
    const place = placeOfPress(body, workspace);
    const press = readAction(payload);
    if (press === 'nothing') return;
    await attempt(context, place, async () => {
      if (press === undefined) {
        const { redraw } = readBlockId(payload.block_id);
        if (redraw === undefined) await say(context, place, OLD_BUTTON);
        else await showAgain(context, redraw, place, nameOf(body.user));
        return;
      }
      if (!press.replaces && findDeclaration(press.line, bot.commands)?.private === false) {
        const { container } = body;
        const key = JSON.stringify([workspace, place.channel, container.message_ts, place.user, press.line]);
        if (posted.has(key)) return;
        posted.set(key, true);
        if (!(await isFirst(`press ${digestOf(key)}`, HASTE))) return;
      }
      if (await turnButton(context, press, place, nameOf(body.user), body)) return;
      if (press.line.form === 'asked' && (await openSearch(context, press.line, place, trigger))) return;
      const manner = await mannerOfPress(press, place, context);
      await askOrRun(context, press.line, place, nameOf(body.user), trigger, manner);
    });
  });

  app.shortcut<MessageShortcut>({ type: 'message_action' }, async ({ ack, shortcut, context: given }) => {
    const context = heardIn(given);
    const { bot, identity, isNew } = context;
    const { workspace } = identity;
    const trigger = { id: shortcut.trigger_id, since: Date.now() };
    await acknowledge(context, ack);
    const command = findMessageCommand(bot.commands, shortcut.callback_id);
    if (!isNew(`shortcut ${trigger.id}`)) return;
    const { thread_ts: thread } = shortcut.message ?? {};
    const place: Place = {
      workspace,
      channel: shortcut.channel.id,
      user: shortcut.user.id,
      responseUrl: shortcut.response_url,
      ...nameChannel(shortcut.channel.name),
      ...(typeof thread === 'string' && thread !== shortcut.message_ts && { threadTs: thread }),
    };
    await attempt(context, place, async () => {
      if (command === undefined) {
        await say(context, place, OLD_SHORTCUT);
        return;
      }
      const { name, verb } = command;
      const line = { name, ...(verb !== undefined && { verb }), text: readMessage(shortcut.message) };
      await askOrRun(context, line, place, nameOf(shortcut.user), trigger);
    });
  });
}

/** Answers a button that cannot be read any more with the list on which it is, as it is now. */
async function showAgain(
  context: ReceiveContext,
  line: CommandLine,
  place: Place,
  memberName: string,
): Promise<void> {
  const asked = await describeAsking(context, line, place, memberName);
  const reply: Invocation['reply'] = (cards) => context.answer(place, 'private', drawnAgain(cards));
  await context.bot.onCommand({ ...asked, reply });
}

/** Runs a command, or opens its form first where it has one. */
async function askOrRun(
  context: ReceiveContext,
  line: CommandLine,
  place: Place,
  memberName: string,
  trigger: Trigger,
  manner?: Manner,
): Promise<void> {
  if (await openForm(context, line, place, memberName, trigger, manner)) return;
  await runCommand(context, line, place, memberName, manner);
}

/**
 * In a direct conversation with the bot everything is said for good; elsewhere the command decides, as it does under a link:
 * that is somebody's message, also where the two talk alone.
 */
async function mannerOfPress(
  { replaces }: Press,
  { channel, pressed }: Place,
  { directory }: ReceiveContext,
): Promise<Manner | undefined> {
  if (replaces) return 'replacing';
  return pressed?.ephemeral === false && (await directory.isSurelyOwn(channel)) ? 'public' : undefined;
}

/** As the database keeps it: not what somebody typed. */
function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function placeOfPress(body: BlockAction, workspace: string): Place {
  const { container } = body;
  const text = (key: string) => (typeof container[key] === 'string' ? container[key] : '');
  const [ts, thread] = [text('message_ts'), text('thread_ts')];
  return {
    workspace,
    channel: body.channel?.id ?? text('channel_id'),
    user: body.user.id,
    responseUrl: body.response_url,
    ...nameChannel(body.channel?.name),
    ...(ts !== '' &&
      container.is_app_unfurl !== true && { pressed: { ts, ephemeral: container.is_ephemeral === true } }),
    ...(thread !== '' && thread !== ts && { threadTs: thread }),
  };
}

function nameOf(user: { readonly name?: string; readonly username?: string }): string {
  return user.name ?? user.username ?? '';
}
