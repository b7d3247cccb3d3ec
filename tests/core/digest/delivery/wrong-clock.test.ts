import { describe, expect, it } from 'vitest';
import { PostFailure } from '../../../../src/core/chat/failures.ts';
import { describeDigest } from '../../../../src/core/digest/digest-words.ts';
import { nextDue } from '../../../../src/core/digest/schedule/next-due.ts';
import { entry } from '../../../../src/core/text/log-entry.ts';
import { measureWork } from '../../../growth.ts';
import { lab } from '../../store/things.ts';
import { planFor, type Stage, setStage } from '../stage.ts';

const at = (time: string, day = 2) => new Date(`2026-03-0${day}T${time}Z`);

const posted = ({ platform }: Stage) => platform.messages.map(({ at: moment }) => moment.toISOString());
const history = async ({ store }: Stage, id: number) =>
  (await store.deliveryHistory.list(id, 100)).map(
    ({ due, outcome }) => `${due.toISOString().slice(0, 16)} ${outcome}`,
  );

describe('a clock that is wrong for one start', () => {
  it('by four days ahead leaves no digest undelivered once it is right', async () => {
    const stage = await setStage('2026-03-02T08:00:00Z');
    const { id } = await stage.add({ layout: 'compact' });
    stage.clock.jump(at('20:00:00', 6));
    const wrong = stage.start();
    await wrong.idle();
    await wrong.stop();
    expect(await history(stage, id)).toEqual(['2026-03-02T09:00 missed']);
    expect((await stage.store.digests.find(lab, id))?.nextDue).toEqual(at('09:00:00', 7));

    stage.clock.jump(at('08:30:00'));
    stage.start();
    await stage.clock.run(at('08:31:00'));
    expect(await stage.store.digests.find(lab, id)).toMatchObject({
      nextDue: at('09:00:00'),
      moved: { at: at('08:30:00'), why: 'the clock had been wrong, or a backup was restored' },
    });
    await stage.clock.run(at('09:05:00'));
    expect(posted(stage)).toEqual([at('09:00:00').toISOString()]);
    expect(await history(stage, id)).toEqual(['2026-03-02T09:00 sent']);
    const digest = await stage.store.digests.find(lab, id);
    expect(digest?.nextDue).toEqual(at('09:00:00', 3));
    expect(digest).not.toHaveProperty('moved');
  });

  it('doubles nothing that it had delivered', async () => {
    const stage = await setStage('2026-03-02T08:00:00Z');
    const { id } = await stage.add({ layout: 'compact' });
    stage.clock.jump(at('09:10:00', 4));
    const wrong = stage.start();
    await wrong.idle();
    await wrong.stop();
    expect(posted(stage)).toEqual([at('09:10:00', 4).toISOString()]);

    stage.clock.jump(at('08:30:00'));
    const running = stage.start();
    for (const day of [2, 3, 4, 5]) {
      stage.clock.jump(at('08:59:50', day));
      await stage.clock.run(at('09:02:00', day));
    }
    await running.idle();
    expect(posted(stage).slice(1)).toEqual([2, 3, 5].map((day) => at('09:00:00', day).toISOString()));
    expect(await history(stage, id)).toEqual([5, 4, 3, 2].map((day) => `2026-03-0${day}T09:00 sent`));
  });

  it('in 1970 changes nothing, says so once, and all comes once it is set', async () => {
    const stage = await setStage('2026-03-02T08:00:00Z');
    const { id } = await stage.add({ layout: 'compact' });
    stage.clock.jump(new Date(5_000));
    stage.start();
    await stage.clock.run(10 * 60_000);
    expect((await stage.store.digests.find(lab, id))?.nextDue).toEqual(at('09:00:00'));
    expect(stage.log.lines).toEqual([
      'error The clock says 1970-01-01T00:00:05.000Z: set it. Digests come once it is right.',
    ]);
    stage.clock.jump(at('08:58:30'));
    await stage.clock.run(at('09:02:00'));
    expect(posted(stage)).toEqual([at('09:00:00').toISOString()]);
    expect(await history(stage, id)).toEqual(['2026-03-02T09:00 sent']);
  });

  it('by a year is gone through at once, and leaves one line for what was missed', async () => {
    const stage = await setStage('2026-03-02T08:00:00Z');
    const { id } = await stage.add({ layout: 'compact', schedule: '0 * * * *' });
    stage.clock.jump(new Date('2027-03-02T08:30:00Z'));
    const before = process.cpuUsage();
    await stage.start().idle();
    const { user } = process.cpuUsage(before);
    expect(user / 1_000).toBeLessThan(2_000);
    expect(await history(stage, id)).toEqual(['2027-03-02T08:00 sent', '2026-03-02T09:00 missed']);
    expect(stage.log.lines).toEqual([expect.stringContaining('was missed more than once')]);
  });
});

