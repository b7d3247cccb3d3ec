import { type APIMessage, ApplicationCommandType, ComponentType, InteractionType } from 'discord.js';
import { writeFormId } from '../../../src/adapters/discord/receive/form.ts';
import { writeButtonIds } from '../../../src/adapters/discord/render/button-id.ts';
import type { Bot } from '../../../src/core/chat/bot.ts';
import type { CommandLine } from '../../../src/core/chat/card.ts';
import type { Argument, Option } from '../../../src/core/chat/command.ts';
import { findDeclaration } from '../../../src/core/chat/command-line.ts';
import type { DiscordDouble } from '../../doubles/discord/double.ts';
import { askBot, type Question } from '../../doubles/discord/interactions.ts';
import { partsOf } from '../../doubles/discord/message-rules.ts';
import type { Person } from '../../doubles/discord/person.ts';
import type { Asked, Channel, Guild } from '../../doubles/discord/state.ts';
import { linesWith, withoutSecrets } from './attempts.ts';
import type { Neighbour } from './neighbour.ts';

/** Something that somebody does, and what becomes of it. */
export type Act = { readonly asked: unknown; readonly done: () => Asked };

/** Who forges what is a neighbour's, and where they are. */
export type Scene = {
  readonly double: DiscordDouble;
  readonly bot: Bot;
  readonly guild: Guild;
  readonly channel: Channel;
  /** Somebody of both servers, and somebody of one. */
  readonly people: readonly [Person, Person];
  /** A message of the bot's to each in each place, by both, on which they forge. */
  readonly own: ReadonlyMap<string, APIMessage>;
  readonly neighbour: Neighbour;
  readonly things: readonly string[];
  /** Ids of the neighbour's. */
  readonly ids: readonly string[];
  /** The neighbour's channel, as if it were one of this server. */
  readonly told: Channel;
};

/** All that may be asked of the bot by somebody who forges: each command in one of these ways, what completes it, menus of messages. */
export function* forgedActs(scene: Scene): Generator<Act> {
  const { bot, people, channel, told, things, ids, neighbour } = scene;
  let turn = 0;
  // Discord lets a bot say so much an hour for all in a channel: of what is said there a part will do.
  const isLoud = ({ name, verb }: CommandLine) =>
    findDeclaration({ name, ...(verb && { verb }) }, bot.commands)?.private === false;
  const offered = withoutSecrets(neighbour.offered).filter((one) => !isLoud(one));
  for (const line of linesWith(bot.commands, things, offered, 'one way')) {
    if (isLoud(line) && !ids.includes(line.text)) continue;
    turn += 1;
    const person = people[turn % 2 === 0 ? 0 : 1];
    const place = Math.floor(turn / 2) % 3;
    const where = place === 0 ? person.opensDirect() : place === 1 && !isLoud(line) ? told : channel;
    // What a person of both servers has is theirs in direct messages too, and ends where they say so.
    if (person === people[0] && where.guild === undefined) continue;
    const way = WAYS[Math.floor(turn / 6) % WAYS.length] ?? press;
    yield { asked: line, done: () => askBot(scene.double.world, way(scene, person, where, line)) };
  }
  yield* completions(scene);
  yield* menus(scene);
}

type Way = (scene: Scene, person: Person, where: Channel, line: CommandLine) => Question;

/** A button as the bot writes them, on a message of the presser's own. */
export const press: Way = (scene, person, where, line) => {
  const command = { label: 'Forged', command: line };
  const [custom_id = ''] = writeButtonIds([command, command]);
  const button = { type: ComponentType.Button, style: 2, label: 'Forged', custom_id };
  return {
    ...onMessage(scene, person, where, button),
    data: { custom_id, component_type: ComponentType.Button, id: 1 },
  };
};

/** A choice in a menu. */
const choose: Way = (scene, person, where, line) => {
  const command = { label: 'Forged', command: line };
  const [custom_id = '', value = ''] = writeButtonIds([command, command]);
  const options = [{ label: 'Forged', value }];
  return {
    ...onMessage(scene, person, where, { type: ComponentType.StringSelect, custom_id, options }),
    data: { custom_id, component_type: ComponentType.StringSelect, values: [value], id: 1 },
  };
};

/** A form that is handed in, in each of whose fields the command's text stands too. */
const submit: Way = (scene, person, where, line) => {
  const { name, verb, text } = line;
  const { argument } = findDeclaration({ name, ...(verb && { verb }) }, scene.bot.commands) ?? {};
  const input = { type: ComponentType.TextInput, custom_id: argument?.name ?? '', value: text };
  return {
    ...{ type: InteractionType.ModalSubmit, person: person.id, channel: where },
    data: {
      custom_id: writeFormId(line),
      components: argument === undefined ? [] : [{ type: ComponentType.Label, id: 1, component: input }],
    },
  };
};

