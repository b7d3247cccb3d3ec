import { foldWords } from '../../text/fold-text.ts';
import { knownConferences, otherLetters } from './known-conferences.ts';

/** No venue's name is longer; what is behind is not read. */
const longest = 300;

/** What is held beside a conference, and is not the conference. */
const BESIDE =
  /\b(?:workshops?|shared tasks?|student research|demonstrations?|demos|tutorials?|findings|companion|posters?|doctoral|ateliers?)\b/iu;
/** `, Volume 1: Long Papers` and what follows; `Long and Short Papers`. */
const VOLUME =
  /[\s,:(-]*\b(?:(?:volume|vol\.|issue|number|no\.)\s*\d.*|(?:long|short)(?: and short)? papers\W*)$/iu;
/** `(LREC'06)`, `(SemEval-2017)`, `(EMNLP-IJCNLP)` at the end. */
const BRACKETS = /\(\s*([A-Z][A-Za-z&/-]*?)[\s'’-]*(?:(?:19|20)?\d\d)?\s*\)$/u;
/** `ICCV 2023`, `ICML'23`, `NeurIPS`, `Proceedings of ACL 2018`: one word, with or without a year behind it. */
const LETTERS =
  /^(?:(?:proceedings of|proc\.)\s+(?:the\s+)?)?([A-Za-z]+(?:[&/-][A-Za-z]+)*)[\s'’-]*((?:19|20)?\d\d)?$/iu;
const CONFERENCE = /\b(?:proceedings|proc|conference|conf|meeting|symposium|advances)\b/iu;
const ORDINAL =
  /^(?:\d+(?:st|nd|rd|th)|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ieth|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth)$/u;
/** Words of no telling in the name of a conference. */
const USUAL = new Set(
  'proceedings proc advances annual international conference conf meeting symposium ieee cvf acm the of on in and for'.split(
    ' ',
  ),
);

/**
 * The families that a venue belongs to, by which years and spellings of one conference or journal are one: the letters it goes by
 * (`icml`; both of a joint conference), else its name without years and numbers. A workshop is of no conference's family.
 */
export function familiesOf(venue: string): readonly string[] {
  const whole = venue.slice(0, longest).trim();
  if (whole === '' || /^arxiv\b/iu.test(whole)) return [];
  if (BESIDE.test(whole)) return [`beside ${undatedWords(whole).join(' ')}`];
  const plain = whole.replace(VOLUME, '').trim();
  const bracketed = BRACKETS.exec(plain)?.[1]?.toLowerCase() ?? '';
  const letters = bracketed !== '' && !MONTHS.has(bracketed) ? bracketed : lettersOf(plain);
  if (letters !== undefined) return splitLetters(letters);
  const words = undatedWords(plain);
  if (!CONFERENCE.test(plain)) return [words.join(' ')];
  const telling = words.filter((word) => !USUAL.has(word)).join(' ');
  return [knownConferences.get(telling) ?? `conference ${telling}`];
}

/** Letters that stand alone, or with a year: a word with small letters and no year may be a journal's name as well. */
function lettersOf(plain: string): string | undefined {
  const [, letters = '', year] = LETTERS.exec(plain.replace(/,\s+the\b.*$/iu, '')) ?? [];
  return letters !== '' && (year !== undefined || /[A-Z].*[A-Z]/u.test(letters) || letters.length <= 6)
    ? letters
    : undefined;
}

/** Those of each conference that is held together, and all of them: `emnlp-ijcnlp`, `emnlp`, `ijcnlp`. */
function splitLetters(letters: string): readonly string[] {
  const whole = letters.toLowerCase();
  const parts = whole.split(/[/-]/u).filter((part) => part.length > 2);
  return [...new Set([whole, ...parts])].map((one) => otherLetters.get(one) ?? one);
}

/** The folded words without years, months and ordinal numbers. */
function undatedWords(text: string): readonly string[] {
  return foldWords(text)
    .split(' ')
    .filter((word) => !/^(?:(?:19|20)\d\d|\d+)$/u.test(word) && !ORDINAL.test(word) && !MONTHS.has(word));
}

const MONTHS = new Set(
  'january february march april may june july august september october november december'.split(' '),
);

/** A venue as people call it who mean all its years: `ICML` for `ICML 2027`. */
export function withoutYear(venue: string): string {
  return venue.trim().replace(/[\s'’,-]+(?:(?:19|20)\d\d|\d\d)$/u, '');
}
