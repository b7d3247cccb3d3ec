import { expect, it } from 'vitest';
import { createProofs, type Standing } from '../../../src/adapters/discord/receive/permissions.ts';

const standing = { permissions: 0b110n, roles: ['editors'] };

it('ends when the person loses a permission or a role, and not when they get more', () => {
  const proofs = createProofs(() => 1_000);
  proofs.keep('digest', 'papers', 'ada', standing);
  const has = (now: Partial<Standing>) => proofs.has('digest', 'papers', 'ada', { ...standing, ...now });
  expect(has({ permissions: 0b111n, roles: ['new', 'editors'] })).toBe(true);
  expect(has({ permissions: 0b010n })).toBe(false);
  expect(has({ roles: ['new'] })).toBe(false);
  expect(has({})).toBe(true);
});

it('shows who may use a command for a quarter of an hour, in that channel, and no other command', () => {
  let now = 1_000;
  const proofs = createProofs(() => now);
  proofs.keep('digest', 'papers', 'ada', standing);
  expect(proofs.has('digest', 'papers', 'ada', standing)).toBe(true);
  expect(proofs.has('digest', 'papers', 'eve', standing)).toBe(false);
  expect(proofs.has('digest', 'elsewhere', 'ada', standing)).toBe(false);
  expect(proofs.has('sweep', 'papers', 'ada', standing)).toBe(false);
  now += 15 * 60_000 + 1;
  expect(proofs.has('digest', 'papers', 'ada', standing)).toBe(false);
});

it('forgets the oldest where there are too many', () => {
  const proofs = createProofs(() => 1_000, 2);
  for (const person of ['ada', 'bob', 'eve']) proofs.keep('digest', 'papers', person, standing);
  expect(['ada', 'bob', 'eve'].map((person) => proofs.has('digest', 'papers', person, standing))).toEqual([
    false,
    true,
    true,
  ]);
});
