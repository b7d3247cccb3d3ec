import { type Bookmark, isEmoji, normaliseEmoji } from '../core/chat/emoji.ts';
import { type ReadSeveral, readEntries } from '../core/chat/settings/several.ts';

const tagPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;

/** Which emoji save; undefined where they are no entries. */
export const readBookmarks: ReadSeveral<readonly Bookmark[]> = (given, complain) => {
  const entries = readEntries(given);
  if (entries === undefined) return undefined;
  const bookmarks = new Map<string, Bookmark>();
  for (const { key, value } of entries) {
    const emoji = normaliseEmoji(key);
    const isTag = value === '' || (tagPattern.test(value) && value.length <= 40);
    if (!isEmoji(emoji))
      complain(
        `has ${JSON.stringify(key)}, which is neither an emoji nor the name of one, such as 🔖 or lab_save`,
      );
    if (!isTag)
      complain(
        `has the tag ${JSON.stringify(value)}, but tags are at most 40 small letters, digits and hyphens, such as to-read`,
      );
    if (bookmarks.has(emoji)) complain(`has ${key} twice; remove one of them`);
    bookmarks.set(emoji, value === '' ? { emoji } : { emoji, tag: value });
  }
  return [...bookmarks.values()];
};
