import { displayTitle } from '../../papers/paper.ts';
import { quote } from '../../text/quote.ts';
import type { Command } from '../command.ts';
import { findNamedPaper, nameSomePapers, paperArgument } from '../named-paper.ts';

/** `/papers cite <paper>`: its BibTeX entry and a plain citation. */
export const cite = {
  name: 'papers',
  verb: 'cite',
  description: 'Give the BibTeX entry and a plain citation of a paper',
  argument: paperArgument,
  private: true,
  repeatable: true,
  examples: nameSomePapers,
  async run(request, services) {
    const named = await findNamedPaper(request, services);
    if (named.paper === undefined) return [named.card];
    // Loaded at the first citation: the library behind it takes a quarter of a second.
    const { citeBibtex, citePlain } = await import('../../papers/exports/citation.ts');
    return [
      {
        title: `To cite ${quote(displayTitle(named.paper))}`,
        text: citePlain(named.paper),
        preformatted: citeBibtex(named.paper),
      },
    ];
  },
} satisfies Command;
