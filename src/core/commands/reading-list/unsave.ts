import { buttonFor } from '../../cards/paper-item.ts';
import { countPapers } from '../../cards/plain-words.ts';
import type { Button, Card } from '../../chat/card.ts';
import { displayTitle } from '../../papers/paper.ts';
import type { SavedPaper } from '../../store/lists/saved-paper.ts';
import { quote } from '../../text/quote.ts';
import type { Command, Request, Services } from '../command.ts';
import { nameSomePapers, papersArgument } from '../named-paper.ts';
import { readPlace, writePlaced } from './list-place.ts';
import { explainNotSaved, findNamedSaves, writeTitles } from './named-save.ts';
import { showInstead, showSaved } from './saved-list.ts';

/** `/papers unsave <paper>`: takes a paper out of the asker's list. */
export const unsave = {
  name: 'papers',
  verb: 'unsave',
  description: 'Remove a paper from your list',
  argument: { ...papersArgument, kind: 'saved' },
  private: true,
  repeatable: true,
  turnsButton: true,
  personal: true,
  examples: nameSomePapers,
  async run(asked, services) {
    const { request, place } = readPlace(asked);
    const named = await findNamedSaves(request, services);
    if (named.saved === undefined) return [await showInstead(named.card, request.member, place, services)];
    const [first, ...others] = named.saved;
    if (first === undefined || others.length > 0)
      return [await unsaveSeveral(named.saved, request, services)];
    const { paper, note, tags } = first;
    if (!(await services.store.saves.unsave(request.member, paper.id, services.now())))
      return [explainNotSaved(paper)];
    const kept = note !== '' || tags.length > 0 ? ' Its note and tags come back if you save it again.' : '';
    const text = `${quote(displayTitle(paper))} is no longer in your list.${kept}`;
    if (place !== undefined) {
      const undo: Button = {
        label: 'Undo',
        command: {
          name: 'papers',
          verb: 'save',
          text: writePlaced(paper.id, place.text).text,
          ...(place.page > 1 ? { page: place.page } : {}),
        },
        replaces: true,
      };
      return [await showSaved(request.member, place, services, { text, buttons: [undo] })];
    }
    return [
      {
        title: 'Removed from your list',
        text,
        buttons: [
          { label: 'Save again', command: { name: 'papers', verb: 'save', text: paper.id }, replaces: true },
        ],
        pressed: buttonFor('Save', 'save', paper),
      },
    ];
  },
} satisfies Command;

async function unsaveSeveral(
  saved: readonly SavedPaper[],
  { member }: Request,
  { store, now, typed }: Services,
): Promise<Card> {
  for (const { paper } of saved) await store.saves.unsave(member, paper.id, now());
  const papers = saved.map(({ paper }) => paper);
  return {
    title: `${countPapers(papers.length)} removed from your list`,
    text: `${writeTitles(papers)}
Notes and tags come back with ${typed('papers', 'save')}.`,
  };
}
