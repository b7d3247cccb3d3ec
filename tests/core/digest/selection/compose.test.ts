import { describe, expect, it } from 'vitest';
import type { Occasion } from '../../../../src/core/digest/occasion.ts';
import { createCompose } from '../../../../src/core/digest/selection/compose.ts';
import type { Composed } from '../../../../src/core/digest/selection/parts.ts';
import {
  type DigestSettings,
  defaultDigestSettings,
} from '../../../../src/core/digest/selection/settings.ts';
import type { SearchEngine } from '../../../../src/core/search/engine.ts';
import { createLunrEngine } from '../../../../src/core/search/lunr-engine.ts';
import type { Delivery } from '../../../../src/core/store/digests/delivery.ts';
import type { Destination, Digest } from '../../../../src/core/store/digests/digest.ts';
import { papersToTry } from '../../papers-to-try.ts';
import { openTestStore } from '../../store/open.ts';
import { paperNamed } from '../../store/things.ts';
import { shownBefore } from '../shown-before.ts';

const now = new Date('2023-03-20T09:00:00Z');
const home = { platform: 'test', workspace: 'lab' };
const member = { ...home, id: 'ada' };
const channel: Destination = { kind: 'channel', channel: { ...home, id: 'papers' } };

const digest: Digest = {
  id: 3,
  destination: channel,
  schedule: '0 9 * * *',
  zone: 'UTC',
  topic: '',
  count: 2,
  layout: 'cards',
  thread: false,
  home,
  createdAt: now,
  nextDue: now,
  refusals: 0,
  secret: 'secret',
};

const delivery: Delivery = {
  id: 1,
  digest: 3,
  due: now,
  onDemand: false,
  key: 'x7Qz81kLmN0p',
  startedAt: now,
  attempt: 1,
  posted: new Map(),
};

type TestOccasion = Partial<Omit<Occasion, 'shown'>> & { readonly shown?: ReadonlyMap<string, Date> };

async function start(settings: Partial<DigestSettings> = {}, vectors?: SearchEngine['vectors']) {
  const store = await openTestStore();
  const search = createLunrEngine();
  await search.update({ put: papersToTry, removed: [] });
  const corpus = {
    papers: papersToTry,
    get: (id: string) => papersToTry.find((paper) => paper.id === id),
    titled: () => [],
  };
  const typed = (...words: readonly (string | undefined)[]) => `/${words.filter(Boolean).join(' ')}`;
  const compose = createCompose(
    {
      corpus,
      search: vectors === undefined ? search : { ...search, vectors },
      store,
      settings: { ...defaultDigestSettings, ...settings },
    },
    typed,
  );
  return {
    store,
    compose: (plan: Partial<Digest> = {}, { shown, ...occasion }: TestOccasion = {}) =>
      compose({ ...digest, ...plan }, { now, shown: shownBefore(shown), late: false, ...occasion }),
  };
}

const ids = (composed: Composed | undefined) => composed?.picks.map(({ paper }) => paper.id);

