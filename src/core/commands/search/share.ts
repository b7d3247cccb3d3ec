import { sharedBy, showPaper } from '../../cards/single-paper.ts';
import { displayTitle } from '../../papers/paper.ts';
import type { Command } from '../command.ts';
import { findNamedPaper, nameSomePapers, paperArgument } from '../named-paper.ts';

/** `/papers share <paper>`: posts one paper under the name of whoever shares it, for everyone to read and react to. */
export const share = {
  name: 'papers',
  verb: 'share',
  description: 'Post one paper here under your name, for everyone to react to',
  argument: paperArgument,
  private: false,
  repeatable: true,
  examples: nameSomePapers,
  async run(request, services) {
    const named = await findNamedPaper(request, services);
    if (named.paper === undefined) return [named.card];
    const name = request.memberName.trim();
    const title = displayTitle(named.paper);
    return [showPaper(name === '' ? title : `${name} shared: ${title}`, named.paper, sharedBy(name))];
  },
} satisfies Command;
