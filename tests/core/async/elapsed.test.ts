import { expect, it } from 'vitest';
import { createElapsed } from '../../../src/core/async/elapsed.ts';

it('time goes on while the machine sleeps, and not by what puts the clock right', () => {
  const now = { even: 100, wall: 5_000_000 };
  const elapsed = createElapsed({ even: () => now.even, wall: () => now.wall });
  const pass = (even: number, wall: number) => {
    const before = elapsed();
    now.even += even;
    now.wall += wall;
    return elapsed() - before;
  };
  expect(pass(3_000, 3_000)).toBe(3_000);
  expect(pass(3_000, 3_600_000)).toBe(3_600_000);
  expect(pass(3_000, 3_400)).toBe(3_000);
  expect(pass(3_000, -60_000)).toBe(3_000);
  expect(pass(0, 0)).toBe(0);
});
