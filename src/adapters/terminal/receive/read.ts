import type { CommandLine } from '../../../core/chat/card.ts';
import type { CommandDeclaration } from '../../../core/chat/command.ts';
import { readCommandLine } from '../../../core/chat/command-line.ts';
import type { Keys } from '../render/keys.ts';

/** What a typed line means here. */
export type Input =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'press'; readonly key: string }
  /** The key that turns the page of a list where there is no such page. */
  | { readonly kind: 'no page'; readonly key: 'n' | 'p' }
  /** The paper of this number is to be opened, or told that there is none. */
  | { readonly kind: 'open'; readonly number: number }
  /** `number` is that of a paper in the last list; absent for the only paper shown. */
  | { readonly kind: 'react'; readonly emoji: string; readonly added: boolean; readonly number?: number }
  | { readonly kind: 'command'; readonly line: CommandLine };

const reaction =
  /^(?<sign>[+-]):?(?<emoji>bookmark|\p{Extended_Pictographic}\S*|[a-z_]+(?=:?\s+#?\d))(?<![:\s]):?(?:\s+#?(?<number>\d{1,6}))?$/iu;

/** Reads a typed line: a key (`n`, `s2`), the number of a paper where some are numbered, a reaction (`+bookmark 2`), `/quit`, or a command as everywhere. */
export function readInput(
  typed: string,
  keys: Keys,
  commands: readonly CommandDeclaration[],
  hasPapers = false,
): Input {
  const text = typed.trim();
  if (text === '') return { kind: 'nothing' };
  if (/^\/(quit|exit)$/iu.test(text)) return { kind: 'quit' };
  if (keys.has(text)) return { kind: 'press', key: text };
  if ((text === 'n' || text === 'p') && hasPapers) return { kind: 'no page', key: text };
  if (/^\d{1,3}$/u.test(text) && hasPapers) return { kind: 'open', number: Number(text) };
  const [, letter, far] = /^([a-z]{1,2})(\d{1,3})$/u.exec(text) ?? [];
  if (
    far !== undefined &&
    [...keys.keys()].some((key) => key.replace(/\d+$/u, '') === letter && key !== letter)
  ) {
    return { kind: 'open', number: Number(far) };
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
