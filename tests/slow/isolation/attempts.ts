import type { Bot } from '../../../src/core/chat/bot.ts';
import type { CommandLine } from '../../../src/core/chat/card.ts';
import type { CommandDeclaration } from '../../../src/core/chat/command.ts';
import { answerForm } from '../../../src/core/chat/options.ts';
import type { View } from '../../../src/core/chat/view.ts';
import { type Actor, ask, type Neighbour, SECRETS } from './neighbour.ts';

/** Something that somebody tries with what is a neighbour's: `asked` is all that was said, `act` yields all that is answered. */
export type Attempt = { readonly asked: unknown; act(actor: Actor): Promise<unknown> };

/** Words that commands read besides what they are about: a decision, what a button says, what stands for all. */
const WORDS = ['yes', 'no', 'now', 'all', 'everywhere', 'delete', 'delete-everywhere', 'take-down'];
const VIEWS: readonly View[] = ['header', 'saved', 'foryou', 'trending', 'subscriptions', 'welcome'];
const EMOJI = ['🔖', '1️⃣', '2️⃣'];

/**
 * Every line that somebody may type, or forge behind a button: each command with each thing of the neighbour's as its text and
 * as each of its options, and all that the neighbour was offered, in all ways or in one. A new command is among them by itself.
 */
export function* linesWith(
  commands: readonly CommandDeclaration[],
  things: readonly string[],
  offered: readonly CommandLine[],
  ways: 'all ways' | 'one way' = 'all ways',
): Generator<CommandLine> {
  for (const { name, verb, argument, options = [], asks } of commands) {
    const command = { name, ...(verb !== undefined && { verb }) };
    for (const thing of things) {
      yield { ...command, text: thing };
      // What is about papers alone reads no more of its text than that.
      if (argument === undefined || ['text', 'digest'].includes(argument.kind))
        for (const text of [`${thing} yes`, `now ${thing}`]) yield { ...command, text };
      for (const { name: option, choices } of options)
        yield {
          ...command,
          text: choices ? `${thing} ${option}:${choices[0]?.value}` : `${option}:"${thing}"`,
        };
      if (asks) yield { ...command, text: thing, form: 'asked' };
    }
    for (const word of WORDS) yield { ...command, text: word };
    for (const { name: option, choices = [] } of options)
      for (const { value } of choices.slice(0, 1)) yield { ...command, text: `1 ${option}:${value}` };
  }
  if (ways === 'one way') return yield* offered;
  for (const line of offered)
    for (const text of [line.text, `${line.text} yes`, line.text.replace('delete', 'delete-everywhere')]) {
      yield { ...line, text };
      yield { ...line, text, page: 2 };
      yield { ...line, text, form: 'answered' };
    }
}

/** All that a platform may ask of the bot for somebody. */
export function* attemptsOf(bot: Bot, neighbour: Neighbour, things: readonly string[]): Generator<Attempt> {
  for (const line of linesWith(bot.commands, things, neighbour.offered)) {
    yield { asked: line, act: async (actor) => (await ask(bot, actor, line)).cards };
    if (line.form === 'asked')
      yield { asked: line, act: (actor) => bot.form({ ...questionOf(actor), line }) };
  }
  for (const declaration of bot.commands) {
    const { name, verb, argument, options = [], asks } = declaration;
    const command = { name, ...(verb !== undefined && { verb }) };
    const fields = [...(argument ? [argument] : []), ...options];
    for (const thing of things.filter((one) => asks && /^\d{1,3}$/u.test(one))) {
      const answers = Object.fromEntries(fields.map((field) => [field.name, thing]));
      const line = answerForm({ ...command, text: '' }, declaration, answers);
      yield { asked: line, act: async (actor) => (await ask(bot, actor, line)).cards };
    }
    for (const text of ['', 'q', 'quokka', '1'])
      for (const field of fields)
        yield {
          asked: text,
          act: (actor) => {
            const option = field === argument ? undefined : field.name;
            return bot.suggest({ ...command, text }, 25, option, actor);
          },
        };
  }
  for (const view of VIEWS)
    for (const text of ['', ...things])
      yield { asked: text, act: ({ member }) => bot.show({ view, member, text, page: text === '' ? 2 : 1 }) };
  for (const {
    channel: { id: room },
    id,
  } of neighbour.messages) {
    for (const emoji of EMOJI)
      for (const added of [true, false])
        yield { asked: id, act: (actor) => react(bot, actor, emoji, added, room, id) };
  }
}

const questionOf = ({ channel, member, name }: Actor) => ({
  ...{ channel, member, memberName: name, zone: 'Europe/Berlin' },
  ...{ mayManage: async () => true, managesWorkspace: async () => true, belongs: async () => true },
});

async function react(
  bot: Bot,
  { channel, member }: Actor,
  emoji: string,
  added: boolean,
  room: string,
  id: string,
): Promise<unknown> {
  const said: unknown[] = [];
  const message = { channel: { ...channel, id: room }, id };
  const reply = async (cards: unknown) => {
    said.push(cards);
    return [];
  };
  await bot.onReaction({ emoji, added, message, member, reply });
  if (!added) await bot.onCleared({ message });
  return said;
}

/** The same lines with other words in place of the neighbour's: what somebody said themselves they may read again. */
export function withoutSecrets(lines: readonly CommandLine[]): readonly CommandLine[] {
  return lines.map((line) => ({ ...line, text: line.text.replaceAll(/quokka/giu, 'wombat') }));
}

/** The neighbour's words in what was answered, but for those that were asked with. */
export function leaksIn(answer: unknown, asked: unknown): readonly string[] {
  const [told, said] = [answer, asked].map((all) => (JSON.stringify(all) ?? '').toLowerCase());
  return SECRETS.filter((secret) => told?.includes(secret) && !said?.includes(secret));
}
