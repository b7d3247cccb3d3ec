import type { Span } from '../../text/marked-text.ts';
import type { IndexField } from '../index/analysis.ts';
import type { Clause } from '../query/query.ts';
import { isSameName } from '../ranking/author-names.ts';
import { isStopWord } from '../text/stop-words.ts';
import { formsOf } from '../text/word-forms.ts';
import type { Word } from '../text/words.ts';
import type { PaperText, TextPlace } from './paper-texts.ts';

const placesOf: Readonly<Record<IndexField, readonly TextPlace[]>> = {
  title: ['title'],
  abstract: ['abstract', 'summary', 'keywords'],
  authors: ['author'],
  venue: ['venue'],
  categories: ['category'],
};
const placesOfAPhrase: readonly TextPlace[] = ['title', 'abstract', 'summary', 'keywords', 'author'];

/** Where the texts of a paper fulfil a clause first; undefined where they do not. */
export function findClause(
  { field, words }: Clause,
  texts: readonly PaperText[],
): (Span & { readonly text: PaperText }) | undefined {
  const places = field === undefined ? placesOfAPhrase : placesOf[field];
  for (const text of texts) {
    if (!places.includes(text.place)) continue;
    const span = isName(field, words)
      ? findName(words, text)
      : findRun(
          words.map((word) => accepts(word, text.place)),
          text.words,
        );
    if (span !== undefined) return { ...span, text };
  }
  return undefined;
}

function isName(field: IndexField | undefined, words: readonly string[]): boolean {
  return field === 'authors' && words.length > 1 && words.some((word) => word.length > 1);
}

function findName(wanted: readonly string[], { text, words }: PaperText): Span | undefined {
  const name = words.map((word) => word.text);
  const isInFull = wanted.some((word) => word.length > 1 && name.includes(word));
  return isInFull && isSameName(wanted, name) ? { start: 0, end: text.length } : undefined;
}

/** Whether a word of a text may stand where this one was typed: any form of it, in prose; a stop word for any other. */
function accepts(typed: string, place: TextPlace): (word: string) => boolean {
  if (place === 'author' || place === 'venue' || place === 'category') return (word) => word === typed;
  if (isStopWord(typed)) return isStopWord;
  const forms = formsOf(typed);
  return (word) => forms.has(word);
}

/** The first place where words stand in a row, each of which is accepted where it stands. */
export function findRun(
  run: readonly ((word: string) => boolean)[],
  words: readonly Word[],
  isRight: (start: number, end: number) => boolean = () => true,
): Span | undefined {
  for (let at = 0; at + run.length <= words.length; at++) {
    if (!run.every((fits, i) => fits(words[at + i].text))) continue;
    const { start } = words[at];
    const { end } = words[at + run.length - 1];
    if (isRight(start, end)) return { start, end };
  }
  return undefined;
}
