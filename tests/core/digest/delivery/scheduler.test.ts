import { describe, expect, it } from 'vitest';
import { PostFailure } from '../../../../src/core/chat/failures.ts';
import type { Platform } from '../../../../src/core/chat/platform.ts';
import type { Mail } from '../../../../src/core/digest/mail.ts';
import { nextDue } from '../../../../src/core/digest/schedule/next-due.ts';
import { entry } from '../../../../src/core/text/log-entry.ts';
import { alice, general, lab } from '../../store/things.ts';
import { composeInOrder, hour, planFor, type Stage, setStage } from '../stage.ts';

const at = (time: string) => new Date(`2026-03-02T${time}Z`);
const other = { ...general, id: 'C2' };

/** What each message shows, after its time: `09:00 paper-0000`, or its title. */
function seen({ platform }: Stage, channel = general.id): readonly string[] {
  return platform.in(channel).map(({ card, papers, at: moment }) => {
    return `${moment.toISOString().slice(11, 16)} ${papers.join(' ') || card.title}`;
  });
}

async function outcomes({ store }: Stage, id: number): Promise<readonly string[]> {
  const history = await store.deliveryHistory.list(id, 100);
  return history.map(({ due, outcome }) => `${due.toISOString().slice(0, 16)} ${outcome}`);
}

describe('a digest that is due', () => {
  it('is posted at its time, once, with its heading first', async () => {
    const stage = await setStage('2026-03-02T08:50:00Z');
    const digest = await stage.add();
    stage.start();
    await stage.clock.run(at('08:59:59'));
    expect(seen(stage)).toEqual([]);
    await stage.clock.run(at('09:10:00'));
    expect(seen(stage)).toEqual(['09:00 Papers', '09:00 paper-0000', '09:00 paper-0001']);
    const [heading, ...rest] = stage.platform.messages;
    expect(rest.map(({ options }) => options.under)).toEqual([heading?.message, heading?.message]);
    expect(rest.map(({ options }) => options.perhapsSince)).toEqual([undefined, undefined]);
    expect(await stage.store.digests.find(lab, digest.id)).toMatchObject({
      nextDue: new Date('2026-03-03T09:00:00Z'),
      lastSent: expect.any(Date),
    });
    expect(await outcomes(stage, digest.id)).toEqual(['2026-03-02T09:00 sent']);
  });

  it('is remembered by its messages, so that reactions save', async () => {
    const stage = await setStage('2026-03-02T08:59:00Z');
    await stage.add();
    stage.start();
    await stage.clock.run(at('09:01:00'));
    const message = stage.platform.messages[1]?.message;
    if (message === undefined) throw new Error('nothing was posted');
    expect(await stage.store.shown.find(message)).toMatchObject({
      papers: ['paper-0000'],
      home: lab.workspace,
    });
  });

  it('that has nothing to show posts nothing and has an outcome', async () => {
    const stage = await setStage('2026-03-02T08:59:00Z');
    const { id } = await stage.add();
    stage.start({ compose: async () => undefined });
    await stage.clock.run(at('09:05:00'));
    expect(seen(stage)).toEqual([]);
    expect(await outcomes(stage, id)).toEqual(['2026-03-02T09:00 empty']);
  });

  it('never shares a paper with another one in the same channel', async () => {
    const stage = await setStage('2026-03-02T08:59:00Z');
    await Promise.all([
      stage.add({ count: 3 }),
      stage.add({ count: 3, layout: 'compact' }),
      stage.add({ count: 3 }),
    ]);
    stage.start();
    await stage.clock.run(at('09:05:00'));
    const shown = stage.platform.messages.flatMap(({ papers }) => papers);
    expect(shown).toHaveLength(9);
    expect(new Set(shown).size).toBe(9);
  });

  it('comes whole before another one in the same channel, and beside one elsewhere', async () => {
    const stage: Stage = await setStage('2026-03-02T08:59:00Z', {
      before: () => stage.clock.wait(1_000, new AbortController().signal),
    });
    for (const destination of [general, general, other])
      await stage.add({ destination: { kind: 'channel', channel: destination } });
    stage.start();
    await stage.clock.run(at('09:00:30'));
    const whole = ['Papers', 'paper-0000', 'paper-0001'];
    const shown = (channel: string) => seen(stage, channel).map((line) => line.slice('09:00 '.length));
    expect(shown(other.id)).toEqual(whole);
    expect(shown(general.id)).toEqual([...whole, 'Papers', 'paper-0002', 'paper-0003']);
    const secondsOf = (channel: string) => stage.platform.in(channel).at(-1)?.at.getUTCSeconds();
    expect([secondsOf(general.id), secondsOf(other.id)]).toEqual([6, 3]);
  });

  it('comes at the new time as soon as its plan is changed', async () => {
    const stage = await setStage('2026-03-02T08:30:00Z');
    const { id } = await stage.add();
    const running = stage.start();
    const plan = planFor({ schedule: '45 17 * * *', zone: 'Asia/Kolkata' });
    await stage.store.digests.change(lab, id, plan, nextDue(plan.schedule, plan.zone, stage.clock.now()));
    running.kick();
    await stage.clock.run(at('09:10:00'));
    stage.clock.jump(at('12:10:00'));
    await stage.clock.run(at('12:14:00'));
    expect(seen(stage)).toEqual([]);
    await stage.clock.run(at('12:16:00'));
    expect(seen(stage)[0]).toBe('12:15 Papers');
  });

  it('comes at once when it is asked for, and at its time nevertheless', async () => {
    const stage = await setStage('2026-03-02T08:30:00Z');
    const { id } = await stage.add({ layout: 'compact' });
    const running = stage.start();
    await stage.store.deliveryQueue.request(lab, id, stage.clock.now());
    running.kick();
    await running.idle();
    expect(seen(stage)).toEqual(['08:30 paper-0000 paper-0001']);
    await stage.clock.run(at('09:01:00'));
    expect(seen(stage)).toEqual(['08:30 paper-0000 paper-0001', '09:00 paper-0002 paper-0003']);
  });

  it('goes to a person by direct message and to a mailbox in one mail', async () => {
    const stage = await setStage('2026-03-02T08:59:00Z');
    await stage.add({ destination: { kind: 'direct', member: alice } });
    const { id } = await stage.add({
      destination: { kind: 'mail', member: alice, address: 'alice@example.org' },
    });
    const mails: Mail[] = [];
    stage.start({ mailer: { send: async (mail) => void mails.push(mail) } });
    await stage.clock.run(at('09:05:00'));
    expect(seen(stage, 'direct-alice')).toHaveLength(3);
    expect(mails).toMatchObject([
      { address: 'alice@example.org', digest: { id }, key: expect.stringMatching(/^\w{12}$/u) },
    ]);
    expect(mails[0]?.cards).toHaveLength(3);
    expect(await outcomes(stage, id)).toEqual(['2026-03-02T09:00 sent']);
  });
});

