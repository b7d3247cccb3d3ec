import { describe, expect, it } from 'vitest';
import type { Member } from '../../../../src/core/chat/channel.ts';
import { createCompose, explainSelection } from '../../../../src/core/digest/selection/compose.ts';
import type { Composed } from '../../../../src/core/digest/selection/parts.ts';
import { defaultDigestSettings } from '../../../../src/core/digest/selection/settings.ts';
import { measureTaste } from '../../../../src/core/digest/taste/measure-taste.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { createLunrEngine } from '../../../../src/core/search/lunr-engine.ts';
import type { Destination, Digest } from '../../../../src/core/store/digests/digest.ts';
import type { Store } from '../../../../src/core/store/store.ts';
import { openTestStore } from '../../store/open.ts';
import { alice, bob, day, general, lab, messageNamed, paperNamed } from '../../store/things.ts';
import { shownBefore } from '../shown-before.ts';
import { papersOn, topicOf } from './topics.ts';

const now = day(20);
const toAlice: Destination = { kind: 'direct', member: alice };
const toChannel: Destination = { kind: 'channel', channel: general };
const digest: Digest = {
  ...{ id: 3, destination: toAlice, schedule: '0 9 * * *', zone: 'UTC', topic: '', count: 4 },
  ...{ layout: 'compact', thread: false, home: lab, createdAt: now, nextDue: now, refusals: 0 },
  secret: 'secret',
};
const recent = { published: '2024-03-18' };
const lichens = papersOn('lichens', 12, recent);
const kites = papersOn('kites', 12, recent);
const cheese = papersOn('cheese', 12, recent);
const all = [...lichens, ...kites, ...cheese];
const person = (id: string): Member => ({ ...lab, id });

async function start(papers: readonly Paper[] = all, weights = {}, store?: Store) {
  const opened = store ?? (await openTestStore());
  const search = createLunrEngine();
  await search.update({ put: papers, removed: [] });
  const corpus = { papers, get: (id: string) => papers.find((one) => one.id === id), titled: () => [] };
  const settings = {
    ...defaultDigestSettings,
    weights: { ...defaultDigestSettings.weights, variety: 0, ...weights },
  };
  const sources = { corpus, search, store: opened, settings };
  const compose = createCompose(sources, (...words) => `/${words.filter(Boolean).join(' ')}`);
  return {
    store: opened,
    sources,
    compose: (plan: Partial<Digest> = {}, shown?: ReadonlyMap<string, Date>) =>
      compose({ ...digest, ...plan }, { now, shown: shownBefore(shown), late: false }),
  };
}

async function saveAll(
  store: Store,
  member: Member,
  papers: readonly Paper[],
  pressed = false,
): Promise<void> {
  for (const [at, paper] of papers.entries())
    await store.saves.save(member, paper, day(1 + at), pressed ? general : undefined);
}

/** As if it had reacted to a post in the channel. */
async function react(store: Store, member: Member, paper: Paper, number: number): Promise<void> {
  const message = messageNamed(`post-${paper.id}`);
  await store.reactionSaves.give({ message, member, emoji: '🔖', paper: paper.id }, paper, day(number));
}

const topicsOf = (composed: Composed | undefined) => composed?.picks.map(({ paper }) => topicOf(paper.id));
const reasonsOf = (composed: Composed | undefined) => composed?.picks.map(({ why }) => why) ?? [];

