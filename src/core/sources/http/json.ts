import { UnreadableAnswer } from './unreadable-answer.ts';

/** The value of a JSON answer; a name such as `__proto__` stays a plain name. Throws an UnreadableAnswer. */
export function parseJson(text: string): unknown {
  const beginning = text.slice(0, 200).trim();
  if (beginning === '') throw new UnreadableAnswer('the answer is empty');
  if (/^(?:<!doctype html|<html)/iu.test(beginning))
    throw new UnreadableAnswer('a web page came instead of data');
  try {
    return JSON.parse(text, (name, value: unknown) => (name === '__proto__' ? undefined : value));
  } catch (error) {
    const shown = beginning.slice(0, 80).replace(/\s+/gu, ' ');
    throw new UnreadableAnswer(`this came instead of data: ${shown}`, { cause: error });
  }
}