describe('a digest that was due while the bot was away', () => {
  it('is delivered once, marked late, within the grace period', async () => {
    const stage = await setStage('2026-03-02T08:59:00Z');
    const { id } = await stage.add();
    stage.clock.jump(at('11:30:00'));
    stage.start();
    await stage.clock.run(at('11:40:00'));
    expect(seen(stage)).toEqual(['11:30 Papers, late', '11:30 paper-0000', '11:30 paper-0001']);
    expect(await stage.store.deliveryHistory.list(id, 9)).toMatchObject([
      { outcome: 'sent', remark: '3 hours late.' },
    ]);
  });

  it('is recorded as missed and said in the log after that', async () => {
    const stage = await setStage('2026-03-02T08:59:00Z');
    const { id } = await stage.add();
    stage.clock.jump(at('15:00:01'));
    stage.start();
    await stage.clock.run(at('15:10:00'));
    expect(seen(stage)).toEqual([]);
    expect(await outcomes(stage, id)).toEqual(['2026-03-02T09:00 missed']);
    expect(stage.log.lines).toEqual([
      `warn Digest ${id} (slack T1, channel C1) was missed once since 2026-03-02T09:00:00.000Z.`,
    ]);
  });

  it('for long is not made up for: the latest comes, the others are missed', async () => {
    const stage = await setStage('2026-03-02T08:59:00Z');
    const { id } = await stage.add({ layout: 'compact' });
    stage.clock.jump(new Date('2026-03-30T10:00:00Z'));
    await stage.start().idle();
    await stage.clock.run(new Date('2026-03-30T11:00:00Z'));
    expect(seen(stage)).toEqual(['10:00 paper-0000 paper-0001']);
    const all = await outcomes(stage, id);
    expect(all).toEqual(['2026-03-30T09:00 sent', '2026-03-02T09:00 missed']);
    expect(await stage.store.deliveryHistory.list(id, 9)).toMatchObject([
      {},
      { remark: 'The bot was away for 28 days; everything due in that time was missed.' },
    ]);
    expect(stage.log.lines.filter((line) => line.includes('missed more than once'))).toHaveLength(1);
  });
});

