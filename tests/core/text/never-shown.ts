/** First and last code point of each run of characters that are never shown, written out from DerivedCoreProperties.txt and UnicodeData.txt. */
const RUNS: readonly (readonly [first: number, last: number])[] = [
  [0x0, 0x8],
  [0xe, 0x1f],
  [0x7f, 0x84],
  [0x86, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180e, 0x180e],
  [0x200b, 0x200b],
  [0x200e, 0x200f],
  [0x202a, 0x202e],
  [0x2061, 0x206f],
  [0x3164, 0x3164],
  [0xfdd0, 0xfdef],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe00ff],
  [0xe01f0, 0xe0fff],
  ...Array.from({ length: 17 }, (_, plane) => [plane * 0x10000 + 0xfffe, plane * 0x10000 + 0xffff] as const),
];

/** Every character that is never shown, but for U+2060, half surrogate pairs and variation selectors, which have rules of their own. */
export const neverShown: readonly string[] = RUNS.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)),
);

/** Invisible, but part of what is shown: emoji families, flags, keycaps, Persian, Hindi, Mongolian, a sign's and a name's variant. */
export const shownWhole: readonly string[] = [
  '👩‍👩‍👧‍👦',
  '👩🏽‍⚕️',
  '👩‍❤️‍💋‍👨',
  '🏳️‍🌈',
  '❤️',
  '❤︎',
  '©️',
  '1️⃣',
  '#️⃣',
  '🇩🇪',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  '🏴󠁧󠁢󠁷󠁬󠁳󠁿',
  'نمی‌خواهم',
  'क्‍ष',
  'ᠭ᠋',
  '∩︀',
  '葛󠄀城',
  'é',
  'שלום',
];
