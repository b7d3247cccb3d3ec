import { isStopWord } from './stop-words.ts';

/** Words by which people ask for papers rather than say what about: "papers about", "looking for articles on". */
const REQUEST_WORDS: ReadonlySet<string> = new Set(
  `about article articles describe describes describing discuss discusses discussing discussion find
   information interest interested like looking paper papers`.split(/\s+/),
);
/** What else stands in such a run: "send me recent work on". */
const IN_A_REQUEST: ReadonlySet<string> = new Set(
  `anything everything give latest literature me new newest publications read recent recently research send show something
   studies work works`.split(/\s+/),
);
const LEADS_TO_THE_TOPIC: ReadonlySet<string> = new Set(
  'about concerning describing discussing for in on regarding'.split(' '),
);
const TAILS = [['please'], ['thanks'], ['these', 'days']] as const;
/** In a longer text such words are part of what is said. */
const MOST_WORDS = 12;

/** Whether a folded word is one of those by which people ask. */
export function isRequestWord(word: string): boolean {
  return REQUEST_WORDS.has(word);
}

/**
 * The words without those of the request: a run at the beginning that ends in a preposition ("find me recent papers on"), and
 * "please" or the like at the end. Where nothing that tells would be left, all of them.
 */
export function dropRequest<Word extends { readonly text: string }>(words: readonly Word[]): readonly Word[] {
  if (words.length > MOST_WORDS) return words;
  const rest = words.slice(lengthOfRequest(words), words.length - lengthOfTail(words));
  return rest.some(({ text }) => !isStopWord(text)) ? rest : words;
}

function lengthOfRequest(words: readonly { readonly text: string }[]): number {
  const end = words.findIndex(
    ({ text }) => !isStopWord(text) && !REQUEST_WORDS.has(text) && !IN_A_REQUEST.has(text),
  );
  const run = words.slice(0, end < 0 ? words.length : end).map(({ text }) => text);
  const last = run.findLastIndex((word) => LEADS_TO_THE_TOPIC.has(word));
  const asks = run.slice(0, last + 1).some((word) => REQUEST_WORDS.has(word) || IN_A_REQUEST.has(word));
  return asks ? last + 1 : 0;
}

function lengthOfTail(words: readonly { readonly text: string }[]): number {
  const tail = TAILS.find((one) => one.every((word, at) => words.at(at - one.length)?.text === word));
  return tail?.length ?? 0;
}
