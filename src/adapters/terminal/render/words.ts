import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { cleanMarked } from '../../../core/text/clean-text.ts';
import { type MarkedText, splitMarked } from '../../../core/text/marked-text.ts';
import { plainLine, plainMarked } from './plain-text.ts';
import { type Format, paint, type Screen, wrap } from './screen.ts';

/** A marked text in two styles. */
export function paintMarked(
  marked: MarkedText,
  plain: Format | undefined,
  strong: Format,
  screen: Screen,
): string {
  return splitMarked(cleanMarked(plainMarked(marked)))
    .map((run) => paint(screen, run.strong ? strong : plain, run.text))
    .join('');
}

/** A part as lines of its own where it is longer than one, but for an address, which stays whole. */
export function breakLine(painted: string, indent: number, screen: Screen): readonly string[] {
  const isLong = screen.width !== undefined && stringWidth(painted) > screen.width - indent;
  if (!isLong || /^\S+$/u.test(stripVTControlCharacters(painted))) return [painted];
  return wrap(screen, painted, indent, '')
    .split('\n')
    .map((line) => line.trimStart());
}

/** Parts side by side, as many in a line as fit; none is broken, so that an address can be clicked and copied. */
export function joinWhereItFits(
  parts: readonly string[],
  indent: number,
  screen: Screen,
  between = '  ',
): string {
  const pad = ' '.repeat(indent);
  const lines: string[] = [];
  for (const part of parts) {
    const joined = lines.length === 0 ? pad + part : `${lines.at(-1)}${between}${part}`;
    const fits = screen.width === undefined || stringWidth(joined) <= screen.width;
    if (lines.length === 0 || !fits) lines.push(pad + part);
    else lines[lines.length - 1] = joined;
  }
  return lines.join('\n');
}

/** `follow this search` for `📬 Follow this search`; a label in quotation marks or of a name stays as it is. */
export function lower(label: string): string {
  const plain = plainLine(label)
    .replace(/^(?:\p{Extended_Pictographic}\uFE0F?\s*)+/u, '')
    .trim();
  return /^\p{Lu}\p{Ll}+(?: |$)/u.test(plain) ? plain.charAt(0).toLowerCase() + plain.slice(1) : plain;
}
