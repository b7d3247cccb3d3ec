import type { Button } from '../../chat/card.ts';
import { displayTitle } from '../../papers/paper.ts';
import { quote } from '../../text/quote.ts';
import type { Command } from '../command.ts';
import { nameSomePapers, paperArgument } from '../named-paper.ts';
import { readPlace, writePlaced } from './list-place.ts';
import { explainNotSaved, findNamedSave } from './named-save.ts';
import { showInstead, showSaved } from './saved-list.ts';

/** `/papers unsave <paper>`: takes a paper out of the asker's list. */
export const unsave = {
  name: 'papers',
  verb: 'unsave',
  description: 'Remove a paper from your list',
  argument: paperArgument,
  private: true,
  repeatable: true,
  personal: true,
  examples: nameSomePapers,
  async run(asked, services) {
    const { request, place } = readPlace(asked);
    const named = await findNamedSave(request, services);
    if (named.saved === undefined) return [await showInstead(named.card, request.member, place, services)];
    const { paper, note, tags } = named.saved;
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
        ...(named.note === undefined ? {} : { footer: named.note }),
      },
    ];
  },
} satisfies Command;
