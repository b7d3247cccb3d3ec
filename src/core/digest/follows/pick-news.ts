import { listed } from '../../text/listed.ts';
import type { ShownPaper } from '../selection/parts.ts';
import type { News } from './news.ts';

/** So many papers that only may be meant are in one message. */
const mostPerhaps = 3;

/** The papers of one message: what is sure first, and each paper once, with all that is told by it. */
export function pickNews(all: readonly News[], count: number): readonly ShownPaper[] {
  const byPaper = new Map<string, News[]>();
  for (const news of all) {
    const some = byPaper.get(news.paper.id);
    if (some === undefined) byPaper.set(news.paper.id, [news]);
    else some.push(news);
  }
  const papers = [...byPaper.values()].map((some) => {
    const sure = some.filter(({ kind }) => kind !== 'perhaps');
    return { isSure: sure.length > 0, some, shown: sure.length > 0 ? sure : some };
  });
  const perhaps = papers.filter(({ isSure }) => !isSure).slice(0, mostPerhaps);
  const sure = papers.filter(({ isSure }) => isSure).slice(0, count - perhaps.length);
  return [...sure, ...perhaps].flatMap(({ some, shown }) => {
    const [first] = shown;
    if (first === undefined) return [];
    const told = some.map(({ follow, kind, evidence }) => {
      return { follow: follow.id, kind, ...(evidence === undefined ? {} : { evidence }) };
    });
    return [{ paper: first.paper, why: joinReasons(shown.map(({ reason }) => reason)), told }];
  });
}

/** `By Jane Smith and Wei Wang`, `By Jane Smith · In ICML 2027`. */
function joinReasons(reasons: readonly string[]): string {
  const [by, others] = [true, false].map((isBy) => reasons.filter((one) => one.startsWith('By ') === isBy));
  const names = listed((by ?? []).map((one) => one.slice('By '.length)));
  return [...(names === '' ? [] : [`By ${names}`]), ...new Set(others)].join(' · ');
}
