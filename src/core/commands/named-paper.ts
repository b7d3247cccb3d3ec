import { countPapers } from '../cards/plain-words.ts';
import type { Card } from '../chat/card.ts';
import type { Argument } from '../chat/command.ts';
import { readPaperId } from '../papers/identity.ts';
import { findPapers, lookUp } from '../papers/lookup.ts';
import type { Paper } from '../papers/paper.ts';
import { papersTitled, placeInTitle } from '../papers/titles.ts';
import { StoreFailure } from '../store/store.ts';
import { foldWords } from '../text/fold-text.ts';
import { quote } from '../text/quote.ts';
import type { Request, Services } from './command.ts';
import { explainMissing, findNumbered, isDigitsAlone, readNumbers } from './numbers.ts';
import { askWhich, mostOffered } from './which-paper.ts';

/** The argument of every command about one paper. */
export const paperArgument = {
  name: 'paper',
  description: 'Its number in the list above, an arXiv id, a DOI, a link, or its title',
  required: true,
  kind: 'paper',
} as const satisfies Argument;

/** The argument of commands that take several papers. */
export const papersArgument = {
  ...paperArgument,
  description:
    'Its number in the newest list here (or several: 1 3 5, 1-3), an arXiv id, a DOI, or its title',
} as const satisfies Argument;

/** Arguments that name a paper: a number of the newest list, an id, the beginning of a title. */
export function nameSomePapers({ corpus }: Services): readonly string[] {
  const paper =
    corpus.papers.find(({ title, id }) => title !== '' && id.startsWith('arxiv:')) ?? corpus.papers[0];
  return paper === undefined ? ['2'] : ['2', paper.id, paper.title.split(' ').slice(0, 4).join(' ')];
}

/** What commands have in common that stand behind a button of a paper: for the asker alone, and listed nowhere. */
export const behindPaper = {
  argument: paperArgument,
  private: true,
  repeatable: true,
  personal: true,
  unlisted: true,
  examples: nameSomePapers,
} as const;

/** The paper that is certainly meant; or the card that asks which, or says why there is none and what to do. */
export type NamedPaper = { readonly paper: Paper } | { readonly paper?: undefined; readonly card: Card };

/** The same where several numbers may name several papers. */
export type NamedPapers =
  | { readonly papers: readonly Paper[] }
  | { readonly papers?: undefined; readonly card: Card };

/** Finds the paper that the text of a request means, and never guesses: where it may mean several, it asks. */
export async function findNamedPaper(request: Request, services: Services): Promise<NamedPaper> {
  const named = await findNamedPapers(request, services);
  if (named.papers === undefined) return named;
  const [paper, ...others] = named.papers;
  if (paper !== undefined && others.length === 0) return { paper };
  return { card: askWhich(named.papers, request, services, 'One paper at a time. Which one?') };
}

/** Finds the papers that the text of a request means: several where it has several numbers. */
export async function findNamedPapers(request: Request, services: Services): Promise<NamedPapers> {
  const text = request.text.trim();
  if (text === '') return { card: askForPaper(request.line, services) };
  const numbers = readNumbers(text);
  if (numbers !== undefined) return findNumbered(numbers, request, services);
  const meant = await findMeant(text, services);
  if (meant.paper !== undefined) return { papers: [meant.paper] };
  if (/^[-+]?\d+$/u.test(text))
    return { card: explainMissing([text.slice(0, 10)], await request.numbers(), services) };
  if (meant.candidates.length === 0) return { card: explainUnknown(text, services) };
  return { card: askWhich(meant.candidates, request, services) };
}

/** The paper that a text certainly means, or those that it may mean. */
export type Meant =
  | { readonly paper: Paper }
  | { readonly paper?: undefined; readonly candidates: readonly Paper[] };

/**
 * What a text that is no number means: by an id, a link, its whole title, or a beginning that only one title has. Else the
 * papers whose titles begin so, or that a search finds.
 */
export async function findMeant(text: string, services: Services): Promise<Meant> {
  const { corpus, search } = services;
  const paper = lookUp(corpus, text) ?? (await recallPaper(text, services));
  if (paper !== undefined) return { paper };
  if (readPaperId(text) !== undefined || /^https?:\/\//iu.test(text)) return { candidates: [] };
  const named = findPapers(corpus, text);
  if (named.length > 0) return { candidates: named };
  if (isDigitsAlone(text)) return { candidates: [] };
  const titled = await papersTitled(corpus, text.slice(0, longestTitle), mostOffered + 1);
  const [only, ...others] = titled;
  if (only !== undefined && others.length === 0 && isBeginning(text, only)) return { paper: only };
  if (titled.length > 0) return { candidates: titled };
  const { hits } = await search.search(text.slice(0, longestTitle), { limit: mostOffered });
  return { candidates: hits.map((hit) => hit.paper) };
}

/** A title is seldom longer. */
const longestTitle = 300;

/** Whether a paper's title begins so, with more than an article or two letters, which say nothing. */
export function isBeginning(text: string, paper: Paper): boolean {
  const words = foldWords(text);
  const isTelling = words.length >= 4 || /[^\p{Script=Latin}\d ]/u.test(words);
  return isTelling && placeInTitle(paper, words) === 'beginning';
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

function askForPaper({ name, verb }: Request['line'], services: Services): Card {
  const examples = nameSomePapers(services).map((example) => services.typed(name, verb, example));
  return {
    title: 'Which paper?',
    text: [
      'Give its number in the newest list here, an arXiv id, a DOI, a link or its title:',
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
