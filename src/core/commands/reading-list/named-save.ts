import type { Card } from '../../chat/card.ts';
import { displayTitle, type Paper } from '../../papers/paper.ts';
import type { SavedPaper } from '../../store/lists/saved-paper.ts';
import { quote } from '../../text/quote.ts';
import type { Request, Services } from '../command.ts';
import { findNamedPaper, readNumber } from '../named-paper.ts';
import { searchList } from './saved-list.ts';

/** The paper of the asker's list that is meant; or the card that says why there is none and what to do. */
export type NamedSave =
  | { readonly saved: SavedPaper; readonly note?: string }
  | { readonly saved?: undefined; readonly card: Card };

/** Finds the saved paper that the text of a request means: as any paper, or by words that only the list has. */
export async function findNamedSave(request: Request, services: Services): Promise<NamedSave> {
  const { member, text } = request;
  const named = await findNamedPaper(request, services);
  if (named.paper !== undefined && named.note === undefined) {
    const saved = await services.store.saves.find(member, named.paper.id);
    return saved === undefined ? { card: explainNotSaved(named.paper) } : { saved };
  }
  if (text.trim() !== '' && readNumber(text) === undefined) {
    const list = await services.store.saves.list(member);
    const search = await searchList(member, list, services);
    const [hit] = await search.rank(text, { limit: 1 });
    const saved = list.find(({ paper }) => paper.id === hit?.paper.id);
    if (saved !== undefined)
      return { saved, note: `No paper is called ${quote(text)}: this is the best match in your list.` };
  }
  return { card: named.paper === undefined ? named.card : explainNotSaved(named.paper) };
}

/** Said where a paper is not in the asker's list. */
export function explainNotSaved(paper: Paper): Card {
  return {
    title: 'Not in your list',
    text: `${quote(displayTitle(paper))} is not in your list.`,
    buttons: [{ label: 'Save', command: { name: 'papers', verb: 'save', text: paper.id }, replaces: true }],
  };
}
