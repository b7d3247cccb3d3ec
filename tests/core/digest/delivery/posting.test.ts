import { describe, expect, it } from 'vitest';
import { PostFailure, type PostPause } from '../../../../src/core/chat/failures.ts';
import type { Platform } from '../../../../src/core/chat/platform.ts';
import { entry } from '../../../../src/core/text/log-entry.ts';
import { alice, general, lab } from '../../store/things.ts';
import { planFor, type Stage, setStage } from '../stage.ts';

const at = (time: string) => new Date(`2026-03-02T${time}Z`);
const second = 1_000;

/** A stage whose platform refuses its n-th post (from 1) in the general channel with that pause, and what was tried when. */
async function setUp(pauses: Readonly<Record<number, Partial<PostPause>>>, start = '2026-03-02T08:59:00Z') {
  const tries: string[] = [];
  const stage: Stage = await setStage(start, {
    before: ({ id }) => {
      if (id !== general.id) return;
      tries.push(stage.clock.now().toISOString().slice(11, 19));
      const pause = pauses[tries.length];
      if (pause === undefined) return;
      throw new PostFailure('passing', entry`The service asks to wait.`, {
        pause: { milliseconds: 20 * second, scope: 'place', begun: false, ...pause },
      });
    },
  });
  const since = () => stage.platform.in(general.id).map(({ options }) => options.perhapsSince);
  const shown = (channel = general.id) =>
    stage.platform
      .in(channel)
      .map(({ at: moment, papers }) => `${moment.toISOString().slice(11, 19)} ${papers.join()}`);
  return { stage, tries, since, shown };
}

describe('a post that the service asks to wait with', () => {
  it('comes after that, in the same delivery; nothing is looked for, for nothing was posted', async () => {
    const { stage, tries, since } = await setUp({ 2: {} });
    const { id } = await stage.add();
    stage.start();
    await stage.clock.run(at('09:05:00'));
    expect(tries).toEqual(['09:00:00', '09:00:00', '09:00:20', '09:00:20']);
    expect(since()).toEqual([undefined, undefined, undefined]);
    expect(stage.platform.messages).toHaveLength(3);
    expect(await stage.store.digests.find(lab, id)).not.toHaveProperty('lastFailure');
    expect(stage.log.lines.filter((line) => line.includes('asks to wait 20 s'))).toHaveLength(1);
  });

  it('is looked for where a part of it may be there', async () => {
    const { stage, since } = await setUp({ 2: { begun: true }, 3: {} });
    await stage.add();
    stage.start();
    await stage.clock.run(at('09:05:00'));
    expect(since()).toEqual([undefined, at('09:00:00'), undefined]);
  });

  it('is looked for by the next try too, whatever the service said last', async () => {
    const { stage, since } = await setUp({ 2: { begun: true }, 3: { milliseconds: 600 * second } });
    await stage.add();
    stage.start();
    await stage.clock.run(at('09:20:00'));
    expect(since()).toEqual([undefined, expect.any(Date), undefined]);
  });

  it.each<[boolean, Date | undefined]>([
    [true, at('09:00:00')],
    [false, undefined],
  ])(
    'is left to the next process by a stop, which looks for it where it was begun (%s)',
    async (begun, expected) => {
      const { stage, since } = await setUp({ 2: { begun } });
      await stage.add();
      const first = stage.start();
      await stage.clock.run(at('09:00:05'));
      await first.stop();
      expect(stage.platform.messages).toHaveLength(1);
      stage.start();
      await stage.clock.run(at('09:05:00'));
      expect(since()).toEqual([undefined, expected, undefined]);
    },
  );

  it('for longer than a minute is given back until then, and its place is left in peace so long', async () => {
    const { stage, tries, since, shown } = await setUp({ 2: { milliseconds: 600 * second } });
    const { id } = await stage.add();
    await stage.add({ destination: { kind: 'channel', channel: { ...general, id: 'C2' } } });
    let claims = 0;
    const { deliveryQueue } = stage.store;
    const claim: typeof deliveryQueue.claim = (due, lease) => {
      claims += 1;
      return deliveryQueue.claim(due, lease);
    };
    stage.start({ store: { ...stage.store, deliveryQueue: { ...deliveryQueue, claim } } });
    await stage.clock.run(at('09:05:00'));
    await stage.store.deliveryQueue.request(lab, id, stage.clock.now());
    await stage.clock.run(at('09:20:00'));
    // However often the clock ticks meanwhile, each waits in one line once.
    expect(claims).toBe(4);
    expect(shown('C2').map((line) => line.slice(0, 8))).toEqual(Array(3).fill('09:00:00'));
    expect(tries.slice(0, 3)).toEqual(['09:00:00', '09:00:00', '09:10:00']);
    expect(since()).toEqual(Array(6).fill(undefined));
    const history = await stage.store.deliveryHistory.list(id, 9);
    expect(history.map(({ outcome, attempt }) => `${outcome} ${attempt}`).toSorted()).toEqual([
      'sent 1',
      'sent 2',
    ]);
  });

  it('again and again is given back after a minute of that', async () => {
    const often = Object.fromEntries(Array.from({ length: 9 }, (_, turn) => [turn + 1, {}]));
    const { stage, tries } = await setUp(often);
    const { id } = await stage.add();
    stage.start();
    await stage.clock.run(at('09:01:59'));
    expect(tries.slice(0, 4)).toEqual(['09:00:00', '09:00:20', '09:00:40', '09:01:00']);
    expect((await stage.store.digests.find(lab, id))?.lastFailure).toBe('The service asks to wait.');
  });

  it('is not sent by a process that has lost the digest meanwhile', async () => {
    const { stage, tries } = await setUp({ 2: { milliseconds: 50 * second } });
    await stage.add();
    const deliveries = {
      ...stage.store.deliveries,
      renew: async (...held: Parameters<typeof stage.store.deliveries.renew>) =>
        tries.length < 3 && stage.store.deliveries.renew(...held),
    };
    stage.start({ store: { ...stage.store, deliveries } });
    await stage.clock.run(at('09:01:20'));
    expect(tries).toEqual(['09:00:00', '09:00:00', '09:00:50']);
    expect(stage.platform.messages).toHaveLength(1);
  });

  it('in the whole workspace keeps its other channels waiting, and no other workspace', async () => {
    const { stage, shown } = await setUp({ 1: { scope: 'workspace' } });
    await stage.add();
    await stage.clock.run(at('08:59:30'));
    const running = stage.start();
    await stage.clock.run(at('09:00:01'));
    const [now, far] = [stage.clock.now(), { platform: 'slack', workspace: 'T2' }];
    for (const [home, id] of [
      [lab, 'C2'],
      [far, 'C3'],
    ] as const)
      await stage.store.digests.add(planFor({ destination: { kind: 'channel', channel: { ...home, id } } }), {
        home,
        createdAt: now,
        nextDue: now,
      });
    running.kick();
    await stage.clock.run(at('09:00:50'));
    expect(shown('C3')[0]).toMatch(/^09:00:01/u);
    expect(shown('C2')[0]).toMatch(/^09:00:20/u);
  });
});

