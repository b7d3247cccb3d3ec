import { lower, raise } from './symbols.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  times: '×',
  plusmn: '±',
  middot: '·',
  deg: '°',
  le: '≤',
  ge: '≥',
  ne: '≠',
  asymp: '≈',
  infin: '∞',
  rarr: '→',
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  lambda: 'λ',
  mu: 'μ',
  micro: 'µ',
  pi: 'π',
  sigma: 'σ',
  copy: '©',
  reg: '®',
  trade: '™',
  szlig: 'ß',
  oslash: 'ø',
  Oslash: 'Ø',
  aelig: 'æ',
  AElig: 'Æ',
  aring: 'å',
  Aring: 'Å',
  ccedil: 'ç',
  Ccedil: 'Ç',
};

const MARKS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    acute: '\u0301',
    grave: '\u0300',
    circ: '\u0302',
    uml: '\u0308',
    tilde: '\u0303',
    caron: '\u030c',
    cedil: '\u0327',
  }),
);

const TAGS =
  /<\/?(?:(?:jats|mml):[a-z]+|i|b|u|em|strong|p|br|span|div|a|sub|sup|inf|sc|scp|tt|code|small|big|italic|bold|ul|ol|li|title|sec|inline-formula|tex-math|abstract|h[1-6]|img|figure|figcaption|table|thead|tbody|tr|td|th|blockquote|pre|hr|script|style|iframe|noscript|video|audio)(?:\s[^<>]{0,500})?\/?>|<!--[^<>]{0,500}-->/gi;
const BLOCKS =
  /^<\/?(?:jats:)?(?:p|br|div|li|ul|ol|title|sec|abstract|h[1-6]|figure|figcaption|table|tr|td|th|blockquote|pre|hr)\b/i;
/** What is never shown: the mark and all up to its end. */
const HIDDEN = /<(script|style|iframe|noscript)(?:\s[^<>]{0,500})?>/gi;
const RAISED = /<((?:jats:)?sup)>([^<>]{1,40})<\/\1>/gi;
/** Numbers alone: words stay on the line. Scopus writes `inf`. */
const LOWERED = /<((?:jats:)?(?:sub|inf))>([\d+\-−]{1,20})<\/\1>/gi;

/** HTML and JATS without the mark-up: entities become their characters, known tags go, scripts and styles with what is in them. `<30%` stays. */
export function dropTags(text: string): string {
  const decoded = text.includes('&')
    ? text.replace(/&(?:amp;)*(#x?[0-9a-f]{1,6}|[a-z]{2,8});/gi, decodeEntity)
    : text;
  if (!decoded.includes('<')) return decoded;
  return dropHidden(decoded)
    .replace(RAISED, (_, __, raised: string) => raise(raised) ?? `^${raised}`)
    .replace(LOWERED, (_, __, lowered: string) => lower(lowered) ?? lowered)
    .replace(TAGS, (tag) => (BLOCKS.test(tag) ? ' ' : ''));
}

/** One without an end loses only its mark, so that no prose goes with it. Linear: an end that is not there is looked for once. */
function dropHidden(text: string): string {
  const endless = new Set<string>();
  let kept = '';
  let from = 0;
  let small: string | undefined;
  for (const { 0: mark, 1: named = '', index } of text.matchAll(HIDDEN)) {
    const name = named.toLowerCase();
    if (index < from || endless.has(name)) continue;
    small ??= text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    const end = small.indexOf(`</${name}`, index + mark.length);
    if (end < 0) {
      endless.add(name);
      continue;
    }
    kept += text.slice(from, index);
    const close = text.indexOf('>', end);
    from = close < 0 ? text.length : close + 1;
  }
  return kept + text.slice(from);
}

function decodeEntity(whole: string, name: string): string {
  if (name.startsWith('#')) {
    const hexadecimal = /^#x/i.test(name);
    const code = Number.parseInt(name.slice(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
    return Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  }
  if (Object.hasOwn(ENTITIES, name)) return ENTITIES[name] ?? whole;
  const mark = MARKS.get(name.slice(1));
  return mark === undefined ? whole : `${name.charAt(0)}${mark}`.normalize('NFC');
}
