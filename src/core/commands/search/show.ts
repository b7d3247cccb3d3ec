import { showPaper } from '../../cards/single-paper.ts';
import { displayTitle } from '../../papers/paper.ts';
import type { Command } from '../command.ts';
import { findNamedPaper, nameSomePapers, paperArgument } from '../named-paper.ts';

/** `/papers show <paper>`: one paper in short, for everyone to read and react to. */
export const show = {
  name: 'papers',
  verb: 'show',
  description: 'Show one paper to everyone here',
  argument: paperArgument,
  private: false,
  repeatable: true,
  examples: nameSomePapers,
  async run(request, services) {
    const named = await findNamedPaper(request, services);
    if (named.paper === undefined) return [named.card];
    return [showPaper(displayTitle(named.paper), named.paper)];
  },
} satisfies Command;