describe('a digest that cannot be posted', () => {
  it('waits for its platform without a failure, while those of others and mail come', async () => {
    const stage = await setStage('2026-03-02T08:59:00Z');
    const mails: string[] = [];
    const mailer = { send: async ({ address }: { address: string }) => void mails.push(address) };
    const { id } = await stage.add({ layout: 'compact' });
    await stage.add({ destination: { kind: 'mail', member: alice, address: 'alice@lab.org' } });
    const discord = { ...stage.platform, name: 'discord' };
    let connected: readonly Platform[] = [discord];
    stage.start({ platforms: () => connected, mailer });
    await stage.clock.run(at('10:00:00'));
    expect(mails).toEqual(['alice@lab.org']);
    expect(await stage.store.deliveryHistory.list(id, 5)).toEqual([]);
    expect(await stage.store.digests.find(lab, id)).not.toHaveProperty('lastFailure');
    connected = [discord, stage.platform];
    await stage.clock.run(at('10:01:00'));
    expect(await outcomes(stage, id)).toEqual(['2026-03-02T09:00 sent']);
  });

  it('is paused after three refusals with the reason, and its creator is told once', async () => {
    let archived = true;
    const stage = await setStage('2026-03-02T08:59:00Z', {
      before: ({ id }) => {
        if (archived && id === general.id) throw new PostFailure('gone', entry`The channel is archived.`);
      },
    });
    const { id } = await stage.add({ layout: 'compact' });
    await stage.add({ destination: { kind: 'channel', channel: other }, layout: 'compact' });
    stage.start();
    await stage.clock.run(at('09:10:00'));
    stage.clock.jump(new Date('2026-03-04T08:58:00Z'));
    await stage.clock.run(new Date('2026-03-04T08:59:00Z'));
    expect(await stage.store.digests.find(lab, id)).toMatchObject({
      paused: { since: at('09:03:00'), reason: 'The channel is archived.' },
      lastFailure: 'The channel is archived.',
    });
    expect(await outcomes(stage, id)).toEqual(['2026-03-02T09:00 failed']);
    const told = stage.platform.in('direct-alice');
    expect(told).toHaveLength(1);
    expect(told[0]?.card).toMatchObject({
      title: `Digest ${id} for #general is paused`,
      text: `It could not be posted: The channel is archived.\nOnce that is fixed, type /digest resume ${id} in #general. You can type /digest remove ${id} in any channel you manage.`,
    });
    expect(told[0]?.card.buttons).toBeUndefined();
    expect(seen(stage, other.id)).toHaveLength(1);

    archived = false;
    await stage.store.digests.resume(lab, id, new Date('2026-03-04T09:00:00Z'));
    await stage.clock.run(new Date('2026-03-04T09:10:00Z'));
    expect(seen(stage)).toEqual(['09:00 paper-0000 paper-0001']);
    expect(stage.platform.in('direct-alice')).toHaveLength(1);
  });

  it('is told to its creator when the service takes posts there again', async () => {
    const tries: number[] = [];
    const stage: Stage = await setStage('2026-03-02T08:59:00Z', {
      before: ({ id }) => {
        if (id === general.id) throw new PostFailure('gone', entry`The channel is archived.`);
        tries.push(stage.clock.now().getTime());
        const pause = { milliseconds: 600_000, scope: 'place', begun: false } as const;
        if (tries.length === 1) throw new PostFailure('passing', entry`The service asks to wait.`, { pause });
      },
    });
    await stage.add({ layout: 'compact' });
    stage.start();
    await stage.clock.run(at('09:30:00'));
    // It is paused at 09:03, and told then or with the next minute.
    const [first = 0, second = 0] = tries;
    expect(tries).toHaveLength(2);
    expect([at('09:03:00').getTime(), at('09:04:00').getTime()]).toContain(first);
    expect(second - first).toBe(600_000);
    expect(stage.platform.in('direct-alice')).toHaveLength(1);
  });

  it('just now is tried again, ever more rarely, and goes on where it stopped', async () => {
    const tries: string[] = [];
    const stage: Stage = await setStage('2026-03-02T08:59:00Z', {
      before: () => {
        tries.push(stage.clock.now().toISOString().slice(11, 16));
        if (tries.length > 1 && tries.length < 5)
          throw new PostFailure('passing', entry`Slack does not answer.`);
      },
    });
    const { id } = await stage.add();
    stage.start();
    await stage.clock.run(at('09:30:00'));
    expect(tries).toEqual(['09:00', '09:00', '09:01', '09:03', '09:07', '09:07']);
    expect(seen(stage)).toEqual(['09:00 Papers', '09:07 paper-0000', '09:07 paper-0001']);
    const since = stage.platform.messages.map(({ options }) => options.perhapsSince);
    expect(since).toEqual([undefined, at('09:00:00'), undefined]);
    const digest = await stage.store.digests.find(lab, id);
    expect(digest).toMatchObject({ refusals: 0 });
    expect(digest).not.toHaveProperty('lastFailure');
  });

  it('for all that is known, but was, is found and not posted again', async () => {
    let lost = 2;
    const stage = await setStage('2026-03-02T08:59:00Z', {
      after: () => {
        lost -= 1;
        if (lost > 0) throw new PostFailure('passing', entry`The answer of Slack got lost.`);
      },
    });
    const { id } = await stage.add();
    stage.start();
    await stage.clock.run(at('09:10:00'));
    expect(seen(stage)).toEqual(['09:00 Papers', '09:01 paper-0000', '09:01 paper-0001']);
    expect(await outcomes(stage, id)).toEqual(['2026-03-02T09:00 sent']);
  });

  it('for longer than the grace period is given up with the reason, and comes the next day', async () => {
    let down = true;
    const stage = await setStage('2026-03-02T08:59:00Z', {
      before: () => {
        if (down) throw new PostFailure('passing', entry`Slack does not answer.`);
      },
    });
    const { id } = await stage.add({ layout: 'compact' });
    stage.start();
    for (const due of [10, 11, 12, 13, 14, 15]) {
      await stage.clock.run(at(`${due - 1}:59:00`.padStart(8, '0')), { ticks: false });
      await stage.clock.run(at(`${due}:01:00`));
    }
    expect(await stage.store.deliveryHistory.list(id, 9)).toMatchObject([
      { outcome: 'failed', remark: 'Slack does not answer.' },
    ]);
    down = false;
    stage.clock.jump(new Date('2026-03-03T08:59:00Z'));
    await stage.clock.run(new Date('2026-03-03T09:05:00Z'));
    expect(await outcomes(stage, id)).toEqual(['2026-03-03T09:00 sent', '2026-03-02T09:00 failed']);
    // What may have been posted is not posted again.
    expect(seen(stage)).toEqual(['09:00 paper-0002 paper-0003']);
  });

  it('because its platform is not connected waits for it', async () => {
    const stage = await setStage('2026-03-02T08:59:00Z');
    await stage.add({ layout: 'compact' });
    let connected = false;
    const running = stage.start({ platforms: () => (connected ? [stage.platform] : []) });
    await stage.clock.run(at('09:30:00'));
    expect(seen(stage)).toEqual([]);
    connected = true;
    running.kick();
    await stage.clock.run(at('10:05:00'));
    expect(seen(stage)).toEqual(['09:30 paper-0000 paper-0001']);
  });

  it('because it cannot be composed is tried again, and the others are delivered', async () => {
    const stage = await setStage('2026-03-02T08:59:00Z');
    const { id } = await stage.add({ topic: 'trouble', layout: 'compact' });
    await stage.add({ destination: { kind: 'channel', channel: other }, layout: 'compact' });
    let broken = true;
    stage.start({
      compose: async (digest, occasion) => {
        if (broken && digest.topic === 'trouble') throw new TypeError('undefined is not a function');
        return composeInOrder(digest, occasion);
      },
    });
    await stage.clock.run(at('09:02:30'));
    expect(seen(stage, other.id)).toEqual(['09:00 paper-0000 paper-0001']);
    expect((await stage.store.digests.find(lab, id))?.lastFailure).toContain('TypeError');
    broken = false;
    await stage.clock.run(at('09:10:00'));
    expect(seen(stage)).toEqual(['09:03 paper-0000 paper-0001']);
  });
});

