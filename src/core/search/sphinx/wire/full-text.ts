import { GAP, type Token } from './tokens.ts';

declare const isFullText: unique symbol;

/** A query in the extended syntax of SphinxQL's MATCH, made of tokens by these functions alone. */
export type FullText = string & { readonly [isFullText]: true };

/** The fields of the tables. */
export const TABLE_FIELDS = ['title', 'abstract', 'authors', 'venue', 'categories', 'marks'] as const;
export type TableField = (typeof TABLE_FIELDS)[number];

export function has(token: Token): FullText {
  return token as string as FullText;
}

/** A word that begins so. */
export function begins(token: Token): FullText {
  return `${token}*` as FullText;
}

/** These in a row, where undefined is any one word. */
export function inARow(tokens: readonly (Token | undefined)[]): FullText {
  const [only] = tokens;
  if (tokens.length === 1 && only !== undefined) return has(only);
  return `"${tokens.map((token) => token ?? GAP).join(' ')}"` as FullText;
}

/** Any of some; of none of them nothing is found. */
export function anyOf(parts: readonly FullText[]): FullText {
  const different = [...new Set(parts)];
  return different.length === 1 ? different[0] : (`(${different.join('|')})` as FullText);
}

export function allOf(parts: readonly FullText[]): FullText {
  return parts.length === 1 ? parts[0] : (`(${parts.join(' ')})` as FullText);
}

/** What the first finds without what any of the others do. */
export function without(found: FullText, others: readonly FullText[]): FullText {
  return others.length === 0
    ? found
    : (`(${found} ${others.map((one) => `!${group(one)}`).join(' ')})` as FullText);
}

export function inFields(fields: readonly TableField[], part: FullText): FullText {
  return `(@(${fields.join(',')}) ${part})` as FullText;
}

/** A word that counts so many times, in a ranking. */
export function counting(token: Token, times: number): FullText {
  return (times === 1 ? token : `${token}^${times.toFixed(2)}`) as string as FullText;
}

function group(part: FullText): string {
  return part.startsWith('(') || part.startsWith('"') ? part : `(${part})`;
}
