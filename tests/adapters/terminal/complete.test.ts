import { describe, expect, it } from 'vitest';
import { completeLine } from '../../../src/adapters/terminal/receive/complete.ts';
import type { CommandDeclaration } from '../../../src/core/chat/command.ts';
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
    const [choices, replaced] = await completeLine('author:che', bot);
    expect(replaced).toBe('author:che');
    expect(choices).toEqual(['author:che', 'author:"Wei Chen"', 'author:"Xiaoyang Cheng"']);
  });

  it('hold the only choice alone, so that it takes the place of what is typed', async () => {
    const { bot } = await startTalk({}, papers);
    expect(await completeLine('author:xiao', bot)).toEqual([['author:"Xiaoyang Cheng"'], 'author:xiao']);
  });

  it('hold what all begin with as it is where it says more than what is typed', async () => {
    const { bot } = await startTalk();
    expect(await completeLine('/papers c', bot)).toEqual([['/papers cite '], '/papers c']);
  });
});

describe('the completions of options', () => {
  const choice = (value: string) => ({ label: value, value });
  const declaration: CommandDeclaration = {
    name: 'papers',
    verb: 'mine',
    description: 'One’s own papers',
    argument: { name: 'query', description: 'Words', required: false, kind: 'query' },
    options: [
      { name: 'tag', description: 'A tag', completes: true },
      { name: 'state', description: 'Read or not', choices: ['unread', 'read'].map(choice) },
    ],
    private: true,
  };

  async function complete(typed: string) {
    const { bot } = await startTalk();
    const asked: unknown[] = [];
    const result = await completeLine(typed, {
      ...bot,
      commands: [declaration],
      async suggest(line, _limit, option) {
        asked.push([line.text, option]);
        if (option === undefined)
          return ['uncertainty'].filter((word) => word.startsWith(line.text)).map(choice);
        return ['physics', 'to read'].filter((tag) => tag.startsWith(line.text)).map(choice);
      },
    });
    return { result, asked };
  }

  it.each([
    ['/papers mine tag:', [['tag:physics', 'tag:"to read"'], 'tag:']],
    ['/papers mine deep tag:phy', [['tag:physics'], 'tag:phy']],
    ['/papers mine tag:"to r', [['tag:"to read"'], 'tag:"to r']],
    ['/papers mine state:r', [['state:read'], 'state:r']],
    ['/papers mine ta', [['tag:'], 'ta']],
    ['/papers mine un', [['uncertainty', 'unread'], 'un']],
    ['/papers mine unread tag:physics re', [[], 're']],
  ])('%s', async (typed, completions) => {
    expect((await complete(typed)).result).toEqual(completions);
  });

  it('ask for what is typed of the value alone, and for the argument without its options', async () => {
    expect((await complete('/papers mine x tag:ph')).asked).toEqual([['ph', 'tag']]);
    expect((await complete('/papers mine tag:physics unc')).asked).toEqual([['unc', undefined]]);
  });
});
