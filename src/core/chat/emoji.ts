import { emojiToName, nameToEmoji } from 'gemoji';
import { readTags } from './tags.ts';

/** What an emoji on a message means: the place of a paper there (1-based), or the only paper there, with a tag or without. */
export type Meaning = {
  /** The same for all ways in which platforms write an emoji. */
  readonly emoji: string;
  readonly place?: number;
  readonly tag?: string;
};

/** Reads an emoji given to a message; undefined for one that means nothing here. */
export type ReadEmoji = (emoji: string) => Meaning | undefined;

export const defaultBookmarks: readonly Bookmark[] = [{ emoji: '🔖' }];

/** The emoji with which a paper is saved as it is, in words to people: `:lab-logo:` for a custom one. */
export function nameBookmark(bookmarks: readonly Bookmark[]): string {
  const plain = bookmarks.find(({ tag }) => tag === undefined) ?? bookmarks[0];
  const { emoji } = plain ?? { emoji: '🔖' };
  return /^\w/u.test(emoji) ? `:${emoji}:` : emoji;
}

/** The emoji that pick the first paper of a message, the second, and so on. */
export const numberEmoji: readonly string[] = ['1️⃣', '2️⃣', '3️⃣', '4️⃣', '5️⃣', '6️⃣', '7️⃣', '8️⃣', '9️⃣', '🔟'];

/** Reads these bookmarks and the numbers. A bookmark comes first, should somebody take a number for one. */
export function createReadEmoji(bookmarks: readonly Bookmark[]): ReadEmoji {
  const meanings = new Map<string, Meaning>();
  for (const [index, number] of numberEmoji.entries()) {
    const emoji = normaliseEmoji(number);
    meanings.set(emoji, { emoji, place: index + 1 });
  }
  for (const bookmark of bookmarks) {
    const emoji = normaliseEmoji(bookmark.emoji);
    const tag = readTags(bookmark.tag ?? '').join('-');
    meanings.set(emoji, { emoji, ...(tag === '' ? {} : { tag }) });
  }
  return (emoji) => meanings.get(normaliseEmoji(emoji));
}

/**
 * An emoji as it is compared, the same for all ways in which people and platforms write it: without colons, skin tones,
 * variation selectors and the id of a custom one; a short name that gemoji knows (`:bookmark:`) as its character. A
 * custom emoji goes by its name.
 */
export function normaliseEmoji(emoji: string): string {
  const name = emoji
    .trim()
    .replace(/^<a?(:\w+:)\d+>$/u, '$1')
    .replace(/::?skin-tone-[2-6]:?$/u, '')
    .replace(/^:|:$/gu, '');
  const character = Object.hasOwn(nameToEmoji, name) ? nameToEmoji[name] : name;
  return (character ?? name).replace(/[\uFE0E\uFE0F]|[\u{1F3FB}-\u{1F3FF}]/gu, '');
}

const shortNames = new Map(
  Object.entries(emojiToName).map(([emoji, name]) => [normaliseEmoji(emoji), name] as const),
);

/** The short name of an emoji, without colons: `bookmark` for 🔖; a custom one's own. */
export function writeShortName(emoji: string): string {
  const bare = normaliseEmoji(emoji);
  return shortNames.get(bare) ?? bare;
}

const customName = /^[\p{L}\p{N}_'+-]{1,100}$/u;
const drawn =
  /^(?:\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}|(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2})(?:\u200D\p{Extended_Pictographic})*)$/u;

/** Whether a normalised emoji is one picture, or may be the name of a custom one; the numbers that pick a paper are not. */
export function isEmoji(normalised: string): boolean {
  return drawn.test(normalised) || customName.test(normalised);
}

/** An emoji that saves the paper on the message it is given to: itself, or the name of a custom one. */
export type Bookmark = { readonly emoji: string; readonly tag?: string };
