import type { Button, CommandLine } from '../../../core/chat/card.ts';
import type { CommandDeclaration } from '../../../core/chat/command.ts';
import { readCommandLine } from '../../../core/chat/command-line.ts';

/** What a typed line means here. */
export type Input =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'press'; readonly button: Button }
  | { readonly kind: 'no-button'; readonly number: number }
  /** `number` is that of a paper in the last list; absent for the only paper shown. */
  | { readonly kind: 'react'; readonly emoji: string; readonly added: boolean; readonly number?: number }
  | { readonly kind: 'command'; readonly line: CommandLine };

const reaction =
  /^(?<sign>[+-]):?(?<emoji>bookmark|\p{Extended_Pictographic}\S*|[a-z_]+(?=:?\s+#?\d))(?<![:\s]):?(?:\s+#?(?<number>\d{1,6}))?$/iu;

/** Reads a typed line: a button's number (or a paper's, where some are numbered), a reaction (`+bookmark 2`), `/quit`, or a command as everywhere. */
export function readInput(
  typed: string,
  buttons: ReadonlyMap<number, Button>,
  commands: readonly CommandDeclaration[],
  hasPapers = false,
): Input {
  const text = typed.trim();
  if (text === '') return { kind: 'nothing' };
  if (/^\/(quit|exit)$/iu.test(text)) return { kind: 'quit' };
  if (/^\d{1,3}$/u.test(text) && (buttons.size > 0 || hasPapers)) {
    const button = buttons.get(Number(text));
    return button === undefined ? { kind: 'no-button', number: Number(text) } : { kind: 'press', button };
  }
  const { sign, emoji, number } = reaction.exec(text)?.groups ?? {};
  if (emoji !== undefined) {
    const plain = emoji.toLowerCase().replace(/:$/u, '');
    return {
      kind: 'react',
      emoji: plain,
      added: sign === '+',
      ...(number === undefined ? {} : { number: Number(number) }),
    };
  }
  return { kind: 'command', line: readCommandLine(text, commands) };
}
