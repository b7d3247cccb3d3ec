import { explainSelection } from '../../digest/selection/compose.ts';
import { explainFormula } from '../../digest/selection/weights.ts';
import { displayTitle } from '../../papers/paper.ts';
import { quote } from '../../text/quote.ts';
import type { Command } from '../command.ts';
import { findNamedPaper, nameSomePapers, paperArgument } from '../named-paper.ts';
import { findNamedDigest, listDigestsOf } from './named-digest.ts';

/** `/digest why <paper>`: why the digests of this channel show a paper, or do not. */
export const digestWhy = {
  name: 'digest',
  verb: 'why',
  description: 'Explain why a paper is or is not picked for the digests here',
  argument: paperArgument,
  options: [
    { name: 'digest', description: 'The number of the digest; all digests of this channel by default' },
  ],
  explanation: ({ digests }) => explainFormula(digests.weights),
  managers: true,
  private: true,
  repeatable: true,
  examples: nameSomePapers,
  async run(request, services) {
    const { corpus, search, store, digests } = services;
    const here = await listDigestsOf(request.channel, services);
    const asked = request.options.digest ?? '';
    const { digest, card } =
      asked !== '' || here.length === 0 ? await findNamedDigest(request, asked, services) : {};
    if (card !== undefined) return [card];
    const named = await findNamedPaper(request, services);
    if (named.paper === undefined) return [named.card];
    const { paper } = named;
    const sources = { corpus, search, store, settings: digests };
    const explained = (digest === undefined ? here : [digest]).map(async (one) => {
      const shown = await store.places.shown(one.destination);
      const lines = await explainSelection(paper, one, shown, sources, services.now());
      const topic = one.topic === '' ? 'all papers' : quote(one.topic);
      return [`Digest ${one.id}, ${topic}:`, ...lines].join('\n');
    });
    return [
      {
        title: `${quote(displayTitle(paper))} and the digests here`,
        text: (await Promise.all(explained)).join('\n\n'),
        footer: `${services.typed('papers', 'help', 'why')} explains the formula`,
      },
    ];
  },
} satisfies Command;
