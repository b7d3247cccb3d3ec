import { describe, expect, it } from 'vitest';
import { foldTag, readTags } from '../../../src/core/chat/tags.ts';

describe('tags', () => {
  it('are compared without what is never shown, and keep their joiners', () => {
    expect(foldTag('#Phy\u200Bsi\u202Ecs')).toBe('physics');
    expect(foldTag('نمی\u200Cخواهم')).toBe('نمی\u200Cخواهم');
  });

  it('are cut between characters, each once', () => {
    expect(readTags(`#b, B;${'a'.repeat(39)}🔖 ${'e\u0301'.repeat(41)}`)).toEqual([
      'b',
      'a'.repeat(39),
      'é'.repeat(40),
    ]);
  });
});
