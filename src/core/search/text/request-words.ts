import { distance } from 'fastest-levenshtein';
import { isKnownWord } from './known-words.ts';
import { isStopWord } from './stop-words.ts';

/** Words by which people ask for papers rather than say what about: "papers about", "looking for articles on". */
const REQUEST_WORDS: ReadonlySet<string> = new Set(
  `about article articles describe describes describing discuss discusses discussing discussion find
   information interest interested like looking paper papers`.split(/\s+/),
);
/** What else stands in such a run: "send me recent work on", "what has been done on", "the state of the art in". */
const IN_A_REQUEST: ReadonlySet<string> = new Set(
  `advance advances anybody anyone anything art been best cited concerned cover covering covers current deal dealing deals done
   everything explain explaining explains focus focused focuses focusing gave get give going good happening hear help hello here hey hi
   important interesting introduction key kindly know known later latest learn learned learnt list literature many me more most much must- need new
   newer newest news now overview papers people please pls plz point pointers possible preprint preprints progress publication publications published
   question read reading recent recently recommend recommendation recommendations reference references related relevant research researcher researchers result
   results search searching see seen seminal send show some somebody someone something sources started state studied studies study
   stuff talk talking talks teach tell there things today top topic topics treat treating treats trends understand use used uses using want wanted wanna well work worked working works would write writes
   written wrote`.split(/\s+/),
);
/** What stands in a run that begins with "what" or "which" as well: "what methods are there for". */
const IN_A_QUESTION: ReadonlySet<string> = new Set(
  'approach approaches common main methods techniques ways'.split(' '),
);
const LEADS_TO_THE_TOPIC: ReadonlySet<string> = new Set(
  'about concerning covering covers describing discussing explaining for in into on regarding studying'.split(
    ' ',
  ),
);
/** Little words that lead to the topic after these alone: "related to", "dealing with", "an overview of". */
const LEADS_AFTER: Readonly<Record<string, readonly string[]>> = {
  to: ['approach', 'approaches', 'introduction', 'me', 'pointers', 'related', 'relevant'],
  with: ['concerned', 'deal', 'dealing', 'deals', 'started'],
  of: ['overview'],
  by: ['article', 'articles', 'paper', 'papers', 'preprints', 'publications', 'work', 'written'],
  from: ['article', 'articles', 'papers', 'preprints', 'publications'],
  me: ['find', 'get', 'give', 'send', 'show'],
  discuss: ['article', 'articles', 'paper', 'papers', 'that', 'which'],
  describe: ['article', 'articles', 'paper', 'papers', 'that', 'which'],
  explain: ['article', 'articles', 'paper', 'papers', 'that', 'which'],
  search: ['please'],
  use: ['that', 'which'],
  using: ['article', 'articles', 'paper', 'papers', 'work'],
};
/** What stands right before the topic: "explain X", "I need X". */
const TAKES_THE_TOPIC: ReadonlySet<string> = new Set(['explain', 'find', 'need', 'want']);
/** Who does the topic: "how do people do X". */
const DOERS: ReadonlySet<string> = new Set(['i', 'one', 'people', 'we', 'you']);
/** What stands before a topic with "papers" behind it: "recent X papers". */
const BEFORE_PAPERS: ReadonlySet<string> = new Set(
  'any best good interesting latest newest recent some'.split(' '),
);
const PAPERS: ReadonlySet<string> = new Set(['articles', 'papers', 'preprints', 'publications']);
const TAILS: readonly (readonly string[])[] = [
  'thank you',
  'these days',
  'so far',
  'right now',
  'any good papers',
  'to me',
  'for beginners',
  'asap',
  'please',
  'pls',
  'plz',
  'thanks',
  'today',
  'nowadays',
  'lately',
  'recently',
  'papers',
  'articles',
  'publications',
  'preprints',
].map((tail) => tail.split(' '));
/** In a longer text such words are part of what is said. */
const MOST_WORDS = 12;
const LEAST_LETTERS_OF_A_SLIP = 5;

/** Whether a folded word is one of those by which people ask. */
export function isRequestWord(word: string): boolean {
  return REQUEST_WORDS.has(word);
}

/** Whether these words ask for papers without a word on what about: "latest papers". */
export function asksForAnything(words: readonly Asked[]): boolean {
  return (
    words.length > 1 &&
    words.some(({ text }) => PAPERS.has(text)) &&
    words.every(({ text, isBound }) => !isBound && mayAsk(text) && !LEADS_TO_THE_TOPIC.has(text))
  );
}

