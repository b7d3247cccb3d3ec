import { expect, it } from 'vitest';
import { createKeyedQueue } from '../../../src/core/async/keyed-queue.ts';

it('runs what has one key in its order, and lets other keys go on meanwhile', async () => {
  const inTurn = createKeyedQueue();
  const seen: string[] = [];
  let release = () => {};
  const first = inTurn('a', async () => {
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    seen.push('a1');
    throw new Error('broken');
  });
  const second = inTurn('a', async () => seen.push('a2'));
  await inTurn('b', async () => seen.push('b'));
  expect(seen).toEqual(['b']);
  release();
  await expect(first).rejects.toThrow('broken');
  await second;
  expect(seen).toEqual(['b', 'a1', 'a2']);
});