const WAYS: readonly Way[] = [press, submit, choose];

function onMessage({ own }: Scene, person: Person, where: Channel, control: object) {
  const message = own.get(`${person.id} ${where.guild ?? ''}`);
  if (message === undefined) throw new Error('nothing was shown there');
  const components = [{ type: ComponentType.ActionRow, components: [control] }] as APIMessage['components'];
  const type = InteractionType.MessageComponent;
  return { type, person: person.id, channel: where, message: { ...message, components } };
}

const isCompleted = (field: Partial<Argument> & Partial<Option>) =>
  field.completes === true || (field.kind !== undefined && field.kind !== 'text');

/** What is typed into the fields of commands, and what is completed there. */
function* completions(scene: Scene): Generator<Act> {
  const { double, bot, people, things } = scene;
  let turn = 0;
  for (const { name, verb, argument, options = [], unlisted } of bot.commands)
    for (const field of [...(argument ? [argument] : []), ...options.filter((one) => !one.choices)])
      for (const text of ['', 'quokka', ...things.slice(0, 4)])
        for (const completes of isCompleted(field) ? [true, false] : [false]) {
          turn += 1;
          const line = { name, text, ...(verb !== undefined && { verb }) };
          const question = unlisted
            ? undefined
            : typing(scene, people[turn % 2 === 0 ? 0 : 1], line, field.name, completes);
          if (question !== undefined) yield { asked: line, done: () => askBot(double.world, question) };
        }
}

/** A slash command, or what is completed of one; none that is not announced. */
function typing(
  { double, channel }: Scene,
  { id: person }: Person,
  line: CommandLine,
  field: string,
  completes: boolean,
): Question | undefined {
  const commands = [...double.state.commands.values()].flat();
  const command = commands.find(({ name, type }) => name === line.name && type === 1);
  const verbs = partsOf(command?.options);
  const isKnown = line.verb === undefined || verbs.some(({ name }) => name === line.verb);
  if (command === undefined || !isKnown) return undefined;
  const value = { name: field, type: 3, value: line.text, ...(completes && { focused: true }) };
  const options = line.verb === undefined ? [value] : [{ name: line.verb, type: 1, options: [value] }];
  return {
    type: InteractionType[completes ? 'ApplicationCommandAutocomplete' : 'ApplicationCommand'],
    ...{ person, channel },
    data: { id: command.id, name: line.name, type: ApplicationCommandType.ChatInput, options },
  };
}

/** The menu of messages, on the neighbour's. */
function* menus({ double, bot, people, own, channel, told, things, neighbour }: Scene): Generator<Act> {
  const [, person] = people;
  const message = own.get(`${person.id} ${channel.guild ?? ''}`);
  const listed = [...double.state.commands.values()].flat();
  for (const { shortcut: name } of bot.commands) {
    const command = listed.find((one) => one.name === name && one.type === ApplicationCommandType.Message);
    if (command === undefined || name === undefined) continue;
    for (const [at, content] of things.entries()) {
      const { id: target_id = '' } = neighbour.messages[at] ?? {};
      const shown = { ...message, id: target_id, channel_id: told.id, content, components: [] };
      const resolved = { messages: { [target_id]: shown } };
      const data = { id: command.id, name, type: ApplicationCommandType.Message, target_id, resolved };
      const question = { type: InteractionType.ApplicationCommand, person: person.id, channel: told, data };
      yield { asked: [name, content], done: () => askBot(double.world, question) };
    }
  }
}

const EMOJI = ['🔖', '1️⃣'];

/** Tells of reactions of this server's and of direct messages, given, taken back and cleared, on the neighbour's messages; yields how often. */
export function tellReactions({ double: { world }, guild, people, neighbour }: Scene): number {
  let count = 0;
  const tell = (event: string, data: object) => {
    world.dispatch(event, data);
    count += 1;
  };
  for (const { channel, id } of neighbour.messages)
    for (const place of [{ guild_id: guild.id }, {}]) {
      const where = { ...place, channel_id: channel.id, message_id: id };
      for (const name of EMOJI)
        for (const event of ['MESSAGE_REACTION_ADD', 'MESSAGE_REACTION_REMOVE'])
          for (const { id: user_id } of people)
            tell(event, { ...where, user_id, emoji: { id: null, name }, burst: false, type: 0 });
      tell('MESSAGE_REACTION_REMOVE_ALL', where);
    }
  return count;
}
