import { hideAddresses, restoreAddresses, separateAddresses } from './text/addresses.ts';
import { dropLatex } from './text/latex.ts';
import { dropInvisible, dropTags } from './text/markup.ts';
import { repairProse } from './text/prose.ts';

/** What a text may hold that a rule could have to do with; a text without any of it is plain already. */
const SUSPECT = new RegExp(
  [
    '[\\\\$`{}&<^~\\u0000-\\u001f\\u007f-\\u00a0\\u00ad\\u0300-\\u036f\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ud800-\\uf8ff\\ufeff]',
    ' [ ,;%.]|[-.]{2}|:[A-Z]|[a-z]\\.[A-Z]|\\w[[(]\\d| -[a-z]|\\/ \\w|∞ ?=|\\.\\d+-\\d',
    '\\dx|\\dtimes|approx\\d|infty|mapsto|rightarrow| leq | geq | neq |out perform|\\whttps?:|(?:^|[^/.\\w])(?:www\\.)?(?:github|gitlab|huggingface|bitbucket)\\.',
  ].join('|'),
);

/** How often the rules are run over a text before what is left of its mark-up is taken literally. */
const ROUNDS = 6;

/**
 * Text as people read it: without LaTeX, HTML, control and bidi characters, with the blemishes of flattened mark-up repaired,
 * in NFC and on one line. Never throws, takes linear time, and leaves plain text (its own results too) as it is.
 */
export function plainText(raw: string): string {
  let text = raw;
  for (let round = 0; round < ROUNDS * 2; round++) {
    if (isPlain(text)) return text;
    const next = improve(round === ROUNDS ? text.replace(/[\\{}$`^&<>~]/g, ' ') : text);
    if (next === text) return text;
    text = next;
  }
  return text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

function isPlain(text: string): boolean {
  return !SUSPECT.test(text) && !text.startsWith(' ') && !text.endsWith(' ');
}

function improve(text: string): string {
  const unmarked = foldSpaces(dropTags(dropInvisible(text)));
  const { text: hidden, addresses } = hideAddresses(separateAddresses(unmarked));
  const repaired = repairProse(foldSpaces(dropLatex(hidden)));
  return foldSpaces(restoreAddresses(repaired, addresses)).normalize('NFC');
}

function foldSpaces(text: string): string {
  return text.replace(/ [\s\u0085]+|[^\S ][\s\u0085]*|\u0085[\s\u0085]*/g, ' ').trim();
}
