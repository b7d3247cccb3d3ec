import { describe, expect, it } from 'vitest';
import { isDigitsAlone } from '../../../src/core/commands/numbers.ts';
import { measureWork } from '../../growth.ts';

describe('a text of digits alone', () => {
  it.each(['42', '-1', '1 2', '2303.080', '(3)', '#7'])('is %s', (text) => {
    expect(isDigitsAlone(text)).toBe(true);
  });

  it.each(['', '-', '3D', 'GPT-4', '1 and 2'])('is not %s', (text) => {
    expect(isDigitsAlone(text)).toBe(false);
  });

  it('is told from any other in an instant, however long it is', async () => {
    const time = await measureWork(() => expect(isDigitsAlone(`${'1'.repeat(40_000)}x`)).toBe(false));
    expect(time).toBeLessThan(500);
  });
});
