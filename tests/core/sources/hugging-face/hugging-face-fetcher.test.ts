import { describe, expect, it } from 'vitest';
import type { DailyPaper } from '../../../doubles/papers/others.ts';
import { hour, keptBy, openAsking, openTestWorld } from '../rounds/asking.ts';

let made = 0;

function makeDaily(day: string, at = `${day}T06:00:00Z`): DailyPaper {
  made += 1;
  return {
    id: `2608.${String(made).padStart(5, '0')}`,
    title: `Daily ${made}`,
    summary: `It is ${made}.`,
    day,
    at: new Date(at),
    upvotes: 1,
  };
}

async function openDaily() {
  const world = await openTestWorld();
  const { round } = await openAsking(['huggingface'], world);
  const kept = () => keptBy(world.store, 'huggingface');
  const { papers } = world.double.huggingFace;
  const days = () =>
    world.double.guard.seen.map(({ path }) => new URL(path, 'http://x').searchParams.get('date') ?? '');
  return { ...world, round, kept, papers, days };
}

describe('the daily papers of Hugging Face', () => {
  it('are taken of yesterday and today at first, and a second round brings nothing from before', async () => {
    const { round, papers, clock } = await openDaily();
    for (const day of ['2026-08-23', '2026-08-24', '2026-08-25', '2026-08-26']) papers.push(makeDaily(day));
    expect(await round()).toEqual({ name: 'huggingface', state: 'fresh', new: 2, changed: 0 });
    clock.add(2 * hour);
    expect(await round()).toEqual({ name: 'huggingface', state: 'quiet', new: 0, changed: 0 });
  });

  it('are asked for page by page, as many as the service gives', async () => {
    const { round, papers, double } = await openDaily();
    double.huggingFace.limits.page = 30;
    for (let count = 0; count < 130; count += 1) papers.push(makeDaily('2026-08-26'));
    expect(await round()).toMatchObject({ new: 130 });
  });

  it('are taken again while the day fills up, those of its last hour too', async () => {
    const { round, papers, clock } = await openDaily();
    papers.push(makeDaily('2026-08-26'), makeDaily('2026-08-26', '2026-08-26T16:00:00Z'));
    papers.push(
      makeDaily('2026-08-26', '2026-08-26T23:50:00Z'),
      makeDaily('2026-08-26', '2026-08-27T05:00:00Z'),
    );
    const fresh: number[] = [];
    for (let count = 0; count < 12; count += 1) {
      fresh.push((await round()).new);
      clock.add(2 * hour);
    }
    expect(fresh.reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(fresh.filter((count) => count > 0)).toHaveLength(4);
  });

  it('have their upvotes taken again for a few days, without being new', async () => {
    const { round, papers, clock, kept, days, double } = await openDaily();
    const paper = makeDaily('2026-08-26');
    papers.push(paper);
    await round();
    paper.upvotes = 40;
    clock.set('2026-08-29T14:00:00Z');
    expect(await round()).toMatchObject({ new: 0, changed: 1 });
    expect(await kept()).toMatchObject([{ upvotes: 40 }]);
    clock.set('2026-09-05T14:00:00Z');
    await round();
    const before = double.guard.seen.length;
    clock.add(2 * hour);
    await round();
    expect(days().slice(before)).not.toContain('2026-08-26');
  });

  it('are filled in for days away, weekends empty', async () => {
    const { round, papers, clock } = await openDaily();
    papers.push(makeDaily('2026-08-26'));
    await round();
    for (const day of ['2026-08-27', '2026-08-28', '2026-08-31', '2026-09-02']) papers.push(makeDaily(day));
    clock.set('2026-09-02T14:00:00Z');
    expect(await round()).toMatchObject({ new: 4 });
  });

  it('keep what came before a page fails, and lose nothing', async () => {
    const { round, papers, clock, double, kept } = await openDaily();
    papers.push(makeDaily('2026-08-25'), makeDaily('2026-08-26'));
    double.faults.add('date=2026-08-26', { kind: 'body', body: '[{"paper":' }, 1);
    expect(await round()).toMatchObject({ state: 'broken', new: 1 });
    clock.add(hour);
    expect(await round()).toMatchObject({ state: 'fresh', new: 1 });
    expect(await kept()).toHaveLength(2);
  });
});
