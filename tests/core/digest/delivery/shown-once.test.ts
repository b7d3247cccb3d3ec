import { describe, expect, it } from 'vitest';
import { updateKeptPapers } from '../../../../src/core/bot/update-kept-papers.ts';
import { createCompose } from '../../../../src/core/digest/selection/compose.ts';
import { defaultDigestSettings } from '../../../../src/core/digest/selection/settings.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import type { Change } from '../../../../src/core/sources/gathering.ts';
import type { Destination } from '../../../../src/core/store/digests/digest.ts';
import { jsonLines, readFiles } from '../../papers/papers.ts';
import { engines, keepLog, openAt } from '../../store/open.ts';
import { alice, day, lab } from '../../store/things.ts';
import { planFor } from '../stage.ts';

type Record = Readonly<{ [field: string]: unknown }>;

const title = 'Window-Based Early-Exit Cascades for Uncertainty Estimation';
const abstract = 'Deep ensembles improve the uncertainty estimates of deep learning.';
const authors = ['Guoxuan Xia', 'Christos-Savvas Bouganis'];
const onArxiv = { title, abstract, authors, published: '2022-11-14', arxivId: '2303.08010' };
const inJournal = { title, authors: ['G. Xia'], doi: '10.1109/iccv51070.2023.01593', published: '2024' };
const titleOnly = { title, abstract, authors: ['Guoxuan Xia'] };
const other = { title: 'Robots that fold laundry and put it away', authors: ['Ada Other'] };
const quarter = 90;

const { destination: channel } = planFor();
const mailbox: Destination = { kind: 'mail', member: alice, address: 'alice@example.org' };

