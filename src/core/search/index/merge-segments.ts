import type { Breathe } from '../../async/time-slices.ts';
import { bytesAt, compareWords, type Dictionary, dictionarySize, packSorted } from './dictionary.ts';
import { CATEGORIES_FIELD, type DocumentAcronym, FIELD_COUNT, type Segment } from './segment.ts';

const TERMS_A_STEP = 200;
const DOCUMENTS_A_STEP = 50;

/** One segment that answers as the given ones together, without their deleted documents. */
export async function mergeSegments(segments: readonly Segment[], breathe: Breathe): Promise<Segment> {
  const documents = renumberDocuments(segments);
  const terms = await mergeDictionaries(
    segments.map((segment) => segment.terms),
    breathe,
  );
  const lists = await mergeLists(segments, terms, documents, breathe);
  const texts = await mergeTexts(segments, terms, documents, breathe);
  const words = await mergeWords(segments, terms, breathe);
  return {
    terms: terms.dictionary,
    ...lists,
    ...texts,
    ...words,
    acronyms: mergeAcronyms(segments, documents),
    deleted: new Uint8Array(texts.papers.length),
  };
}

/** Per segment, the new number of each document; -1 for a deleted one. */
function renumberDocuments(segments: readonly Segment[]): Int32Array[] {
  let next = 0;
  return segments.map((segment) => Int32Array.from(segment.deleted, (gone) => (gone ? -1 : next++)));
}

/** One dictionary of the words of several. */
export type MergedDictionary = {
  readonly dictionary: Dictionary;
  /** Per merged dictionary, the new place of each of its words. */
  readonly places: readonly Uint32Array[];
};

export async function mergeDictionaries(
  dictionaries: readonly Dictionary[],
  breathe: Breathe,
): Promise<MergedDictionary> {
  const places = dictionaries.map((dictionary) => new Uint32Array(dictionarySize(dictionary)));
  const next = dictionaries.map(() => 0);
  const heads = dictionaries.map((dictionary) =>
    dictionarySize(dictionary) > 0 ? bytesAt(dictionary, 0) : undefined,
  );
  /** Those whose next word is the least. */
  const holding = new Uint32Array(dictionaries.length);
  const merged: Uint8Array[] = [];
  for (;;) {
    let least: Uint8Array | undefined;
    let holders = 0;
    for (let i = 0; i < heads.length; i++) {
      const head = heads[i];
      const order = head && (least ? compareWords(head, least) : -1);
      if (order === undefined || order > 0) continue;
      if (order < 0) holders = 0;
      least = head;
      holding[holders++] = i;
    }
    if (!least) break;
    for (let at = 0; at < holders; at++) {
      const i = holding[at];
      places[i][next[i]] = merged.length;
      next[i] += 1;
      heads[i] = next[i] < places[i].length ? bytesAt(dictionaries[i], next[i]) : undefined;
    }
    merged.push(least);
    if (merged.length % TERMS_A_STEP === 0) await breathe();
  }
  return { dictionary: packSorted(merged), places };
}

type Lists = Pick<
  Segment,
  'documentFrequency' | 'listStart' | 'listDocuments' | 'listFrequencies' | 'listEndings'
>;

