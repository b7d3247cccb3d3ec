import { LRUCache } from 'lru-cache';
import type { Breathe } from '../../../async/time-slices.ts';
import type { Paper } from '../../../papers/paper.ts';
import { keyOfLongForm } from '../../index/acronym-table.ts';
import { FIELDS, isProse, proseEnding, proseTerm, termOf } from '../../index/analysis.ts';
import { createDictionary } from '../../index/dictionary.ts';
import { indexedText, placeWords } from '../../index/indexed-text.ts';
import { CATEGORIES_FIELD, type DocumentAcronym, FIELD_COUNT, type Segment } from '../../index/segment.ts';
import { findAcronyms } from '../../text/acronyms.ts';
import { isBound } from '../../text/bound-words.ts';
import { ANY_ENDING, CAPITALS } from '../../text/word-endings.ts';

/** A field as it is indexed: at each place a term, or '', and in what form it stands there. */
type AnalysedField = { readonly terms: readonly string[]; readonly forms: Uint16Array };

type AnalysedPaper = {
  readonly fields: readonly AnalysedField[];
  /** Different words of its prose. */
  readonly written: readonly string[];
  readonly acronyms: readonly Omit<DocumentAcronym, 'document'>[];
};

/** Queries find much the same papers again and again, as while somebody types. */
const analysed = new LRUCache<Paper, AnalysedPaper>({ max: 5_000 });

/** The same segment that `indexPapers` yields, made at once for the few papers of one query. */
export async function indexFewPapers(papers: readonly Paper[], breathe: Breathe): Promise<Segment> {
  const found: AnalysedPaper[] = [];
  for (const paper of papers) {
    found.push(analyse(paper));
    await breathe();
  }
  const numbers = new Map<string, number>();
  for (const { fields } of found)
    for (const { terms } of fields)
      for (const term of terms) if (term !== '' && !numbers.has(term)) numbers.set(term, numbers.size);
  const { dictionary: terms, places } = createDictionary([...numbers.keys()]);
  const placeOf = (term: string): number => places[numbers.get(term) ?? 0];
  await breathe();
  return {
    papers,
    terms,
    ...copyWritten(found, (term) => (numbers.has(term) ? placeOf(term) : 0)),
    ...copyTexts(found, numbers.size, placeOf),
  };
}

function analyse(paper: Paper): AnalysedPaper {
  const known = analysed.get(paper);
  if (known !== undefined) return known;
  const written = new Set<string>();
  const fields = FIELDS.map((field): AnalysedField => {
    const { words, size } = placeWords(indexedText(paper, field));
    const terms = new Array<string>(size).fill('');
    const forms = new Uint16Array(size);
    for (const { text, place, hasCapitals } of words) {
      terms[place] = termOf(text, field);
      forms[place] = isProse(field) ? proseEnding(text) | (hasCapitals ? CAPITALS : 0) : ANY_ENDING;
      if (isProse(field) && !isBound(text) && proseTerm(text) !== '') written.add(text);
    }
    return { terms, forms };
  });
  const acronyms = findAcronyms(`${paper.title}\n${paper.abstract}`).map((acronym) => ({
    ...acronym,
    key: keyOfLongForm(acronym.long),
  }));
  const result = { fields, written: [...written], acronyms };
  analysed.set(paper, result);
  return result;
}

type Texts = Omit<Segment, 'papers' | 'terms' | 'words' | 'wordTerm' | 'wordFrequency' | 'latent'>;

/** The texts in order, and for each term and field the documents, how often it stands there and in which forms. */
function copyTexts(
  papers: readonly AnalysedPaper[],
  termCount: number,
  placeOf: (term: string) => number,
): Texts {
  const sizes = papers.flatMap(({ fields }) => fields.map(({ terms }) => terms.length));
  const forwardStart = new Uint32Array(sizes.length + 1);
  sizes.forEach((size, cell) => {
    forwardStart[cell + 1] = forwardStart[cell] + size;
  });
  const forward = new Uint32Array(forwardStart[sizes.length]);
  const lengths = new Uint16Array(sizes.length);
  const documentFrequency = new Uint32Array(termCount);
  const lists = Array.from(
    { length: termCount * FIELD_COUNT },
    (): { document: number; times: number; endings: number }[] => [],
  );
  papers.forEach(({ fields }, document) => {
    const seen = new Set<number>();
    fields.forEach(({ terms, forms }, field) => {
      const cell = document * FIELD_COUNT + field;
      terms.forEach((term, at) => {
        if (term === '') return;
        const place = placeOf(term);
        forward[forwardStart[cell] + at] = place + 1;
        lengths[cell] = Math.min(lengths[cell] + 1, 65_535);
        const list = lists[place * FIELD_COUNT + field];
        const last = list.at(-1);
        if (last?.document === document) {
          last.times = Math.min(last.times + 1, 255);
          last.endings |= forms[at];
        } else list.push({ document, times: 1, endings: forms[at] });
        if (field !== CATEGORIES_FIELD) seen.add(place);
      });
    });
    for (const place of seen) documentFrequency[place] += 1;
  });
  const listStart = new Uint32Array(lists.length + 1);
  lists.forEach((list, at) => {
    listStart[at + 1] = listStart[at] + list.length;
  });
  const entries = lists.flat();
  return {
    documentFrequency,
    listStart,
    listDocuments: Uint32Array.from(entries, ({ document }) => document),
    listFrequencies: Uint8Array.from(entries, ({ times }) => times),
    listEndings: Uint16Array.from(entries, ({ endings }) => endings),
    lengths,
    forwardStart,
    forward,
    acronyms: papers.flatMap(({ acronyms }, document) =>
      acronyms.map((acronym) => ({ ...acronym, document })),
    ),
    deleted: new Uint8Array(papers.length),
  };
}

/** The words of prose as they are written. */
function copyWritten(
  papers: readonly AnalysedPaper[],
  placeOf: (term: string) => number,
): Pick<Segment, 'words' | 'wordTerm' | 'wordFrequency'> {
  const counts = new Map<string, number>();
  for (const { written } of papers) for (const word of written) counts.set(word, (counts.get(word) ?? 0) + 1);
  const { dictionary: words, places } = createDictionary([...counts.keys()]);
  const wordTerm = new Uint32Array(counts.size);
  const wordFrequency = new Uint32Array(counts.size);
  [...counts].forEach(([word, count], i) => {
    wordTerm[places[i]] = placeOf(proseTerm(word));
    wordFrequency[places[i]] = count;
  });
  return { words, wordTerm, wordFrequency };
}
