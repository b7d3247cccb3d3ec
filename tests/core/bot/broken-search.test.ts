import { describe, expect, it, vi } from 'vitest';
import { composeWelcome } from '../../../src/app/welcome.ts';
import { createLunrEngine } from '../../../src/core/search/lunr-engine.ts';
import { createFailingEngine } from '../failing-engine.ts';
import { papersToTry } from '../papers-to-try.ts';
import { itemsOf, only, startTalk } from '../talk.ts';

async function startWithoutSearch() {
  const real = createLunrEngine();
  await real.update({ put: papersToTry, removed: [] });
  const failing = createFailingEngine(real);
  const talk = await startTalk({ search: failing.engine });
  failing.broken = true;
  return { talk, failing };
}

describe('while the search cannot be reached', () => {
  it.each([
    '/paper uncertainty',
    '/papers show uncertainty cascades',
    '/papers similar 2303.08010',
    '/papers save some words of a title',
    '/digest why some words of a title',
  ])('%s says to try again, and nothing of how it failed', async (typed) => {
    const { talk } = await startWithoutSearch();
    if (typed.startsWith('/digest')) await talk.type('/digest add uncertainty 09:00 daily UTC');
    const card = only(await talk.type(typed));
    expect(card.title).toBe('The search is not available. Try again in a minute');
    expect(JSON.stringify(card)).not.toContain('9308');
    expect(talk.logged.join('\n')).toMatch(/failed: Nobody answers on port 9308\.$/u);
  });

  it('every command answers, and all is well again once it can', async () => {
    const { talk, failing } = await startWithoutSearch();
    for (const { name, verb = '' } of talk.bot.commands) {
      for (const text of ['', 'uncertainty', '2303.08010', '1'])
        expect(await talk.type(`/${name} ${verb} ${text}`), `/${name} ${verb} ${text}`).not.toEqual([]);
    }
    failing.broken = false;
    expect(itemsOf(await talk.type('/paper uncertainty')).length).toBeGreaterThan(0);
  });

  it('what needs no search goes on: ids, saving, one’s list and its own search, help', async () => {
    const { talk } = await startWithoutSearch();
    expect(itemsOf(await talk.type('/papers show 2303.08010'))).toHaveLength(1);
    expect(only(await talk.type('/papers save 2303.08010')).title).toBe('Saved');
    expect(itemsOf(await talk.type('/papers saved cascades'))).toHaveLength(1);
    expect(only(await talk.type('/papers help paper')).title).toBe('/paper <query>');
    expect(only(await talk.type('/paper')).title).toBe('What are you looking for?');
    expect(talk.logged).toEqual([]);
  });

  it('what was done is told as done', async () => {
    const { talk } = await startWithoutSearch();
    expect(only(await talk.type('/digest add uncertainty 09:00 daily UTC')).title).toBe(
      'The digest on “uncertainty” is set up',
    );
    expect(only(await talk.type('/digest edit 1 papers:3')).title).toBe('Digest 1 is changed');
    const { text } = only(await talk.type('/digest edit 1 topic:"qqqq"'));
    expect(text).not.toContain('No paper here matches');
  });

  it('there are no completions and no examples, and the terminal greets all the same', async () => {
    const { talk, failing } = await startWithoutSearch();
    expect(await talk.bot.suggest({ name: 'paper', text: 'unc' }, 5)).toEqual([]);
    expect(await talk.bot.suggest({ name: 'papers', verb: 'show', text: 'unc' }, 5)).toEqual([]);
    expect(talk.logged).toHaveLength(2);
    const corpus = { papers: papersToTry, get: () => undefined, titled: () => [] };
    const { buttons } = await composeWelcome({ corpus, search: failing.engine, prefix: '', sources: [] });
    expect(buttons?.map(({ label }) => label)).toEqual(['/papers new']);
  });
});

it('a completion that takes too long for a platform to show it is answered with none', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const slow = { ...createLunrEngine(), suggest: () => new Promise<never>(() => {}) };
    const talk = await startTalk({ search: slow });
    const suggested = talk.bot.suggest({ name: 'paper', text: 'unc' }, 5);
    await vi.advanceTimersByTimeAsync(2_900);
    expect(await suggested).toEqual([]);
  } finally {
    vi.useRealTimers();
  }
});
