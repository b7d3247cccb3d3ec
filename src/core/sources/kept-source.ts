import type { KeptDay, KeptPapers, SourceStatus, SourceStatuses } from './rounds/memory.ts';
import type { Source, SourceChange, SourceContext, SourceHealth } from './source.ts';

export type KeptSourceOptions = {
  readonly name: string;
  readonly papers: KeptPapers;
  readonly statuses: SourceStatuses;
  /** Resolves when another look is due, told or not: what another process brought is seen then. */
  nextLook(stop: AbortSignal): Promise<void>;
};

/** The papers that rounds have kept for a service, a part for each day on which some came. */
export function createKeptSource({ name, papers, statuses, nextLook }: KeptSourceOptions): Source {
  return {
    name,
    async *follow({ stop }: SourceContext): AsyncGenerator<SourceChange> {
      const held = new Map<string, number>();
      let mark = 0;
      let told: string | undefined;
      do {
        const change = await look().catch((error: unknown) => failing(name, error, held));
        if (change !== undefined) yield change;
        await nextLook(stop);
      } while (!stop.aborted);

      async function look(): Promise<SourceChange | undefined> {
        const found = await papers.changedSince(name, mark);
        const health = healthOf(name, await statuses.get(name), found.days, held);
        const state = JSON.stringify(health);
        if (found.days.length === 0 && state === told) return undefined;
        mark = found.mark;
        told = state;
        return { parts: found.days.map(({ day, papers }) => ({ part: day, records: papers })), health };
      }
    },
  };
}

function healthOf(
  name: string,
  status: SourceStatus | undefined,
  days: readonly KeptDay[],
  held: Map<string, number>,
): SourceHealth {
  for (const { day, papers } of days) held.set(day, papers.length);
  const isIll = status !== undefined && ['broken', 'stale'].includes(status.state);
  const what = status?.problem ?? 'it tells yesterday’s papers again';
  return {
    state: status?.state ?? 'quiet',
    problems: isIll ? [{ place: name, what, remedy: 'it is asked again by itself' }] : [],
    read: { parts: held.size, records: [...held.values()].reduce((sum, count) => sum + count, 0) },
    ...(status?.nextTry === undefined || !isIll ? {} : { nextTry: status.nextTry }),
  };
}

/** While the database cannot be read, what was told before stays. */
function failing(name: string, error: unknown, held: ReadonlyMap<string, number>): SourceChange {
  const what = error instanceof Error ? error.message : String(error);
  return {
    parts: [],
    health: {
      state: 'broken',
      problems: [{ place: name, what, remedy: 'it is read again by itself' }],
      read: { parts: held.size, records: [...held.values()].reduce((sum, count) => sum + count, 0) },
    },
  };
}