async function mergeLists(
  segments: readonly Segment[],
  terms: MergedDictionary,
  documents: readonly Int32Array[],
  breathe: Breathe,
): Promise<Lists> {
  const termCount = dictionarySize(terms.dictionary);
  const most = segments.reduce((sum, segment) => sum + segment.listDocuments.length, 0);
  const listDocuments = new Uint32Array(most);
  const listFrequencies = new Uint8Array(most);
  const listEndings = new Uint16Array(most);
  const listStart = new Uint32Array(termCount * FIELD_COUNT + 1);
  const documentFrequency = new Uint32Array(termCount);
  const lastTerm = new Int32Array(documents.reduce((sum, numbers) => sum + numbers.length, 0)).fill(-1);
  const next = segments.map(() => 0);
  let end = 0;
  for (let term = 0; term < termCount; term++) {
    const holders = holdersOf(term, terms.places, next);
    for (let field = 0; field < FIELD_COUNT; field++) {
      for (const i of holders) {
        const from = next[i] * FIELD_COUNT + field;
        for (let at = segments[i].listStart[from]; at < segments[i].listStart[from + 1]; at++) {
          const document = documents[i][segments[i].listDocuments[at]];
          if (document < 0) continue;
          listDocuments[end] = document;
          listFrequencies[end] = segments[i].listFrequencies[at];
          listEndings[end] = segments[i].listEndings[at];
          end += 1;
          if (field === CATEGORIES_FIELD || lastTerm[document] === term) continue;
          lastTerm[document] = term;
          documentFrequency[term] += 1;
        }
      }
      listStart[term * FIELD_COUNT + field + 1] = end;
    }
    for (const i of holders) next[i] += 1;
    if (term % TERMS_A_STEP === 0) await breathe();
  }
  return {
    documentFrequency,
    listStart,
    listDocuments: listDocuments.slice(0, end),
    listFrequencies: listFrequencies.slice(0, end),
    listEndings: listEndings.slice(0, end),
  };
}

/** The segments whose next term this is. */
function holdersOf(term: number, places: readonly Uint32Array[], next: readonly number[]): number[] {
  const holders: number[] = [];
  for (let i = 0; i < next.length; i++) if (places[i][next[i]] === term) holders.push(i);
  return holders;
}

type Texts = Pick<Segment, 'papers' | 'lengths' | 'forwardStart' | 'forward'>;

async function mergeTexts(
  segments: readonly Segment[],
  terms: MergedDictionary,
  documents: readonly Int32Array[],
  breathe: Breathe,
): Promise<Texts> {
  const papers = segments.flatMap((segment, i) => segment.papers.filter((_, at) => documents[i][at] >= 0));
  const cells = papers.length * FIELD_COUNT;
  const lengths = new Uint16Array(cells);
  const forwardStart = new Uint32Array(cells + 1);
  const forward = new Uint32Array(segments.reduce((sum, segment) => sum + segment.forward.length, 0));
  let cell = 0;
  let end = 0;
  for (const [i, segment] of segments.entries()) {
    for (let document = 0; document < segment.papers.length; document++) {
      if (documents[i][document] < 0) continue;
      for (let from = document * FIELD_COUNT; from < (document + 1) * FIELD_COUNT; from++) {
        lengths[cell] = segment.lengths[from];
        for (let at = segment.forwardStart[from]; at < segment.forwardStart[from + 1]; at++) {
          const term = segment.forward[at];
          forward[end] = term === 0 ? 0 : terms.places[i][term - 1] + 1;
          end += 1;
        }
        cell += 1;
        forwardStart[cell] = end;
      }
      if (document % DOCUMENTS_A_STEP === 0) await breathe();
    }
  }
  return { papers, lengths, forwardStart, forward: forward.slice(0, end) };
}

async function mergeWords(
  segments: readonly Segment[],
  terms: MergedDictionary,
  breathe: Breathe,
): Promise<Pick<Segment, 'words' | 'wordTerm' | 'wordFrequency'>> {
  const { dictionary: words, places } = await mergeDictionaries(
    segments.map((segment) => segment.words),
    breathe,
  );
  const wordTerm = new Uint32Array(dictionarySize(words));
  const wordFrequency = new Uint32Array(dictionarySize(words));
  for (const [i, segment] of segments.entries()) {
    for (let word = 0; word < segment.wordTerm.length; word++) {
      wordTerm[places[i][word]] = terms.places[i][segment.wordTerm[word]];
      wordFrequency[places[i][word]] += segment.wordFrequency[word];
    }
  }
  return { words, wordTerm, wordFrequency };
}

function mergeAcronyms(segments: readonly Segment[], documents: readonly Int32Array[]): DocumentAcronym[] {
  return segments.flatMap((segment, i) =>
    segment.acronyms
      .map((acronym) => ({ ...acronym, document: documents[i][acronym.document] }))
      .filter(({ document }) => document >= 0),
  );
}
