/** So many tags on one paper. */
export const mostTags = 20;
const longestTag = 40;

/** The tags of a text, parted by commas or spaces: small letters, without `#`, each once. */
export function readTags(text: string): readonly string[] {
  const words = text.split(/[\s,;]+/u).map((word) => foldTag(word).slice(0, longestTag));
  return [...new Set(words.filter((word) => word !== ''))];
}

/** A tag as it is compared and kept. */
export function foldTag(tag: string): string {
  return tag
    .normalize('NFC')
    .toLowerCase()
    .replace(/^#+/u, '')
    .replace(/["\\\p{Cc}\p{Cf}]/gu, '')
    .trim();
}
