import { foldSpaces } from '../../../text/fold-spaces.ts';
import { splitNames } from '../../names.ts';
import { plainLine } from '../../text/plain-text.ts';
import { readTex } from '../../text/tex/read-tex.ts';

/** Names with the given one first, and those of them that are one whole: institutions and groups. */
export type People = { readonly names: readonly string[]; readonly corporate: readonly string[] };

const EXTENDED = /^\s*(?:family|given|prefix|suffix|useprefix|id|(?:family|given|prefix|suffix)-i)\s*=/i;
/** A raised number or star behind a name leads to an address. */
const FOOTNOTE_MARK =
  /\$\s*\^\s*\{?[\d,*\s†‡]*(?:\\(?:ast|star|dagger|ddagger)\s*)?\}?\s*\$|\\textsuperscript\{[\d,*\s]*\}/g;
const NOBODY = /^(?:and\s+)?(?:others|et\.? al\.?|)$/i;
/** Pairs of braces around a whole value; no tool writes more than two. */
const DEEPEST = 3;
const COMPANY = /^(?:inc|ltd|llc|corp|co|gmbh|plc|s\.?a|ag|bv|b\.v)\.?$/i;

/**
 * The people of a field of BibTeX or BibLaTeX: parted by `and` outside braces, `von Family, Jr, Given` or `Given Family` or
 * `family=…, given=…`. A name in braces is one whole, whatever is in it.
 */
export function readPeople(field: string): People {
  const names: string[] = [];
  const corporate: string[] = [];
  const list = foldSpaces(field)
    .replace(FOOTNOTE_MARK, '')
    .replace(/ and ?$/i, '');
  for (const raw of splitPeople(listIn(list))) {
    const whole = wholeGroup(raw);
    const name = whole === undefined ? readPerson(raw) : plain(whole);
    if (NOBODY.test(name)) continue;
    names.push(name);
    if (whole !== undefined) corporate.push(name);
  }
  return { names, corporate };
}

/** Some tools put braces around every value: what is in them then is a list where it looks like one of persons. */
function listIn(field: string, depth = 0): string {
  const inside = wholeGroup(field.trim());
  const parts = inside === undefined ? [] : splitOutside(inside, / and /iy);
  const arePersons = parts.every((part) => {
    const [family = '', given = '', ...rest] = part.split(',').map((piece) => piece.trim());
    const isName = /^\p{Lu}[^\s]*(?:\s\p{Lu}[^\s]*){0,2}$/u.test(given) && !COMPANY.test(given);
    return isName && family !== '' && family.split(/\s+/).length <= 3 && rest.length === 0;
  });
  if (inside !== undefined && parts.length > 1 && arePersons) return inside;
  const isNested = inside !== undefined && depth < DEEPEST && wholeGroup(inside) !== undefined;
  return isNested ? listIn(inside, depth + 1) : field;
}

function splitPeople(list: string): readonly string[] {
  const parts = splitOutside(list, / and /iy);
  if (parts.length > 1) return parts;
  const bySemicolon = splitOutside(list, /;/y);
  if (bySemicolon.length > 1) return bySemicolon;
  const pieces = splitOutside(list, /,/y).map((piece) => piece.trim());
  const areWhole = pieces.length === 3 && pieces.every((piece) => /^[^\s=]+ [^=]+$/.test(piece));
  const isList = (pieces.length > 3 || areWhole) && !EXTENDED.test(list);
  return isList ? splitNames(plain(list)) : parts;
}

function readPerson(raw: string): string {
  if (EXTENDED.test(raw)) return readExtended(raw);
  const parts = splitOutside(raw, /,/y).map(plain);
  while (parts.at(-1) === '') parts.pop();
  const [family = '', second, third] = parts;
  if (second === undefined) return family;
  return plain(third === undefined ? `${second} ${family}` : `${third} ${family} ${second}`);
}

function readExtended(raw: string): string {
  const parts = new Map(
    splitOutside(raw, /,/y).map((part) => {
      const [name = '', ...value] = part.split('=');
      return [
        name.trim().toLowerCase(),
        plain(
          value
            .join('=')
            .trim()
            .replace(/^"(.*)"$/s, '$1'),
        ),
      ] as const;
    }),
  );
  const found = ['given', 'prefix', 'family', 'suffix'].map((name) => parts.get(name) ?? '');
  return found.filter((part) => part !== '').join(' ');
}

function plain(tex: string): string {
  return plainLine(readTex(tex));
}

/** What is inside the braces of a text that is one group. */
function wholeGroup(raw: string): string | undefined {
  const text = raw.trim();
  if (!text.startsWith('{') || !text.endsWith('}') || /^\{\\[^{}]*\}$/.test(text)) return undefined;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    if (depth === 0 && at < text.length - 1) return undefined;
  }
  return depth === 0 ? text.slice(1, -1) : undefined;
}

/** The parts of a text between what a sticky pattern finds outside braces. */
function splitOutside(text: string, separator: RegExp): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') {
      at += 1;
      continue;
    }
    if (character === '{') depth += 1;
    else if (character === '}') depth = Math.max(0, depth - 1);
    if (depth > 0) continue;
    separator.lastIndex = at;
    if (!separator.test(text)) continue;
    parts.push(text.slice(from, at));
    from = separator.lastIndex;
    // The space behind one `and` is the space before the next.
    at = from - (text.charAt(from - 1) === ' ' ? 2 : 1);
  }
  parts.push(text.slice(from));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
