import { openPaper } from '../../cards/single-paper.ts';
import type { Command } from '../command.ts';
import { findNamedPaper, nameSomePapers, paperArgument } from '../named-paper.ts';

/** `/papers open <paper>`: one paper with its whole abstract, for whoever asks alone. */
export const open = {
  name: 'papers',
  verb: 'open',
  description: 'Open a paper for yourself: its abstract, and what you can do with it',
  argument: paperArgument,
  private: true,
  repeatable: true,
  personal: true,
  unlisted: true,
  examples: nameSomePapers,
  async run(request, services) {
    const named = await findNamedPaper(request, services);
    return [named.paper === undefined ? named.card : openPaper(named.paper)];
  },
} satisfies Command;
