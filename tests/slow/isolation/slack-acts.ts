import { callbackOf } from '../../../src/adapters/slack/receive/message-command.ts';
import { writeBlockId } from '../../../src/adapters/slack/render/block-id.ts';
import { writeButtonValue, writeOptionValue } from '../../../src/adapters/slack/render/button-value.ts';
import { blockOf, FORM_VIEW, type FormContext } from '../../../src/adapters/slack/render/form-modal.ts';
import { QUERY, SEARCH_VIEW } from '../../../src/adapters/slack/render/search-modal.ts';
import type { Bot } from '../../../src/core/chat/bot.ts';
import type { CommandLine } from '../../../src/core/chat/card.ts';
import { findDeclaration } from '../../../src/core/chat/command-line.ts';
import type { Json } from '../../doubles/slack/json.ts';
import { linkEvent, linksIn } from '../../doubles/slack/links.ts';
import {
  eventPayload,
  homePressPayload,
  pressPayload,
  shortcutPayload,
  slashPayload,
  submissionPayload,
  suggestionPayload,
} from '../../doubles/slack/payloads.ts';
import type { Envelope } from '../../doubles/slack/transport.ts';
import type { Workspace } from '../../doubles/slack/workspace.ts';
import type { Channel, Message, User, View } from '../../doubles/slack/world.ts';
import { linesWith, withoutSecrets } from './attempts.ts';
import type { Neighbour } from './neighbour.ts';

/** Something that Slack tells of somebody; `isQuiet`: nothing is said or shown for it. */
export type Act = { readonly asked: unknown; readonly envelope: Envelope; readonly isQuiet?: true };

/** Who forges what is a neighbour's, and where they are. */
export type Scene = {
  readonly bot: Bot;
  readonly home: Workspace;
  readonly room: Channel;
  readonly user: User;
  /** A message of the bot's in the room, on which they forge. */
  readonly own: Message;
  /** One of theirs, with the bot's card under this link. */
  readonly linked: Message;
  readonly link: string;
  readonly neighbour: Neighbour;
  readonly things: readonly string[];
  /** The channel that is told in windows and with messages: the neighbour's, where the bot's token is not good for it. */
  readonly told: Channel;
};

/** All that Slack may tell of somebody who forges: each command in one of these ways, every so many of them, and what is no command. */
export function* forgedActs(scene: Scene, every: number): Generator<Act> {
  const { bot, neighbour, things } = scene;
  const ways = waysOf(scene);
  let turn = 0;
  for (const line of linesWith(bot.commands, things, withoutSecrets(neighbour.offered), 'one way')) {
    // Of what is said for all a part will do: Slack takes one such post a second.
    if (isLoud(line, bot) && line.text !== things.at(-1)) continue;
    turn += 1;
    if (turn % every !== 0) continue;
    const round = Math.floor(turn / every);
    // Another way each time also where as many things are tried as there are ways.
    const way = ways[(round + Math.floor(round / ways.length)) % ways.length];
    yield { asked: line, envelope: way?.(line) ?? pressOf(scene, line) };
  }
  yield* actsWithForms(scene);
  yield* actsWithMessages(scene);
  yield* actsThatAreTold(scene);
}

function isLoud({ name, verb }: CommandLine, { commands }: Pick<Bot, 'commands'>): boolean {
  return findDeclaration({ name, ...(verb && { verb }) }, commands)?.private === false;
}

/** A pressed button that says a command, as the bot writes them. */
export function pressOf(scene: Pick<Scene, 'home' | 'user' | 'own'>, line: CommandLine): Envelope {
  return pressed(scene, { message: scene.own, ...buttonFor(line) });
}

type Way = (line: CommandLine) => Envelope | undefined;

const interactive = (payload: Json): Envelope => ({ type: 'interactive', payload });

function buttonFor(line: CommandLine) {
  const value = writeButtonValue({ label: 'Forged', command: line }) ?? '';
  const text = { type: 'plain_text', text: 'Forged' };
  const button = { type: 'button', action_id: 'command:0', text, value };
  return { button, block: { type: 'actions', block_id: 'forged', elements: [button] } };
}

