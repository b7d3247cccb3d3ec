import { nextDue } from '../../digest/schedule/next-due.ts';
import type { Command } from '../command.ts';
import { confirmDigest } from './add.ts';
import { digestArgument, explainGone, findNamedDigest, findOwnDigest, homeOf } from './named-digest.ts';
import { findPostObstacle } from './post-obstacle.ts';

/** `/digest pause [number]` */
export const digestPause = {
  name: 'digest',
  verb: 'pause',
  description: 'Stop a digest until it is resumed',
  argument: digestArgument,
  managers: true,
  private: true,
  examples: () => ['', '1'],
  async run(request, services) {
    const { digest, card } = await findOwnDigest(request, request.text, services);
    if (digest === undefined) return [card];
    const { id } = digest;
    const by = request.memberName.trim();
    const reason = by === '' ? 'somebody paused it' : `${by} paused it`;
    const resume = { label: 'Resume', command: { name: 'digest', verb: 'resume', text: String(id) } };
    const paused =
      digest.paused === undefined
        ? await services.store.digests.pause(homeOf(request.channel), id, reason, services.now())
        : digest;
    if (paused === undefined) return [explainGone(id)];
    return [
      {
        title: `Digest ${id} is paused`,
        text: 'Nothing is posted until it is resumed. Digests missed in the meantime are not posted later.',
        buttons: [resume],
      },
    ];
  },
} satisfies Command;

/** `/digest resume [number]`: from its next time on; also after a pause that a failure brought about. */
export const digestResume = {
  name: 'digest',
  verb: 'resume',
  description: 'Resume a paused digest',
  argument: digestArgument,
  managers: true,
  private: true,
  examples: () => ['', '1'],
  async run(request, services) {
    const { digest, card } = await findNamedDigest(request, request.text, services);
    if (digest === undefined) return [card];
    const { id, schedule, zone, paused } = digest;
    if (paused === undefined)
      return [await confirmDigest(`Digest ${id} is not paused`, digest, request, services)];
    const obstacle = await findPostObstacle(digest, services);
    if (obstacle !== undefined) return [{ title: `Digest ${id} cannot be resumed yet`, text: obstacle }];
    const due = nextDue(schedule, zone, services.now());
    const resumed = await services.store.digests.resume(homeOf(request.channel), id, due);
    return [
      resumed === undefined
        ? explainGone(id)
        : await confirmDigest(`Digest ${id} is resumed`, resumed, request, services),
    ];
  },
} satisfies Command;
