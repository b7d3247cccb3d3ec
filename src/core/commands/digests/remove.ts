import { describePlan } from '../../digest/digest-words.ts';
import type { Digest } from '../../store/digests/digest.ts';
import type { Command, Request, Services } from '../command.ts';
import { askFirst, readDecision } from '../confirmation.ts';
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
    const { text: named, decision } = readDecision(request.text);
    const { digest, card } = await findRemovable(request, named, services);
    if (digest === undefined) return [card];
    const { id } = digest;
    if (decision === 'no')
      return [{ title: `Digest ${id} stays as it is`, text: `${describePlan(digest)}.` }];
    if (decision === undefined) {
      const line = { name: 'digest', verb: 'remove', text: String(id) };
      const question = {
        title: 'Remove this digest?',
        text: `Digest ${id} · ${describePlan(digest)}\nRemoving cannot be undone; pausing can.`,
        footer: `or type ${services.typed('digest', 'remove', `${id} yes`)}`,
      };
      const pause = { label: 'Pause instead', command: { ...line, verb: 'pause' }, replaces: true } as const;
      return [askFirst(question, 'Remove', line, [pause])];
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
