import type { Command } from '../command.ts';
import { composeNow } from './compose-now.ts';
import { digestArgument, explainGone, findNamedDigest, homeOf } from './named-digest.ts';
import { findPostObstacle } from './post-obstacle.ts';

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
    services.posting.wake();
    return [
      {
        title: `Digest ${digest.id} is on its way`,
        text: 'It comes within a minute; what it shows does not come again.',
      },
    ];
  },
} satisfies Command;
