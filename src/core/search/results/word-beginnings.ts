import { normalForm, proseTerm } from '../index/analysis.ts';
import { irregularPlural } from '../text/irregular-plurals.ts';
import { spellingsOf } from '../text/spelling.ts';

/** Letters and digits in base 36; other characters have none. */
const BASE = 36;
const ASCII = 128;
const digits = Int8Array.from({ length: ASCII }, (_, code) => {
  const digit = Number.parseInt(String.fromCharCode(code), BASE);
  return Number.isNaN(digit) ? -1 : digit;
});

/**
 * Tells of a place of a text where a word begins whether it may be one of these: by its first two letters, so that most words need not
 * be read and stemmed.
 */
export function knowBeginnings(words: Iterable<string>): (text: string, at: number) => boolean {
  const begins = new Uint8Array(BASE * BASE);
  for (const word of words) {
    const first = digitAt(word, 0);
    const second = digitAt(word, 1);
    if (first >= 0 && second >= 0) begins[first * BASE + second] = 1;
  }
  return (text, at) => {
    const first = digitAt(text, at);
    const second = digitAt(text, at + 1);
    return first < 0 || second < 0 || begins[first * BASE + second] === 1;
  };
}

/** A word in those of its forms that may begin with other letters: its spellings, and irregular plurals of it and its stem. */
export function formsThatBeginApart(word: string): ReadonlySet<string> {
  const normal = normalForm(word);
  const forms = new Set(spellingsOf(normal)).add(word);
  for (const singular of [normal, proseTerm(word)]) {
    const plural = irregularPlural(singular);
    if (plural !== undefined) forms.add(plural);
  }
  return forms;
}

/** Below nought for what is no ASCII letter or digit. */
function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < ASCII ? digits[code] : -1;
}
