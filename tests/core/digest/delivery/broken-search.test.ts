import { expect, it } from 'vitest';
import { writeCommandLine } from '../../../../src/core/chat/command-line.ts';
import { createCompose } from '../../../../src/core/digest/selection/compose.ts';
import { defaultDigestSettings } from '../../../../src/core/digest/selection/settings.ts';
import { createLunrEngine } from '../../../../src/core/search/lunr-engine.ts';
import { createFailingEngine } from '../../failing-engine.ts';
import { papersToTry } from '../../papers-to-try.ts';
import { setStage } from '../stage.ts';

const at = (time: string) => new Date(`2026-03-02T${time}Z`);

async function stageWithSearch() {
  const stage = await setStage('2026-03-02T08:59:00Z');
  const real = createLunrEngine();
  await real.update({ put: papersToTry, removed: [] });
  const failing = createFailingEngine(real);
  const get = (id: string) => papersToTry.find((paper) => paper.id === id);
  const corpus = { papers: papersToTry, get, titled: () => [] };
  const sources = { corpus, search: failing.engine, store: stage.store, settings: defaultDigestSettings };
  const compose = createCompose(sources, (name) => writeCommandLine({ name, text: '' }));
  const digest = await stage.add({ topic: 'uncertainty', layout: 'compact' });
  stage.start({ compose });
  return { stage, failing, digest };
}

const outcomesOf = async ({ stage, digest }: Awaited<ReturnType<typeof stageWithSearch>>) =>
  (await stage.store.deliveryHistory.list(digest.id, 9)).map(({ outcome }) => outcome);

it('a digest whose papers cannot be searched for is tried again later, not posted empty', async () => {
  const staged = await stageWithSearch();
  const { stage, failing } = staged;
  failing.broken = true;
  await stage.clock.run(at('09:20:00'));
  expect(stage.platform.messages).toEqual([]);
  expect(await outcomesOf(staged)).toEqual([undefined]);
  expect(stage.log.lines[0]).toMatch(/^warn Digest 1 \(.*\): Nobody answers on port 9308\.$/u);
  failing.broken = false;
  await stage.clock.run(at('10:20:00'));
  expect(stage.platform.messages).toHaveLength(1);
  expect(stage.platform.messages[0]?.card.items).toHaveLength(2);
  expect(await outcomesOf(staged)).toEqual(['sent']);
});

it('a digest that can never be searched for is given up at the end of the day’s grace, and goes on the next day', async () => {
  const staged = await stageWithSearch();
  const { stage, failing } = staged;
  failing.broken = true;
  await stage.clock.run(at('20:00:00'));
  expect(stage.platform.messages).toEqual([]);
  expect(await outcomesOf(staged)).toEqual(['failed']);
  failing.broken = false;
  await stage.clock.run(new Date('2026-03-03T09:05:00Z'));
  expect(await outcomesOf(staged)).toEqual(['sent', 'failed']);
});
