import { expect, it } from 'vitest';
import { createProofs } from '../../../src/adapters/discord/receive/permissions.ts';

it('shows who may use a command for a quarter of an hour, in that channel, and no other command', () => {
  let now = 1_000;
  const proofs = createProofs(() => now);
  proofs.keep('digest', 'papers', 'ada');
  expect(proofs.has('digest', 'papers', 'ada')).toBe(true);
  expect(proofs.has('digest', 'papers', 'eve')).toBe(false);
  expect(proofs.has('digest', 'elsewhere', 'ada')).toBe(false);
  expect(proofs.has('sweep', 'papers', 'ada')).toBe(false);
  now += 15 * 60_000 + 1;
  expect(proofs.has('digest', 'papers', 'ada')).toBe(false);
});

it('forgets the oldest where there are too many', () => {
  const proofs = createProofs(() => 1_000, 2);
  for (const person of ['ada', 'bob', 'eve']) proofs.keep('digest', 'papers', person);
  expect(['ada', 'bob', 'eve'].map((person) => proofs.has('digest', 'papers', person))).toEqual([
    false,
    true,
    true,
  ]);
});
