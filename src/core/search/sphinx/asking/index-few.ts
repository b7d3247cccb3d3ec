import { LRUCache } from 'lru-cache';
import type { Breathe } from '../../../async/time-slices.ts';
import type { Paper } from '../../../papers/paper.ts';
import { keyOfLongForm } from '../../index/acronym-table.ts';
import { FIELDS, isProse, proseTerm, readProse, termOf } from '../../index/analysis.ts';
import { createDictionary, runningTotal } from '../../index/dictionary.ts';
import { indexedText, placeWords } from '../../index/indexed-text.ts';
import { CATEGORIES_FIELD, type DocumentAcronym, FIELD_COUNT, type Segment } from '../../index/segment.ts';
import { findAcronyms } from '../../text/acronyms.ts';
import { isBound } from '../../text/bound-words.ts';
import { ANY_ENDING, CAPITALS } from '../../text/word-endings.ts';

/** A paper as it is indexed: the fields one after the other, at each place a term, or '', and in what form it stands there. */
type AnalysedPaper = {
  readonly terms: readonly string[];
  readonly forms: Uint16Array;
  /** Number of places in each field. */
  readonly sizes: readonly number[];
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
  const places = new Map<string, number>();
  for (const { terms } of found) for (const term of terms) if (term !== '') places.set(term, 0);
  const { dictionary, places: sorted } = createDictionary([...places.keys()]);
  let next = 0;
  for (const term of places.keys()) places.set(term, sorted[next++]);
  await breathe();
  return {
    papers,
    terms: dictionary,
    ...copyWritten(found, places),
    ...copyTexts(found, places),
  };
}

function analyse(paper: Paper): AnalysedPaper {
  const known = analysed.get(paper);
  if (known !== undefined) return known;
  const terms: string[] = [];
  const forms: number[] = [];
  const written = new Set<string>();
  const sizes = FIELDS.map((field) => {
    const { words, size } = placeWords(indexedText(paper, field));
    const start = terms.length;
    for (let place = 0; place < size; place++) {
      terms.push('');
      forms.push(0);
    }
    for (const { text, place, hasCapitals } of words) {
      const { term, ending } = isProse(field)
        ? readProse(text)
        : { term: termOf(text, field), ending: ANY_ENDING };
      terms[start + place] = term;
      forms[start + place] = ending | (isProse(field) && hasCapitals ? CAPITALS : 0);
      if (isProse(field) && term !== '' && !isBound(text)) written.add(text);
    }
    return size;
  });
  const acronyms = findAcronyms(`${paper.title}\n${paper.abstract}`).map((acronym) => ({
    ...acronym,
    key: keyOfLongForm(acronym.long),
  }));
  const result = { terms, forms: Uint16Array.from(forms), sizes, written: [...written], acronyms };
  analysed.set(paper, result);
  return result;
}

type Texts = Omit<Segment, 'papers' | 'terms' | 'words' | 'wordTerm' | 'wordFrequency' | 'latent'>;

/** The texts in order, and for each term and field the documents, how often it stands there and in which forms. */
function copyTexts(papers: readonly AnalysedPaper[], places: ReadonlyMap<string, number>): Texts {
  const forwardStart = runningTotal(papers.flatMap(({ sizes }) => sizes));
  const forward = new Uint32Array(forwardStart[papers.length * FIELD_COUNT]);
  let next = 0;
  for (const { terms } of papers)
    for (const term of terms) forward[next++] = term === '' ? 0 : (places.get(term) ?? 0) + 1;
  const forms = new Uint16Array(forward.length);
  papers.forEach((paper, document) => {
    forms.set(paper.forms, forwardStart[document * FIELD_COUNT]);
  });
  const lengths = new Uint16Array(papers.length * FIELD_COUNT);
  const documentFrequency = new Uint32Array(places.size);
  const entries = new Uint32Array(places.size * FIELD_COUNT);
  const lastOf = new Int32Array(entries.length).fill(-1);
  const lastWith = new Int32Array(places.size).fill(-1);
  // Once to count what is in each list, and once more to fill it in its place.
  const each = (visit: (term: number, list: number, document: number, at: number) => void): void => {
    for (let cell = 0; cell < lengths.length; cell++)
      for (let at = forwardStart[cell]; at < forwardStart[cell + 1]; at++) {
        if (forward[at] === 0) continue;
        const term = forward[at] - 1;
        const field = cell % FIELD_COUNT;
        visit(term, term * FIELD_COUNT + field, (cell - field) / FIELD_COUNT, at);
      }
  };
  each((term, list, document) => {
    const field = list % FIELD_COUNT;
    const cell = document * FIELD_COUNT + field;
    if (lengths[cell] < 65_535) lengths[cell] += 1;
    if (lastOf[list] !== document) entries[list] += 1;
    lastOf[list] = document;
    if (field === CATEGORIES_FIELD || lastWith[term] === document) return;
    documentFrequency[term] += 1;
    lastWith[term] = document;
  });
  const listStart = runningTotal(entries);
  const listDocuments = new Uint32Array(listStart[entries.length]);
  const listFrequencies = new Uint8Array(listDocuments.length);
  const listEndings = new Uint16Array(listDocuments.length);
  const filled = listStart.slice();
  lastOf.fill(-1);
  each((_, list, document, at) => {
    if (lastOf[list] !== document) listDocuments[filled[list]++] = document;
    lastOf[list] = document;
    const entry = filled[list] - 1;
    if (listFrequencies[entry] < 255) listFrequencies[entry] += 1;
    listEndings[entry] |= forms[at];
  });
  return {
    documentFrequency,
    listStart,
    listDocuments,
    listFrequencies,
    listEndings,
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
  termPlaces: ReadonlyMap<string, number>,
): Pick<Segment, 'words' | 'wordTerm' | 'wordFrequency'> {
  const counts = new Map<string, number>();
  for (const { written } of papers) for (const word of written) counts.set(word, (counts.get(word) ?? 0) + 1);
  const { dictionary: words, places } = createDictionary([...counts.keys()]);
  const wordTerm = new Uint32Array(counts.size);
  const wordFrequency = new Uint32Array(counts.size);
  [...counts].forEach(([word, count], i) => {
    wordTerm[places[i]] = termPlaces.get(proseTerm(word)) ?? 0;
    wordFrequency[places[i]] = count;
  });
  return { words, wordTerm, wordFrequency };
}
