import type { Card, CommandLine } from '../../core/chat/card.ts';
import { writeCommandLine } from '../../core/chat/command-line.ts';

/** For a button whose command is longer than its message could keep. */
export const lostCommand: Card = {
  title: 'This button has lost its command',
  text: 'Its text was too long for Discord to keep. Please type the command again.',
};

/** For a mention in a server that asks for what is one person's own: all see the answer to a message. */
export function explainPublicity(line: CommandLine): Card {
  const { name, verb } = line;
  return {
    title: 'That is for your eyes alone, and an answer here is for all',
    text: `Nothing was done. Type ${writeCommandLine({ name, text: '', ...(verb === undefined ? {} : { verb }) })} as a command, without mentioning the bot: only you see the answer.`,
  };
}

/** For a form handed in whose long command was forgotten in a restart; the answers are given back. */
export function explainLostForm(answers: Readonly<Record<string, string>>): Card {
  const given = Object.entries(answers).filter(([, answer]) => answer !== '');
  return {
    title: 'This form has lost its command',
    text: 'The bot was started anew while it was being filled in. Please type the command again.',
    ...(given.length === 0
      ? {}
      : { preformatted: given.map(([name, answer]) => `${name}: ${answer}`).join('\n') }),
  };
}
