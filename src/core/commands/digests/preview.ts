import type { Card } from '../../chat/card.ts';
import type { Digest } from '../../store/digests/digest.ts';
import type { Command, Services } from '../command.ts';
import { composeNow } from './compose-now.ts';
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
  const { composed, nothing } = await composeNow(digest, services);
  if (composed !== undefined) return composed.parts.map(({ card }) => card);
  return [{ title: `Digest ${digest.id} has nothing to show at the moment`, text: nothing }];
}
