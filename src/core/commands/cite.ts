import { quote } from '../cards/plain-words.ts';
import { displayTitle } from '../papers/paper.ts';
import type { Command } from './command.ts';
import { findNamedPaper, nameSomePapers, paperArgument } from './named-paper.ts';

/** `/papers cite <paper>`: its BibTeX entry and a plain citation. */
export const cite = {
  name: 'papers',
  verb: 'cite',
  description: 'Give the BibTeX entry and a plain citation of a paper',
  argument: paperArgument,
  private: true,
  examples: nameSomePapers,
  async run(request, services) {
    const named = findNamedPaper(request, services);
    if (named.paper === undefined) return [named.card];
    return [
      {
        title: `To cite ${quote(displayTitle(named.paper))}`,
        text: (await services.citePlain(named.paper)).trim(),
        preformatted: (await services.citeBibtex(named.paper)).trim(),
        ...(named.note === undefined ? {} : { footer: named.note }),
      },
    ];
  },
} satisfies Command;
