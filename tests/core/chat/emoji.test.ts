import { describe, expect, it } from 'vitest';
import {
  createReadEmoji,
  defaultBookmarks,
  isEmoji,
  normaliseEmoji,
  numberEmoji,
  writeShortName,
} from '../../../src/core/chat/emoji.ts';

describe('reading emoji', () => {
  const read = createReadEmoji([
    ...defaultBookmarks,
    { emoji: 'star', tag: 'favourite' },
    { emoji: ':our_lab:' },
  ]);

  it.each(['🔖', 'bookmark', ':bookmark:', '🔖\uFE0F'])('takes %s for the bookmark', (emoji) => {
    expect(read(emoji)).toEqual({ emoji: '🔖' });
  });

  it.each(['⭐', 'star', '⭐\uFE0F'])('knows the tag of %s', (emoji) => {
    expect(read(emoji)).toEqual({ emoji: '⭐', tag: 'favourite' });
  });

  it('knows custom emoji by their name', () => {
    expect(read('our_lab')).toEqual({ emoji: 'our_lab' });
    expect(read('<:our_lab:812345678901234567>')).toEqual({ emoji: 'our_lab' });
  });

  it.each([
    ['1️⃣', 1],
    ['1\u20E3', 1],
    ['one', 1],
    ['nine', 9],
    ['🔟', 10],
    ['keycap_ten', 10],
  ])('takes %s for the place %d', (emoji, place) => {
    expect(read(emoji)?.place).toBe(place);
  });

  it('makes one word of a tag', () => {
    expect(createReadEmoji([{ emoji: '📌', tag: '#To read' }])('📌')?.tag).toBe('to-read');
  });

  it('sees through skin tones', () => {
    const thumbs = createReadEmoji([{ emoji: '👍' }]);
    for (const emoji of ['👍🏽', '👍', '+1', 'thumbsup::skin-tone-3', '+1::skin-tone-6'])
      expect(thumbs(emoji)).toEqual({ emoji: '👍' });
  });

  it.each(['eyes', '👀', '', ':', 'constructor', '__proto__', '0️⃣', 'zero', '1', '🏽', '\uFE0F'])(
    'takes %j for nothing',
    (emoji) => {
      expect(read(emoji)).toBeUndefined();
    },
  );

  it('has ten numbers that differ', () => {
    expect(new Set(numberEmoji.map((emoji) => read(emoji)?.emoji)).size).toBe(10);
  });
});

describe('writing emoji', () => {
  it.each([
    ['🔖', 'bookmark'],
    ['1️⃣', 'one'],
    ['❤', 'heart'],
    ['❤️', 'heart'],
    ['👍🏽', '+1'],
    [':our_lab:', 'our_lab'],
    ['constructor', 'constructor'],
  ])('gives %s its short name', (emoji, name) => {
    expect(writeShortName(emoji)).toBe(name);
    expect(normaliseEmoji(name)).toBe(normaliseEmoji(emoji));
  });

  it.each(['⭐', '❤️', '🇩🇪', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👩‍💻', '👍🏽', 'lab_save', ':lab_save:', 'été'])(
    'takes %s for an emoji',
    (text) => {
      expect(isEmoji(normaliseEmoji(text))).toBe(true);
    },
  );

  it.each(['', '1️⃣', '⭐⭐', '⭐ ⭐', 'a b', '🏴\u{E0067}', '\u200D', 'x'.repeat(101)])(
    'takes %j for none',
    (text) => {
      expect(isEmoji(normaliseEmoji(text))).toBe(false);
    },
  );
});
