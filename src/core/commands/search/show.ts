import { showPaper } from '../../cards/paper-item.ts';
import type { Paper } from '../../papers/paper.ts';
import type { Command } from '../command.ts';
import { findNamedPaper, nameSomePapers, paperArgument } from '../named-paper.ts';

/** `/papers show <paper>`: one paper with its abstract, for everyone to read and react to. */
export const show = {
  name: 'papers',
  verb: 'show',
  description: 'Show one paper with its abstract to everyone here',
  argument: paperArgument,
  private: false,
  repeatable: true,
  examples: nameSomePapers,
  async run(request, services) {
    const named = await findNamedPaper(request, services);
    if (named.paper === undefined) return [named.card];
    return [showPaper(nameId(named.paper), named.paper)];
  },
} satisfies Command;

/** The paper's public id as people write it: `arXiv:2303.08010`. */
function nameId(paper: Paper): string {
  if (paper.id.startsWith('arxiv:')) return `arXiv:${paper.id.slice('arxiv:'.length)}`;
  if (paper.doi !== undefined) return `doi:${paper.doi}`;
  return 'A paper without a known id';
}