describe('a clock that is set while digests run', () => {
  it('back has the next time computed anew, which is said in the log and with the digest', async () => {
    const stage = await setStage('2026-03-06T08:00:00Z');
    const { id } = await stage.add({ layout: 'compact' });
    stage.start();
    await stage.clock.run(at('08:10:00', 6));
    stage.clock.jump(at('08:10:00'));
    await stage.clock.run(at('08:12:00'));
    expect(stage.log.lines).toEqual([
      'warn Digests: the clock was put back by 4 days; it now says 2026-03-02T08:11:00.000Z.',
      `warn Digest ${id} (slack T1, channel C1) was due on Friday, 6 March 2026 at 09:00 (UTC), later than its schedule says: the clock was put back by 4 days. It comes on Monday, 2 March 2026 at 09:00 (UTC).`,
    ]);
    const digest = await stage.store.digests.find(lab, id);
    expect(digest && describeDigest(digest, []).text).toContain(
      '\nThe next time was recomputed on Monday, 2 March 2026 at 08:11 (UTC) because the clock was put back by 4 days.',
    );
    await stage.clock.run(at('09:01:00'));
    expect(posted(stage)).toEqual([at('09:00:00').toISOString()]);
  });

  it('back by an hour posts nothing again, and the next one at its time', async () => {
    const stage = await setStage('2026-03-02T08:50:00Z');
    const { id } = await stage.add({ layout: 'compact', schedule: '0 * * * *' });
    stage.start();
    await stage.clock.run(at('09:10:00'));
    stage.clock.jump(at('08:10:00'));
    await stage.clock.run(at('10:05:00'));
    expect(posted(stage)).toEqual([at('09:00:00').toISOString(), at('10:00:00').toISOString()]);
    expect(await history(stage, id)).toEqual(['2026-03-02T10:00 sent', '2026-03-02T09:00 sent']);
  });

  it('ahead says so where something was missed', async () => {
    const stage = await setStage('2026-03-02T08:00:00Z');
    const { id } = await stage.add({ layout: 'compact' });
    stage.start();
    await stage.clock.run(at('08:10:00'));
    stage.clock.jump(at('20:00:00', 4));
    await stage.clock.run(at('20:02:00', 4));
    expect(await stage.store.deliveryHistory.list(id, 9)).toMatchObject([
      {
        due: at('09:00:00'),
        remark:
          'The clock jumped ahead by 3 days, or the machine slept; everything due in that time was missed.',
      },
    ]);
  });

  it('back does not keep waiting what waits for another try', async () => {
    const stage: Stage = await setStage('2026-03-02T08:59:00Z', {
      before: () => {
        if (tries > 0) return;
        tries += 1;
        throw new PostFailure('passing', entry`Slack does not answer.`);
      },
    });
    let tries = 0;
    await stage.add({ layout: 'compact' });
    stage.start();
    await stage.clock.run(at('09:00:30'));
    expect(posted(stage)).toEqual([]);
    stage.clock.jump(new Date('2026-02-20T08:00:00Z'));
    await stage.clock.run(new Date('2026-02-20T08:02:00Z'));
    expect(posted(stage)).toHaveLength(1);
  });

  it('back looks for what it may have posted since long before', async () => {
    let lost = true;
    const stage: Stage = await setStage('2026-03-02T12:59:00Z', {
      after: () => {
        if (lost) throw new PostFailure('passing', entry`The answer of Slack got lost.`);
      },
    });
    await stage.add({ layout: 'compact', schedule: '0 13 * * *' });
    // The service knows the time, and the bot’s clock was four hours ahead.
    const platform = {
      ...stage.platform,
      post: (...[channel, card, options = {}]: Parameters<typeof stage.platform.post>) => {
        const { perhapsSince } = options;
        if (perhapsSince !== undefined) looked.push(perhapsSince);
        return stage.platform.post(channel, card, options);
      },
    };
    const looked: Date[] = [];
    const running = stage.start({ platforms: () => [platform] });
    await stage.clock.run(at('13:00:30'));
    expect(posted(stage)).toHaveLength(1);
    await running.stop();
    lost = false;
    stage.clock.jump(at('09:01:30'));
    stage.start({ platforms: () => [platform] });
    await stage.clock.run(at('13:05:00'));
    expect(looked).toEqual([at('09:01:30', 1)]);
    expect(posted(stage)).toHaveLength(1);
  });
});

describe('a due time that is later than its schedule says', () => {
  it('is put right at the start, as after other rules of its zone or a backup', async () => {
    const stage = await setStage('2026-03-02T08:00:00Z');
    const plan = planFor({ layout: 'compact' });
    const { id } = await stage.store.digests.add(plan, {
      home: lab,
      createdAt: at('07:00:00'),
      nextDue: at('10:00:00'),
    });
    await stage.start().idle();
    expect((await stage.store.digests.find(lab, id))?.nextDue).toEqual(at('09:00:00'));
  });

  it('of a paused digest is left alone, and one that cannot be told', async () => {
    const stage = await setStage('2026-03-02T08:00:00Z');
    const origin = { home: lab, createdAt: at('07:00:00'), nextDue: at('10:00:00') };
    const paused = { since: at('07:00:00'), reason: 'by Bob' };
    await stage.store.digests.add(planFor(), { ...origin, paused });
    await stage.store.digests.add(planFor({ zone: 'Mars/Olympus' }), origin);
    await stage.start().idle();
    const dues = (await stage.store.digests.all()).map((digest) => digest.nextDue);
    expect(dues).toEqual([at('10:00:00'), at('10:00:00')]);
    expect(stage.log.lines).toEqual([]);
  });
});

describe('the next due time', () => {
  it.each(['0001-06-01T00:00Z', '1970-01-01T00:00Z', '2100-02-28T23:00Z', '9000-02-28T23:00Z'])(
    'is found at once, whatever the clock says: %s',
    async (now) => {
      const time = await measureWork(() => {
        for (const schedule of ['0 9 * * *', '0 9 29 2 *', '0 9 29 2 1', '0 9 L 2 *', '0 9 13 * 5'])
          expect(nextDue(schedule, 'Europe/Berlin', new Date(now)) > new Date(now)).toBe(true);
        expect(() => nextDue('0 9 1 * 1#5', 'UTC', new Date(now))).toThrow('never comes');
      });
      expect(time).toBeLessThan(2_000);
    },
  );
});
