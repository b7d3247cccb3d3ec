import type { Bookmark } from '../core/chat/emoji.ts';
import { readEntries } from './entries.ts';

const customName = /^[\p{L}\p{N}_'+-]{1,100}$/u;
const drawn =
  /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2})(?:\u200D\p{Extended_Pictographic})*$/u;
const tagPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;

/** Which emoji save; the first thing wrong, in words, where they cannot be read. */
export function readBookmarks(given: unknown): readonly Bookmark[] | string {
  const entries = readEntries(given);
  if (entries === undefined) return 'must be emoji, each with its tag or none, such as "⭐": favourite';
  const bookmarks = new Map<string, Bookmark>();
  for (const { key, value } of entries) {
    const emoji = nameEmoji(key);
    if (!drawn.test(emoji) && !customName.test(emoji))
      return `has ${JSON.stringify(key)}, which is no emoji and no name of one, such as 🔖 or lab_save`;
    if (value !== '' && !(tagPattern.test(value) && value.length <= 40))
      return `has the tag ${JSON.stringify(value)}, but tags are at most 40 small letters, digits and hyphens, such as to-read`;
    if (bookmarks.has(emoji)) return `has ${key} twice; leave one of them`;
    bookmarks.set(emoji, value === '' ? { emoji } : { emoji, tag: value });
  }
  return [...bookmarks.values()];
}

/** An emoji as reactions name it: `:lab_save:` and `<:lab_save:123>` are `lab_save`; skin tones do not count. */
function nameEmoji(text: string): string {
  const [, name = text] = /^<?a?:([^:]+)(?:::skin-tone-\d)?:(?:\d+>)?$/u.exec(text) ?? [];
  return name.replace(/\uFE0F|[\u{1F3FB}-\u{1F3FF}]/gu, '');
}
