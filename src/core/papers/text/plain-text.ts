import { dropInvisible } from '../../text/clean-text.ts';
import { foldSpaces } from '../../text/fold-spaces.ts';
import { hideAddresses, restoreAddresses, separateAddresses } from './addresses.ts';
import { dropTags } from './markup.ts';
import { repairProse, repairQuotes } from './prose.ts';
import { readTex } from './tex/read-tex.ts';

/** Characters, pairs and words that a rule could have to do with; a text without any of them is plain already. */
const SUSPECT_CHARACTERS =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: combining marks are among what it looks for
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among what it looks for
  /[\\$`{}&<^~∞\u0000-\u001f\u007f-\u00a0\u00ad\u0300-\u036f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff]/;
const SUSPECT_PAIRS =
  / [ ,;%.]|[-.]{2}| -[a-z]|:[A-Z]|\.(?:[A-Z]|\d+-\d|com\/|co\/|org\/)|[[(](?<=\w.)\d|\/ \w|\d(?:x|times| ?%? ?~|(?<=approx.))|_infty|q (?<= [gln]eq )|:\/\/(?<=\whttps?:\/\/)/;
const SUSPECT_WORDS = [' mapsto ', ' rightarrow ', 'out perform'];

/** LaTeX commands whose backslash was lost. */
const FLATTENED =
  /(?<![\p{L}\\])(?=(?:textbf|textit|texttt|textsc|textrm|mathrm|mathbf|mathcal|mathsf|mathbb)\s?\{)/gu;
/** How often the repairs of prose may make room for one another. */
const ROUNDS = 4;

/**
 * Text as people read it, where it may hold mark-up: without LaTeX, HTML, control and bidi characters, with the blemishes of
 * flattened mark-up repaired, in NFC and on one line. Mark-up is read once: what it stands for is text, whatever it looks like.
 * Never throws, takes linear time.
 */
export function plainText(raw: string): string {
  if (isPlain(raw)) return raw.normalize('NFC');
  const { text, addresses } = hideAddresses(separateAddresses(plainLine(dropTags(raw))));
  let read = repairQuotes(readTex(text.replace(FLATTENED, '\\'), { isLoose: true }));
  for (let round = 0; round < ROUNDS; round++) {
    const repaired = repairProse(foldDoubles(read));
    if (repaired === read) break;
    read = repaired;
  }
  return foldDoubles(restoreAddresses(read, addresses)).normalize('NFC');
}

/** Text that is plain already, without what is never shown, in NFC and on one line. */
export function plainLine(text: string): string {
  return foldSpaces(dropInvisible(text).normalize('NFC'));
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

/** The same for a text whose only white space is the simple space. */
function foldDoubles(text: string): string {
  return (text.includes('  ') ? text.replace(/ {2,}/g, ' ') : text).trim();
}
