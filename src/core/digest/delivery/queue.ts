import type { Due } from '../../store/digests/delivery.ts';
import type { Destination } from '../../store/digests/digest.ts';

export type DueQueueOptions = {
  /** What is due now, in the order of its turn. */
  readonly more: () => Promise<readonly Due[]>;
  readonly atOnce: number;
  readonly signal: AbortSignal;
};

/** Works through what is due, several at once but one at a time in each place, each once. */
export function createDueQueue({ more, atOnce, signal }: DueQueueOptions) {
  const seen = new Set<string>();
  const busy = new Set<string>();
  let queue: Due[] = [];
  let exhausted = false;

  /** Asks for more where fewer are left than can be worked on. */
  async function fill(): Promise<void> {
    if (exhausted || queue.length >= atOnce) return;
    const found = (await more()).filter((due) => !seen.has(nameDue(due)));
    for (const due of found) seen.add(nameDue(due));
    queue = [...queue, ...found];
    exhausted = found.length === 0;
  }

  function takeFree(): Due | undefined {
    const index = queue.findIndex(({ digest }) => !busy.has(destinationKey(digest.destination)));
    return index < 0 ? undefined : queue.splice(index, 1)[0];
  }

  return {
    /** Resolves when nothing is left; rejects, after what is under way has ended, as soon as the work on one rejects. */
    async workThrough(work: (due: Due) => Promise<void>): Promise<void> {
      const underWay = new Set<Promise<void>>();
      const failures: unknown[] = [];
      for (;;) {
        if (failures.length === 0 && !signal.aborted) {
          await fill().catch((error: unknown) => failures.push(error));
          while (underWay.size < atOnce) {
            const due = takeFree();
            if (due === undefined) break;
            const place = destinationKey(due.digest.destination);
            busy.add(place);
            const running: Promise<void> = work(due)
              .catch((error: unknown) => void failures.push(error))
              .finally(() => {
                busy.delete(place);
                underWay.delete(running);
              });
            underWay.add(running);
          }
        }
        if (underWay.size === 0) break;
        await Promise.race(underWay);
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}

function nameDue({ digest, due, delivery }: Due): string {
  return `${digest.id} ${due.getTime()} ${delivery ?? ''}`;
}

/** One name for one place, whichever digest goes there. */
export function destinationKey(destination: Destination): string {
  const { kind } = destination;
  const { platform, workspace, id } = kind === 'channel' ? destination.channel : destination.member;
  return JSON.stringify([kind, platform, workspace, id]);
}
