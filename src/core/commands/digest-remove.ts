import type { Command } from './command.ts';
import { describePlan } from './digest-words.ts';
import { digestArgument, homeOf } from './named-digest.ts';
import { explainGone, findOwnDigest } from './own-digest.ts';

/** `/digest remove [number]`: asks first; what was shown here stays known. */
export const digestRemove = {
  name: 'digest',
  verb: 'remove',
  description: 'Remove a digest for good, after asking once',
  argument: digestArgument,
  managers: true,
  private: true,
  examples: () => ['', '1'],
  async run(request, services) {
    const sure = /^(.*?)\s+yes$/iu.exec(request.text.trim());
    const { digest, card } = await findOwnDigest(request, sure?.[1] ?? request.text, services);
    if (digest === undefined) return [card];
    const { id } = digest;
    if (sure === null) {
      return [
        {
          title: `Remove digest ${id}?`,
          text: `${describePlan(digest)}.\nThis cannot be taken back; pausing can.`,
          buttons: [
            {
              label: 'Remove',
              command: { name: 'digest', verb: 'remove', text: `${id} yes` },
              replaces: true,
            },
            { label: 'Pause instead', command: { name: 'digest', verb: 'pause', text: String(id) } },
          ],
        },
      ];
    }
    const removed = await services.store.digests.remove(homeOf(request.channel), id);
    return [
      removed
        ? {
            title: `Digest ${id} is removed`,
            text: 'What it has shown stays known: no other digest shows it here again.',
          }
        : explainGone(id),
    ];
  },
} satisfies Command;
