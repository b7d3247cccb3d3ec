import { describePlan } from '../../digest/digest-words.ts';
import type { Digest } from '../../store/digests/digest.ts';
import type { Command, Request, Services } from '../command.ts';
import { digestArgument, explainGone, findOwnDigest, homeOf, type NamedDigest } from './named-digest.ts';

/**
 * `/digest remove [number]`: asks first; what was shown here stays known. Whoever made a digest may remove it from any
 * channel they manage, for its own may be gone.
 */
export const digestRemove = {
  name: 'digest',
  verb: 'remove',
  description: 'Remove a digest for good, after asking once',
  argument: digestArgument,
  managers: true,
  private: true,
  examples: () => ['', '1'],
  async run(request, services) {
    const words = request.text.trim().split(/\s+/u);
    const isSure = words.length > 1 && words.at(-1)?.toLowerCase() === 'yes';
    const named = (isSure ? words.slice(0, -1) : words).join(' ');
    const { digest, card } = await findRemovable(request, named, services);
    if (digest === undefined) return [card];
    const { id } = digest;
    if (!isSure) {
      return [
        {
          title: `Remove digest ${id}?`,
          tone: 'notice',
          text: `${describePlan(digest)}.\nRemoving cannot be undone; pausing can.`,
          buttons: [
            {
              label: 'Remove',
              command: { name: 'digest', verb: 'remove', text: `${id} yes` },
              replaces: true,
              isDanger: true,
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
            text: 'The papers it has shown will not be shown again by other digests here.',
          }
        : explainGone(id),
    ];
  },
} satisfies Command;

async function findRemovable(
  request: Request,
  typed: string,
  services: Pick<Services, 'store' | 'typed'>,
): Promise<NamedDigest> {
  const named = await findOwnDigest(request, typed, services);
  const number = /^#?(\d{1,9})$/u.exec(typed.trim())?.[1];
  if (named.digest !== undefined || number === undefined) return named;
  const elsewhere = await services.store.digests.find(homeOf(request.channel), Number(number));
  return elsewhere !== undefined && isMadeBy(elsewhere, request) ? { digest: elsewhere } : named;
}

function isMadeBy(
  { createdBy, destination, declaredAs }: Digest,
  { member }: Pick<Request, 'member'>,
): boolean {
  if (destination.kind !== 'channel' || declaredAs !== undefined) return false;
  return createdBy?.id === member.id && createdBy.workspace === member.workspace;
}
