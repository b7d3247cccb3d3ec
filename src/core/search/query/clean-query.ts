import { readTex } from '../../papers/text/tex/read-tex.ts';
import { dropInvisible } from '../../text/clean-text.ts';

/** A query as records are cleaned, its operators left as they are: without invisible characters and TeX, in one Unicode form. */
export function cleanQuery(typed: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is all of ASCII
  const text = /^[\x00-\x7f]*$/.test(typed) ? typed : dropInvisible(typed).normalize('NFKC');
  return /[\\$]/.test(text) ? readTex(text, { isLoose: true }) : text;
}
