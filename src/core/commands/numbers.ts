import { countPapers } from '../cards/plain-words.ts';
import type { Card } from '../chat/card.ts';
import { readPaperId } from '../papers/identity.ts';
import type { Paper, PaperId } from '../papers/paper.ts';
import { findPaper } from '../store/lists/find-paper.ts';
import { listed } from '../text/listed.ts';
import type { Request, Services } from './command.ts';

/** So many papers are taken at once. */
const most = 50;

const one = /^#?(?<number>\d{1,3})[.)]?$/u;
const range = /^#?(?<first>\d{1,3})[-–—]#?(?<last>\d{1,3})[.)]?$/u;

/** The number that a text is: `2`, `#2`, `2.`. */
function readNumber(text: string): number | undefined {
  const { number } = one.exec(text.trim())?.groups ?? {};
  return number === undefined ? undefined : Number(number);
}

/** The numbers that a text is, each once: `1 3 5`, `1-3`, `#1, #2 and #7`; undefined for any other text. */
export function readNumbers(text: string): readonly number[] | undefined {
  const words = text
    .trim()
    .replace(/(?<=\d)\s*[-–—]\s*(?=#?\d)/gu, '-')
    .split(/[\s,;&]+/u)
    .filter((word) => word !== '' && word.toLowerCase() !== 'and');
  if (words.length === 0) return undefined;
  const numbers = new Set<number>();
  for (const word of words) {
    const read = readRange(word);
    if (read === undefined) return undefined;
    for (const number of read) numbers.add(number);
  }
  return [...numbers];
}

function readRange(word: string): readonly number[] | undefined {
  const number = readNumber(word);
  if (number !== undefined) return [number];
  const { first, last } = range.exec(word)?.groups ?? {};
  if (first === undefined || last === undefined) return undefined;
  const [from, to] = [Number(first), Number(last)].sort((a, b) => a - b) as [number, number];
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

/** Whether a text has nothing but digits and signs, so that it can be no title. */
export function isDigitsAlone(text: string): boolean {
  return /\d/u.test(text) && /^[\d\s.,;:#()+–—-]+$/u.test(text);
}

/** Parts a number or an id at the beginning from what follows it; any other text is all of it. */
export function splitNamed(text: string): { readonly first: string; readonly rest?: string } {
  const { first = '', rest = '' } = /^\s*(?<first>\S+)\s+(?<rest>\S[\s\S]*)$/u.exec(text)?.groups ?? {};
  const isName = readNumber(first) !== undefined || readPaperId(first) !== undefined;
  return isName ? { first, rest } : { first: text };
}

/** The papers under these numbers, all of them; or the card that says which numbers there are. */
export async function findNumbered(
  numbers: readonly number[],
  request: Request,
  services: Services,
): Promise<{ readonly papers: readonly Paper[] } | { readonly card: Card }> {
  const known = await request.numbers();
  const missing = numbers.filter((number) => !known.has(number));
  if (missing.length > 0) return { card: explainMissing(missing.map(String), known, services) };
  if (numbers.length > most)
    return {
      card: {
        title: `At most ${most} papers at a time`,
        text: `You gave ${numbers.length}. Nothing was done.`,
      },
    };
  const papers: Paper[] = [];
  for (const number of numbers) {
    const id = known.get(number);
    const paper = id === undefined ? undefined : await findPaper(id, services);
    if (paper === undefined) return { card: explainGone(number, services) };
    papers.push(paper);
  }
  return { papers: [...new Map(papers.map((paper) => [paper.id, paper])).values()] };
}

/** Says which numbers there are, in place of those that are typed. */
export function explainMissing(
  missing: readonly string[],
  known: ReadonlyMap<number, PaperId>,
  { typed }: Services,
): Card {
  const [number = '', ...others] = missing.slice(0, 10);
  const title =
    others.length === 0
      ? `There is no paper number ${number}`
      : `There is no paper number ${[number, ...others].slice(0, -1).join(', ')} or ${others.at(-1)}`;
  const text =
    known.size === 0
      ? `No list with numbers has been shown here yet. Make one with ${typed('paper', undefined, 'and some words')}.`
      : `The newest list here has ${describeNumbers([...known.keys()])}.`;
  return { title, text };
}

function explainGone(number: number, { search, typed }: Services): Card {
  return {
    title: `Paper number ${number} is gone`,
    text: `It is not among the ${countPapers(search.size)} here any more. Make a new list with ${typed('paper', undefined, 'and some words')}.`,
  };
}

/** `only number 3`, `the numbers 1 to 5 and 11 to 15`. */
function describeNumbers(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  if (sorted.length === 1) return `only number ${sorted.join('')}`;
  const runs: [number, number][] = [];
  for (const number of sorted) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  const words = runs.map(([first, last]) => (first === last ? String(first) : `${first} to ${last}`));
  return `the numbers ${listed(words)}`;
}
