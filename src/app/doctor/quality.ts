import { countPapers } from '../../core/cards/plain-words.ts';
import type { Paper } from '../../core/papers/paper.ts';
import { counted, writeNumber } from '../../core/text/counted.ts';

/** What papers lack: `120 papers: 3 without a date, 71 links are guesses`. A guessed link leads to a search for the title. */
export function describeQuality(papers: readonly Paper[], where = ''): string {
  const without = (what: string, isLacking: (paper: Paper) => boolean): readonly string[] => {
    const count = papers.filter(isLacking).length;
    return count === 0 ? [] : [`${writeNumber(count)} without ${what}`];
  };
  const guesses = papers.filter(({ urlIsSearch }) => urlIsSearch).length;
  const lacks = [
    ...without('a date', ({ published }) => published === undefined),
    ...without('authors', ({ authors }) => authors.length === 0),
    ...without('an abstract', ({ abstract }) => abstract === ''),
    ...(guesses === 0 ? [] : [counted(guesses, 'link is a guess', 'links are guesses')]),
  ];
  return [`${countPapers(papers.length)}${where}`, ...(lacks.length === 0 ? [] : [lacks.join(', ')])].join(
    ': ',
  );
}