type Asked = {
  readonly text: string;
  /** It stands in quotation marks or a field, so that it is what is asked for. */
  readonly isBound?: boolean;
};

/**
 * The words without those of the request: a run at the beginning that ends in a preposition ("find me recent papers on"), and
 * "please" or the like at the end. Where nothing that tells would be left, all of them.
 */
export function dropRequest<Word extends Asked>(words: readonly Word[]): readonly Word[] {
  if (words.length > MOST_WORDS) return words;
  let rest = words.slice(lengthOfRequest(words));
  if (PAPERS.has(words.at(-1)?.text ?? '')) {
    const first = rest.findIndex(({ text, isBound }) => isBound || !BEFORE_PAPERS.has(text));
    rest = rest.slice(Math.max(0, first));
  }
  for (let tail = lengthOfTail(words, rest); tail > 0; tail = lengthOfTail(words, rest))
    rest = rest.slice(0, rest.length - tail);
  return rest.some(({ text, isBound }) => isBound || !isStopWord(text)) ? rest : words;
}

function lengthOfRequest(words: readonly Asked[]): number {
  const isQuestion = /^wh(?:at|ich)$/.test(words[0]?.text ?? '');
  const end = words.findIndex(
    ({ text, isBound }) => isBound || !(mayAsk(text) || (isQuestion && IN_A_QUESTION.has(text))),
  );
  const run = words.slice(0, end < 0 ? words.length : end).map(({ text }) => spellRequest(text));
  const last = run.findLastIndex((word, at) => leads(word, run[at - 1]));
  const direct = run.findLastIndex(
    (word, at) => takesTheTopic(word, run[at - 1]) && !isStopWord(words[at + 1]?.text ?? 'a'),
  );
  if (direct > last) return direct + 1;
  const asks =
    isQuestion || run.slice(0, last).some((word) => REQUEST_WORDS.has(word) || IN_A_REQUEST.has(word));
  return asks || run[last] === 'about' ? last + 1 : 0;
}

function takesTheTopic(word: string, before = ''): boolean {
  return TAKES_THE_TOPIC.has(word) || (word === 'do' && DOERS.has(before));
}

function leads(word: string, before: string | undefined): boolean {
  if (LEADS_TO_THE_TOPIC.has(word)) return true;
  return Object.hasOwn(LEADS_AFTER, word) && before !== undefined && LEADS_AFTER[word].includes(before);
}

function mayAsk(word: string): boolean {
  const spelt = spellRequest(word);
  return (
    isStopWord(spelt) || REQUEST_WORDS.has(spelt) || IN_A_REQUEST.has(spelt) || LEADS_TO_THE_TOPIC.has(spelt)
  );
}

/** A mistyped word of a request as it should be: `recnet`, `abuot`. */
function spellRequest(word: string): string {
  if (isStopWord(word) || REQUEST_WORDS.has(word) || IN_A_REQUEST.has(word)) return word;
  if (word.length < LEAST_LETTERS_OF_A_SLIP || isKnownWord(word)) return word;
  const near = [...REQUEST_WORDS, ...IN_A_REQUEST].find(
    (one) => one.length >= LEAST_LETTERS_OF_A_SLIP && isOneSlip(one, word),
  );
  return near ?? word;
}

function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1 || one[0] !== other[0]) return false;
  const edits = distance(one, other);
  return edits === 1 || (edits === 2 && [...one].sort().join('') === [...other].sort().join(''));
}

/** How many of the last words say nothing of the topic; after "how does" that is also what something does: "work". */
function lengthOfTail(words: readonly Asked[], rest: readonly Asked[]): number {
  const last = rest.at(-1);
  if (last === undefined || last.isBound) return 0;
  const [first = '', second = ''] = words.map(({ text }) => text);
  const asksHow = first === 'how' || (/^wh(?:at|y)$/.test(first) && isStopWord(second));
  if (asksHow && /^(?:done|means?|works?)$/.test(last.text)) return 1;
  const tail = TAILS.find((one) => one.every((word, at) => rest.at(at - one.length)?.text === word));
  const before = tail && rest.at(-tail.length - 1);
  return before === undefined || (isStopWord(before.text) && !before.isBound) ? 0 : (tail?.length ?? 0);
}
