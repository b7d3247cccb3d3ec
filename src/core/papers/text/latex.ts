import { ACCENTS, DOUBLE_STRUCK, LETTERS, lower, raise, SYMBOLS } from './symbols.ts';

const UNWRAPPED =
  'emph|textbf|textit|texttt|textsc|textrm|textsf|textsl|textup|textmd|textnormal|text|mathrm|mathbf|mathcal|mathsf|mathit|' +
  'mathfrak|mathscr|mathtt|boldsymbol|bm|pmb|operatorname\\*?|underline|uline|mbox|hbox|url|ensuremath|textcolor\\{[a-z]{1,20}\\}';
const FLATTENED = 'textbf|textit|texttt|textsc|textrm|mathrm|mathbf|mathcal|mathsf|mathbb';

const TEXT_ACCENT = /\\(["'`^~=.])\s?(?:\{\s?(\\[ij]|\p{L})\s?\}|(\\[ij](?![A-Za-z])|\p{L}))/gu;
const NAMED_ACCENT =
  /\\(?:([uvHckdbr])|(hat|widehat|tilde|widetilde|bar|overline|vec|dot|ddot|check|breve))\s?\{\s?(\\[ij]|[\p{L}])\s?\}/gu;
const SPACED_ACCENT = /\\([cvuHk]) (\p{L})(?=[\p{L}\s.,;:)}]|$)/gu;
const BRACED_LETTER = /\{\\(["'`^~=.]|[uvHckdbr](?=\s|\\))\s?(\\[ij]|\p{L})\s?\}/gu;
const BRACED_ACCENT = /\{(\\(?:["'`^~=.]|[uvHckdbr])\s?\{\s?(?:\\[ij]|\p{L})\s?\})\}/gu;
const ESCAPED_QUOTES = /(?<![\p{L}{])\\"([^"\\]{1,200})\\"(?![\p{L}{])/gu;
const LETTER =
  /\{\\(ae|AE|oe|OE|aa|AA|ss|o|O|l|L|i|j|dh|DH|dj|DJ|th|TH)\s?\}|\\(ae|AE|oe|OE|aa|AA|ss|o|O|l|L|i|j|dh|DH|dj|DJ|th|TH)(?![A-Za-z])(?:\{\}| (?=\p{L}))?/gu;
const DECLARATION =
  /\{\\(?:em|it|bf|tt|sc|rm|sf|sl|cal|itshape|bfseries|ttfamily|scshape|slshape|small|large|normalsize|footnotesize)(?![A-Za-z])\s?([^{}]*)\}/g;
const WRAPPER = new RegExp(
  `(?:\\\\(?:${UNWRAPPED})|(?<![\\p{L}\\\\])(?:${FLATTENED}))\\s?\\{([^{}]*)\\}`,
  'gu',
);
const STRUCK = /\\mathbb\s?\{?([A-Z])\}?/g;
const DROPPED =
  /[~ ]?\\(?:cite[a-z]*|ref|eqref|autoref|cref|label|vspace|hspace|thanks|index)\*?(?:\[[^[\]]*\]){0,2}\{[^{}]*\}/g;
const DELIMITER_SIZE = /\\(?:left|right|bigg?[lr]?|Bigg?[lr]?)(?=\s?[()[\]|.\\])\s?/g;
const DELIMITED =
  /(?<!\\)\$\$?((?:[^$\s\\]|\\.)(?:(?:[^$\\]|\\.){0,600}(?:[^$\s\\]|\\.))?)\$\$?|\\\(((?:[^\\]|\\[^()]){1,600})\\\)|\\\[((?:[^\\]|\\[^[\]]){1,600})\\\]/g;
const WORD = /(?<!\\[A-Za-z]{1,20})\{[\p{L}\p{N}][\p{L}\p{N} \-–'’.]*\}/gu;

/** Text without LaTeX: accents, letters, emphasis, simple formulas as Unicode. A command not known is left as it stands. */
export function dropLatex(text: string): string {
  let result = text;
  if (result.includes('\\')) result = readCommands(result);
  if (result.includes('{')) result = unwrap(result);
  if (/[$\\]/.test(result)) {
    result = result.replace(
      DELIMITED,
      (whole, dollars: string, round: string, square: string, offset: number) =>
        isPrice(dollars, result.charAt(offset + whole.length))
          ? whole
          : readFormula(dollars ?? round ?? square),
    );
  }
  if (result.includes('{')) result = dropGroups(result);
  if (result.includes('^')) result = readPowers(result);
  if (result.includes('\\')) result = readEscapes(result);
  return readQuotes(result);
}

function readCommands(text: string): string {
  return text
    .replace(ESCAPED_QUOTES, '"$1"')
    .replace(BRACED_LETTER, '\\$1{$2}')
    .replace(BRACED_ACCENT, '$1')
    .replace(
      TEXT_ACCENT,
      (whole, accent: string, braced: string, bare: string) =>
        accentuate(braced ?? bare, accent, braced !== undefined) ?? whole,
    )
    .replace(
      NAMED_ACCENT,
      (whole, short: string, long: string, letter: string) =>
        accentuate(letter, short ?? long, true) ?? whole,
    )
    .replace(
      SPACED_ACCENT,
      (whole, accent: string, letter: string) => accentuate(letter, accent, false) ?? whole,
    )
    .replace(LETTER, (_, braced: string, bare: string) => LETTERS[braced ?? bare] ?? '')
    .replace(STRUCK, (_, letter: string) => DOUBLE_STRUCK[letter] ?? letter)
    .replace(/\\(?:mathcal|mathbf|mathrm|mathbb|mathsf|mathfrak|boldsymbol|cal)\s(?=\p{L})/gu, '')
    .replace(DROPPED, '')
    .replace(/\\(?:begin|end)\{[a-z*]{1,30}\}(?:\[[^[\]]{0,40}\])?/g, ' ')
    .replace(/\\href\s?\{([^{}]*)\}\s?\{([^{}]*)\}/g, '$2 ($1)')
    .replace(/\s?\\footnote\s?\{([^{}]*)\}/g, ' ($1)')
    .replace(
      /\\[dt]?frac\s?\{([^{}]*)\}\s?\{([^{}]*)\}/g,
      (_, above: string, below: string) => `${group(above)}/${group(below)}`,
    )
    .replace(/\\sqrt\s?\{([^{}]*)\}/g, (_, root: string) => `√${group(root)}`)
    .replace(DELIMITER_SIZE, '')
    .replace(
      /\\([A-Za-z]+)(?:\{\})?/g,
      (whole, name: string, offset: number, all: string) => readSymbol(name, all.charAt(offset - 1)) ?? whole,
    );
}

/** `\\log` after a letter or another function keeps apart from it. */
function readSymbol(name: string, before: string): string | undefined {
  const symbol = SYMBOLS.get(name);
  return symbol === name && /[\p{L}\p{N}]/u.test(before) ? ` ${symbol}` : symbol;
}

function accentuate(letter: string, accent: string, always: boolean): string | undefined {
  const composed = `${letter.replace('\\', '')}${ACCENTS[accent]}`.normalize('NFC');
  return always || [...composed].length === 1 ? composed : undefined;
}

function group(text: string): string {
  return /^[\p{L}\p{N}.√∞]*$/u.test(text) ? text : `(${text})`;
}

function readFormula(formula: string): string {
  return formula
    .replace(/\s?\^\s?(?:\{([^{}]*)\}|([^\s{}\\]))/g, (_, braced: string, bare: string) =>
      script(braced ?? bare, '^'),
    )
    .replace(/_\s?(?:\{([^{}]*)\}|([^\s{}\\]))/g, (_, braced: string, bare: string) =>
      script(braced ?? bare, '_'),
    )
    .replace(/(?<!\\)[{}]/g, '')
    .replace(/(?<=\S)(?=[×±·≤≥≠≈∼∈⊂⊆→] )/g, ' ')
    .replace(/\\([A-Za-z]+)/g, '$1');
}

function script(text: string, sign: '^' | '_'): string {
  const small = text.trim();
  if (small === '') return '';
  const shown = sign === '^' ? raise(small) : lower(small);
  if (shown !== undefined && (sign === '^' || small.length <= 3)) return shown;
  return /^[\p{L}\p{N}]+$/u.test(small) ? `${sign}${small}` : `${sign}(${small})`;
}

/** How deep emphasis inside emphasis is followed in one go. */
const DEPTH = 4;

function unwrap(text: string): string {
  let result = text;
  for (let depth = 0; depth < DEPTH; depth++) {
    const inner = result.replace(DECLARATION, '$1').replace(WRAPPER, '$1');
    if (inner === result) break;
    result = inner;
  }
  return result;
}

/** Of `$5-$10`: two prices, no formula. */
function isPrice(formula: string | undefined, next: string): boolean {
  return formula !== undefined && /\d/.test(next) && /^[\d.]/.test(formula);
}

function dropGroups(text: string): string {
  return text.replace(WORD, (braced, offset: number, whole: string) => {
    const word = braced.slice(1, -1);
    const joined = isLetter(whole.charAt(offset - 1)) || isLetter(whole.charAt(offset + braced.length));
    return joined || /\p{L}{2}|[^ -~]/u.test(word) ? word : braced;
  });
}

function isLetter(character: string): boolean {
  return /\p{L}/u.test(character);
}

function readPowers(text: string): string {
  return text.replace(
    /(?<=[\p{L}\p{N})\]])\^(?:\{([^{}\s]{1,8})\}|([-−]?\d{1,3}(?![\d.]\d?)|\p{L}(?!\p{L})))/gu,
    (whole, braced: string, bare: string) => raise(braced ?? bare) ?? whole,
  );
}

function readEscapes(text: string): string {
  return text
    .replace(/\\\\(?:\[[^[\]]{0,20}\])?/g, ' ')
    .replace(/\\([%&_$#{}/])/g, '$1')
    .replace(/\\[,;: ]|\\(?:quad|qquad|item|par|newline|noindent|centering)(?![A-Za-z])/g, ' ')
    .replace(/\\[!-]/g, '');
}

function readQuotes(text: string): string {
  if (!text.includes('`')) return text;
  return text
    .replace(/``([^`']{0,400}(?:'[^`']{1,400}){0,8})''/g, '“$1”')
    .replace(/``([^`"]{0,400})"/g, '“$1”')
    .replace(/``/g, '“')
    .replace(/(?<![\p{L}\p{N}])`([^`']{1,200})'(?!\p{L})/gu, '‘$1’');
}
