import type { Card } from '../../chat/card.ts';
import type { Compose } from '../../digest/selection/compose.ts';
import { createCompose } from '../../digest/selection/compose.ts';
import type { Digest } from '../../store/digests/digest.ts';
import type { Command, Services } from '../command.ts';
import { digestArgument, findNamedDigest } from './named-digest.ts';

/** `/digest preview [number]`: exactly what would be posted now, for the asker alone. */
export const digestPreview = {
  name: 'digest',
  verb: 'preview',
  description: 'Show what a digest would post now, to you alone',
  argument: digestArgument,
  managers: true,
  private: true,
  personal: true,
  asPosted: true,
  examples: () => ['', '1'],
  async run(request, services) {
    const { digest, card } = await findNamedDigest(request, request.text, services);
    return digest === undefined ? [card] : previewDigest(digest, services);
  },
} satisfies Command;

/** The cards that a digest would post at this moment. */
async function previewDigest(digest: Digest, services: Services): Promise<readonly Card[]> {
  const shown = await services.store.places.shown(digest.destination);
  const composed = await composeWith(services)(digest, {
    now: services.now(),
    shown,
    late: false,
  });
  if (composed !== undefined) return composed.parts.map(({ card }) => card);
  return [
    {
      title: `Digest ${digest.id} has nothing to show just now`,
      text: 'It would post nothing: every paper on its topic has been shown here.',
    },
  ];
}

function composeWith({ corpus, search, store, digests, typed }: Services): Compose {
  return createCompose({ corpus, search, store, settings: digests }, typed);
}
