import type { Paper } from '../../src/core/papers/paper.ts';
import { createRandom } from './random.ts';

const SENTENCES = 7;
const SEED = 11;

/**
 * The papers, and after them made-up ones until there are so many: an abstract is of sentences out of several abstracts, a title
 * of the halves of two, the rest that of one. They hold no word that the papers do not hold. The same in every run.
 */
export function makeUpPapers(papers: readonly Paper[], count: number): readonly Paper[] {
  const random = createRandom(SEED);
  const any = (): Paper => papers[Math.floor(random() * papers.length)];
  const made: Paper[] = papers.slice(0, count);
  while (made.length < count) {
    const id = `made-up:${made.length}`;
    const { doi, ...model } = any();
    const sentences = Array.from({ length: SENTENCES }, () => {
      const all = any().abstract.split(/(?<=[.!?])\s+/u);
      return all[Math.floor(random() * all.length)];
    });
    const [one, other] = [any(), any()].map(({ title }) => title.split(' '));
    const title = [...one.slice(0, one.length / 2), ...other.slice(other.length / 2)];
    made.push({
      ...model,
      id,
      recordIds: [id],
      title: title.join(' '),
      authors: any().authors,
      abstract: sentences.join(' '),
    });
  }
  return made;
}
