import { expect, it } from 'vitest';
import { engines, openAt } from '../open.ts';
import { day, paperNamed } from '../things.ts';

it.each(engines)(
  'counts more papers than are read at once, without what is gone, on $engine',
  async ({ freshUrl }) => {
    const { keptPapers } = await openAt(await freshUrl());
    let number = 0;
    const come = (count: number, on: number) => {
      const papers = Array.from({ length: count }, () => {
        number += 1;
        return { key: `${number}`, paper: paperNamed(`arxiv:${number}`) };
      });
      return keptPapers.take('a', papers, [], day(on));
    };
    await come(2_600, 1);
    await come(2_600, 2);
    await come(30, 3);
    await come(1, 4);
    await keptPapers.take('a', [], ['1', '2', '5231'], day(5));
    expect(await keptPapers.describe('a')).toEqual({ count: 5_228, newest: day(3) });
    const { mark, days } = await keptPapers.changedSince('a', 0);
    expect(days.map(({ papers }) => papers.length)).toEqual([2_598, 2_600, 30, 0]);
    expect(await keptPapers.changedSince('a', mark)).toEqual({ mark, days: [] });
  },
);
