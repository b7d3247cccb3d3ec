import { within } from '../../async/within.ts';
import type { Card } from '../../chat/card.ts';
import type { Digest } from '../../store/digests/digest.ts';
import type { Command, Services } from '../command.ts';
import { composeNow } from './compose-now.ts';
import { digestArgument, explainGone, findNamedDigest } from './named-digest.ts';
import { findPostObstacle } from './post-obstacle.ts';

/** So long is waited for the post, in milliseconds. */
const patience = 10_000;

/** `/digest now [number]`: one more delivery besides the schedule, which stays as it is. */
export const digestNow = {
  name: 'digest',
  verb: 'now',
  description: 'Post a digest now; its schedule stays the same',
  argument: digestArgument,
  managers: true,
  private: true,
  examples: () => ['', '1'],
  async run(request, services) {
    const { digest, card } = await findNamedDigest(request, request.text, services);
    if (digest === undefined) return [card];
    const obstacle = await findPostObstacle(digest, services);
    if (obstacle !== undefined)
      return [{ title: `Digest ${digest.id} cannot be posted at the moment`, text: obstacle }];
    return [describePosted(digest, await postNow(digest, services))];
  },
} satisfies Command;

function describePosted({ id }: Digest, posted: PostedNow): Card {
  switch (posted.kind) {
    case 'nothing':
      return { title: `Digest ${id} has nothing to show at the moment`, text: posted.why };
    case 'gone':
      return explainGone(id);
    case 'sent':
      return { title: `Digest ${id} is posted`, text: 'What it showed will not be posted again.' };
    case 'failed':
      return { title: `Digest ${id} could not be posted`, text: posted.why };
    case 'under way':
      return {
        title: `Digest ${id} is on its way`,
        text: 'It arrives within a minute; what it shows will not be posted again.',
      };
  }
}

/** What became of a delivery that was asked for; `why` in words. */
export type PostedNow =
  | { readonly kind: 'sent' | 'under way' | 'gone' }
  | { readonly kind: 'nothing' | 'failed'; readonly why: string };

/** Delivers a digest once more, besides its schedule, unless there is nothing to show. Rejects with a StoreFailure or a SearchFailure. */
export async function postNow(digest: Digest, services: Services): Promise<PostedNow> {
  const { store, posting, now } = services;
  const { nothing } = await composeNow(digest, services);
  if (nothing !== undefined) return { kind: 'nothing', why: nothing };
  if (!(await store.deliveryQueue.request(digest.home, digest.id, now()))) return { kind: 'gone' };
  await within(patience, posting.wake(), undefined);
  const [delivery] = await store.deliveryHistory.list(digest.id, 1);
  switch (delivery?.onDemand === true ? delivery.outcome : undefined) {
    case 'sent':
      return { kind: 'sent' };
    case 'failed':
      return { kind: 'failed', why: delivery?.remark ?? 'The log says why.' };
    default:
      return { kind: 'under way' };
  }
}
