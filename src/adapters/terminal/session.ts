import type { Bot } from '../../core/chat/bot.ts';
import type { Card, CardFile, CommandLine } from '../../core/chat/card.ts';
import type { Channel, Member, Posted } from '../../core/chat/channel.ts';
import type { Form, FormField } from '../../core/chat/command.ts';
import { findDeclaration, writeCommandLine } from '../../core/chat/command-line.ts';
import { answerForm } from '../../core/chat/options.ts';
import {
  type Answers,
  askForm,
  type Dialogue,
  renderFormTitle,
  renderQuestion,
  tellQuestions,
} from './receive/ask-form.ts';
import { completeField } from './receive/complete.ts';
import type { LineReader } from './receive/line-reader.ts';
import { type Input, readInput } from './receive/read.ts';
import { alone, changeKey, nothingNumbered, numberItems, numberShown } from './render/numbered.ts';
import { renderCards } from './render/render.ts';
import { paint, type Screen, wrap } from './render/screen.ts';
import { keepFile } from './send/keep-file.ts';

/** One person at one terminal: what is on the screen, and what their lines do to it. */
export type Session = {
  /** Does what a line says; yields whether to go on reading. */
  take(typed: string): Promise<boolean>;
  /** Prints cards as one message for each paper on them. */
  show(cards: readonly Card[]): Promise<readonly Posted[]>;
  /** Prints a card that nobody asked for; several in a row number their papers on. */
  post(card: Card): Promise<readonly Posted[]>;
};

export type SessionOptions = {
  readonly bot: Bot;
  readonly memberName: string;
  /** Begins the ids of this session's messages, so that no other session has them. */
  readonly sitting: string;
  /** Where files go. */
  readonly folder: string;
  readonly lines: Pick<LineReader, 'ask' | 'print'>;
  /** Asked anew for each message, since windows change their width. */
  screen(): Screen;
};

/** Where everything at a terminal is said: a direct conversation. */
export const terminalChannel: Channel = { platform: 'terminal', workspace: 'terminal', id: 'terminal' };
const member: Member = { platform: 'terminal', workspace: 'terminal', id: 'you' };

/** The bot, which completes what is the terminal's own. */
export function completingHere(bot: Bot): Bot {
  const asker = { channel: terminalChannel, member };
  return { ...bot, suggest: (line, limit, option) => bot.suggest(line, limit, option, asker) };
}

