import { describe, expect, it } from 'vitest';
import type { LunrEngine } from '../../../src/core/search/lunr-engine.ts';
import { createSearchAmong } from '../../../src/core/search/search-among.ts';
import { papersToTry } from '../papers-to-try.ts';
import { dailyPapers } from './sample-papers.ts';

describe('a search among some papers', () => {
  it('finds these alone, as they are now', async () => {
    const searchAmong = createSearchAmong();
    const find = async (name: string, papers: typeof papersToTry, text: string) =>
      (await (await searchAmong(name, papers)).search(text)).hits.map(({ paper }) => paper.id);
    const [first, second] = papersToTry;
    if (first === undefined || second === undefined) throw new Error('too few papers');
    expect(await find('ada', [first], 'uncertainty')).toEqual([first.id]);
    expect(new Set(await find('ada', [first, second], 'uncertainty'))).toEqual(
      new Set([first.id, second.id]),
    );
    expect(await find('ben', [second], 'uncertainty')).toEqual([second.id]);
    const noted = { ...second, keywords: ['conformal'] };
    expect(await find('ada', [first, noted], 'conformal')).toEqual([second.id]);
    expect(await find('ada', [first, second], 'conformal')).toEqual([]);
    expect(await find('ada', [second], 'uncertainty')).toEqual([second.id]);
    expect(await find('ada', [], 'uncertainty')).toEqual([]);
  });

  it('learns nothing anew where nothing has changed, and waits for what is still being indexed', async () => {
    const searchAmong = createSearchAmong();
    const papers = dailyPapers();
    const among = async () => (await searchAmong('ada', papers)) as LunrEngine;
    const sizes = await Promise.all([among(), among()].map(async (found) => (await found).size));
    expect(sizes).toEqual([papers.length, papers.length]);
    const model = (await among()).model();
    expect(model).toBeDefined();
    expect((await among()).model()).toBe(model);
  });

  it('keeps no more than it is told, and answers all the same', async () => {
    const searchAmong = createSearchAmong(1);
    const first = await searchAmong('ada', papersToTry);
    expect(await searchAmong('ada', papersToTry)).toBe(first);
    await searchAmong('ben', papersToTry);
    const again = await searchAmong('ada', papersToTry);
    expect(again).not.toBe(first);
    expect(again.size).toBe(papersToTry.length);
  });
});
