import type { Bot } from '../../core/chat/bot.ts';
import type { Button, Card, CardFile, CommandLine } from '../../core/chat/card.ts';
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
import { findValues } from './receive/complete.ts';
import type { LineReader } from './receive/line-reader.ts';
import { type Input, readInput } from './receive/read.ts';
import { alone, nothingNumbered, numberItems, numberShown } from './render/numbered.ts';
import { renderCards } from './render/render.ts';
import { paint, type Screen } from './render/screen.ts';
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
  const isPerson = () => screen().buttons === 'all';

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

  async function run(line: CommandLine, continues = false): Promise<void> {
    const complete = await fillIn(line);
    if (complete === undefined) return say('Nothing was changed');
    const reply = (cards: readonly Card[]) => show(cards, continues);
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
      const typed = await lines.ask(async (begun) => [[...(await completeField(field, begun, line))], begun]);
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

  async function completeField(
    field: FormField,
    typed: string,
    line: CommandLine,
  ): Promise<readonly string[]> {
    const argument = findDeclaration(line, bot.commands)?.argument;
    if (argument?.name !== field.name) return findValues(field, typed, line, bot);
    const suggested = await bot.suggest({ ...line, text: typed }, 10);
    return suggested.map(({ value }) => value);
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

  async function press(button: Button): Promise<void> {
    const { name, verb, text, page } = button.command;
    const typed = writeCommandLine({ name, text, ...(verb === undefined ? {} : { verb }) });
    if (isPerson()) {
      const turned = `${typed}${page === undefined ? '' : `, page ${page}`}`;
      await lines.print(`${paint(screen(), 'dim', turned)}\n\n`);
    }
    await run(button.command, button.replaces === true);
  }

  /** Opens the paper of a number that is no button's; says which numbers there are where it is no paper's either. */
  async function open(number: number): Promise<void> {
    const show = bot.commands.find(({ verb }) => verb === 'show');
    const { buttons, papers } = numbered;
    if (show !== undefined && number !== alone && papers.has(number))
      return run({ name: show.name, verb: 'show', text: String(number) });
    const there = [
      ...listNumbers('button', buttons),
      ...listNumbers('paper', new Map([...papers].filter(([one]) => one !== alone))),
    ];
    return say(
      `There is no number ${number} here${there.length === 0 ? '' : `, only ${there.join(' and ')}`}`,
    );
  }

  async function takeOne(typed: string): Promise<boolean> {
    const input = readInput(typed, numbered.buttons, bot.commands, numbered.papers.size > 0);
    switch (input.kind) {
      case 'quit':
        return false;
      case 'press':
        await press(input.button);
        return true;
      case 'no-button':
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

/** `buttons 1 to 4`, `paper 1`; nothing where there is none. */
function listNumbers(what: string, numbers: ReadonlyMap<number, unknown>): readonly string[] {
  if (numbers.size === 0) return [];
  const [first, last] = [Math.min(...numbers.keys()), Math.max(...numbers.keys())];
  return [first === last ? `${what} ${first}` : `${what}s ${first} to ${last}`];
}

function zoneOf({ zone }: Screen): string {
  return zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
