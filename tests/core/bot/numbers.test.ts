import { expect, it, onTestFinished, vi } from 'vitest';
import type { Card } from '../../../src/core/chat/card.ts';
import { createFakePlatform } from '../digest/fake-platform.ts';
import { setStage } from '../digest/stage.ts';
import { shippedPapers } from '../papers-to-try.ts';
import { buttonNamed, itemsOf, startTalk } from '../talk.ts';

const channel = { platform: 'test', workspace: 'lab', id: 'papers' };
const minute = 60_000;

/** People who talk in a channel where a digest comes at nine. */
async function setDigestStage(layout: 'cards' | 'compact' | 'recap') {
  const stage = await setStage('2026-03-02T08:58:00Z');
  const platform = createFakePlatform('test', stage.clock.now);
  await stage.add({ destination: { kind: 'channel', channel }, layout });
  stage.start({ platforms: () => [platform] });
  const talk = await startTalk({ store: stage.store, now: stage.clock.now });
  return { ...stage, platform, talk };
}

const shownPaper = (cards: readonly Card[]) => itemsOf(cards)[0]?.paper;

it.each(['cards', 'compact', 'recap'] as const)(
  'mean the papers of a digest (%s) that came after a list, for everybody, and after a restart',
  async (layout) => {
    const { talk, clock } = await setDigestStage(layout);
    await talk.type('/paper uncertainty');
    await clock.run(3 * minute);
    expect(shownPaper(await talk.type('/papers show 2'))).toBe('paper-0001');
    expect(shownPaper(await talk.as('ben').type('/papers show 1'))).toBe('paper-0000');
    const anew = await talk.restart();
    expect(shownPaper(await anew.type('/papers show 2'))).toBe('paper-0001');
    expect((await anew.type('/papers cite 3'))[0]?.text).toContain('the numbers 1 to 2');
  },
);

it('mean a list of my own that is newer than the digest, and for nobody else', async () => {
  const { talk, clock } = await setDigestStage('cards');
  await clock.run(3 * minute);
  await clock.run(minute);
  const [, second] = itemsOf(await talk.type('/paper uncertainty'));
  expect(shownPaper(await talk.type('/papers show 2'))).toBe(second?.paper);
  expect(shownPaper(await talk.as('ben').type('/papers show 2'))).toBe('paper-0001');
  expect(shownPaper(await talk.as('ada', 'elsewhere').type('/papers show 2'))).toBeUndefined();
});

it('mean the list that another process showed last', async () => {
  const { talk, store, clock } = await setDigestStage('compact');
  const other = await startTalk({ store, now: clock.now });
  await talk.type('/paper uncertainty');
  await clock.run(1_000);
  const [first] = itemsOf(await other.type('/papers new'));
  expect(shownPaper(await talk.type('/papers show 1'))).toBe(first?.paper);
});

it('of a further page are known as soon as it is shown, for nothing waits for a timer', async () => {
  const talk = await startTalk({}, shippedPapers);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const [first] = await talk.type('learning');
  const second = await talk.press(buttonNamed('Next', first));
  for (const [number, page] of [
    [1, first === undefined ? [] : [first]],
    [6, second],
  ] as const)
    expect(shownPaper(await talk.type(`/papers show ${number}`))).toBe(shownPaper(page));
});
