import { describe, expect, it } from 'vitest';
import { engines, openAt } from '../open.ts';
import { day, paperNamed } from '../things.ts';

describe.each(engines)('the days on which papers came, on $engine', ({ freshUrl }) => {
  it('are found before and after a day, of the sources named alone, without what is gone', async () => {
    const { keptPapers } = await openAt(await freshUrl());
    const come = (source: string, id: string, on: number) =>
      keptPapers.take(source, [{ key: id, paper: paperNamed(id) }], [], day(on));
    await come('a', 'first', 1);
    await come('a', 'gone', 2);
    await come('b', 'other', 3);
    await come('a', 'last', 6);
    await come('c', 'not asked for', 4);
    await keptPapers.take('a', [], ['gone'], day(7));
    const nearest = (on: string) => keptPapers.nearestDays(['a', 'b'], on);
    expect(await nearest('2024-03-03')).toEqual({ before: '2024-03-01', after: '2024-03-06' });
    expect(await nearest('2024-03-06')).toEqual({ before: '2024-03-03' });
    expect(await nearest('2024-02-01')).toEqual({ after: '2024-03-01' });
    expect(await keptPapers.nearestDays([], '2024-03-03')).toEqual({});
  });
});
