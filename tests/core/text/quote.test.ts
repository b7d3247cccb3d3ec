import { expect, it } from 'vitest';
import { quote } from '../../../src/core/text/quote.ts';

it('quotes what was typed on one line, clipped', () => {
  expect(quote(' deep\n ensem\u200Bbles ')).toBe('“deep ensembles”');
  expect([quote('"early exit"'), quote('“early exit”'), quote('"a" or "b"'), quote('"')]).toEqual([
    '“early exit”',
    '“early exit”',
    '“"a" or "b"”',
    '“"”',
  ]);
  expect(quote('deep ensembles', 8)).toBe('“deep…”');
  expect(quote('word '.repeat(50))).toBe(`“${'word '.repeat(15)}word…”`);
});