describe('a digest that learns', () => {
  it('is the same with 0, 1 and 2 saves whether it learns or not, and another from 3 on', async () => {
    const { store, compose } = await start(all, { trending: 0 });
    for (const paper of [undefined, kites[0], kites[1]]) {
      if (paper) await store.saves.save(alice, paper, day(2));
      expect(await compose()).toEqual(await compose({ taste: 'off' }));
    }
    await store.saves.save(alice, kites[2] ?? paperNamed(''), day(3));
    expect(await compose()).not.toEqual(await compose({ taste: 'off' }));
    expect(topicsOf(await compose())).toEqual(['kites', 'kites', 'kites', 'kites']);
    await store.tastes.switchOff(alice, true);
    expect(await compose()).toEqual(await compose({ taste: 'off' }));
  });

  it('puts what somebody has saved already behind what is like it, and shows nothing they do not want', async () => {
    const { store, compose } = await start();
    const saved = kites.slice(0, 8);
    await saveAll(store, alice, saved);
    await store.tastes.refuse(alice, kites[9] ?? paperNamed(''), day(9));
    const ids = (await compose({ count: 3 }))?.picks.map(({ paper }) => paper.id);
    expect(ids?.toSorted()).toEqual(['kites-08', 'kites-10', 'kites-11']);
    for (const taste of [undefined, 'off'] as const) {
      const shown = await compose({ count: 36, ...(taste && { taste }) });
      expect(shown?.picks.map(({ paper }) => paper.id)).not.toContain('kites-09');
    }
  });

  it('says in words of the saves why a paper comes, and nothing of one that is like none of them', async () => {
    const { store, compose } = await start();
    await saveAll(store, alice, kites.slice(0, 5));
    const [first = '', ...others] = reasonsOf(await compose());
    expect(first).toMatch(/^Like \d you saved: \w+, \w+/u);
    expect(others.join()).not.toMatch(/Like 1 /u);
    const unlike = await compose({ topic: 'cheese' });
    expect(reasonsOf(unlike).join()).not.toMatch(/Like|Close/u);
  });

  it('keeps new papers before old ones, however much those are liked', async () => {
    const old = { published: '2020-01-01' };
    const papers = [...papersOn('kites', 12, old), ...papersOn('cheese', 3, recent)];
    const { store, compose } = await start(papers, { fresh: 0.1, trending: 0, match: 0 });
    await saveAll(store, alice, papersOn('kites', 8, old));
    expect(topicsOf(await compose())).toEqual(['cheese', 'cheese', 'cheese', 'kites']);
  });

  it('counts saved papers that left the corpus', async () => {
    const { store, compose } = await start([...lichens, ...cheese, ...kites.slice(6)]);
    await saveAll(store, alice, kites.slice(0, 6));
    expect(topicsOf(await compose())).toEqual(['kites', 'kites', 'kites', 'kites']);
  });

  it('leaves every second time the last of five places to something else, and says so', async () => {
    const { store, sources, compose } = await start(all, { trending: 1 });
    await saveAll(store, alice, kites);
    const five = { count: 5 };
    expect(reasonsOf(await compose(five))).not.toContain('Something else');
    const second = await compose({ ...five, lastSent: day(19) });
    expect(reasonsOf(second).at(-1)).toBe('Something else');
    expect(reasonsOf(second).slice(0, -1)).not.toContain('Something else');
    const last = second?.picks.at(-1)?.paper ?? paperNamed('');
    const plan = { ...digest, ...five, lastSent: day(19) };
    expect(await explainSelection(last, plan, shownBefore(), sources, now)).toContain(
      'It is picked, the 5th of 5: that place is left to the best without regard to saves.',
    );
    for (const plan of [
      { lastSent: day(20) },
      { lastSent: day(19), count: 4 },
      { lastSent: day(19), taste: 'off' as const },
    ])
      expect(reasonsOf(await compose({ ...five, ...plan }))).not.toContain('Something else');
  });

  it('leaves that place in each of two digests that take turns in a channel', async () => {
    const { store, compose } = await start(all, { trending: 1 });
    await saveAll(store, alice, kites, true);
    const left = [0, 0];
    const shown = new Map<string, Date>();
    for (let number = 2; number < 10; number += 1)
      for (const turn of left.keys()) {
        const plan = { destination: toChannel, count: 5, lastSent: day(number - 1) };
        const composed = await compose(plan, shown);
        if (reasonsOf(composed).includes('Something else')) left[turn] = (left[turn] ?? 0) + 1;
        const [first] = composed?.picks ?? [];
        if (first) shown.set(first.paper.id, new Date(day(number).getTime() + turn));
      }
    // Of four such places one may fall to a paper that was liked anyway.
    expect(Math.min(...left)).toBeGreaterThan(1);
    expect(Math.max(...left)).toBeLessThan(5);
  });
});

