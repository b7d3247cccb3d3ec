import { expect } from 'vitest';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { addedByHand } from '../../../../src/core/sources/added-by-hand.ts';
import type { FetchedPaper, SourceStatus } from '../../../../src/core/sources/rounds/memory.ts';
import type { Store } from '../../../../src/core/store/store.ts';
import { day, lab, otherAlice, paperNamed } from '../things.ts';

const carol = { ...lab, id: 'carol' };
const learning = 'arxiv:cs.LG';

/** All that only a service tells of a paper. */
const told: Paper = paperNamed('arxiv:2608.00001', {
  published: '2024-03-01',
  gist: 'It says “no” 漢字.',
  withdrawn: 'Withdrawn by its authors.',
  keywords: ['calibration'],
});
const second = paperNamed('arxiv:2608.00002');
const fetched = (paper: Paper, more: Partial<FetchedPaper> = {}): FetchedPaper => {
  return { key: paper.id.replace(/^arxiv:/u, ''), paper, ...more };
};
const added = paperNamed('doi:10.1000/ab', { doi: '10.1000/ab' });

const status: SourceStatus = {
  state: 'broken',
  askedAt: day(4),
  succeededAt: day(2),
  problem: 'It answered HTTP 500.',
  nextTry: day(5),
  illSince: day(3),
  toldAt: day(4),
  failures: 3,
  memo: { etag: '"a"', days: ['2024-03-01'] },
};

/** Papers of two services and by hand, of two days, changed, gone and back; a source that is ill; hosts of every kind. */
export async function fillSources(store: Store): Promise<void> {
  const { keptPapers, sourceStatuses, hostTurns, addedPapers } = store;
  await keptPapers.take(learning, [fetched(told), fetched(paperNamed('gone'))], [], day(1));
  await keptPapers.take(learning, [fetched(second), fetched({ ...told, upvotes: 7 })], ['gone'], day(2));
  await keptPapers.take('feed:https://example.org/feed', [{ key: '漢字 "\'%', paper: second }], [], day(3));
  await keptPapers.take(addedByHand, [fetched(added)], [], day(3));
  await addedPapers.record(fetched(added).key, added.id, carol, day(3));
  await addedPapers.record(fetched(added).key, added.id, otherAlice, day(4));
  await sourceStatuses.put(learning, status);
  await hostTurns.take('arxiv', 'a process that is no more', day(4), new Date(day(4).getTime() + 60_000));
  await hostTurns.take('example.org', 'another', day(4), day(5));
  await hostTurns.cool('example.org', day(4), day(30), 'example.org refused (HTTP 429)');
  await hostTurns.release('example.org', 'another', day(4), day(5));
}

/** What `fillSources` left is found again, and goes on where it stopped. */
export async function expectSources(store: Store): Promise<void> {
  const { keptPapers, sourceStatuses, hostTurns, addedPapers } = store;
  const { days, mark } = await keptPapers.changedSince(learning, 0);
  expect(days).toEqual([
    {
      day: '2024-03-01',
      after: 0,
      papers: [{ key: '2608.00001', line: 1, paper: { ...told, upvotes: 7, came: day(1).toISOString() } }],
    },
    {
      day: '2024-03-02',
      after: 0,
      papers: [{ key: '2608.00002', line: 1, paper: { ...second, came: day(2).toISOString() } }],
    },
  ]);
  expect(await sourceStatuses.get(learning)).toEqual(status);
  expect(await hostTurns.refusals('example.org')).toBe(1);
  const { key } = fetched(added);
  expect(await addedPapers.find(lab, added.id)).toEqual({ key, at: day(3), by: carol });
  expect(await addedPapers.find(otherAlice, added.id)).toEqual({ key, at: day(4), by: otherAlice });
  const again = [fetched({ ...told, upvotes: 7 }), fetched(paperNamed('gone')), fetched(paperNamed('new'))];
  expect(await keptPapers.take(learning, again, [], day(6))).toEqual({ new: 1, changed: 1 });
  const changed = (await keptPapers.changedSince(learning, mark)).days;
  expect(changed.map(({ day, papers }) => [day, papers.map(({ line }) => line)])).toEqual([
    ['2024-03-01', [2]],
    ['2024-03-06', [1]],
  ]);
}
