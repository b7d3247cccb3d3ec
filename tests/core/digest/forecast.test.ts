import { expect, it } from 'vitest';
import { forecastDigest } from '../../../src/core/digest/forecast.ts';
import { defaultDigestSettings } from '../../../src/core/digest/selection/settings.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { createLunrEngine } from '../../../src/core/search/lunr-engine.ts';
import { paperNamed } from '../store/things.ts';
import { type planFor, setStage } from './stage.ts';

/** So many papers on mosses, of which so many came in the last 90 days, told on a Monday before the first post. */
async function forecast(count: number, recent: number, plan: Parameters<typeof planFor>[0] = {}) {
  const stage = await setStage('2026-03-02T08:00:00Z');
  const papers = Array.from({ length: count }, (_, i): Paper => {
    const published = i < recent ? '2026-02-01' : '2020-01-01';
    return paperNamed(`moss-${String(i).padStart(3, '0')}`, { published });
  });
  const search = createLunrEngine();
  await search.update({ put: papers, removed: [] });
  const corpus = { papers, get: (id: string) => papers.find((one) => one.id === id), titled: () => [] };
  const digest = await stage.add({ topic: 'moss', count: 2, ...plan });
  const shown = await stage.store.places.shown(digest.destination);
  const sources = { corpus, search, store: stage.store, settings: defaultDigestSettings };
  return forecastDigest(digest, shown, sources, stage.clock.now());
}

it('tells how many papers there are, the first two, and with which post all have been shown', async () => {
  expect(await forecast(5, 0)).toEqual({
    papers: 5,
    waiting: 5,
    recent: 0,
    first: ['On moss-000', 'On moss-001'],
    dry: new Date('2026-03-04T09:00:00Z'),
  });
  expect((await forecast(5, 0, { schedule: '0 9 * * 5' }))?.dry).toEqual(new Date('2026-03-20T09:00:00Z'));
});

it('counts on as many new ones as lately, and tells no end where as many come as are shown', async () => {
  expect((await forecast(100, 90))?.dry).toEqual(new Date('2026-06-09T09:00:00Z'));
  expect((await forecast(100, 90, { count: 1 }))?.dry).toBeUndefined();
  expect((await forecast(100, 90, { schedule: '0 9 1 * *' }))?.dry).toBeUndefined();
});

it('tells nothing of a recap, and no papers where none is on the topic', async () => {
  expect(await forecast(5, 0, { layout: 'recap' })).toBeUndefined();
  expect(await forecast(5, 0, { topic: 'fern' })).toEqual({ papers: 0, waiting: 0, recent: 0, first: [] });
});
