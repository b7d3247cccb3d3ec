import type { Paper } from '../../papers/paper.ts';
import { hasTwoCapitals } from '../text/acronyms.ts';
import { boundWordsOf } from '../text/bound-words.ts';
import { wordsOf } from '../text/words.ts';
import type { IndexField } from './analysis.ts';

/** What is indexed of a paper's field; a line break stands between things that no phrase may join. */
export function indexedText(paper: Paper, field: IndexField): string {
  switch (field) {
    case 'title':
      return paper.title;
    case 'abstract':
      return [
        paper.abstract,
        ...(paper.gist === undefined ? [] : [paper.gist]),
        ...(paper.keywords ?? []),
      ].join('\n');
    case 'authors':
      return authorWords(paper.authors.join('\n'));
    case 'venue':
      return paper.venue ?? '';
    case 'categories':
      return paper.categories.join('\n');
  }
}

/** A name with its initials apart, as they are indexed: `J.K. Smith` as `J K  Smith`. */
export function authorWords(name: string): string {
  return name.replaceAll('.', ' ');
}

/** The words of an indexed text, those that hyphens bind among them, each with its place; a line break leaves one place empty. */
export type PlacedWords = {
  readonly words: readonly {
    readonly text: string;
    readonly place: number;
    /** It is written with two capitals or more. */
    readonly hasCapitals: boolean;
  }[];
  /** Number of places. */
  readonly size: number;
};

export function placeWords(text: string): PlacedWords {
  const words: { text: string; place: number; hasCapitals: boolean }[] = [];
  let next = 0;
  for (const line of text.split('\n')) {
    for (const { text, start, end } of boundWordsOf(line))
      words.push({ text, place: next++, hasCapitals: hasTwoCapitals(line, start, end) });
    next += 1;
  }
  return { words, size: next - 1 };
}

/** The different words of a paper's prose as they are written, folded. */
export function writtenWords(paper: Paper): Set<string> {
  const texts = [indexedText(paper, 'title'), indexedText(paper, 'abstract')];
  return new Set(texts.flatMap((text) => wordsOf(text).map((word) => word.text)));
}
