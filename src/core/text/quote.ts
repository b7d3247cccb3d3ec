import { cleanLine } from './clean-text.ts';
import { clipText } from './clip-text.ts';

/**
 * What a person typed, or what something is called, in quotation marks and on one line: at most 80 units of it, or as many as told. One
 * phrase that stands in quotation marks already is quoted once.
 */
export function quote(text: string, limit = 80): string {
  const line = cleanLine(text);
  const [, phrase = line] = /^["“”„]([^"“”„]+)["“”]$/u.exec(line) ?? [];
  return `“${clipText(phrase, limit)}”`;
}
