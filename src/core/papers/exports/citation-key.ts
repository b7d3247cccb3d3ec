import { foldText } from '../../text/fold-text.ts';
import { readName } from '../names.ts';
import { displayTitle, type Paper } from '../paper.ts';
import { readPublication } from '../publication.ts';

const UNTELLING = new Set(
  'a an the on of for in to with and or from by at as is are be do does can how what why when where towards toward via using'.split(
    ' ',
  ),
);

/** What BibTeX and biber take as a key. */
const WRITABLE = /^[^\s\p{C}@,{}()"#%'=~\\]{1,200}$/u;

/** The key that its owner cites it by, where a file can have it. */
function ownKey({ entry }: Paper): string | undefined {
  return entry?.key !== undefined && WRITABLE.test(entry.key) ? entry.key : undefined;
}

/** The owner's key, else family name of the first author, year, first telling word of the title, in ASCII: `xia2023window`. */
export function citationKey(paper: Paper): string {
  return ownKey(paper) ?? makeKey(paper);
}

function makeKey(paper: Paper): string {
  const words = displayTitle(paper)
    .split(/[^\p{L}\p{N}]+/u)
    .map(toAscii)
    .filter((word) => word !== '' && !UNTELLING.has(word));
  const family = paper.authors[0] === undefined ? '' : toAscii(readName(paper.authors[0]).family);
  const year = readPublication(paper).date?.slice(0, 4) ?? '';
  const [first = '', second = ''] = words;
  return (family === '' ? `${first}${year}${second}` : `${family}${year}${first}`) || 'paper';
}

/**
 * The keys of papers that stand in one file, in their order; all differ, in capitals and small letters too, for BibTeX takes
 * these for the same. Of papers with one key the one whose owner gave it, then the first by rank and id bears it, the others
 * bear it with a, b, …, whatever the order of the list: another paper can change only the keys of those with the same key that
 * follow it, so that keys written in a manuscript stay good.
 */
export function citationKeys(papers: readonly Paper[], ranks: readonly number[] = []): readonly string[] {
  const keys = papers.map(citationKey);
  const folded = keys.map((key) => key.toLowerCase());
  const taken = new Set(folded);
  const borne = new Set<string>();
  const made = papers.map((paper) => (ownKey(paper) === undefined ? 1 : 0));
  const order = [...papers.keys()].sort((one, other) => {
    return (
      compare(folded[one], folded[other]) ||
      (made[one] ?? 0) - (made[other] ?? 0) ||
      (ranks[one] ?? 0) - (ranks[other] ?? 0) ||
      compare(papers[one]?.id, papers[other]?.id)
    );
  });
  for (const index of order) {
    const key = folded[index] ?? '';
    if (!borne.has(key)) {
      borne.add(key);
      continue;
    }
    const free = firstFree(keys[index] ?? '', taken);
    taken.add(free.toLowerCase());
    keys[index] = free;
  }
  return keys;
}

function compare(one = '', other = ''): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The key with the first letters after it that nothing has: a to z, then aa, ab, … */
function firstFree(key: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const free = key + writeInLetters(number);
    if (!taken.has(free.toLowerCase())) return free;
  }
}

function writeInLetters(number: number): string {
  const rest = Math.floor((number - 1) / 26);
  const letter = String.fromCharCode(97 + ((number - 1) % 26));
  return rest === 0 ? letter : writeInLetters(rest) + letter;
}

function toAscii(text: string): string {
  return foldText(text).replace(/[^a-z0-9]/g, '');
}
