/** One piece of a typed query: `-`, `field:`, then a quoted phrase or a run of non-spaces. */
export type Piece = {
  readonly negated: boolean;
  /** As typed; '' for none. */
  readonly field: string;
  readonly quoted: boolean;
  readonly value: string;
};

export type PieceOptions = {
  /** Whether quotation marks and dashes are operators; in prose they are punctuation. */
  readonly operators: boolean;
  /** Whether a space may stand between this field's colon and its value. */
  readonly isField: (name: string) => boolean;
};

const LONGEST_FIELD = 20;
const SPACE = /\s/;
/** A hyphen, and what phones and word processors make of it: en and em dashes, a minus. */
const DASH = /[-\u2010-\u2015−]/;
const AFTER_DASH = /[^\s\-\u2010-\u2015−]/;

/** Takes a text apart, in linear time. */
export function* piecesOf(text: string, { operators, isField }: PieceOptions): Generator<Piece> {
  let at = 0;
  while (at < text.length) {
    if (SPACE.test(text[at])) {
      at += 1;
      continue;
    }
    const negated = operators && DASH.test(text[at]) && AFTER_DASH.test(text[at + 1] ?? ' ');
    if (negated) at += 1;
    const field = fieldAt(text, at);
    if (field !== '') {
      at += field.length + 1;
    } else if (operators) {
      const empty = emptyField(text, at, isField);
      if (empty !== '') {
        yield { negated, field: empty, quoted: false, value: '' };
        at += empty.length + 1;
        continue;
      }
      const apart = fieldBeforeSpace(text, at, isField);
      if (apart) {
        const value = valueAt(text, apart.end, operators);
        yield { negated, field: apart.field, quoted: value.quoted, value: value.value };
        at = value.end;
        continue;
      }
    }
    const { quoted, value, end } = valueAt(text, at, operators);
    yield { negated, field, quoted, value };
    at = end;
  }
}

/** A name with a colon and a value right behind it; no address (`https://`), no `a::b`. */
function fieldAt(text: string, at: number): string {
  return /^[A-Za-z]+(?=:[^\s:/])/.exec(text.slice(at, at + LONGEST_FIELD + 2))?.[0] ?? '';
}

/** A known field without a value: at the end, or before another field. */
function emptyField(text: string, at: number, isField: (name: string) => boolean): string {
  const [, name, next] =
    /^([A-Za-z]+):(?:\s*$|\s{1,3}-?([A-Za-z]+):)/.exec(text.slice(at, at + 2 * LONGEST_FIELD + 8)) ?? [];
  return name !== undefined && isField(name) && (next === undefined || isField(next)) ? name : '';
}

/** A known field whose value stands after spaces: `author: Smith`. */
function fieldBeforeSpace(
  text: string,
  at: number,
  isField: (name: string) => boolean,
): { readonly field: string; readonly end: number } | undefined {
  const found = /^([A-Za-z]+):\s{1,3}(?=[^\s:])/.exec(text.slice(at, at + LONGEST_FIELD + 5));
  return found && isField(found[1]) ? { field: found[1], end: at + found[0].length } : undefined;
}

type Value = { readonly quoted: boolean; readonly value: string; readonly end: number };

function valueAt(text: string, at: number, operators: boolean): Value {
  const quoted = operators ? quotedAt(text, at) : undefined;
  if (quoted) return quoted;
  let end = at;
  while (end < text.length && !SPACE.test(text[end])) end += 1;
  return { quoted: false, value: text.slice(at, end), end };
}

/** A phrase in straight, curly or angled quotation marks that ends where a word ends. */
function quotedAt(text: string, at: number): Value | undefined {
  if (!/["“”„«»]/.test(text[at] ?? '')) return undefined;
  for (let end = at + 1; end < text.length; end++) {
    if (!/["“”«»]/.test(text[end])) continue;
    const ends = end + 1 === text.length || /[\s.,;:!?)\]]/.test(text[end + 1]);
    return ends && end > at + 1 ? { quoted: true, value: text.slice(at + 1, end), end: end + 1 } : undefined;
  }
  return undefined;
}
