import { cleanLine } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { editMarked, type MarkedText } from '../../../core/text/marked-text.ts';
import { LIMITS } from '../limits.ts';
import { emphasiseMarked, fitMarked, writeMarked } from './markdown.ts';

/*
 * In the text of a link Discord takes no backslash for an escape and shows it (discord-api-docs#6185). With an emoji
 * (#7673) or an address (#7721) in the text there is no link; signs that look like those of an address count, an invitation
 * without `https://` does, and so does the code of an emoji. What nobody sees is dropped, the joiners of Persian too.
 */
const UNLINKABLE = [
  /(?![™©®])\p{Extended_Pictographic}|\p{Regional_Indicator}|[0-9#*]\uFE0F?\u20E3/u,
  /[:;ː˸։׃܃܄ःઃ᛬᠃᠉⁚∶ꓽ꞉︰：]\s*[/᜵⁁⁄∕╱⟋⧸Ⳇ⼃〳ノ㇓丿]{2}/u,
  /discord(?:app)?\.\w+\//iu,
  /:(?!\d+:)[\w+-]+:/u,
  /[\u200C\u200D]/u,
];

type Style = { readonly sign: RegExp; readonly lookAlike: string; readonly styled: RegExp };

/** What is styled in the text of a link too, and what stands for the signs that would do it. */
const STYLES: readonly Style[] = [
  {
    sign: /\*/gu,
    lookAlike: '∗',
    styled: /\*(?!\s)(?:\\.|\*\*|[^*\\])+?(?<!\s) {0,2}\*(?!\*)|\*\*(?:\\.|[^\\])+?\*\*(?!\*)/u,
  },
  { sign: /_/gu, lookAlike: '＿', styled: /_(?:\\.|__|[^_\\])+?_(?!\w)|__(?:\\.|[^\\])+?__(?!_)/u },
  { sign: /~/gu, lookAlike: '∼', styled: /~~.+?~~/u },
  { sign: /\|/gu, lookAlike: '∣', styled: /\|\|.+?\|\|/u },
  { sign: /`/gu, lookAlike: '‵', styled: /(`+).+?(?<!`)\1(?!`)|```.+```/u },
];

/** Of what Discord reads in angle brackets: mentions, moments, addresses, numbers; and of a mention of all. */
const POINTED = {
  pattern: /<(?=[@#/]|\+\d|a?:\w+:\d|id:\w|t:-?\d|[^: >]+:\/|[\w.+-]+@)/gu,
  write: () => '‹',
};
const EVERYBODY = { pattern: /@(?=everyone|here)/gu, write: () => '＠' };
const BRACKETS = { pattern: /[[\]]/gu, write: (found: string) => (found === '[' ? '(' : ')') };

/**
 * A linked heading. Where its text cannot be that of a link it stands before a short one; without any where the address is
 * none that Discord takes.
 */
export function writeLink(marked: MarkedText, url: string, limit: number, room: number): string {
  const address = safeAddress(url);
  if (address === undefined || marked.text.trim() === '') return writeMarked(marked, limit, room);
  const after = `](${address})`;
  if (UNLINKABLE.some((pattern) => pattern.test(marked.text))) {
    const short = ` [link${after}`;
    return `${writeMarked(marked, limit, room - short.length)}${short}`;
  }
  return `[${fitMarked(marked, limit, room - after.length - 1, writeLinkText)}${after}`;
}

/** A short link: `[Code](https://…)`; its label alone where the address is none that Discord takes. */
export function writeShortLink(label: string, url: string): string {
  const text = clipText(cleanLine(label), LIMITS.linkLabel);
  return writeLink({ text, marks: [] }, url, LIMITS.linkLabel, 1000);
}

function writeLinkText(marked: MarkedText): string {
  return emphasiseMarked(replaceStyles(replaceBrackets([POINTED, EVERYBODY].reduce(editMarked, marked))));
}

function replaceStyles(marked: MarkedText): MarkedText {
  return STYLES.reduce((edited, { sign, lookAlike, styled }) => {
    const { text, marks } = edited;
    const isWhole = marks.length === 1 && marks[0]?.start === 0 && marks[0].end === text.length;
    // Beside the stars that we write, signs may pair that do not otherwise; around the whole text other stars alone.
    const found = marks.length === 0 ? 0 : (text.match(sign)?.length ?? 0);
    const most = lookAlike === '∗' ? 0 : isWhole ? Number.POSITIVE_INFINITY : 1;
    const isHarmful = found > most || styled.test(text);
    return isHarmful ? editMarked(edited, { pattern: sign, write: () => lookAlike }) : edited;
  }, marked);
}

/** Round brackets for square ones that would end the link early: all but plain pairs. */
function replaceBrackets(marked: MarkedText): MarkedText {
  const rest = marked.text.replace(/\[[^[\]]*\](?!\()/gu, '');
  return /[[\]]/u.test(rest) ? editMarked(marked, BRACKETS) : marked;
}

/** An http(s) address that can stand in round brackets; undefined for any other, and for a very long one. */
export function safeAddress(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href, username } = new URL(url);
  if (!/^https?:$/u.test(protocol) || username !== '') return undefined;
  const address = href.replace(
    /[()<>[\]\\|`*"'\s]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return address.length <= LIMITS.url ? address : undefined;
}