describe('a digest', () => {
  it('says of a paper that a member added it, in the workspace where that was and without a name', async () => {
    const { store, compose } = await start();
    const [first = ''] = ids(await compose()) ?? [];
    await store.addedPapers.record(first, first, { ...home, workspace: 'elsewhere', id: 'eve' }, now);
    const before = (await compose())?.picks.map(({ why }) => why).join(' ');
    expect(before).not.toContain('Added by');
    await store.addedPapers.record(first, first, member, now);
    const [pick, other] = (await compose())?.picks ?? [];
    expect(pick?.paper.id).toBe(first);
    expect(pick?.why).toBe('Added by a member');
    expect(other?.why).not.toContain('Added by');
  });

  it('is varied by what the search knows of the meaning of papers', async () => {
    const settings = { weights: { ...defaultDigestSettings.weights, variety: 10 } };
    const [first = '', second = ''] = ids(await (await start(settings)).compose({ lastSent: now })) ?? [];
    const [alike, other] = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
    const { compose } = await start(
      settings,
      async (papers) => new Map(papers.map((id) => [id, id === first || id === second ? alike : other])),
    );
    const varied = ids(await compose({ lastSent: now })) ?? [];
    expect(varied[0]).toBe(first);
    expect(varied).not.toContain(second);
  });

  it('is a heading, then a message a paper, each on one card alone', async () => {
    const { compose } = await start();
    const composed = await compose();
    expect(composed?.parts.map(({ card, underFirst }) => [card.title, underFirst])).toEqual([
      ['🗞️ New papers · 2', undefined],
      [expect.stringMatching(/^Paper 1 of 2: /u), true],
      [expect.stringMatching(/^Paper 2 of 2: /u), true],
    ]);
    expect(composed?.parts[0]?.card).toMatchObject({
      subtitle: { text: 'Monday 20 March' },
      contents: composed?.picks.map(({ paper: { title, url } }) => ({ label: title, url })),
      footer: 'One card for each paper · Next: Tuesday 21 March 09:00',
    });
    const shown = composed?.parts.map(({ card }) => card.items?.map(({ paper }) => paper) ?? []);
    expect(shown).toEqual([[], ...(ids(composed) ?? []).map((id) => [id])]);
    expect(
      composed?.parts.flatMap(({ card }) => card.items ?? []).every(({ number }) => number === undefined),
    ).toBe(true);
  });

  it('pings nobody and opens no thread but where its plan says so', async () => {
    const { compose } = await start();
    const plain = await compose();
    expect(plain?.parts.filter(({ pings, thread }) => pings !== undefined || thread !== undefined)).toEqual(
      [],
    );
    const asked = await compose({ thread: true, pings: '123' });
    expect(asked?.parts[0]).toMatchObject({
      pings: '123',
      thread: { name: '🗞️ New papers · 2' },
    });
    expect(asked?.parts.slice(1).filter(({ pings, thread }) => pings ?? thread)).toEqual([]);
  });

  it('is one message where it is compact, or a mail', async () => {
    const { compose } = await start();
    for (const plan of [
      { layout: 'compact' },
      { destination: { kind: 'mail', member, address: 'ada@lab.example' } },
    ] as const) {
      const composed = await compose(plan);
      expect(composed?.parts).toHaveLength(1);
      expect(composed?.parts[0]?.card.items?.map(({ number, paper }) => [number, paper])).toEqual(
        ids(composed)?.map((id, index) => [index + 1, id]),
      );
    }
  });

  it('says when the next one comes, and to one person how to end it', async () => {
    const { compose } = await start();
    const footer = async (plan: Partial<Digest>) => (await compose(plan))?.parts[0]?.card.footer;
    expect(await footer({ layout: 'compact' })).toBe('React 1️⃣ 2️⃣ to save · Next: Tuesday 21 March 09:00');
    expect(await footer({ destination: { kind: 'direct', member } })).toContain('/papers unsubscribe 3');
  });

  it('says that it is late, and is dated by the day it was for', async () => {
    const { compose } = await start();
    const due = new Date('2023-03-19T21:00:00Z');
    const composed = await compose({}, { delivery: { ...delivery, due }, late: true });
    expect(composed?.parts[0]?.card).toMatchObject({
      subtitle: { text: '12 hours late · Sunday 19 March' },
    });
  });

  it('is the same at a second try, whatever has happened since', async () => {
    const { compose, store } = await start();
    const first = await compose({}, { delivery });
    const paper = papersToTry[6];
    if (first === undefined || paper === undefined) throw new Error('there is nothing to compare');
    await store.saves.save(member, paper, now);
    const picks = first.picks.map(({ paper: { id }, why }) => ({ paper: id, why }));
    const shown = new Map(picks.map(({ paper: id }) => [id, now]));
    const later = { now: new Date('2023-03-20T10:00:00Z'), shown, delivery: { ...delivery, picks } };
    expect(await compose({}, later)).toEqual(first);
  });

  it('keeps its parts where a paper is not known any more', async () => {
    const { compose } = await start();
    const picks = [
      { paper: 'arxiv:9912.00001', why: 'new today' },
      { paper: 'arxiv:2303.08010', why: 'new today' },
    ];
    const composed = await compose({}, { delivery: { ...delivery, picks } });
    expect(composed?.parts).toHaveLength(3);
    expect(composed?.parts[1]?.card.items?.[0]?.url).toBe('https://arxiv.org/abs/9912.00001');
  });

  it('posts nothing, or one line, where there is nothing to show', async () => {
    const shown = new Map(papersToTry.map(({ id }) => [id, now]));
    const silent = await start();
    expect(await silent.compose({}, { shown })).toBeUndefined();
    const { compose } = await start({ nothing: 'say' });
    const composed = await compose({}, { shown });
    expect(composed?.picks).toEqual([]);
    expect(composed?.parts.map(({ card }) => card.title)).toEqual(['Nothing new today']);
  });

  it('takes from the archive what was shown long ago, and says under none what is true of all', async () => {
    const { compose } = await start({ archiveDays: 30 });
    const long = new Date('2022-01-01T00:00:00Z');
    const shown = new Map(papersToTry.map(({ id }, index) => [id, index < 3 ? long : now]));
    const composed = await compose({ count: 5 }, { shown });
    expect(ids(composed)?.toSorted()).toEqual(
      papersToTry
        .slice(0, 3)
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(composed?.picks.some(({ why }) => why.startsWith('From the archive'))).toBe(false);
    expect(await (await start({ archiveDays: 0 })).compose({}, { shown })).toBeUndefined();
  });

  it('counts the saves of its own workspace alone', async () => {
    const { compose, store } = await start();
    const [, , camera, , , , old] = papersToTry;
    if (old === undefined || camera === undefined) throw new Error('papers are missing');
    for (const id of ['ada', 'grace']) {
      await store.saves.save({ ...member, id }, old, now);
      await store.saves.save({ ...member, workspace: 'other', id }, camera, now);
    }
    const composed = await compose({ count: 7, lastSent: now });
    const saved = composed?.picks.filter(({ why }) => why.includes('saved'));
    expect(saved).toMatchObject([{ paper: { id: old.id }, why: '2 people here saved it' }]);
    expect(composed?.parts[0]?.card.subtitle?.text).toContain('1 saved by your group');
  });
});

describe('a recap', () => {
  it('tells what was saved most, then what was shown and nobody saved', async () => {
    const { compose, store } = await start();
    const [first, second, third, fourth, fifth] = papersToTry;
    if (!first || !second || !third || !fourth || !fifth) throw new Error('papers are missing');
    const day = (number: number) => new Date(`2023-03-${number}T09:00:00Z`);
    await store.saves.save(member, first, day(18));
    await store.saves.save({ ...member, id: 'grace' }, first, day(18));
    await store.saves.save(member, second, day(19));
    await store.saves.save(member, fourth, day(10));
    const shown = new Map([
      [first.id, day(15)],
      [third.id, day(16)],
      [fourth.id, day(11)],
      [fifth.id, day(12)],
    ]);
    const composed = await compose({ layout: 'recap', count: 5, lastSent: day(13) }, { shown });
    expect(composed?.picks.map(({ paper, why }) => [paper.id, why])).toEqual([
      [first.id, '2 saved it'],
      [second.id, ''],
      [third.id, 'Not saved here yet'],
    ]);
    expect(composed?.parts).toHaveLength(1);
    expect(composed?.parts[0]?.card.title).toBe('🗞️ Most saved of late');
  });

  it('tells of a paper that left the corpus as it was when it was saved', async () => {
    const { compose, store } = await start();
    const gone = paperNamed('arxiv:2001.00001', { title: 'Gone' });
    await store.saves.save(member, gone, new Date('2023-03-18T09:00:00Z'));
    const composed = await compose({ layout: 'recap', lastSent: new Date('2023-03-13T09:00:00Z') });
    expect(composed?.picks).toEqual([{ paper: gone, why: '' }]);
  });

  it.each([
    { saved: 5, overlooked: 0, tells: [5, 0] },
    { saved: 5, overlooked: 1, tells: [4, 1] },
    { saved: 4, overlooked: 3, tells: [3, 2] },
    { saved: 1, overlooked: 5, tells: [1, 4] },
    { saved: 0, overlooked: 5, tells: [0, 5] },
    { saved: 1, overlooked: 1, tells: [1, 1] },
  ])(
    'of 5 tells $tells where $saved were saved and $overlooked were not',
    async ({ saved, overlooked, tells }) => {
      const { compose, store } = await start();
      for (const paper of papersToTry.slice(0, saved))
        await store.saves.save(member, paper, new Date('2023-03-19T09:00:00Z'));
      const shown = papersToTry
        .slice(saved, saved + overlooked)
        .map(({ id }): [string, Date] => [id, new Date('2023-03-18T09:00:00Z')]);
      const composed = await compose({ layout: 'recap', count: 5 }, { shown: new Map(shown) });
      const reasons = composed?.picks.map(({ why }) => why) ?? [];
      const ofSaved = reasons.filter((why) => why === '').length;
      expect([ofSaved, reasons.length - ofSaved]).toEqual(tells);
    },
  );

  it('is nothing where nothing was saved or shown', async () => {
    const { compose } = await start();
    expect(await compose({ layout: 'recap' })).toBeUndefined();
  });
});
