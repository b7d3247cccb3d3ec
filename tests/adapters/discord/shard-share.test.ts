import { describe, expect, it } from 'vitest';
import { findShare } from '../../../src/adapters/discord/connect/sharing/shard-share.ts';

/** The share of each process, where the shards are held by those named, in their order; '' for nobody. */
function sharesOf(held: readonly string[], ...processes: readonly string[]): readonly number[] {
  const holders = new Map(held.flatMap((holder, shard) => (holder === '' ? [] : [[shard, holder] as const])));
  return processes.map((process) => findShare({ count: held.length, processes, holders }, process).target);
}

describe('the share of a process', () => {
  it('is all where it is alone', () => {
    expect(sharesOf(['', '', ''], 'a')).toEqual([3]);
    expect(findShare({ count: 3, processes: ['a'], holders: new Map([[1, 'a']]) }, 'a').free).toEqual([
      0, 1, 2,
    ]);
  });

  it('is as large as everybody’s, or one larger for those that have the most', () => {
    expect(sharesOf(['', '', '', ''], 'a', 'b', 'c')).toEqual([2, 1, 1]);
    expect(sharesOf(['b', 'b', 'c', ''], 'a', 'b', 'c')).toEqual([1, 2, 1]);
    expect(sharesOf(['a', 'a', 'b', 'b'], 'a', 'b', 'c')).toEqual([2, 1, 1]);
    expect(sharesOf(['a'], 'a', 'b')).toEqual([1, 0]);
  });

  it('is one process’s alone where nobody else holds or takes any', () => {
    const isAlone = (processes: readonly string[], held: readonly (readonly [number, string])[]) =>
      findShare({ count: 2, processes, holders: new Map(held) }, 'a').isAlone;
    expect(isAlone(['a'], [[0, 'a']])).toBe(true);
    expect(isAlone(['a', 'b'], [[0, 'a']])).toBe(false);
    expect(isAlone(['a'], [[0, 'x']])).toBe(false);
    expect(isAlone([], [[0, 'a']])).toBe(false);
  });

  it('is of what processes hold that take no more, or are not known, never a part', () => {
    expect(sharesOf(['x', 'x', '', 'a'], 'a', 'b')).toEqual([1, 1]);
    const holders = new Map([
      [0, 'x'],
      [1, 'a'],
    ]);
    expect(findShare({ count: 4, processes: ['a'], holders }, 'x')).toMatchObject({
      target: 1,
      free: [0, 2, 3],
    });
  });

  it('comes to be the same for all however it began, each taking and handing over by itself', () => {
    for (const count of [1, 2, 5, 16])
      for (const processes of [['a'], ['a', 'b'], ['a', 'b', 'c']]) {
        const holders = new Map<number, string>();
        for (let round = 0; round < 2 * count; round += 1)
          for (const process of processes) {
            const { target, free } = findShare({ count, processes, holders }, process);
            const own = [...holders].filter(([, holder]) => holder === process).map(([shard]) => shard);
            if (own.length > target) holders.delete(own.at(-1) ?? -1);
            const takes = free
              .filter((shard) => !own.includes(shard))
              .slice(0, Math.max(0, target - own.length));
            for (const shard of takes) holders.set(shard, process);
          }
        const sizes = processes.map((one) => [...holders.values()].filter((holder) => holder === one).length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        expect(holders.size).toBe(count);
      }
  });
});
