import { savedButton } from '../../cards/paper-item.ts';
import { countPapers } from '../../cards/plain-words.ts';
import { endnoteOf } from '../../cards/single-paper.ts';
import type { Button, Card } from '../../chat/card.ts';
import type { Channel } from '../../chat/channel.ts';
import { findPapersIn } from '../../papers/in-text.ts';
import { lookUp } from '../../papers/lookup.ts';
import { displayTitle, type Paper } from '../../papers/paper.ts';
import { quote } from '../../text/quote.ts';
import { addUnknown } from '../adding/add-named.ts';
import type { Command, Request, Services } from '../command.ts';
import {
  findNamedPapers,
  type NamedPapers,
  nameSomePapers,
  papersArgument,
  recallPaper,
} from '../named-paper.ts';
import { readNumbers } from '../numbers.ts';
import { askWhich } from '../which-paper.ts';
import { readPlace } from './list-place.ts';
import { writeTitles } from './named-save.ts';
import { showSaved } from './saved-list.ts';

/** Longer texts are messages, in which a paper is named, and no titles. */
const longestTitle = 300;

/** `/papers save <paper>`, the button Save, and the menu of a message: puts papers into the asker's list. */
export const save = {
  name: 'papers',
  verb: 'save',
  description: 'Save a paper to your list, which nobody else sees',
  argument: papersArgument,
  private: true,
  repeatable: true,
  turnsButton: true,
  personal: true,
  shortcut: 'Save paper',
  explanation:
    'A bookmark reaction on a message with one paper saves it too; if a message shows several, 1️⃣ saves the first, 2️⃣ the second, and so on. Removing the reaction removes the paper.',
  examples: nameSomePapers,
  async run(asked, services) {
    const { request, place } = readPlace(asked);
    const meant = await findMeantPapers(request, services);
    if (meant.papers === undefined) return [meant.card];
    const [paper, ...others] = meant.papers;
    if (paper === undefined || others.length > 0) return [await saveSeveral(meant.papers, request, services)];
    const isNew = await services.store.saves.save(request.member, paper, services.now(), pressedIn(request));
    const title = quote(displayTitle(paper));
    if (place !== undefined)
      return [await showSaved(request.member, place, services, { text: `${title} is in your list again.` })];
    return [
      {
        title: isNew ? 'Saved' : 'Already in your list',
        tone: isNew ? 'done' : 'notice',
        text: `${title}\n${services.typed('papers', 'saved')} lists what you saved.`,
        buttons: [
          button(isNew ? 'Undo' : 'Remove', 'unsave', paper),
          button('Note and tags …', 'note', paper),
        ],
        pressed: savedButton(paper.id),
        retold: { paper: paper.id, endnote: endnoteOf(paper) },
      },
    ];
  },
} satisfies Command;

/** The papers that a text certainly names; or the card that asks which, or says why there is none. */
async function findMeantPapers(request: Request, services: Services): Promise<NamedPapers> {
  const text = request.text.trim();
  if (text === '' || readNumbers(text) !== undefined) return findNamedPapers(request, services);
  const isMessage = text.length > longestTitle || text.includes('\n');
  const whole = isMessage ? undefined : lookUp(services.corpus, text);
  const here = whole ?? (await recallPaper(text, services));
  if (here !== undefined) return { papers: [here] };
  const named = await findPapersIn(services.corpus, text);
  if (named.length === 1) return { papers: named };
  const title = `${countPapers(named.length)} mentioned in this text: which one?`;
  if (named.length > 0) return { card: askWhich(named, { ...request, text: '' }, services, title) };
  const { papers, explained } = await addUnknown(request, services);
  const [why] = explained;
  if (papers.length === 1) return { papers };
  if (papers.length > 1) return { card: askWhich(papers, { ...request, text: '' }, services) };
  if (why !== undefined) return { card: why };
  return isMessage ? { card: explainNone(services) } : findNamedPapers(request, services);
}

/** The channel in which others saw the button. */
function pressedIn({ isPressedForAll, channel }: Request): Channel | undefined {
  return isPressedForAll ? channel : undefined;
}

async function saveSeveral(papers: readonly Paper[], { member }: Request, services: Services): Promise<Card> {
  const { store, now, typed } = services;
  const fresh = new Set<Paper>();
  for (const paper of papers) if (await store.saves.save(member, paper, now())) fresh.add(paper);
  const lines = writeTitles(papers, (paper) => (fresh.has(paper) ? '' : ' (was in your list already)'));
  return {
    title: `${countPapers(papers.length)} saved`,
    tone: 'done',
    text: `${lines}\n${typed('papers', 'saved')} lists what you saved.`,
    buttons: [{ label: 'Your list', command: { name: 'papers', verb: 'saved', text: '' } }],
  };
}

function explainNone({ search, typed }: Services): Card {
  return {
    title: 'No paper found in this text',
    text: `None of the ${countPapers(search.size)} here is mentioned in it by a link, an arXiv id, a DOI or a title. ${typed('paper', undefined, 'and a few words')} searches for more.`,
  };
}

function button(label: string, verb: string, { id }: Paper): Button {
  return { label, command: { name: 'papers', verb, text: id }, replaces: true };
}
