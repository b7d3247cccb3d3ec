import { describe, expect, it } from 'vitest';
import { completeLine } from '../../../src/adapters/terminal/complete.ts';
import { papersToTry } from '../../core/papers-to-try.ts';
import { startTalk } from '../../core/talk.ts';

describe('the completions of a line', () => {
  const [first, second] = papersToTry.map((paper, at) => ({
    ...paper,
    authors: [at === 0 ? 'Wei Chen' : 'Xiaoyang Cheng'],
  }));
  const papers = [first, second].filter((paper) => paper !== undefined);

  it('hold what is typed where readline would put the less that all have in common', async () => {
    const { bot } = await startTalk({}, papers);
    const [choices, replaced] = completeLine('author:che', bot);
    expect(replaced).toBe('author:che');
    expect(choices).toEqual(['author:che', 'author:"Wei Chen"', 'author:"Xiaoyang Cheng"']);
  });

  it('hold the only choice alone, so that it takes the place of what is typed', async () => {
    const { bot } = await startTalk({}, papers);
    expect(completeLine('author:xiao', bot)).toEqual([['author:"Xiaoyang Cheng"'], 'author:xiao']);
  });

  it('hold what all begin with as it is where it says more than what is typed', async () => {
    const { bot } = await startTalk();
    expect(completeLine('/papers c', bot)).toEqual([['/papers cite '], '/papers c']);
  });
});
