import lunr from 'lunr';
import type { Breathe } from '../../async/time-slices.ts';
import type { Paper } from '../../papers/paper.ts';
import { findAcronyms } from '../text/acronyms.ts';
import { isBound } from '../text/bound-words.ts';
import { ANY_ENDING, CAPITALS, ENDING_COUNT } from '../text/word-endings.ts';
import { keyOfLongForm } from './acronym-table.ts';
import { FIELDS, type IndexField, isProse, proseEnding, proseTerm, termOf } from './analysis.ts';
import { createDictionary, runningTotal } from './dictionary.ts';
import { indexedText, placeWords } from './indexed-text.ts';
import { CATEGORIES_FIELD, type DocumentAcronym, FIELD_COUNT, type Segment } from './segment.ts';

/** term -> field -> document -> what Lunr keeps of each occurrence: its place among the words of the field, and its form. */
type Postings = Record<IndexField, Record<string, { place: number[] }>>;
type InvertedIndex = Record<string, Postings>;

/** A token as our tokenizer makes it; Lunr's types leave out the metadata. */
type PlacedToken = lunr.Token & { readonly metadata: { readonly field: IndexField; readonly place: number } };

const keepTerm: lunr.PipelineFunction = (token) => {
  const term = termOf(token.toString(), (token as PlacedToken).metadata.field);
  return term === '' ? null : token.update(() => term);
};
lunr.Pipeline.registerFunction(keepTerm, 'paperboyTerm');

/** In what an occurrence differs beside its place: an ending, with capitals or without. */
const FORM_COUNT = 2 * ENDING_COUNT;
const BITS_OF_FORM = Array.from(
  { length: FORM_COUNT },
  (_, form) => (1 << (form % ENDING_COUNT)) | (form < ENDING_COUNT ? 0 : CAPITALS),
);

const TERMS_A_STEP = 100;

/** Indexes papers with Lunr and copies its inverted index into flat arrays; the Lunr objects are dropped. */
export async function indexPapers(papers: readonly Paper[], breathe: Breathe): Promise<Segment> {
  const builder = new lunr.Builder();
  const written = new Map<string, number>();
  const writtenHere = new Set<string>();
  const fieldWords = new Uint32Array(papers.length * FIELD_COUNT);
  let document = 0;

  builder.tokenizer = ((text: string, { fields: [field] }: { fields: [IndexField] }) => {
    const { words, size } = placeWords(text);
    fieldWords[document * FIELD_COUNT + FIELDS.indexOf(field)] = size;
    if (isProse(field)) for (const word of words) writtenHere.add(word.text);
    return words.map(({ text, place, hasCapitals }) => {
      const form = isProse(field) ? Math.log2(proseEnding(text)) + (hasCapitals ? ENDING_COUNT : 0) : 0;
      return new lunr.Token(text, { field, place: place * FORM_COUNT + form });
    });
  }) as typeof lunr.tokenizer;
  builder.pipeline.add(keepTerm);
  builder.metadataWhitelist = ['place'];
  builder.ref('document');
  for (const field of FIELDS) builder.field(field);
  for (; document < papers.length; document++) {
    const paper = papers[document];
    const texts = Object.fromEntries(FIELDS.map((field) => [field, indexedText(paper, field)]));
    builder.add({ document: String(document), ...texts });
    for (const word of writtenHere) written.set(word, (written.get(word) ?? 0) + 1);
    writtenHere.clear();
    await breathe();
  }
  return compile(papers, builder.invertedIndex as InvertedIndex, fieldWords, written, breathe);
}

async function compile(
  papers: readonly Paper[],
  inverted: InvertedIndex,
  fieldWords: Uint32Array,
  written: ReadonlyMap<string, number>,
  breathe: Breathe,
): Promise<Segment> {
  const strings = Object.keys(inverted);
  const { dictionary: terms, places } = createDictionary(strings);
  await breathe();
  const postings = new Array<Postings>(strings.length);
  strings.forEach((term, i) => {
    postings[places[i]] = inverted[term];
  });

  const forwardStart = runningTotal(fieldWords);
  const forward = new Uint32Array(forwardStart[fieldWords.length]);
  const lengths = new Uint16Array(fieldWords.length);
  const listStart = new Uint32Array(strings.length * FIELD_COUNT + 1);
  const documentFrequency = new Uint32Array(strings.length);
  const documents: number[] = [];
  const frequencies: number[] = [];
  const endings: number[] = [];
  for (let term = 0; term < postings.length; term++) {
    const seen = new Set<string>();
    FIELDS.forEach((name, field) => {
      // Integer keys of an object come in ascending order.
      for (const [key, { place }] of Object.entries(postings[term][name])) {
        const cell = Number(key) * FIELD_COUNT + field;
        if (field !== CATEGORIES_FIELD) seen.add(key);
        documents.push(Number(key));
        frequencies.push(Math.min(place.length, 255));
        lengths[cell] = Math.min(lengths[cell] + place.length, 65_535);
        let ending = isProse(name) ? 0 : ANY_ENDING;
        for (const at of place) {
          forward[forwardStart[cell] + Math.floor(at / FORM_COUNT)] = term + 1;
          ending |= BITS_OF_FORM[at % FORM_COUNT];
        }
        endings.push(ending);
      }
      listStart[term * FIELD_COUNT + field + 1] = documents.length;
    });
    documentFrequency[term] = seen.size;
    if (term % TERMS_A_STEP === 0) await breathe();
  }

  const termPlaces = new Map(strings.map((term, i) => [term, places[i]]));
  await breathe();
  const wordList = [...written.keys()].filter((word) => !isBound(word) && proseTerm(word) !== '');
  const { dictionary: words, places: wordPlaces } = createDictionary(wordList);
  await breathe();
  const wordTerm = new Uint32Array(wordList.length);
  const wordFrequency = new Uint32Array(wordList.length);
  wordList.forEach((word, i) => {
    wordTerm[wordPlaces[i]] = termPlaces.get(proseTerm(word)) ?? 0;
    wordFrequency[wordPlaces[i]] = written.get(word) ?? 0;
  });

  return {
    papers,
    terms,
    documentFrequency,
    listStart,
    listDocuments: Uint32Array.from(documents),
    listFrequencies: Uint8Array.from(frequencies),
    listEndings: Uint16Array.from(endings),
    lengths,
    forwardStart,
    forward,
    words,
    wordTerm,
    wordFrequency,
    acronyms: papers.flatMap(acronymsOf),
    deleted: new Uint8Array(papers.length),
  };
}

function acronymsOf(paper: Paper, document: number): DocumentAcronym[] {
  return findAcronyms(`${paper.title}\n${paper.abstract}`).map((acronym) => ({
    ...acronym,
    document,
    key: keyOfLongForm(acronym.long),
  }));
}
