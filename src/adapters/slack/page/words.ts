import { partOf, stringOf } from '../../../core/chat/preview/json.ts';

/** The words of a text object. */
export function wordsOf(value: unknown): string {
  return stringOf(partOf(value).text);
}