function pressed(
  { home, user }: Pick<Scene, 'home' | 'user'>,
  act: { readonly message: Message; readonly unfurl?: string; readonly block: Json; readonly button: Json },
): Envelope {
  return interactive(
    pressPayload(home.world, { user, ...act, ...grantsOf(home, user, act.message.channel) }),
  );
}

function grantsOf({ grants }: Workspace, user: User, channel: string) {
  return {
    responseUrl: grants.issueResponseUrl({ user: user.id, channel }),
    triggerId: grants.issueTrigger(user.id),
  };
}

/** The ways in which a command can be said; undefined for one that does not fit there. */
function waysOf(scene: Scene): readonly Way[] {
  const { home, room, user, own, linked, link, neighbour, told } = scene;
  const { world } = home;
  const { id: direct } = world.directChannel(user.id);
  return [
    (line) => pressOf(scene, line),
    (line) => {
      if (line.form !== undefined) return undefined;
      const { name, verb = '', text } = line;
      const act = { user, channel: room, command: `/${name}`, text: `${verb} ${text}`.trim() };
      const payload = slashPayload(world, { ...act, ...grantsOf(home, user, room.id) });
      return { type: 'slash_commands', payload };
    },
    // A menu whose block names a paper.
    (line) => {
      const [paper = ''] = line.text.split(' ');
      const value = writeOptionValue({ label: 'Forged', command: line }, paper);
      if (value === undefined) return undefined;
      const text = { type: 'plain_text', text: 'Forged' };
      const button = { type: 'static_select', action_id: 'menu:0', selected_option: { text, value } };
      const block = { type: 'actions', block_id: writeBlockId('0:0', { paper }) };
      return pressed(scene, { message: own, block, button });
    },
    (line) => pressed(scene, { message: linked, unfurl: link, ...buttonFor(line) }),
    // The home tab, with what the neighbour's may keep.
    (line) => {
      const lines = { saved: { name: 'papers', verb: 'saved', text: '', page: 2 } };
      const view: View = {
        ...{ id: world.nextId('V'), user: user.id, hash: 'forged', open: true },
        view: { type: 'home', private_metadata: JSON.stringify({ direct, lines }), blocks: [] },
      };
      const { button } = buttonFor(line);
      const block = { type: 'actions', block_id: 'subscriptions:0' };
      const { triggerId } = grantsOf(home, user, direct);
      return interactive(homePressPayload(world, { user, view, block, button, triggerId }));
    },
    (line) => submit(scene, { line, place: { channel: told.id, threadTs: idOf(neighbour) }, filled: [] }),
    (line) => submit(scene, { line, place: { channel: direct, home: 'saved' }, filled: [] }),
  ];
}

const idOf = ({ messages: [message] }: Neighbour) => message?.id ?? '';

/** A window that is handed in, with what it keeps and what was filled in. */
function submit(
  { home, room, user }: Pick<Scene, 'home' | 'room' | 'user'>,
  { place, ...context }: FormContext,
  answers: Readonly<Record<string, string>> = {},
): Envelope {
  const { responseUrl, triggerId } = grantsOf(home, user, room.id);
  const kept = { ...context, place: place.home === undefined ? { ...place, responseUrl } : place };
  const values = Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [
      blockOf(name),
      { [blockOf(name)]: { type: 'plain_text_input', value } },
    ]),
  );
  const view = openWindow(home, user, FORM_VIEW, kept);
  return interactive(submissionPayload(home.world, { user, view, values, triggerId }));
}

function openWindow({ world }: Workspace, user: User, callback: string, kept: object): View {
  const private_metadata = JSON.stringify(kept);
  const view = { type: 'modal', callback_id: callback, private_metadata, blocks: [] };
  return { id: world.nextId('V'), user: user.id, hash: 'forged', view, open: true };
}

