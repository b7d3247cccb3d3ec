import { proseTerm, wordsOf } from '../index/analysis.ts';
import type { Segment } from '../index/segment.ts';

/** A short form and its long one, as a text introduces them: "out-of-distribution (OOD)". Words are folded. */
export type Acronym = { readonly short: string; readonly long: readonly string[] };

const INTRODUCED = /\(([A-Z][A-Za-z0-9-]{1,9})\)/g;
const LONGEST_LONG_FORM = 120;

/** The acronyms a text introduces, by the algorithm of Schwartz & Hearst (PSB 2003). */
export function findAcronyms(text: string): Acronym[] {
  const found: Acronym[] = [];
  for (const match of text.matchAll(INTRODUCED)) {
    const short = match[1].replace(/(?<=[A-Z])s$/, '');
    if (short.replace(/[^A-Z]/g, '').length < 2) continue;
    const before = text.slice(Math.max(0, match.index - LONGEST_LONG_FORM), match.index).trimEnd();
    const long = longForm(short, before);
    if (long) found.push({ short: wordsOf(short)[0].text, long });
  }
  return found;
}

/** Matches the letters of the short form from the end backwards, its first at the start of a word. */
function longForm(short: string, before: string): readonly string[] | undefined {
  const letters = short.toLowerCase().replace(/[^a-z0-9]/g, '');
  const text = before.toLowerCase();
  let at = text.length - 1;
  for (let letter = letters.length - 1; letter >= 0; letter--) {
    const starts = (): boolean => letter > 0 || at === 0 || !/[a-z0-9]/.test(text[at - 1]);
    while (at >= 0 && (text[at] !== letters[letter] || !starts())) at -= 1;
    if (at < 0) return undefined;
    at -= 1;
  }
  const words = wordsOf(before.slice(at + 1)).map((word) => word.text);
  const most = Math.min(letters.length + 5, letters.length * 2);
  return words.length >= 2 && words.length <= most && !words.includes(letters) ? words : undefined;
}

/** What the live papers of some segments call by a short form. */
export type AcronymTable = {
  /** Long forms of a short one, the most used first, at most two. */
  longForms(short: string): readonly (readonly string[])[];
  /** Short forms of which this run of words is the long one. */
  shortForms(words: readonly string[]): readonly string[];
};

/** Key -> form -> the documents that introduce it, ascending. */
type Uses = Map<string, Map<string, number[]>>;
const tables = new WeakMap<Segment, { readonly long: Uses; readonly short: Uses }>();
const MOST_FORMS = 2;

export function acronymsOf(segments: readonly Segment[]): AcronymTable {
  const forms = (side: 'long' | 'short', key: string): string[] => {
    const uses = new Map<string, number>();
    for (const segment of segments) {
      for (const [form, documents] of tableOf(segment)[side].get(key) ?? []) {
        const live = documents.filter((document) => segment.deleted[document] === 0).length;
        uses.set(form, (uses.get(form) ?? 0) + live);
      }
    }
    const used = [...uses].filter(([, papers]) => papers > 0);
    const sorted = used.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    return sorted.slice(0, MOST_FORMS).map(([form]) => form);
  };
  return {
    longForms: (short) => forms('long', short).map((long) => long.split(' ')),
    shortForms: (words) => forms('short', keyOfLongForm(words)),
  };
}

/** A key for long forms: those that differ in stop words and endings only are one. */
export function keyOfLongForm(words: readonly string[]): string {
  return words
    .map(proseTerm)
    .filter((term) => term !== '')
    .join(' ');
}

function tableOf(segment: Segment): { readonly long: Uses; readonly short: Uses } {
  let table = tables.get(segment);
  if (!table) {
    table = { long: new Map(), short: new Map() };
    for (const { short, long, key, document } of segment.acronyms) {
      addUse(table.long, short, long.join(' '), document);
      addUse(table.short, key, short, document);
    }
    tables.set(segment, table);
  }
  return table;
}

function addUse(uses: Uses, key: string, form: string, document: number): void {
  const forms = uses.get(key) ?? new Map<string, number[]>();
  const documents = forms.get(form) ?? [];
  if (documents.at(-1) !== document) documents.push(document);
  forms.set(form, documents);
  uses.set(key, forms);
}
