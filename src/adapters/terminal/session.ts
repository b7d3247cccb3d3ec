import type { Button, Card, CommandLine } from '../../core/chat/card.ts';
import { writeCommandLine } from '../../core/chat/command-line.ts';
import type { Bot, Channel, Member, MessageRef, Posted } from '../../core/chat/contract.ts';
import { type Input, readInput } from './read.ts';
import { renderCards } from './render.ts';
import { paint, type Screen } from './screen.ts';

/** One person at one terminal: what is on the screen, and what their lines do to it. */
export type Session = {
  /** Does what a line says; yields whether to go on reading. */
  take(typed: string): Promise<boolean>;
  /** Prints cards as one message for each paper on them. */
  show(cards: readonly Card[]): Promise<readonly Posted[]>;
};

export type SessionOptions = {
  readonly bot: Bot;
  readonly memberName: string;
  /** Asked anew for each message, since windows change their width. */
  screen(): Screen;
  /** Resolves when the text is on its way. */
  write(text: string): Promise<void>;
};

const terminalChannel: Channel = { platform: 'terminal', workspace: '', id: 'terminal' };
const member: Member = { platform: 'terminal', workspace: '', id: 'you' };

/** The number under which the only paper of a message goes. */
const alone = 0;

export function createSession({ bot, memberName, screen, write }: SessionOptions): Session {
  let buttons: ReadonlyMap<number, Button> = new Map();
  let papers = new Map<number, MessageRef>();
  let messages = 0;

  async function show(cards: readonly Card[], sameList = false): Promise<readonly Posted[]> {
    const rendered = renderCards(cards, screen());
    if (rendered.buttons.size > 0) buttons = rendered.buttons;
    messages += 1;
    const items = cards.flatMap((card) => card.items ?? []);
    const posted = items.map(({ paper }, index): Posted => {
      return { message: { channel: terminalChannel, id: `${messages}.${index + 1}` }, papers: [paper] };
    });
    if (!sameList && items.some(({ number }) => number !== undefined)) papers = new Map();
    for (const [index, { message }] of posted.entries()) papers.set(items[index]?.number ?? alone, message);
    await write(`${rendered.text}\n`);
    return posted;
  }

  async function say(title: string): Promise<readonly Posted[]> {
    await write(`${paint(screen(), 'yellow', title)}\n\n`);
    return [];
  }

  function run(line: CommandLine, sameList = false): Promise<void> {
    const reply = (cards: readonly Card[]) => show(cards, sameList);
    return bot.onCommand({ line, channel: terminalChannel, member, memberName, reply });
  }

  async function react({ emoji, added, number }: Extract<Input, { kind: 'react' }>): Promise<void> {
    const only = papers.size === 1 ? [...papers.values()][0] : undefined;
    const message = number === undefined ? (papers.get(alone) ?? only) : papers.get(number);
    if (message === undefined) {
      if (papers.size === 0) await say('No paper has been shown yet');
      else if (number === undefined) await say('Say which paper by its number: +bookmark 2');
      else await say(`No paper here has the number ${number}`);
      return;
    }
    await bot.onReaction({ emoji, added, message, member, reply: (cards) => show(cards, true) });
  }

  async function press(button: Button): Promise<void> {
    const { name, verb, text, page } = button.command;
    const typed = writeCommandLine({ name, text, ...(verb === undefined ? {} : { verb }) });
    if (screen().buttons === 'all') {
      await write(`${paint(screen(), 'dim', `${typed}${page === undefined ? '' : `, page ${page}`}`)}\n\n`);
    }
    await run(button.command, button.replaces === true);
  }

  return {
    show,
    async take(typed) {
      const input = readInput(typed, buttons, bot.commands);
      switch (input.kind) {
        case 'quit':
          return false;
        case 'press':
          await press(input.button);
          return true;
        case 'no-button':
          await say(`There is no button ${input.number}`);
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
    },
  };
}
