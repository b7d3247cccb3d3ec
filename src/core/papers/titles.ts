import { createBreather } from '../async/time-slices.ts';
import { foldWords } from '../text/fold-text.ts';
import type { Corpus } from './corpus.ts';
import type { Paper } from './paper.ts';

const folded = new WeakMap<Paper, string>();

/** The folded words of a paper's title, joined by single spaces. */
export function titleWords(paper: Paper): string {
  const known = folded.get(paper);
  if (known !== undefined) return known;
  const words = foldWords(paper.title);
  folded.set(paper, words);
  return words;
}

/** One word or two name a paper only where no other title has them: `zeroq` does, `uncertainty` does not. */
const telling = 3;

/** How a title has some folded words: it begins with them, or has them further on, which tells something of few words alone. */
export function placeInTitle(paper: Paper, words: string): 'beginning' | 'within' | undefined {
  const title = ` ${titleWords(paper)} `;
  if (words === '' || !title.includes(` ${words} `)) return undefined;
  if (title.startsWith(` ${words} `)) return 'beginning';
  return words.split(' ').length < telling ? 'within' : undefined;
}

/**
 * Papers whose titles begin with a text, case, accents and punctuation aside, and after them, for one word or two, those that have
 * it elsewhere; so many of each at most.
 */
export async function papersTitled(
  { papers }: Pick<Corpus, 'papers'>,
  text: string,
  limit: number,
): Promise<readonly Paper[]> {
  const words = foldWords(text);
  const beginning: Paper[] = [];
  const within: Paper[] = [];
  const breathe = createBreather();
  for (const paper of papers) {
    const place = placeInTitle(paper, words);
    if (place === 'beginning') beginning.push(paper);
    else if (place === 'within' && within.length < limit) within.push(paper);
    if (beginning.length === limit) break;
    const pause = breathe();
    if (pause !== undefined) await pause;
  }
  return [...beginning, ...within].slice(0, limit);
}
