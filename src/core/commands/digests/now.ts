import { within } from '../../async/within.ts';
import type { Card } from '../../chat/card.ts';
import type { Delivery } from '../../store/digests/delivery.ts';
import type { Digest } from '../../store/digests/digest.ts';
import type { Command } from '../command.ts';
import { composeNow } from './compose-now.ts';
import { digestArgument, explainGone, findNamedDigest, homeOf } from './named-digest.ts';
import { findPostObstacle } from './post-obstacle.ts';

/** So long the answer waits for the post, in milliseconds. */
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
    const { nothing } = await composeNow(digest, services);
    if (nothing !== undefined)
      return [{ title: `Digest ${digest.id} has nothing to show at the moment`, text: nothing }];
    const { deliveryQueue } = services.store;
    if (!(await deliveryQueue.request(homeOf(request.channel), digest.id, services.now())))
      return [explainGone(digest.id)];
    await within(patience, services.posting.wake(), undefined);
    return [describeDelivery(digest, (await services.store.deliveryHistory.list(digest.id, 1))[0])];
  },
} satisfies Command;

function describeDelivery({ id }: Digest, delivery: Delivery | undefined): Card {
  switch (delivery?.onDemand === true ? delivery.outcome : undefined) {
    case 'sent':
      return { title: `Digest ${id} is posted`, text: 'What it showed will not be posted again.' };
    case 'failed':
      return { title: `Digest ${id} could not be posted`, text: delivery?.remark ?? 'The log says why.' };
    default:
      return {
        title: `Digest ${id} is on its way`,
        text: 'It arrives within a minute; what it shows will not be posted again.',
      };
  }
}
