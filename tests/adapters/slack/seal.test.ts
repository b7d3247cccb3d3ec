import { expect, it } from 'vitest';
import { createSeal } from '../../../src/adapters/slack/install/seal.ts';

const [first, second] = ['a-first-secret-of-thirty-two-chars', 'a-second-secret-of-thirty-two-char'];

it('opens what it closed, which says nothing of it and is never the same', () => {
  const seal = createSeal([first]);
  const sealed = seal.close('T1', 'xoxb-täglich');
  expect(seal.open('T1', sealed)).toEqual({ text: 'xoxb-täglich', isOld: false });
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('xoxb');
  expect(seal.close('T1', 'xoxb-täglich')).not.toBe(sealed);
});

it('opens nothing for another workspace, under another secret, nor what was changed or cut anywhere', () => {
  const seal = createSeal([first]);
  const sealed = seal.close('T1', 'xoxb-token');
  expect(seal.open('T2', sealed)).toBeUndefined();
  expect(createSeal([second]).open('T1', sealed)).toBeUndefined();
  const bytes = Buffer.from(sealed, 'base64url');
  for (const [at, byte] of bytes.entries()) {
    const changed = Buffer.from(bytes);
    changed[at] = byte ^ 1;
    expect(seal.open('T1', changed.toString('base64url'))).toBeUndefined();
    expect(seal.open('T1', bytes.subarray(0, at).toString('base64url'))).toBeUndefined();
  }
});

it('closes with the newest of several secrets, and opens what any of them closed', () => {
  const sealed = createSeal([first]).close('T1', 'xoxb-token');
  const both = createSeal([second, first]);
  expect(both.open('T1', sealed)).toEqual({ text: 'xoxb-token', isOld: true });
  expect(createSeal([second]).open('T1', both.close('T1', 'xoxb-token'))?.text).toBe('xoxb-token');
});
