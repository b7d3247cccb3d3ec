import { millisecondsADay } from '../../papers/calendar.ts';
import type { PaperId } from '../../papers/paper.ts';
import { findPaper } from '../../store/lists/find-paper.ts';
import type { ShownPaper } from './parts.ts';
import { dropDoubles } from './recognise-shown.ts';
import type { DigestDraft, Situation, Sources } from './situation.ts';

const week = 7 * millisecondsADay;

/**
 * The papers of a recap: what the workspace saved most since the last one (a week ago, before the first), then what
 * this place was shown and nobody has saved. Where there are enough of both, each gets half.
 */
export async function recallPapers(
  { count, home, lastSent }: DigestDraft,
  situation: Situation,
  { corpus, store }: Pick<Sources, 'corpus' | 'store'>,
): Promise<readonly ShownPaper[]> {
  const { candidates, saves, shownAt, now } = situation;
  const since = lastSent ?? new Date(now.getTime() - week);
  const onTopic = new Set(candidates.map(({ paper }) => paper.id));
  const recent = [...saves].flatMap(([id, moments]): [PaperId, number][] => {
    const times = moments.filter((at) => at > since).length;
    return times > 0 && isOnTopic(id) ? [[id, times]] : [];
  });
  const shown = [...shownAt].filter(([id, at]) => at >= since && isOnTopic(id)).map(([id]) => id);
  const savers = await store.saveCounts.count(home, [...shown, ...recent.map(([id]) => id)]);
  const loved = recent.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([id]) => id);
  const overlooked = shown.filter((id) => !savers.has(id)).sort();
  const places = Math.max(count - overlooked.length, Math.ceil(count / 2));
  const chosen = [...loved.slice(0, places), ...overlooked].slice(0, 2 * count);
  const papers = await Promise.all(chosen.map((id) => findPaper(id, { corpus, store })));
  const found = papers.flatMap((paper) =>
    paper === undefined || paper.withdrawn !== undefined ? [] : [{ paper, why: explain(paper.id) }],
  );
  return dropDoubles(found).slice(0, count);

  /** A paper that left the corpus matches no query any more; it counts as on the topic. */
  function isOnTopic(id: PaperId): boolean {
    return onTopic.has(id) || corpus.get(id) === undefined;
  }

  function explain(id: PaperId): string {
    const by = savers.get(id) ?? 0;
    if (by === 0) return 'Not saved here yet';
    // From two on: fewer would tell who.
    return by > 1 ? `${by} saved it` : '';
  }
}
