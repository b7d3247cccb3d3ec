import type { App, BlockAction, MessageShortcut, ViewOutput, webApi } from '@slack/bolt';
import type { Card, CommandLine } from '../../core/chat/card.ts';
import { readCommandLine } from '../../core/chat/command-line.ts';
import type { Bot, CommandDeclaration, Posted } from '../../core/chat/contract.ts';
import type { Log } from '../../core/chat/log.ts';
import type { Manner } from './answer.ts';
import { readButtonValue } from './button-value.ts';
import { describe } from './failure.ts';
import type { Identity } from './identity.ts';
import { LIMITS } from './limits.ts';
import { findMessageCommand, readMessage } from './message-command.ts';
import { readMention, readText } from './read-text.ts';
import { COMMAND_ACTION } from './render-buttons.ts';
import { QUERY, readSearchContext, renderOptions, renderSearchModal, SEARCH_VIEW } from './search-modal.ts';
import type { Place } from './send.ts';

/** What the listeners need. */
export type Ears = {
  readonly bot: Bot;
  readonly identity: Identity;
  readonly client: webApi.WebClient;
  answer(place: Place, manner: Manner, cards: readonly Card[]): Promise<readonly Posted[]>;
  readonly log: Log;
  /** Whether an id comes for the first time: what Slack sends again acts once. */
  isNew(id: string): boolean;
  /** Keeps work that a stop waits for. */
  track(work: Promise<void>): Promise<void>;
};

