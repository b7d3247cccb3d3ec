import { countPapers } from '../cards/plain-words.ts';
import type { Card } from '../chat/card.ts';
import type { Argument } from '../chat/command.ts';
import { readPaperId } from '../papers/identity.ts';
import { lookUp } from '../papers/lookup.ts';
import type { Paper, PaperId } from '../papers/paper.ts';
import { findPaper } from '../store/lists/find-paper.ts';
import { StoreFailure } from '../store/store.ts';
import { quote } from '../text/quote.ts';
import type { Request, Services } from './command.ts';

/** The argument of every command about one paper. */
export const paperArgument = {
  name: 'paper',
  description: 'Its number in the list above, an arXiv id, a DOI, a link, or its title',
  required: true,
  kind: 'paper',
} as const satisfies Argument;

/** Arguments that name a paper: a number of the last list, an id, part of a title. */
export function nameSomePapers({ corpus }: Services): readonly string[] {
  const paper =
    corpus.papers.find(({ title, id }) => title !== '' && id.startsWith('arxiv:')) ?? corpus.papers[0];
  return paper === undefined ? ['2'] : ['2', paper.id, paper.title.split(' ').slice(0, 4).join(' ')];
}

/** The paper meant, with a note where it is a guess; or the card that says why there is none and what to do. */
export type NamedPaper =
  | { readonly paper: Paper; readonly note?: string }
  | { readonly paper?: undefined; readonly card: Card };

/** Finds the paper that the text of a request means. */
export async function findNamedPaper(request: Request, services: Services): Promise<NamedPaper> {
  const text = request.text.trim();
  if (text === '') return { card: askForPaper(request.line, services) };
  const number = readNumber(text);
  if (number !== undefined) return findNumbered(number, await request.numbers(), services);
  const named = lookUp(services.corpus, text) ?? (await recallPaper(text, services));
  if (named !== undefined) return { paper: named };
  const found = namesOnePaperOnly(text) ? undefined : await services.search.search(text, { limit: 1 });
  const hit = found?.hits[0];
  if (hit === undefined) return { card: explainUnknown(text, services) };
  return { paper: hit.paper, note: `No paper has the title ${quote(text)}; this is the best match.` };
}

/** Whether a text is an id or an address, for which another paper would be no answer. */
function namesOnePaperOnly(text: string): boolean {
  return readPaperId(text) !== undefined || /^https?:\/\//iu.test(text);
}

/** The number of a last list that a text is: `2`, `#2`, `2.`. */
export function readNumber(text: string): number | undefined {
  const number = /^#?(\d{1,3})[.)]?$/u.exec(text.trim())?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Parts a number or an id at the beginning from what follows it; any other text is all of it. */
export function splitNamed(text: string): { readonly first: string; readonly rest?: string } {
  const { first = '', rest = '' } = /^\s*(?<first>\S+)\s+(?<rest>\S[\s\S]*)$/u.exec(text)?.groups ?? {};
  const isName = readNumber(first) !== undefined || readPaperId(first) !== undefined;
  return isName ? { first, rest } : { first: text };
}

/** A paper that left the corpus, by its id; undefined too where the store does not tell. */
export async function recallPaper(text: string, { store }: Services): Promise<Paper | undefined> {
  if (/\s/u.test(text) || text.length > 200) return undefined;
  try {
    return await store.papers.get(readPaperId(text) ?? text);
  } catch (error) {
    if (error instanceof StoreFailure) return undefined;
    throw error;
  }
}

async function findNumbered(
  number: number,
  numbers: ReadonlyMap<number, PaperId>,
  services: Services,
): Promise<NamedPaper> {
  const id = numbers.get(number);
  const paper = id === undefined ? undefined : await findPaper(id, services);
  if (paper !== undefined) return { paper };
  const search = services.typed('paper', undefined, 'and some words');
  if (id !== undefined)
    return {
      card: {
        title: `Paper number ${number} is no longer here`,
        text: `It is not among the ${countPapers(services.search.size)} here any more. Make a new list with ${search}.`,
      },
    };
  const title = `There is no paper number ${number}`;
  const text =
    numbers.size === 0
      ? `No list with numbers has been shown here yet. Make one with ${search}.`
      : `The newest list here has ${describeNumbers([...numbers.keys()])}.`;
  return { card: { title, text } };
}

function describeNumbers(numbers: readonly number[]): string {
  if (numbers.length === 1) return `only number ${numbers.join('')}`;
  return `the numbers ${Math.min(...numbers)} to ${Math.max(...numbers)}`;
}

function askForPaper({ name, verb }: Request['line'], services: Services): Card {
  const examples = nameSomePapers(services).map((example) => services.typed(name, verb, example));
  return {
    title: 'Which paper?',
    text: [
      'Say its number in the newest list here, an arXiv id, a DOI, an address or its title:',
      ...examples,
    ].join('\n'),
  };
}

function explainUnknown(text: string, { search, typed }: Services): Card {
  return {
    title: `No paper found for ${quote(text)}`,
    text: `It is not among the ${countPapers(search.size)} here. ${typed('paper', undefined, 'and a few words of the title')} searches for it.`,
  };
}
