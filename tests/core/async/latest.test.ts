import { expect, it } from 'vitest';
import { createLatest } from '../../../src/core/async/latest.ts';

/** Work that ends when it is told to. */
function work(result: string) {
  let end = () => {};
  const done = new Promise<string>((resolve) => {
    end = () => resolve(result);
  });
  return { run: () => done, end: () => end() };
}

it('what is asked while something older is under way is what both yield, whichever is ready first', async () => {
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 2, 0],
  ]) {
    const latest = createLatest<string>();
    const works = ['unc', 'uncer', 'uncertain'].map(work);
    const asked = works.map(({ run }) => latest('ada', run));
    for (const at of order) works[at]?.end();
    expect(await Promise.all(asked)).toEqual(['uncertain', 'uncertain', 'uncertain']);
  }
});

it('what is asked under another key, or once all is answered, is answered by itself', async () => {
  const latest = createLatest<string>();
  const [mine, yours] = [work('mine'), work('yours')];
  const asked = [latest('ada', mine.run), latest('ben', yours.run)];
  yours.end();
  mine.end();
  expect(await Promise.all(asked)).toEqual(['mine', 'yours']);
  expect(await latest('ada', async () => 'later')).toBe('later');
});

it('a failure is told to those who wait for it, and is forgotten', async () => {
  const latest = createLatest<string>();
  await expect(latest('ada', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(await latest('ada', async () => 'later')).toBe('later');
});