describe('a digest in a channel that learns', () => {
  const here = { destination: toChannel, count: 6 };

  it('learns from what was saved for all to see there, whoever did, and from no more', async () => {
    const { store, compose } = await start(all, { trending: 0 });
    const untaught = () => compose({ ...here, taste: 'off' });
    await saveAll(store, alice, kites.slice(0, 5));
    expect(await compose(here)).toEqual(await untaught());
    await react(store, alice, kites[0] ?? paperNamed(''), 6);
    await react(store, bob, kites[1] ?? paperNamed(''), 6);
    expect(await compose(here)).toEqual(await untaught());
    await store.saves.save(bob, kites[2] ?? paperNamed(''), day(6), general);
    expect(topicsOf(await compose(here))).toEqual(['kites', 'kites', 'kites', 'kites', 'kites', 'kites']);
    const other: Destination = { kind: 'channel', channel: { ...lab, id: 'C2' } };
    expect(topicsOf(await compose({ ...here, destination: other }))).toEqual(topicsOf(await untaught()));
  });

  it('is changed by no save in private, in 50 channels', async () => {
    const store = await openTestStore();
    const { compose } = await start(all, { trending: 0 }, store);
    const channels = Array.from({ length: 50 }, (_, number) => ({ ...lab, id: `C${number}` }));
    for (const [number, channel] of channels.entries())
      for (const at of [0, 1, 2, 3]) {
        const paper = all[(number * 7 + at * (number % 5)) % all.length];
        const message = { channel, id: `${number}-${at}` };
        const member = person(`public-${number % 3}-${at % 2}`);
        if (paper)
          await store.reactionSaves.give({ message, member, emoji: '🔖', paper: paper.id }, paper, day(2));
      }
    const composeAll = async () =>
      Promise.all(channels.map((channel) => compose({ destination: { kind: 'channel', channel } })));
    const before = await composeAll();
    await saveAll(store, person('private'), cheese.slice(0, 9));
    for (const [at, paper] of lichens.entries())
      await store.saves.save(person(`private-${at}`), paper, day(3));
    const taste = (one: Composed | undefined) =>
      one?.picks.map(({ paper, why }) => [paper.id, /saved here/u.test(why) ? why : '']);
    expect((await composeAll()).map(taste)).toEqual(before.map(taste));
    expect(new Set(before.map((one) => JSON.stringify(taste(one)))).size).toBeGreaterThan(10);
  });

  it('tells only of papers that two or more saved there, without a name', async () => {
    const { store, compose } = await start(all, { trending: 0 });
    for (const at of [0, 1, 2, 3]) await react(store, alice, kites[at] ?? paperNamed(''), at + 1);
    expect(topicsOf(await compose(here))).toContain('kites');
    expect(reasonsOf(await compose(here)).join()).not.toMatch(/Like|Close/u);
    for (const at of [0, 1]) await react(store, bob, kites[at] ?? paperNamed(''), at + 1);
    const reasons = reasonsOf(await compose({ ...here, count: 9 }));
    expect(reasons.join()).toMatch(/Like 2 saved here: /u);
    expect(reasons.join()).not.toMatch(/alice|bob|\b1 saved/u);
  });

  it('serves who saves little nearly as well as who saves ten times as much', async () => {
    const many = papersOn('lichens', 30, recent);
    const { search } = (await start([...many, ...kites, ...cheese])).sources;
    const people = [
      { saved: kites.slice(0, 1), unwanted: [] },
      { saved: cheese.slice(0, 1), unwanted: [] },
      { saved: many.slice(0, 10), unwanted: [] },
    ];
    const served = new Map([many, kites, cheese].map(([paper]) => [topicOf(paper?.id ?? ''), 0]));
    for (let number = 0; number < 8; number += 1) {
      const lichensOfDay = many.slice(10 + 2 * number, 13 + 2 * number);
      const today = [
        ...lichensOfDay,
        ...kites.slice(number + 1, number + 4),
        ...cheese.slice(number + 1, number + 4),
      ];
      const taste = await measureTaste(people, [today.map(({ id }) => id)], search.taste);
      const best = today.map(({ id }) => id).sort((a, b) => (taste?.of(b) ?? 0) - (taste?.of(a) ?? 0));
      for (const id of best.slice(0, 3)) served.set(topicOf(id), (served.get(topicOf(id)) ?? 0) + 1);
    }
    const counts = [...served.values()];
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(0.7 * mean);
  });

  it('explains taste in the score, with what may be told of the saves', async () => {
    const { store, sources } = await start();
    for (const at of [0, 1, 2, 3]) await react(store, alice, kites[at] ?? paperNamed(''), at + 1);
    const why = async () =>
      (
        await explainSelection(
          kites[8] ?? paperNamed(''),
          { ...digest, ...here },
          shownBefore(),
          sources,
          now,
        )
      ).join('\n');
    expect(await why()).toMatch(/ \+ taste 2 × 0\.5 × [\d.]+[,.]/u);
    expect(await why()).not.toContain('like “');
    for (const at of [0, 1]) await react(store, bob, kites[at] ?? paperNamed(''), at + 1);
    expect(await why()).toMatch(/ \+ taste 2 × 0\.75 × [\d.]+, like “On .+” and “On .+”/u);
  });
});

describe('after forget-me', () => {
  it('a digest is what it would be had the person never been there', async () => {
    const plans = [
      { destination: toChannel, count: 6 },
      { destination: { kind: 'direct', member: bob } as const },
    ];
    const without = await start();
    const withAlice = await start();
    for (const { store } of [without, withAlice]) {
      await saveAll(store, bob, lichens.slice(0, 4));
      for (const at of [0, 1, 2]) await react(store, bob, lichens[at + 5] ?? paperNamed(''), at + 1);
    }
    const { store } = withAlice;
    await saveAll(store, alice, kites.slice(0, 8), true);
    for (const at of [0, 1, 2]) await react(store, alice, lichens[at + 5] ?? paperNamed(''), at + 1);
    await store.tastes.refuse(alice, cheese[0] ?? paperNamed(''), day(5));
    const before = await withAlice.compose(plans[0]);
    expect(before).not.toEqual(await without.compose(plans[0]));
    await store.privacy.forget(alice, day(10));
    for (const plan of plans)
      expect(JSON.stringify(await withAlice.compose(plan))).toBe(JSON.stringify(await without.compose(plan)));
    expect(await store.tastes.of(alice)).toMatchObject({ saved: [], unwanted: [] });
  });
});
