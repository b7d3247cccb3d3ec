import { countPapers } from '../../cards/plain-words.ts';
import type { Card } from '../../chat/card.ts';
import { lookUp } from '../../papers/lookup.ts';
import { displayTitle, type Paper } from '../../papers/paper.ts';
import { placeInTitle, titleWords } from '../../papers/titles.ts';
import type { SavedPaper } from '../../store/lists/saved-paper.ts';
import { foldWords } from '../../text/fold-text.ts';
import { quote } from '../../text/quote.ts';
import type { Request, Services } from '../command.ts';
import { findNamedPapers, isBeginning, recallPaper } from '../named-paper.ts';
import { isDigitsAlone, readNumbers, splitNamed } from '../numbers.ts';
import { askWhich, mostOffered } from '../which-paper.ts';
import { searchList } from './saved-list.ts';

/** The papers of the asker's list that are certainly meant; or the card that asks which, or says why there is none. */
export type NamedSaves =
  | { readonly saved: readonly SavedPaper[] }
  | { readonly saved?: undefined; readonly card: Card };

/** The same where one alone can be meant. */
export type NamedSave = { readonly saved: SavedPaper } | { readonly saved?: undefined; readonly card: Card };

export async function findNamedSave(request: Request, services: Services): Promise<NamedSave> {
  const named = await findNamedSaves(request, services);
  if (named.saved === undefined) return named;
  const [saved, ...others] = named.saved;
  if (saved !== undefined && others.length === 0) return { saved };
  const papers = named.saved.map(({ paper }) => paper);
  return { card: askWhich(papers, request, services, 'One paper at a time. Which one?') };
}

/** Finds the saved papers that the text of a request means, and never guesses: as any paper, or by what only the list has. */
export async function findNamedSaves(request: Request, services: Services): Promise<NamedSaves> {
  const { member } = request;
  const text = request.text.trim();
  const { saves } = services.store;
  const exact = readNumbers(text) === undefined ? await findExact(text, services) : undefined;
  if (exact === undefined && text !== '' && readNumbers(text) === undefined && !isDigitsAlone(text)) {
    const list = await saves.list(member);
    const byTitle = findByTitle(text, list);
    const [only, ...others] = byTitle;
    if (only !== undefined && others.length === 0 && isBeginning(text, only.paper)) return { saved: [only] };
    const candidates = byTitle.length > 0 ? byTitle : await searchSaves(text, member, list, services);
    if (candidates.length === 0) return { card: explainNoneLike(text, services) };
    return {
      card: askWhich(
        candidates.map(({ paper }) => paper),
        request,
        services,
        `Which paper of your list do you mean by ${quote(text)}?`,
      ),
    };
  }
  const named = exact === undefined ? await findNamedPapers(request, services) : { papers: [exact] };
  if (named.papers === undefined) return named;
  const found = await Promise.all(named.papers.map(({ id }) => saves.find(member, id)));
  const missing = named.papers.filter((_, at) => found[at] === undefined);
  const [lacking] = missing;
  if (lacking !== undefined)
    return { card: found.length === 1 ? explainNotSaved(lacking) : explainSomeNotSaved(missing) };
  return { saved: found.filter((one) => one !== undefined) };
}

async function findExact(text: string, services: Services): Promise<Paper | undefined> {
  return lookUp(services.corpus, text) ?? (await recallPaper(text, services));
}

/** Those of this title; else those whose titles begin so, and after them those whose titles have few words further on. */
function findByTitle(text: string, list: readonly SavedPaper[]): readonly SavedPaper[] {
  const words = foldWords(text);
  if (words === '') return [];
  const whole = list.filter(({ paper }) => titleWords(paper) === words);
  if (whole.length > 0) return whole;
  const inPlace = (wanted: ReturnType<typeof placeInTitle>) =>
    list.filter(({ paper }) => placeInTitle(paper, words) === wanted);
  return [...inPlace('beginning'), ...inPlace('within')];
}

async function searchSaves(
  text: string,
  member: Request['member'],
  list: readonly SavedPaper[],
  services: Services,
): Promise<readonly SavedPaper[]> {
  const search = await searchList(member, list, services);
  const ranked = await search.rank(text.slice(0, 300), { limit: mostOffered });
  return ranked.flatMap(({ paper }) => list.filter((one) => one.paper.id === paper.id));
}

/** What follows the numbers, the id or the title of a saved paper at the beginning of a text. */
export async function splitNamedSave(
  text: string,
  { member }: Pick<Request, 'member'>,
  services: Services,
): Promise<ReturnType<typeof splitNamed>> {
  const split = splitNamed(text);
  const words = text.trim().split(/\s+/u);
  if (split.rest !== undefined || words.length < 2) return split;
  const list = await services.store.saves.list(member);
  for (let count = Math.min(words.length, mostWords); count > 0; count -= 1) {
    const first = words.slice(0, count).join(' ');
    const [titled] = findByTitle(first, list);
    if (titled === undefined || !isBeginning(first, titled.paper)) continue;
    const rest = words.slice(count).join(' ');
    return rest === '' ? { first } : { first, rest };
  }
  return split;
}

/** A title has seldom more. */
const mostWords = 40;

/** Titles of papers, a line each, with what is to be said of each; of very many the first. */
export function writeTitles(papers: readonly Paper[], remark: (paper: Paper) => string = () => ''): string {
  const lines = papers.slice(0, mostTitles).map((paper) => `${quote(displayTitle(paper))}${remark(paper)}`);
  const left = papers.length - lines.length;
  return [...lines, ...(left > 0 ? [`and ${countPapers(left)} more`] : [])].join('\n');
}

const mostTitles = 20;

/** Said where a paper is not in the asker's list. */
export function explainNotSaved(paper: Paper): Card {
  return {
    title: 'Not in your list',
    text: `${quote(displayTitle(paper))} is not in your list.`,
    buttons: [{ label: 'Save', command: { name: 'papers', verb: 'save', text: paper.id }, replaces: true }],
  };
}

function explainSomeNotSaved(missing: readonly Paper[]): Card {
  return {
    title: 'Nothing was changed, because not all of them are in your list',
    text: `These are not:\n${writeTitles(missing)}`,
  };
}

function explainNoneLike(text: string, { typed }: Services): Card {
  return {
    title: `No paper in your list matches ${quote(text)}`,
    text: `Nothing was changed. ${typed('papers', 'saved')} lists what you saved.`,
    buttons: [{ label: 'Your list', command: { name: 'papers', verb: 'saved', text: '' } }],
  };
}
