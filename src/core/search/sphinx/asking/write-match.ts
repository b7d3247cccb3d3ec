import { type IndexField, proseTerm, termOf } from '../../index/analysis.ts';
import { ANY_WORD } from '../../index/corpus-state.ts';
import type { Interpretation, WeightedTerm } from '../../query/interpret-words.ts';
import type { Clause, Query } from '../../query/query.ts';
import { keysTyped } from '../../query/resolve-ids.ts';
import { WEIGHTS } from '../../ranking/weights.ts';
import { ENDING_COUNT } from '../../text/word-endings.ts';
import { tokensOfWantedName } from '../tables/author-tokens.ts';
import { formToken } from '../tables/paper-row.ts';
import { EVERY_PAPER, NO_PAPER } from '../tables/table.ts';
import { allOf, anyOf, counting, type FullText, has, inARow, inFields, without } from '../wire/full-text.ts';
import { markOf, tokenOf } from '../wire/tokens.ts';

/** A query as the server is asked it. */
export type Matches = {
  /** Papers with any of the words, that are all else that is demanded; undefined where there are no words. */
  readonly any?: FullText;
  /** Those with all of them; undefined where there can be none. */
  readonly all?: FullText;
  /** What is demanded beside words. */
  readonly demanded: FullText;
};

const PROSE = ['title', 'abstract'] as const;
const FIELDS_OF_A_BARE_PHRASE: readonly IndexField[] = ['title', 'abstract', 'authors'];
const MOST_BITS = 31;

export function writeMatches(query: Query, words: Interpretation): Matches {
  const clauses = query.required.map((clause) => writeClause(clause) ?? NO_PAPER);
  if (query.ids.length > 0)
    clauses.push(anyOf(query.ids.flatMap(keysTyped).map((key) => has(markOf('key', key)))));
  const excluded = query.excluded.flatMap((clause) => writeClause(clause) ?? []);
  const demand = (parts: readonly FullText[]): FullText => without(allOf([...parts, ...clauses]), excluded);
  const demanded = demand([EVERY_PAPER]);
  const forms = words.terms.flatMap((term) => writeTerm(term, words));
  forms.push(...words.phrases.map((form) => inFields(PROSE, inARow(proseRow(form.words)))));
  if (forms.length === 0) return { demanded };
  const any = anyOf(forms);
  const each = writeEach(words);
  return { any: demand([any]), demanded, ...(each === undefined ? {} : { all: demand([any, ...each]) }) };
}

/** For each word asked for that tells something, what stands for it; undefined where nothing does for one of them. */
function writeEach(words: Interpretation): readonly FullText[] | undefined {
  const each: FullText[] = [];
  for (let bit = 0; bit < MOST_BITS; bit++) {
    const asked = 1 << bit;
    if ((words.asked & asked) === 0) continue;
    const forms = words.terms
      .filter((term) => (term.words & asked) !== 0)
      .flatMap((term) => writeForms(term, words));
    for (const { words: run, stands, isShort } of words.phrases) {
      if ((stands & asked) === 0) continue;
      const row = inFields(PROSE, inARow(proseRow(run)));
      forms.push(
        isShort ? allOf([row, anyOf(run.map((word) => has(markOf('capitals', proseTerm(word)))))]) : row,
      );
    }
    if (forms.length === 0) return undefined;
    each.push(anyOf(forms));
  }
  return each.length === 0 ? undefined : each;
}

/** Where a word stands, in whatever form, as the ranking of the server counts it. */
function writeTerm(term: WeightedTerm, words: Interpretation): readonly FullText[] {
  const stem = proseTerm(term.word);
  const times = words.sequence.filter((word) => word.stem === stem).length;
  const found: FullText[] = [];
  if (stem !== '')
    found.push(inFields(PROSE, counting(tokenOf(stem), Math.min(Math.max(times, 1), WEIGHTS.mostRepeats))));
  return [...found, ...writeNames(term.word, words), ...writeCompounds(term.word, words)];
}

/** Where a word stands in a form that is it. */
function writeForms({ word, endings }: WeightedTerm, words: Interpretation): readonly FullText[] {
  const stem = proseTerm(word);
  const wanted = endings.exact | endings.inflected;
  const found: FullText[] = [];
  if (stem !== '' && wanted === ANY_WORD.exact) found.push(inFields(PROSE, has(tokenOf(stem))));
  else if (stem !== '')
    for (let ending = 0; ending < ENDING_COUNT; ending++)
      if ((wanted & (1 << ending)) !== 0) found.push(has(formToken(stem, ending)));
  return [...found, ...writeNames(word, words), ...writeCompounds(word, words)];
}

function writeNames(word: string, { inNames }: Interpretation): readonly FullText[] {
  if (!inNames.includes(word)) return [];
  return [
    inFields(['authors'], has(tokenOf(word))),
    inFields(['venue'], has(tokenOf(termOf(word, 'venue')))),
  ];
}

/** The other forms of the compounds that a word is of. */
function writeCompounds(word: string, { compounds }: Interpretation): readonly FullText[] {
  return compounds.flatMap(({ joined, parts, wins }) => {
    if (wins === 'joined') return joined === word ? [inFields(PROSE, inARow(proseRow(parts)))] : [];
    return parts.includes(word) ? [inFields(PROSE, has(tokenOf(proseTerm(joined))))] : [];
  });
}

/** The papers that fulfil a clause, as far as the server can tell; undefined where none does. */
function writeClause({ field, words, otherForms = [] }: Clause): FullText | undefined {
  if (field === 'authors' && words.length > 1 && words.some((word) => word.length > 1)) {
    const names = tokensOfWantedName(words).map((others) =>
      allOf(others.map((tokens) => anyOf(tokens.map(has)))),
    );
    return anyOf(names);
  }
  const fields = field === undefined ? FIELDS_OF_A_BARE_PHRASE : [field];
  const found = fields.flatMap((one) =>
    [words, ...otherForms].flatMap((form) => {
      const row = rowIn(form, one);
      return row.length === 0 ? [] : [inFields([one], inARow(row))];
    }),
  );
  return found.length === 0 ? undefined : anyOf(found);
}

function proseRow(words: readonly string[]) {
  return rowIn(words, 'title');
}

/** The tokens of a run of words, from the first that tells something to the last. */
function rowIn(words: readonly string[], field: IndexField) {
  const tokens = words.map((word) => {
    const term = termOf(word, field);
    if (term === '') return undefined;
    return field === 'categories' ? markOf('category', term) : tokenOf(term);
  });
  const first = tokens.findIndex((token) => token !== undefined);
  const last = tokens.findLastIndex((token) => token !== undefined);
  return first < 0 ? [] : tokens.slice(first, last + 1);
}
