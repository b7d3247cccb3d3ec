import type { Card } from '../chat/card.ts';
import { composeDigest, composeNothing, type Occasion } from '../digest/compose-digest.ts';
import { selectPapers } from '../digest/select-papers.ts';
import type { Digest } from '../store/digests.ts';
import type { Command, Services } from './command.ts';
import { digestArgument, findNamedDigest } from './named-digest.ts';

/** `/digest preview [number]`: exactly what would be posted now, for the asker alone. */
export const digestPreview = {
  name: 'digest',
  verb: 'preview',
  description: 'Show you alone what a digest would post now',
  argument: digestArgument,
  managers: true,
  private: true,
  examples: () => ['', '1'],
  async run(request, services) {
    const { digest, card } = await findNamedDigest(request, request.text, services);
    return digest === undefined ? [card] : previewDigest(digest, services);
  },
} satisfies Command;

/** The cards that a digest would post at this moment. */
export async function previewDigest(digest: Digest, services: Services): Promise<readonly Card[]> {
  const { corpus, search, store, digests, typed } = services;
  const now = services.now();
  const { papers } = await selectPapers(digest, { corpus, search, store, settings: digests }, now);
  const occasion: Occasion = { date: now, typed };
  if (papers.length > 0) return composeDigest(digest, papers, occasion);
  if (digests.nothing === 'say') return [composeNothing(digest, occasion)];
  return [
    {
      title: `Digest ${digest.id} has nothing to show just now`,
      text: 'It would post nothing: every paper on its topic has been shown here.',
    },
  ];
}
