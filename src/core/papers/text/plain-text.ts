import { dropInvisible } from '../../text/clean-text.ts';
import { hideAddresses, restoreAddresses, separateAddresses } from './addresses.ts';
import { dropLatex } from './latex.ts';
import { dropTags } from './markup.ts';
import { repairProse } from './prose.ts';

/** Characters, pairs and words that a rule could have to do with; a text without any of them is plain already. */
const SUSPECT_CHARACTERS =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: combining marks are among what it looks for
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among what it looks for
  /[\\$`{}&<^~∞\u0000-\u001f\u007f-\u00a0\u00ad\u0300-\u036f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff]/;
const SUSPECT_PAIRS =
  / [ ,;%.]|[-.]{2}| -[a-z]|:[A-Z]|\.(?:[A-Z]|\d+-\d|com\/|co\/|org\/)|[[(](?<=\w.)\d|\/ \w|\d(?:x|times| ?%? ?~|(?<=approx.))|_infty|q (?<= [gln]eq )|:\/\/(?<=\whttps?:\/\/)/;
const SUSPECT_WORDS = [' mapsto ', ' rightarrow ', 'out perform'];

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
  return (
    !SUSPECT_CHARACTERS.test(text) &&
    !SUSPECT_PAIRS.test(text) &&
    !SUSPECT_WORDS.some((word) => text.includes(word)) &&
    !text.startsWith(' ') &&
    !text.endsWith(' ')
  );
}

function improve(text: string): string {
  const unmarked = foldSpaces(dropTags(dropInvisible(text).normalize('NFC')));
  const { text: hidden, addresses } = hideAddresses(separateAddresses(unmarked));
  const repaired = repairProse(foldDoubles(dropLatex(hidden)));
  return foldDoubles(restoreAddresses(repaired, addresses)).normalize('NFC');
}

function foldSpaces(text: string): string {
  return text.replace(/ [\s\u0085]+|[^\S ][\s\u0085]*|\u0085[\s\u0085]*/g, ' ').trim();
}

/** The same for a text whose only white space is the simple space. */
function foldDoubles(text: string): string {
  return (text.includes('  ') ? text.replace(/ {2,}/g, ' ') : text).trim();
}
