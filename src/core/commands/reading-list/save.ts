import { itemOfHit, itemOfPaper } from '../../cards/paper-item.ts';
import { countPapers } from '../../cards/plain-words.ts';
import type { Button, Card } from '../../chat/card.ts';
import { lookUp } from '../../papers/lookup.ts';
import { displayTitle, type Paper } from '../../papers/paper.ts';
import { foldWords } from '../../text/fold-text.ts';
import { quote } from '../../text/quote.ts';
import { addUnknown } from '../adding/add-named.ts';
import type { Command, Request, Services } from '../command.ts';
import { findNamedPaper, nameSomePapers, paperArgument, readNumber, recallPaper } from '../named-paper.ts';
import { findNamedPapers } from '../search/find.ts';
import { readPlace } from './list-place.ts';
import { showSaved } from './saved-list.ts';

const shown = 5;
const longestTitle = 300;

/** `/papers save <paper>`, the button Save, and the menu of a message: puts a paper into the asker's list. */
export const save = {
  name: 'papers',
  verb: 'save',
  description: 'Save a paper to your list, which nobody else sees',
  argument: paperArgument,
  private: true,
  repeatable: true,
  personal: true,
  shortcut: 'Save paper',
  explanation:
    'A bookmark reaction on a message with one paper saves it too; if a message shows several, 1️⃣ saves the first, 2️⃣ the second, and so on. Removing the reaction removes the paper.',
  examples: nameSomePapers,
  async run(asked, services) {
    const { request, place } = readPlace(asked);
    const meant = await findMeantPapers(request, services);
    if ('card' in meant) return [meant.card];
    const [paper, ...others] = meant.papers;
    if (paper === undefined) return [await suggestPapers(request.text, services)];
    if (others.length > 0) return [offerPapers(meant.papers)];
    const isNew = await services.store.saves.save(request.member, paper, services.now());
    const title = quote(displayTitle(paper));
    if (place !== undefined)
      return [await showSaved(request.member, place, services, { text: `${title} is in your list again.` })];
    return [
      {
        title: isNew ? 'Saved' : 'Already in your list',
        text: `${title}\n${services.typed('papers', 'saved')} lists what you saved.`,
        buttons: isNew ? [button('Undo', 'unsave', paper), ...describing(paper)] : describing(paper),
      },
    ];
  },
} satisfies Command;

/** The papers that a text certainly names, none where it may mean any; or the card that says why a number is none. */
async function findMeantPapers(
  request: Request,
  services: Services,
): Promise<{ readonly papers: readonly Paper[] } | { readonly card: Card }> {
  const text = request.text.trim();
  if (text === '' || readNumber(text) !== undefined) {
    const named = await findNamedPaper(request, services);
    return named.paper === undefined ? { card: named.card } : { papers: [named.paper] };
  }
  const named = await findNamedPapers(text, services);
  if (named.length > 0) return { papers: named };
  const whole = text.length <= longestTitle ? lookUp(services.corpus, text) : undefined;
  const here = whole ?? (await recallPaper(text, services));
  if (here !== undefined) return { papers: [here] };
  const { papers, explained } = await addUnknown(request, services);
  const [why] = explained;
  if (papers.length > 0) return { papers };
  if (why !== undefined) return { card: why };
  const paper = await findByPartOfTitle(text, services);
  return { papers: paper === undefined ? [] : [paper] };
}

/** The only paper with these words, at least three, side by side in its title. */
async function findByPartOfTitle(text: string, { search }: Services): Promise<Paper | undefined> {
  const words = foldWords(text.slice(0, longestTitle));
  if (words.split(' ').length < 3) return undefined;
  const ranking = await search.rank(text.slice(0, longestTitle), { limit: 10 });
  const [paper, ...others] = ranking
    .map((ranked) => ranked.paper)
    .filter(({ title }) => ` ${foldWords(title)} `.includes(` ${words} `));
  return others.length === 0 ? paper : undefined;
}

function offerPapers(papers: readonly Paper[]): Card {
  const left = papers.length - shown;
  return {
    title: `${countPapers(papers.length)} mentioned in this text. Which one?`,
    items: papers.slice(0, shown).map((paper, index) => itemOfPaper(paper, index + 1)),
    ...(left > 0 ? { footer: `${countPapers(left)} more` } : {}),
  };
}

async function suggestPapers(text: string, { search, typed }: Services): Promise<Card> {
  const isMessage = text.length > longestTitle || text.trim().includes('\n');
  const { hits } = isMessage ? { hits: [] } : await search.search(text, { limit: 3 });
  if (hits.length === 0) {
    return {
      title: 'No paper found in this text',
      text: `None of the ${countPapers(search.size)} here is mentioned in it by a link, an arXiv id, a DOI or a title. ${typed('paper', undefined, 'and a few words')} searches for more.`,
    };
  }
  return {
    title: `Nothing was saved: no paper is called ${quote(text)}`,
    text: 'Press Save on the one you mean:',
    items: hits.map((hit, index) => itemOfHit(hit, index + 1)),
  };
}

function describing(paper: Paper): readonly Button[] {
  return [button('Tag', 'tag', paper), button('Note', 'note', paper)];
}

function button(label: string, verb: string, { id }: Paper): Button {
  return { label, command: { name: 'papers', verb, text: id }, replaces: true };
}