describe('a digest whose zone is no longer known', () => {
  it('is paused with the reason, which its creator is told once, and the others come', async () => {
    const stage = await setStage('2026-03-02T08:59:00Z');
    const { id } = await stage.add();
    await stage.add({ destination: { kind: 'channel', channel: other }, layout: 'compact' });
    await stage.store.digests.change(lab, id, planFor({ zone: 'Mars/Olympus' }), at('09:00:00'));
    stage.start();
    await stage.clock.run(at('09:05:00'));
    expect((await stage.store.digests.find(lab, id))?.paused?.reason).toMatch(/Mars\/Olympus/iu);
    expect(stage.platform.in('direct-alice').map(({ card }) => card)).toMatchObject([
      {
        title: `Digest ${id} for #general is paused`,
        text: expect.stringContaining(
          'its schedule or time zone is no longer valid: 0 9 * * *, Mars/Olympus',
        ),
      },
    ]);
    expect(seen(stage, other.id)).toEqual(['09:00 paper-0000 paper-0001']);
    expect(stage.log.lines.filter((line) => line.startsWith('error'))).toHaveLength(1);
  });
});

describe('a delivery that was begun, of a digest whose zone is no longer known', () => {
  it.each(['due', 'asked for'])('ends, and pauses the digest once: %s', async (how) => {
    const stage = await setStage('2026-03-02T09:00:30Z');
    const { store, clock, platform, log } = stage;
    const { id } = await stage.add();
    await store.digests.change(lab, id, planFor({ zone: 'Mars/Olympus' }), at('09:00:00'));
    if (how === 'asked for') await store.deliveryQueue.request(lab, id, at('09:00:00'));
    const found = await store.deliveryQueue.due(clock.now(), 9);
    const [due] = how === 'due' ? found : found.filter(({ delivery }) => delivery !== undefined);
    const gone = { holder: 'a process that is no more', now: clock.now(), until: clock.now() };
    if (due !== undefined) await store.deliveryQueue.claim(due, gone);
    stage.start();
    await clock.run(at('17:00:00'));
    expect(await store.digests.find(lab, id)).toHaveProperty('paused');
    expect((await store.deliveryHistory.list(id, 9)).map(({ outcome }) => outcome)).toEqual(['sent']);
    expect(platform.in('direct-alice')).toHaveLength(1);
    expect(log.lines.filter((line) => !line.startsWith('debug')).length).toBeLessThan(3);
  });
});

describe('stopping', () => {
  it('finishes the message under way and leaves the rest to the next process', async () => {
    let release = () => {};
    let posts = 0;
    const stage = await setStage('2026-03-02T08:59:00Z', {
      before: async () => {
        posts += 1;
        if (posts === 2) await new Promise<void>((resolve) => (release = resolve));
      },
    });
    await stage.add();
    const first = stage.start();
    await stage.clock.run(at('09:00:05'));
    const stopped = first.stop();
    release();
    await stopped;
    expect(seen(stage)).toEqual(['09:00 Papers', '09:00 paper-0000']);
    stage.start();
    await stage.clock.run(at('09:00:10'));
    expect(seen(stage)).toEqual(['09:00 Papers', '09:00 paper-0000', '09:00 paper-0001']);
    expect(stage.platform.messages[2]?.options.perhapsSince).toBeUndefined();
  });

  it('happens at once where nothing is under way', async () => {
    const stage = await setStage('2026-03-02T08:00:00Z');
    await stage.add();
    const running = stage.start();
    await stage.clock.settle();
    await running.stop();
    await stage.clock.run(2 * hour);
    expect(stage.platform.messages).toEqual([]);
  });
});
