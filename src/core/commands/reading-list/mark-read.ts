import { countPapers } from '../../cards/plain-words.ts';
import { displayTitle } from '../../papers/paper.ts';
import { quote } from '../../text/quote.ts';
import type { Command } from '../command.ts';
import { nameSomePapers, papersArgument } from '../named-paper.ts';
import { readPlace } from './list-place.ts';
import { explainNotSaved, findNamedSaves, writeTitles } from './named-save.ts';
import { showInstead, showSaved } from './saved-list.ts';

/** `/papers read <paper>`: marks a saved paper as read. */
export const markRead = createMark('read', 'unread', 'Mark a paper in your list as read');
/** `/papers unread <paper>`: marks it as not read yet. */
export const markUnread = createMark('unread', 'read', 'Mark a paper in your list as not read yet');

function createMark(verb: 'read' | 'unread', opposite: string, description: string): Command {
  return {
    name: 'papers',
    verb,
    description,
    argument: { ...papersArgument, kind: 'saved' },
    private: true,
    repeatable: true,
    personal: true,
    examples: nameSomePapers,
    async run(asked, services) {
      const { request, place } = readPlace(asked);
      const named = await findNamedSaves(request, services);
      if (named.saved === undefined) return [await showInstead(named.card, request.member, place, services)];
      const [first, ...others] = named.saved;
      const at = verb === 'read' ? services.now() : undefined;
      if (first === undefined || others.length > 0) {
        const papers = named.saved.map(({ paper }) => paper);
        for (const { id } of papers) await services.store.saves.setRead(request.member, id, at);
        return [{ title: `${countPapers(papers.length)} marked as ${verb}`, text: writeTitles(papers) }];
      }
      const { paper } = first;
      if (!(await services.store.saves.setRead(request.member, paper.id, at)))
        return [explainNotSaved(paper)];
      const text = `${quote(displayTitle(paper))} is marked as ${verb}.`;
      if (place !== undefined) return [await showSaved(request.member, place, services, { text })];
      const back = { name: 'papers', verb: opposite, text: paper.id };
      return [
        {
          title: `Marked as ${verb}`,
          text,
          buttons: [{ label: `Mark ${opposite}`, command: back, replaces: true }],
        },
      ];
    },
  };
}
