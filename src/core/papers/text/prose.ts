/** Words that open a sentence; only before one of them is a full stop without a space taken for the end of a sentence. */
const OPENERS =
  'The|In|We|This|It|Its|These|Those|That|Our|However|Moreover|Furthermore|Here|To|For|A|An|As|At|On|By|With|While|When|Where|' +
  'Although|Though|Since|Such|There|They|Their|Then|Thus|Therefore|Hence|Finally|First|Second|Third|Additionally|Also|But|And|' +
  'Both|Despite|Due|During|Each|From|Given|If|Inspired|Instead|Most|Motivated|One|Recent|Recently|Specifically|Through|Under|' +
  'Unlike|Using|Via|What|Which|Extensive|Experiments|Experimental|Results|Code|Codes|Existing|Compared|Based|Unfortunately|' +
  'Particularly|Consequently|Nevertheless|Lastly|Many|Several|Some|All|After|Before|Because|Even|No|Not|Nowadays|Overall|Beyond';

type Rule = {
  /** What must be in a text for the rule to have anything to do: a cheap test. */
  readonly when: RegExp;
  readonly find: RegExp;
  readonly put: string;
};

const FLATTENED_MATHS: readonly Rule[] = [
  { when: /approx\d/, find: /(?<![\p{L}\p{N}])approx(?=\d)/gu, put: '≈' },
  { when: /\dtimes/, find: /(?<=\d)times(?=\d|(?![\p{L}\p{N}_]))/gu, put: '×' },
  { when: /_infty/, find: /(?<![\p{L}\p{N}_])(?:ell(?=_)|(\p{L}))_infty(?![\p{L}\p{N}_])/gu, put: '$1∞' },
  { when: /∞\s?=/, find: /∞ ?= ?(?=[\p{L}\p{N}.])/gu, put: '∞ = ' },
  { when: /mapsto/, find: /(?<=^| )mapsto(?=$| )/g, put: '↦' },
  { when: /rightarrow/, find: /(?<=^| )rightarrow(?=$| )/g, put: '→' },
  { when: / leq /, find: / leq (?=\S)/g, put: ' ≤ ' },
  { when: / geq /, find: / geq (?=\S)/g, put: ' ≥ ' },
  { when: / neq /, find: / neq (?=\S)/g, put: ' ≠ ' },
];

const RANGES: readonly Rule[] = [
  { when: /\d ?%? ?~ ?\d/, find: /(?<=\d%?) ?~ ?(?=\d)/g, put: '–' },
  { when: /\d\(\d/, find: /(?<=\d\.\d{1,6})(?=\(\d{1,6}\.\d{1,6}[-–]\d{1,6}\.\d{1,6}\))/g, put: ' ' },
  {
    when: /\d\.\d+-\d/,
    find: /(?<=(?:^|[ ([≈∼~])\d{1,6}\.\d{1,6})-(?=\d{1,6}(?:\.\d{1,6})?(?:[ )\],;%×x]|\.?$|\. ))/g,
    put: '–',
  },
  {
    when: /\d-\d+(?:\.\d+)?x/,
    find: /(?<=(?:^|[ ([≈∼~])\d{1,6}(?:\.\d{1,6})?)-(?=\d{1,6}(?:\.\d{1,6})?(?:x(?![\p{L}\p{N}_])|×))/gu,
    put: '–',
  },
  {
    when: /\dx/,
    find: /(?<=(?:^|[ ([≈∼~><–+])(?!0x)\d{1,6}(?:\.\d{1,6})?(?:–\d{1,6}(?:\.\d{1,6})?)?)(?<![=*/+] ?[\d.]+)x(?=$| [a-z]| \(|[,;)\]]|\.(?:$| ))/g,
    put: '×',
  },
];

const SPACES: readonly Rule[] = [
  { when: /~/, find: /(?<=\p{L}{2}|[.,;:)\]])~(?=\p{N}|[([“]|\p{L}(?!\())/gu, put: ' ' },
  { when: /[a-z]\.[A-Z]/, find: new RegExp(`(?<=\\p{Ll}{2}\\.)(?=(?:${OPENERS})[ ,])`, 'gu'), put: ' ' },
  {
    when: /[a-z]\[\d/,
    find: /(?<=(?<!\p{L})\p{Ll}{2,30})(?=\[[1-9]\d{0,2}(?:[,–-] ?\d{1,3}){0,20}\])/gu,
    put: ' ',
  },
  { when: /[a-z]:[A-Z]/, find: /(?<=\p{Ll}{3}:)(?=\p{Lu}\p{Ll}*(?: |$))/gu, put: ' ' },
  { when: /\d %/, find: /(?<=\d) %(?=$|[ ,.;:)\]-](?! ?\d))/g, put: '%' },
  { when: / [,;]/, find: /(?<=\S) (?=[,;](?: |$))/g, put: '' },
  { when: /[\p{L}\p{N}]\/ \p{L}/u, find: /(?<=\p{L}{2}\/) (?=\p{L})/gu, put: '' },
  { when: /\.{3}/, find: /\.{3,}/g, put: '…' },
  { when: /[\p{L}\p{N})\]] \.(?: |$)/u, find: /(?<=[\p{L}\p{N})\]]) (?=\.(?: |$))/gu, put: '' },
  {
    when: / out perform/,
    find: /(?<=, |(?:^| )(?:and|but|by|can|could|consistently|even|greatly|largely|may|might|not|often|or|significantly|still|substantially|that|they|to|we|which|while|will) )out (?=perform(?:s|ed|ing)?(?!\p{L}))/gu,
    put: 'out',
  },
];

const DASHES: readonly Rule[] = [
  { when: /--/, find: /(?<=[^\s-])---(?=[^\s-])|(?<= )---(?= )/g, put: '—' },
  { when: /--/, find: /(?<=[^\s-])--(?=[^\s-])|(?<= )--(?= )/g, put: '–' },
  {
    when: / -\p{Ll}/u,
    find: / -(?=\p{Ll}{4})((?:[^-.;()[\] ]{1,40} ){3,20}[^-.;()[\] ]{0,40}\p{L}{4})-(?= )/gu,
    put: ' – $1 –',
  },
];

const RULES = [...DASHES, ...FLATTENED_MATHS, ...RANGES, ...SPACES];

/** Repairs what flattening and typing leave in running text: lost or stray spaces, `approx72%`, `2.3times`, dashes. */
export function repairProse(text: string): string {
  let result = text;
  for (const rule of RULES) {
    if (rule.when.test(result)) result = result.replace(rule.find, rule.put);
  }
  return result;
}

/** Quotation marks as TeX and typewriters write them, in pairs. */
export function repairQuotes(text: string): string {
  if (!text.includes('`')) return text;
  return text
    .replace(/``([^`']{0,400}(?:'[^`']{1,400}){0,8})''/g, '“$1”')
    .replace(/``([^`"]{0,400})"/g, '“$1”')
    .replace(/``/g, '“')
    .replace(/(?<![\p{L}\p{N}])`([^`']{1,200})'(?!\p{L})/gu, '‘$1’');
}
