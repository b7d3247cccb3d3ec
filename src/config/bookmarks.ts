import { type Bookmark, isEmoji, normaliseEmoji } from '../core/chat/emoji.ts';
import { readEntries } from './entries.ts';

const tagPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;

/** Which emoji save; the first thing wrong, in words, where they cannot be read. */
export function readBookmarks(given: unknown): readonly Bookmark[] | string {
  const entries = readEntries(given);
  if (entries === undefined) return 'must be emoji, each with its tag or none, such as "⭐": favourite';
  const bookmarks = new Map<string, Bookmark>();
  for (const { key, value } of entries) {
    const emoji = normaliseEmoji(key);
    if (!isEmoji(emoji))
      return `has ${JSON.stringify(key)}, which is no emoji and no name of one, such as 🔖 or lab_save`;
    if (value !== '' && !(tagPattern.test(value) && value.length <= 40))
      return `has the tag ${JSON.stringify(value)}, but tags are at most 40 small letters, digits and hyphens, such as to-read`;
    if (bookmarks.has(emoji)) return `has ${key} twice; leave one of them`;
    bookmarks.set(emoji, value === '' ? { emoji } : { emoji, tag: value });
  }
  return [...bookmarks.values()];
}
