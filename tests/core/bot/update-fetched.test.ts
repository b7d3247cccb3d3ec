import { expect, it, onTestFinished } from 'vitest';
import { createBell } from '../../../src/core/async/bell.ts';
import { updateKeptPapers } from '../../../src/core/bot/update-kept-papers.ts';
import { slugOf } from '../../../src/core/papers/identity.ts';
import { openCorpus } from '../../../src/core/sources/corpus.ts';
import { createFolderSource } from '../../../src/core/sources/folder/folder-source.ts';
import { createKeptSource } from '../../../src/core/sources/kept-source.ts';
import type { Lease } from '../../../src/core/store/digests/lease.ts';
import { createFolder, jsonLines } from '../papers/papers.ts';
import { keepLog, openTestStore } from '../store/open.ts';
import { alice, bob, day, general, lab, messageNamed, paperNamed } from '../store/things.ts';

const title = 'Window-Based Early-Exit Cascades for Uncertainty Estimation';
const abstract = 'Deep ensembles improve the uncertainty estimates of deep learning.';
const doi = '10.1109/iccv.1';
const feed = 'feed:https://example.org/feed';
const learning = 'arxiv:cs.LG';
const onArxiv = paperNamed('arxiv:2303.08010', {
  ...{ title, abstract, authors: ['Guoxuan Xia', 'Christos-Savvas Bouganis'], published: '2024-02-27' },
});

it.each([
  ['by its title', { id: slugOf(title, abstract) }],
  ['by its DOI', { id: `doi:${doi}`, doi, venue: 'ICCV 2023' }],
])(
  'a paper of a feed, known %s, keeps saves, counts and where it was shown once arXiv has it',
  async (_how, more) => {
    const store = await openTestStore();
    const names = ['G. Xia', 'C.-S. Bouganis'];
    const inFeed = paperNamed(more.id, { title, abstract, authors: names, published: '2024-03', ...more });
    const bells = new Map([feed, learning].map((name) => [name, createBell(60_000)]));
    const folder = await createFolder({
      'papers.jsonl': jsonLines({
        title,
        abstract,
        authors: names,
        year: 2024,
        code: 'https://example.org/code',
      }),
    });
    await store.keptPapers.take(feed, [{ key: 'item', paper: inFeed }], [], day(1));
    const kept = [...bells].map(([name, { next }]) =>
      createKeptSource({ name, papers: store.keptPapers, statuses: store.sourceStatuses, nextLook: next }),
    );
    const corpus = await openCorpus([createFolderSource(folder), ...kept]);
    onTestFinished(() => corpus.close());
    const following = updateKeptPapers({ corpus, store, log: keepLog() });
    await following.settled();
    const [before] = corpus.papers;
    if (before === undefined) throw new Error('no paper');
    expect(before.id).toBe(more.id);
    await store.saves.save(alice, before, day(2));
    await store.saves.setNote(alice, before.id, 'for Tuesday');
    await store.saves.save(bob, before, day(3));
    await store.shown.remember([{ message: messageNamed('1'), papers: [before.id] }], day(2));
    const destination = { kind: 'channel', channel: general } as const;
    await store.digests.add(
      {
        ...{ destination, schedule: '0 9 * * *', zone: 'UTC', topic: '' },
        count: 5,
        layout: 'cards',
        thread: false,
      },
      { home: lab, createdBy: alice, createdAt: day(1), nextDue: day(2) },
    );
    const [due] = await store.deliveryQueue.due(day(2), 1);
    const lease: Lease = { holder: 'test', now: day(2), until: day(3) };
    const claim = due && (await store.deliveryQueue.claim(due, lease));
    await store.deliveries.decide(
      claim?.delivery.id ?? 0,
      lease,
      [{ paper: before, why: 'new', part: 1 }],
      0,
    );

    await store.keptPapers.take(learning, [{ key: '2303.08010', paper: onArxiv }], [], day(4));
    await bells.get(learning)?.ring();
    await following.settled();
    following.stop();
    expect(corpus.papers).toHaveLength(1);
    expect(corpus.papers[0]).toMatchObject({
      ...{ id: onArxiv.id, authors: onArxiv.authors, published: '2024-02-27' },
      code: 'https://example.org/code',
      ...('doi' in more ? { doi, venue: 'ICCV 2023' } : {}),
    });
    expect(await store.saves.list(alice)).toMatchObject([
      { paper: corpus.papers[0], savedAt: day(2), note: 'for Tuesday' },
    ]);
    expect(await store.saveCounts.count(lab, [onArxiv.id])).toEqual(new Map([[onArxiv.id, 2]]));
    expect((await store.shown.find(messageNamed('1')))?.papers).toEqual([onArxiv.id]);
    expect((await store.places.shown(destination)).papers).toEqual(new Map([[onArxiv.id, day(2)]]));
  },
);
