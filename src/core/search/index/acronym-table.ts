import type { Acronym } from '../text/acronyms.ts';
import { withoutPlural } from '../text/word-endings.ts';
import { proseTerm } from './analysis.ts';
import type { Segment } from './segment.ts';

/** What the live papers of some segments call by a short form. */
export type AcronymTable = {
  /** Long forms of a short one or its plural, the most used first, at most two. */
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
    longForms(short) {
      const own = forms('long', short);
      return (own.length > 0 ? own : forms('long', withoutPlural(short))).map((long) => long.split(' '));
    },
    shortForms: (words) => forms('short', keyOfLongForm(words)),
  };
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

/** A key for long forms: those that differ in stop words and endings only are one. */
export function keyOfLongForm(words: readonly string[]): string {
  return words
    .map(proseTerm)
    .filter((term) => term !== '')
    .join(' ');
}

/** Longer runs of words are not looked up as long forms. */
export const MOST_WORDS_OF_A_FORM = 6;

/** The acronyms of which the short form or the long one is among the words. */
export function acronymsAmong(segments: readonly Segment[], words: readonly string[]): readonly Acronym[] {
  const table = acronymsOf(segments);
  const found = new Map<string, Acronym>();
  for (let start = 0; start < words.length; start++) {
    for (let size = 1; size <= MOST_WORDS_OF_A_FORM && start + size <= words.length; size++) {
      const run = words.slice(start, start + size);
      const typed = run.join(' ');
      const shorts = size > 1 ? table.shortForms(run) : [];
      for (const short of [typed, ...shorts])
        for (const long of table.longForms(short)) found.set(`${short} ${long.join(' ')}`, { short, long });
    }
  }
  return [...found.values()];
}