/** What is filled in and what is typed in windows that keep what is a neighbour's. */
function* actsWithForms(scene: Scene): Generator<Act> {
  const { bot, home, room, user, things, told } = scene;
  const numbers = things.filter((one) => /^\d{1,2}$/u.test(one));
  for (const { name, verb, argument, options = [], asks } of bot.commands) {
    const fields = [...(argument ? [argument] : []), ...options].map((field) => field.name);
    for (const thing of asks ? numbers : []) {
      const line = { name, ...(verb !== undefined && { verb }), text: thing };
      const answers = Object.fromEntries(fields.map((field) => [field, thing]));
      const context = { line, place: { channel: told.id }, filled: fields };
      yield { asked: [line, answers], envelope: submit(scene, context, answers) };
    }
    const line = { name, ...(verb !== undefined && { verb }), text: things[0] ?? '' };
    const view = openWindow(home, user, FORM_VIEW, { line, place: { channel: told.id }, filled: [] });
    for (const field of fields)
      for (const typed of ['', 'q']) {
        const select = { action_id: blockOf(field) };
        const act = { user, view, block: { block_id: blockOf(field) }, select, typed };
        const envelope = interactive(suggestionPayload(home.world, act));
        yield { asked: [line, field], envelope, isQuiet: true };
      }
  }
  const kept = { command: 'paper', channel: told.id };
  const view = openWindow(home, user, SEARCH_VIEW, kept);
  const select = { user, view, block: { block_id: QUERY }, select: { action_id: QUERY }, typed: 'q' };
  yield { asked: 'q', envelope: interactive(suggestionPayload(home.world, select)), isQuiet: true };
  for (const chosen of things) {
    const { responseUrl, triggerId } = grantsOf(home, user, room.id);
    const values = { [QUERY]: { [QUERY]: { selected_option: { value: chosen } } } };
    const search = openWindow(home, user, SEARCH_VIEW, { ...kept, responseUrl });
    const act = { user, view: search, values, triggerId };
    yield { asked: chosen, envelope: interactive(submissionPayload(home.world, act)) };
  }
}

/** The menu of messages, words and mentions. */
function* actsWithMessages(scene: Scene): Generator<Act> {
  const { bot, home, room, user, own, things, neighbour, told } = scene;
  const { world } = home;
  const { id: direct } = world.directChannel(user.id);
  const tell = (event: Json): Envelope => ({ type: 'events_api', payload: eventPayload(world, event) });
  for (const command of bot.commands.filter(({ shortcut }) => shortcut !== undefined))
    for (const [at, text] of things.entries()) {
      const { id: ts = '' } = neighbour.messages[at] ?? {};
      const message: Message = { ...own, channel: told.id, user: neighbour.actor.member.id, text, ts };
      const act = { user, message, callbackId: callbackOf(command), ...grantsOf(home, user, room.id) };
      yield { asked: [command.verb, text], envelope: interactive(shortcutPayload(world, act)) };
    }
  const lists = ['saved', 'subscriptions', 'saved tag:wombat', 'show 1'];
  for (const text of [...lists, ...things.map((one) => `open ${one}`)]) {
    const ts = world.nextTs();
    const said = { channel: direct, user: user.id, ts, event_ts: ts, text: `papers ${text}` };
    yield { asked: said, envelope: tell({ type: 'message', channel_type: 'im', ...said }) };
    const mention = { ...said, channel: room.id, ts: world.nextTs(), thread_ts: idOf(neighbour) };
    const asked = { ...mention, text: `<@${world.botUserId}> ${said.text}` };
    if (text.startsWith('show')) yield { asked, envelope: tell({ type: 'app_mention', ...asked }) };
  }
}

/** What Slack tells that nobody is answered: reactions to the neighbour's messages, links, a look at the home tab. */
function* actsThatAreTold({ home, user, neighbour, linked, link, told }: Scene): Generator<Act> {
  const { world } = home;
  const quietly = (event: Json): Act => {
    const envelope: Envelope = { type: 'events_api', payload: eventPayload(world, event) };
    return { asked: event, envelope, isQuiet: true };
  };
  for (const { channel, id: ts } of neighbour.messages) {
    const item = { type: 'message', channel: channel.id, ts };
    const given = { user: user.id, item, reaction: 'bookmark', event_ts: ts, item_user: world.botUserId };
    for (const type of ['reaction_added', 'reaction_removed']) yield quietly({ type, ...given });
  }
  const links = linksIn(link, ['arxiv.org']);
  const message: Message = { ...linked, channel: told.id, ts: idOf(neighbour) };
  yield quietly(linkEvent(world, message, links));
  const { id: channel } = world.directChannel(user.id);
  yield quietly({ type: 'app_home_opened', user: user.id, tab: 'home', channel });
}