describe.each(engines)('a paper in a place, kept in $engine', ({ freshUrl }) => {
  async function open() {
    const log = keepLog();
    const store = await openAt(await freshUrl(), log);
    return {
      store,
      /** The papers that a digest shows on a day on which there are these; yields their titles. */
      async show(number: number, records: readonly Record[], destination: Destination = channel) {
        const corpus = await readFiles({ 'papers.jsonl': jsonLines(...records) });
        const following = updateKeptPapers({ corpus, store, log });
        await following.settled();
        following.stop();
        const search = { holding: async () => ({ papers: [], weights: [] }), acronyms: async () => [] };
        const settings = { ...defaultDigestSettings, archiveDays: 0 };
        const compose = createCompose({ corpus, search, store, settings }, () => '');
        const plan = { ...planFor({ destination }), count: 5 };
        const { id } = await store.digests.add(plan, { home: lab, createdAt: day(0), nextDue: day(number) });
        const [due] = (await store.deliveryQueue.due(day(number), 99)).filter(
          ({ digest }) => digest.id === id,
        );
        const lease = { holder: 'test', now: day(number), until: day(number + 1) };
        const claim = due && (await store.deliveryQueue.claim(due, lease));
        if (claim === undefined) throw new Error('nothing is due');
        const { delivery, digest } = claim;
        const shown = await store.places.shown(destination);
        const composed = await compose(digest, { now: day(number), shown, delivery, late: false });
        const picks: readonly Paper[] = composed?.picks.map(({ paper }) => paper) ?? [];
        const decided = picks.map((paper) => ({ paper, why: 'new', part: 0 }));
        await store.deliveries.decide(delivery.id, lease, decided, shown.version);
        const at = day(number);
        const ending = { outcome: 'sent', at, inDoubt: false, nextDue: day(999) } as const;
        await store.deliveries.end(delivery.id, lease, ending);
        await store.digests.remove(lab, id);
        return picks.map((paper) => paper.title);
      },
      /** Everything is forgotten that may be, as it is once a day. */
      async forget(number: number) {
        await store.deliveryHistory.prune(day(number));
        await store.shown.prune(day(number));
        await store.saves.prune(day(number));
      },
    };
  }

  it.each<[string, readonly Record[]]>([
    ['of arXiv, then of a DOI alone', [onArxiv, inJournal]],
    ['of a DOI, then of arXiv alone', [inJournal, onArxiv]],
    ['of a title alone, then of arXiv', [titleOnly, onArxiv]],
    ['of a title, then of a DOI, then of arXiv', [titleOnly, inJournal, onArxiv]],
    [
      'of arXiv, then of its title in capitals',
      [onArxiv, { title: title.toUpperCase(), authors: ['Xia, Guoxuan'] }],
    ],
    [
      'retitled on arXiv, then of a DOI',
      [
        onArxiv,
        { ...onArxiv, title: 'Cascades, quick and sure of it' },
        { ...inJournal, title: 'Cascades, Quick and Sure of It' },
      ],
    ],
    [
      'of a title alone, retitled on arXiv, then of a DOI',
      [
        titleOnly,
        onArxiv,
        { ...onArxiv, title: 'Cascades, quick and sure of it' },
        { ...inJournal, title: 'Cascades, Quick and Sure of It' },
      ],
    ],
  ])('%s, comes once, however long ago that was', async (_how, [first = {}, ...later]) => {
    const { show, forget } = await open();
    expect(await show(1, [first])).toEqual([title]);
    for (const [index, record] of later.entries()) {
      const now = (index + 1) * quarter;
      await forget(now);
      const found = await show(now, [record, other]);
      expect(found).toEqual(index === 0 ? [other.title] : []);
    }
  });

  it('comes once where two records of it are two papers here', async () => {
    const { show } = await open();
    const shown = await show(1, [onArxiv, { ...inJournal, abstract: 'Told in other words.' }, other]);
    expect(shown.toSorted()).toEqual([other.title, title]);
    expect(await show(2, [onArxiv, inJournal, other])).toEqual([]);
  });

  it('comes though another of the same title by another author has come', async () => {
    const { show } = await open();
    expect(await show(1, [titleOnly])).toEqual([title]);
    expect(await show(2, [{ title, abstract, authors: ['Ada Other'] }])).toEqual([title]);
  });

  it('comes once for all that one person has by mail, and again in the channel', async () => {
    const { show, forget } = await open();
    expect(await show(1, [titleOnly], mailbox)).toEqual([title]);
    await forget(quarter);
    const moved = { ...mailbox, address: 'new@example.org' };
    expect(await show(quarter, [inJournal], moved)).toEqual([]);
    expect(await show(quarter + 1, [inJournal])).toEqual([title]);
  });

  it('is known by a name that it had but for a moment', async () => {
    const { show, store } = await open();
    await show(1, [titleOnly]);
    const retitled = { ...onArxiv, title: 'Cascades, quick and sure of it' };
    const [before, after] = await Promise.all(
      [onArxiv, retitled].map((record) => readFiles({ 'papers.jsonl': jsonLines(record) })),
    );
    if (before === undefined || after === undefined) throw new Error('no papers');
    const listeners: ((change: Change) => void)[] = [];
    const onChange = (listener: (change: Change) => void) => {
      listeners.push(listener);
      return () => {};
    };
    const { get, titled, papers } = after;
    const corpus = { get, titled, papers: [], onChange };
    const following = updateKeptPapers({ corpus, store, log: keepLog() });
    for (const put of [before.papers, papers]) for (const tell of listeners) tell({ put, removed: [] });
    await following.settled();
    expect(await show(2, [{ ...inJournal, title: retitled.title }])).toEqual([]);
  });

  it('is known by no name any more once nobody knows that it was shown', async () => {
    const { show, store } = await open();
    await show(1, [titleOnly], mailbox);
    await store.privacy.forget(alice, day(2));
    expect((await store.places.shown(mailbox)).names).toEqual([]);
    expect(await show(3, [inJournal], mailbox)).toEqual([title]);
    const names = (await store.places.shown(mailbox)).names.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([`doi:${inJournal.doi}`]));
    expect(names).not.toContain('arxiv:2303.08010');
  });

  it('stays in the list of who saved it, with the note, under whatever name it is here now', async () => {
    const { show, forget, store } = await open();
    const corpus = await readFiles({ 'papers.jsonl': jsonLines(onArxiv) });
    const [paper] = corpus.papers;
    if (paper === undefined) throw new Error('no paper');
    await store.saves.save(alice, paper, day(1));
    await store.saves.setNote(alice, paper.id, 'for Tuesday');
    await show(1, [onArxiv]);
    await forget(quarter);
    await show(quarter, [inJournal]);
    await forget(2 * quarter);
    expect(await store.saves.list(alice)).toMatchObject([{ paper: { title }, note: 'for Tuesday' }]);
  });
});