it('the numbers on all messages of a digest are one list, where its heading has no message too', async () => {
  const stage = await setStage('2026-03-02T08:59:00Z');
  const { platform } = stage;
  const post: Platform['post'] = async (channel, card, options) => {
    const posted = await platform.post(channel, card, options);
    return card.items === undefined ? [] : posted;
  };
  await stage.add();
  stage.start({ platforms: () => [{ ...platform, post }] });
  await stage.clock.run(new Date('2026-03-02T09:05:00Z'));
  const list = await stage.store.numberedLists.find({ channel: general }, alice);
  expect(list?.papers).toEqual(
    new Map([
      [1, 'paper-0000'],
      [2, 'paper-0001'],
    ]),
  );
});

describe('many digests due at once', () => {
  it('are all begun, however many more there are than are asked for in one go', async () => {
    const { stage } = await setUp({});
    for (let number = 0; number < 60; number += 1)
      await stage.add({
        destination: { kind: 'channel', channel: { ...general, id: `C${number}` } },
        layout: 'compact',
      });
    stage.start();
    await stage.clock.run(at('09:00:30'));
    expect(stage.platform.messages).toHaveLength(60);
  });

  it('go to mailboxes a few at once, for they all have the one server', async () => {
    const { stage } = await setUp({});
    let [now, most, sent] = [0, 0, 0];
    for (let number = 0; number < 20; number += 1)
      await stage.add({
        destination: { kind: 'mail', member: { ...alice, id: `U${number}` }, address: `u${number}@lab.org` },
      });
    stage.start({
      mailer: {
        async send() {
          now += 1;
          most = Math.max(most, now);
          await stage.clock.wait(second, new AbortController().signal);
          now -= 1;
          sent += 1;
        },
      },
    });
    await stage.clock.run(at('09:00:59'));
    expect([sent, most]).toEqual([20, 8]);
  });
});

it('a post is looked at for reactions where it took long until it was known, and not otherwise', async () => {
  const never = new AbortController().signal;
  const stage: Stage = await setStage('2026-03-02T08:59:00Z', {
    after: async ({ id }) => {
      if (id === 'slow') await stage.clock.wait(20 * second, never);
    },
  });
  for (const id of ['slow', 'quick'])
    await stage.add({ destination: { kind: 'channel', channel: { ...general, id } } });
  const late: string[] = [];
  stage.start({ late: (_, posted) => late.push(...posted.map(({ message }) => message.channel.id)) });
  await stage.clock.run(at('09:05:00'));
  expect(stage.platform.messages).toHaveLength(6);
  expect(late).toEqual(['slow', 'slow', 'slow']);
});
