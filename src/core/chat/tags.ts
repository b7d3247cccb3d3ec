import { dropInvisible } from '../text/clean-text.ts';
import { cutText } from '../text/clip-text.ts';

/** So many tags on one paper. */
export const mostTags = 20;
const longestTag = 40;

/** The tags of a text, parted by commas or spaces: small letters, without `#`, each once. */
export function readTags(text: string): readonly string[] {
  const words = text.split(/[\s,;]+/u).map((word) => cutText(foldTag(word), longestTag));
  return [...new Set(words.filter((word) => word !== ''))];
}

/** A tag as it is compared and kept. */
export function foldTag(tag: string): string {
  return dropInvisible(tag).normalize('NFC').toLowerCase().replace(/^#+/u, '').replace(/["\\]/gu, '').trim();
}