export function createSession(options: SessionOptions): Session {
  const { bot, memberName, sitting, folder, lines, screen } = options;
  const who = {
    channel: terminalChannel,
    member,
    memberName,
    mayManage: async () => true,
    managesWorkspace: async () => true,
  };
  let numbered = nothingNumbered;
  let messages = 0;
  /** The highest number of the papers that were posted last, while nothing else has been shown since. */
  let lastPosted = 0;
  /** A command that was typed where a form asked something: it is run next. */
  let waiting: string | undefined;
  const isPerson = () => screen().isPerson;

  async function show(cards: readonly Card[], continues = false): Promise<readonly Posted[]> {
    const kept = new Map<CardFile, string>();
    for (const { file } of cards) if (file !== undefined) kept.set(file, await keepFile(file, folder));
    const rendered = renderCards(cards, screen(), (file) => kept.get(file) ?? file.name);
    messages += 1;
    const message = `${sitting}.${messages}`;
    const posted = cards
      .flatMap((card) => card.items ?? [])
      .map(({ paper }, index): Posted => {
        return { message: { channel: terminalChannel, id: `${message}.${index + 1}` }, papers: [paper] };
      });
    numbered = numberShown(numbered, cards, posted, rendered, continues);
    lastPosted = 0;
    await lines.print(`${rendered.text}\n`);
    return posted;
  }

  async function post(card: Card): Promise<readonly Posted[]> {
    const before = lastPosted;
    const numbers = (numberItems(card, before + 1).items ?? []).map(({ number = 0 }) => number);
    const goesOn = before > 0 && numbers.every((number) => number > before);
    const posted = await show([numberItems(card, goesOn ? before + 1 : 1)], goesOn);
    lastPosted = Math.max(goesOn ? before : 0, ...numbers);
    return posted;
  }

  async function say(text: string): Promise<void> {
    await lines.print(`${paint(screen(), 'yellow', text)}\n\n`);
  }

  /** Runs a command; `tell` may tell its answer in another way than by its cards. */
  async function run(
    line: CommandLine,
    continues = false,
    tell: (cards: readonly Card[]) => Promise<readonly Posted[] | undefined> = async () => undefined,
  ): Promise<void> {
    const complete = await fillIn(line);
    if (complete === undefined) return say('Nothing was changed');
    const reply = async (cards: readonly Card[]) => (await tell(cards)) ?? show(cards, continues);
    await bot.onCommand({ ...who, line: complete, zone: zoneOf(screen()), reply });
  }

  /** The line with the answers of the command's form, where it has one; undefined where the form was left. */
  async function fillIn(line: CommandLine): Promise<CommandLine | undefined> {
    const declaration = findDeclaration(line, bot.commands);
    if (declaration?.asks !== true) return line;
    const formOf = (asked: CommandLine) => bot.form({ ...who, line: asked, zone: zoneOf(screen()) });
    const form = await formOf(line);
    if (form === undefined) return line;
    const check = async (answers: Answers) =>
      (await formOf(answerForm(line, declaration, answers)))?.fields ?? [];
    const answers = await askQuestions(form, line, check);
    return answers === undefined ? undefined : answerForm(line, declaration, answers);
  }

  async function askQuestions(form: Form, line: CommandLine, check: Dialogue['check']) {
    const patient = isPerson();
    let isLeft = false;
    if (patient) await lines.print(renderFormTitle(form, screen()));
    const ask = async (field: FormField) => {
      if (patient) await lines.print(renderQuestion(field, screen()));
      const typed = await lines.ask(async (begun) => [
        [...(await completeField(field, begun, line, bot))],
        begun,
      ]);
      if (typed !== undefined && !isCommand(typed)) return typed;
      isLeft = true;
      waiting = typed;
      return undefined;
    };
    const answers = await askForm(form, { ask, tell: say, check, patient });
    if (patient) await lines.print('\n');
    else if (isLeft) await say(tellQuestions(form));
    return answers;
  }

  function isCommand(typed: string): boolean {
    const name = /^\s*\/(\S+)/u.exec(typed)?.[1];
    return bot.commands.some((command) => command.name === name);
  }

  async function react({ emoji, added, number }: Extract<Input, { kind: 'react' }>): Promise<void> {
    const { papers } = numbered;
    const only = papers.size === 1 ? [...papers.values()][0] : undefined;
    const message = number === undefined ? (papers.get(alone) ?? only) : papers.get(number);
    if (message === undefined) {
      if (papers.size === 0) await say('No paper has been shown yet');
      else if (number === undefined) await say('Say which paper by its number: +bookmark 2');
      else await say(`No paper here has the number ${number}`);
      return;
    }
    await bot.onReaction({ emoji, added, message, member, reply: (cards) => show(cards, true) });
    if (isPerson()) {
      const what = `${emoji} ${added ? 'given to' : 'taken from'} ${number === undefined ? 'the paper' : `paper ${number}`}`;
      await lines.print(`${paint(screen(), 'dim', what)}\n\n`);
    }
  }

  async function press(key: string): Promise<void> {
    const pressed = numbered.keys.get(key);
    if (pressed === undefined) return;
    const { button, paper } = pressed;
    const { name, verb, text, page } = button.command;
    if (isPerson() && paper === undefined) {
      const typed = writeCommandLine({ name, text, ...(verb === undefined ? {} : { verb }) });
      const turned = `${typed}${page === undefined ? '' : `, page ${page}`}`;
      await lines.print(`${paint(screen(), 'dim', turned)}\n\n`);
    }
    await run(button.command, button.replaces === true, async (cards) => {
      const [card, ...others] = cards;
      if (!isPerson() || card?.pressed === undefined || paper === undefined || others.length > 0)
        return undefined;
      numbered = changeKey(numbered, key, { button: card.pressed, paper });
      const done = card.pressed.isOn ? card.pressed.label : card.title;
      const told = `${paint(screen(), 'green', done)} ${paint(screen(), 'bold', paper)}`;
      await lines.print(`${wrap(screen(), told, 0)}\n\n`);
      return [];
    });
  }

  /** Opens the paper of a number; says which numbers there are where none has it. */
  async function open(number: number): Promise<void> {
    const show = bot.commands.find(({ verb }) => verb === 'show');
    const { keys, papers } = numbered;
    const key = `o${number}`;
    if (keys.has(key)) return press(key);
    if (show !== undefined && number !== alone && papers.has(number))
      return run({ name: show.name, verb: 'show', text: String(number) });
    const numbers = [...papers.keys()].filter((one) => one !== alone);
    const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
    const there = first === last ? `paper ${first}` : `papers ${first} to ${last}`;
    return say(`No paper here has the number ${number}${numbers.length === 0 ? '' : `, only ${there}`}`);
  }

  async function takeOne(typed: string): Promise<boolean> {
    const input = readInput(typed, numbered.keys, bot.commands, numbered.papers.size > 0);
    switch (input.kind) {
      case 'quit':
        return false;
      case 'press':
        await press(input.key);
        return true;
      case 'no page':
        await say(input.key === 'n' ? 'This is the last page' : 'This is the first page');
        return true;
      case 'open':
        await open(input.number);
        return true;
      case 'react':
        await react(input);
        return true;
      case 'command':
        await run(input.line);
        return true;
      case 'nothing':
        return true;
    }
  }

  return {
    show,
    post,
    async take(typed) {
      for (let next: string | undefined = typed; next !== undefined; next = waiting) {
        waiting = undefined;
        if (!(await takeOne(next))) return false;
      }
      return true;
    },
  };
}

function zoneOf({ zone }: Screen): string {
  return zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
