import { foldText, foldWords } from '../../text/fold-text.ts';
import { isGroupName, readName } from '../names.ts';

/** One given name: `yunhsuan` for Yun-Hsuan, Yunhsuan; `j` with `isInitial` for J., JP, J.-P. */
export type GivenName = {
  readonly letters: string;
  /** With its umlauts spelt out, where it has any: `joerg`. */
  readonly spelt?: string;
  readonly isInitial: boolean;
};

/** A printed name as it is compared: folded, by its letters alone. */
export type AuthorName = {
  /** Keyname without particles, by which namesakes are counted: `berg` of van den Berg. */
  readonly surname: string;
  /** Keyname with its particles in one word, in each of its spellings: `mueller`, `muller`. */
  readonly families: readonly string[];
  /** In their order; none for a group and for somebody of one name. */
  readonly given: readonly GivenName[];
  readonly suffix?: string;
  /** The number by which DBLP tells namesakes apart. */
  readonly number?: string;
  readonly isGroup: boolean;
  /** All of it in one word. */
  readonly letters: string;
};

/** What two letters stand for that one letter with a sign is written as where signs are not at hand. */
const SPELT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };
const SUFFIXES: Readonly<Record<string, string>> = { '2nd': 'ii', '3rd': 'iii', '4th': 'iv', phd: '' };

/** A name with the given names first, as papers print it. */
export function readAuthorName(printed: string): AuthorName {
  const [, plain = printed, number] = /^(.+?)\s+(\d{4})$/u.exec(printed.trim()) ?? [];
  const { family, given = '', suffix } = readName(plain);
  const known = suffix === undefined ? '' : joinLetters(suffix);
  const kept = SUFFIXES[known] ?? known;
  const shouts = !/\p{Ll}/u.test(plain);
  return {
    surname: foldWords(family).split(' ').at(-1) ?? '',
    families: [...new Set([joinLetters(family), joinLetters(spellOut(family))])],
    given: given.split(/\s+/u).flatMap((word) => readGiven(word, shouts)),
    ...(kept === '' ? {} : { suffix: kept }),
    ...(number === undefined ? {} : { number }),
    isGroup: isGroupName(plain),
    letters: joinLetters(plain),
  };
}

/** Under what an author is counted among namesakes and as a coauthor: keyname and first initial. */
export function nameKey({ surname, given }: AuthorName): string {
  return `${surname} ${given[0]?.letters[0] ?? ''}`.trim();
}

/** `J.R.R.` is three names, `J.-P.` and `JP` one; parts of a hyphenated name are one. */
function readGiven(word: string, shouts: boolean): readonly GivenName[] {
  const letters = joinLetters(word);
  if (letters === '') return [];
  if (/^(?:\p{L}\.){2,}$/u.test(word)) return [...letters].map((one) => ({ letters: one, isInitial: true }));
  if (/^\p{L}\.?(?:-\p{L}\.?)*$/u.test(word)) return [{ letters, isInitial: true }];
  if (!shouts && /^\p{Lu}{2,3}$/u.test(word))
    return [...letters].map((one) => ({ letters: one, isInitial: true }));
  const spelt = joinLetters(spellOut(word));
  return [{ letters, ...(spelt === letters ? {} : { spelt }), isInitial: false }];
}

function spellOut(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüøå]/gu, (letter) => SPELT[letter] ?? letter);
}

function joinLetters(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{N}]+/gu, '');
}
