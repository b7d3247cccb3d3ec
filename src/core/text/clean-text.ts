import { type Edit, editMarked, type MarkedText } from './marked-text.ts';

/*
 * What is never shown, by the properties of the Unicode Character Database (UAX #44; general categories Cc, Cf, Cs, Cn):
 *
 * - Default_Ignorable_Code_Point, what a font draws nothing for: soft hyphen, zero-width space, word joiner, byte order
 *   mark, bidi marks, overrides and isolates, Hangul fillers, tags, and the code points kept free for more of these;
 * - Cc, the controls, but for those that are white space;
 * - U+FFF9 to U+FFFB, which frame interlinear annotations; the other Cf that are drawn, as the Arabic number signs, stay;
 * - noncharacters (of Cn); code points that are not assigned yet may be tomorrow's emoji and stay;
 * - Cs, halves of surrogate pairs.
 *
 * The joiners U+200C and U+200D stay: emoji families, Persian, Indic scripts. So does a variation selector right after a
 * character that it can select a form of, and a flag of a part of a country, of which there are three (UTS #51, ED-14a).
 */
const ENGLAND_SCOTLAND_WALES =
  '\\u{1F3F4}\\u{E0067}\\u{E0062}(?:\\u{E0065}\\u{E006E}\\u{E0067}|\\u{E0073}\\u{E0063}\\u{E0074}|\\u{E0077}\\u{E006C}\\u{E0073})\\u{E007F}';
const STRAY_SELECTORS = [
  '(?<!(?![0-9#*])\\p{Emoji})(?!(?<=[0-9#*])\\uFE0F\\u20E3)[\\uFE0E\\uFE0F]',
  // Of mathematical signs, Han and other letters: StandardizedVariants.txt.
  '(?<!(?!\\p{Default_Ignorable_Code_Point})[\\p{Sm}\\p{Lo}0])[\\uFE00-\\uFE0D]',
  '(?<!(?!\\p{Default_Ignorable_Code_Point})\\p{Script=Mongolian})[\\u180B-\\u180D\\u180F]',
  // Of Han in names: the Ideographic Variation Database.
  '(?<!\\p{Script=Han})[\\u{E0100}-\\u{E01EF}]',
];
const NEVER_SHOWN = [
  '(?!\\p{White_Space})\\p{Cc}',
  '(?![\\u200C\\u200D\\u2060]|\\p{Variation_Selector})\\p{Default_Ignorable_Code_Point}',
  '[\\uFFF9-\\uFFFB]',
  '\\p{Noncharacter_Code_Point}',
  ...STRAY_SELECTORS,
].join('|');

const comingIn = new RegExp(`${ENGLAND_SCOTLAND_WALES}|${NEVER_SHOWN}|\\u2060|\\p{Cs}`, 'gu');
const goingOut = new RegExp(`${ENGLAND_SCOTLAND_WALES}|${NEVER_SHOWN}`, 'gu');

const dropUnlessFlag = (found: string) => (found.startsWith('\u{1F3F4}') ? found : '');

/**
 * A text that comes in, without what is never shown and without half surrogate pairs; its white space stays. For what is
 * read from papers and for what people type.
 */
export function dropInvisible(text: string): string {
  return text.replace(comingIn, dropUnlessFlag);
}

const visible: readonly Edit[] = [
  { pattern: /\p{Cs}/gu, write: () => '\uFFFD' },
  { pattern: goingOut, write: dropUnlessFlag },
];
const unixBreaks: Edit = { pattern: /\r\n?|[\n\v\f\u0085\u2028\u2029]/gu, write: () => '\n' };
const oneLine: readonly Edit[] = [
  ...visible,
  { pattern: /[\s\u0085]+/gu, write: () => ' ' },
  { pattern: /^ | $/gu, write: () => '' },
];

/**
 * A text that goes out, not escaped yet: nothing that hides or turns what is beside it; lone surrogates as U+FFFD, each
 * line break as one `\n`. U+2060, with which an escape may part a mention, stays: no text that came in has it.
 */
export function cleanText(text: string): string {
  return edit(text, [...visible, unixBreaks]);
}

/** The same on one line, without spaces at its ends or next to each other. */
export function cleanLine(text: string): string {
  return edit(text, oneLine);
}

/** `cleanLine` of a marked text, the marks on the same words. */
export function cleanMarked(marked: MarkedText): MarkedText {
  return oneLine.reduce(editMarked, marked);
}

function edit(text: string, edits: readonly Edit[]): string {
  return edits.reduce((edited, { pattern, write }) => edited.replace(pattern, write), text);
}
