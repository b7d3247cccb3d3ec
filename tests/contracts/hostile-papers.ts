import fc from 'fast-check';
import type { Paper } from '../../src/core/papers/paper.ts';
import { hostileText } from '../adapters/discord/hostile.ts';

/** Papers all of whose texts try everything, the same ones each time. Each has the word `quokka`, and ten share a group: `group17`. */
export function hostilePapers(count: number): readonly Paper[] {
  const texts = fc.sample(hostileText, { seed: 15, numRuns: 12 * count });
  return Array.from({ length: count }, (_, at) => {
    const text = (place: number) => texts[12 * at + place] ?? '';
    const words = (first: number, last: number) =>
      Array.from({ length: last - first + 1 }, (_, place) => text(first + place)).join(' ');
    const group = groupOf(at);
    const isKnown = at % 3 > 0;
    return {
      id: isKnown ? `arxiv:2401.${String(at).padStart(5, '0')}` : `paper-${at}`,
      recordIds: [],
      title: `${text(0)} quokka${at} ${at % 5 === 0 ? words(1, 4) : ''}`,
      abstract: `${text(5)} We propose quokka ${group} ${words(6, 8)}. It improves by 12% on ${text(9)}. ${at % 4 === 0 ? words(1, 9).repeat(12) : ''}`,
      authors: at % 2 === 0 ? [text(10), `${text(11)} Author`] : [`Author ${text(10)}`],
      url: isKnown ? `https://arxiv.org/abs/2401.${at}` : `https://papers.example/${at}`,
      ...(at % 7 === 0 && { urlIsSearch: true as const }),
      ...(at % 6 === 0 && {
        code: `https://code.example/${encodeURIComponent(text(2).replace(/\p{Cs}/gu, ''))}`,
      }),
      ...(at % 5 === 1 && { venue: text(3) }),
      ...(at % 2 === 0 && { published: `20${String(10 + (at % 14))}-0${1 + (at % 9)}-11` }),
      ...(at % 3 === 0 && { upvotes: at }),
      categories: [],
      keywords: [text(4)],
    };
  });
}

/** The word that the papers of the same ten have. */
export function groupOf(at: number): string {
  return `group${Math.floor(at / 10)}`;
}