/** Puts the bot's ears on an app: every listener acknowledges first and works after. */
export function listen(app: App, ears: Ears): void {
  const { bot, identity, client, answer, log, isNew, track } = ears;
  const { workspace, botUserId } = identity;

  /** Slack may be gone before it hears the acknowledgement; the person still waits for the answer. */
  async function acknowledge(ack: () => Promise<void>): Promise<void> {
    try {
      await ack();
    } catch (error) {
      log.debug(`Slack did not hear an acknowledgement: ${describe(error)}`);
    }
  }

  function run(
    line: CommandLine,
    place: Place,
    memberName: string,
    manner = mannerOf(line, bot.commands),
  ): Promise<void> {
    return bot.onCommand({
      line,
      channel: { platform: 'slack', workspace, id: place.channel },
      member: { platform: 'slack', workspace, id: place.user },
      memberName,
      reply: (cards) => answer(place, manner, cards),
    });
  }

  async function openSearch(line: CommandLine, place: Place, trigger: string): Promise<boolean> {
    const declaration = bot.commands.find(({ name, verb }) => name === line.name && verb === undefined);
    if (declaration?.argument?.kind !== 'query') return false;
    const context = {
      command: line.name,
      channel: place.channel,
      ...(place.responseUrl && { responseUrl: place.responseUrl }),
    };
    const view = renderSearchModal(context, declaration.description, declaration.argument.description);
    try {
      await client.views.open({ trigger_id: trigger, view });
      return true;
    } catch (error) {
      log.debug(`Slack did not open the search: ${describe(error)}`);
      return false;
    }
  }

  app.command(/^\//u, async ({ ack, command }) => {
    await acknowledge(ack);
    if (!isNew(`command ${command.trigger_id}`)) return;
    const { channel_id: channel, user_id: user, response_url: responseUrl } = command;
    const place: Place = { workspace, channel, user, responseUrl };
    const line = readCommandLine(`${command.command} ${readText(command.text)}`, bot.commands);
    await track(
      (async () => {
        const opened =
          line.text === '' && line.verb === undefined && (await openSearch(line, place, command.trigger_id));
        if (!opened) await run(line, place, command.user_name);
      })(),
    );
  });

  app.event('app_mention', async ({ event, body }) => {
    if (event.user === undefined || event.bot_id !== undefined || !isNew(`event ${body.event_id}`)) return;
    if (!isNew(`message ${event.channel} ${event.ts}`)) return;
    const thread = event.thread_ts === undefined ? {} : { threadTs: event.thread_ts };
    const place: Place = { workspace, channel: event.channel, user: event.user, ...thread };
    const line = readCommandLine(readMention(event.text, botUserId), bot.commands);
    await track(run(line, place, ''));
  });

  app.message(async ({ message, body }) => {
    if (message.channel_type !== 'im' || message.subtype !== undefined || message.bot_id !== undefined)
      return;
    if (!isNew(`event ${body.event_id}`) || !isNew(`message ${message.channel} ${message.ts}`)) return;
    const thread = message.thread_ts === undefined ? {} : { threadTs: message.thread_ts };
    const place: Place = { workspace, channel: message.channel, user: message.user, ...thread };
    const line = readCommandLine(readMention(message.text ?? '', botUserId), bot.commands);
    await track(run(line, place, '', 'public'));
  });

  async function hearReaction(
    added: boolean,
    event: {
      user: string;
      reaction: string;
      item_user?: string;
      item: { type: string; channel: string; ts: string };
    },
    eventId: string,
  ): Promise<void> {
    if (event.item.type !== 'message' || (event.item_user ?? botUserId) !== botUserId) return;
    if (!isNew(`event ${eventId}`)) return;
    const { channel, ts } = event.item;
    const place: Place = { workspace, channel, user: event.user };
    await track(
      bot.onReaction({
        emoji: event.reaction.replace(/::skin-tone-\d$/u, ''),
        added,
        message: { channel: { platform: 'slack', workspace, id: channel }, id: ts },
        member: { platform: 'slack', workspace, id: event.user },
        reply: (cards) => answer(place, 'private', cards),
      }),
    );
  }
  app.event('reaction_added', ({ event, body }) => hearReaction(true, event, body.event_id));
  app.event('reaction_removed', ({ event, body }) => hearReaction(false, event, body.event_id));

  app.action<BlockAction>(COMMAND_ACTION, async ({ ack, body, payload }) => {
    await acknowledge(ack);
    if (!isNew(`press ${body.trigger_id}`)) return;
    const place = placeOfPress(body, workspace);
    const press = payload.type === 'button' ? readButtonValue(payload.value ?? '') : undefined;
    if (press === undefined) {
      const card = {
        title: 'This button is not understood any more',
        text: 'Please type the command instead.',
      };
      await track(answer(place, 'private', [card]).then(() => {}));
      return;
    }
    const manner = press.replaces ? 'replacing' : mannerOf(press.line, bot.commands);
    await track(run(press.line, place, nameOf(body.user), manner));
  });

  app.shortcut<MessageShortcut>({ type: 'message_action' }, async ({ ack, shortcut }) => {
    await acknowledge(ack);
    const command = findMessageCommand(bot.commands, shortcut.callback_id);
    if (command === undefined || !isNew(`shortcut ${shortcut.trigger_id}`)) return;
    const { thread_ts: thread } = shortcut.message;
    const place: Place = {
      workspace,
      channel: shortcut.channel.id,
      user: shortcut.user.id,
      responseUrl: shortcut.response_url,
      ...(typeof thread === 'string' && thread !== shortcut.message_ts && { threadTs: thread }),
    };
    const { name, verb } = command;
    const line = { name, ...(verb !== undefined && { verb }), text: readMessage(shortcut.message) };
    await track(run(line, place, nameOf(shortcut.user)));
  });

  app.options(QUERY, async ({ ack, body }) => {
    const typed = readText(body.value);
    const context = body.view === undefined ? undefined : readSearchContext(body.view.private_metadata);
    const name = context?.command ?? readCommandLine('', bot.commands).name;
    await ack({ options: renderOptions(typed, bot.suggest({ name, text: typed }, LIMITS.options - 1)) });
  });

  app.view(SEARCH_VIEW, async ({ ack, view, body }) => {
    await acknowledge(ack);
    if (!isNew(`view ${view.id} ${view.hash}`)) return;
    const context = readSearchContext(view.private_metadata);
    if (context === undefined) return;
    const { command: name, channel, responseUrl } = context;
    const place: Place = { workspace, channel, user: body.user.id, ...(responseUrl && { responseUrl }) };
    await track(run({ name, text: chosenIn(view) }, place, nameOf(body.user)));
  });

  app.error(async (error) => log.error(`Slack: a message could not be dealt with: ${describe(error)}`));
}

/** Commands are private unless declared otherwise. Buttons name them without the configured prefix. */
function mannerOf(line: CommandLine, commands: readonly CommandDeclaration[]): Manner {
  const own = commands.filter(({ name, verb }) => verb === line.verb && name.endsWith(line.name));
  const declaration = own.find(({ name }) => name === line.name) ?? own[0];
  return declaration?.private === false ? 'public' : 'private';
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
    ...(ts !== '' && { pressed: { ts, ephemeral: container.is_ephemeral === true } }),
    ...(thread !== '' && thread !== ts && { threadTs: thread }),
  };
}

function nameOf(user: { readonly name?: string; readonly username?: string }): string {
  return user.name ?? user.username ?? '';
}

function chosenIn(view: ViewOutput): string {
  return view.state.values[QUERY]?.[QUERY]?.selected_option?.value ?? '';
}
