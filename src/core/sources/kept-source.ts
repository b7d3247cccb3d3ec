import { addedByHand } from './added-by-hand.ts';
import type { KeptPapers, SourceStatus, SourceStatuses } from './rounds/memory.ts';
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
      const held = new Map<string, readonly number[]>();
      let mark = 0;
      let told: string | undefined;
      do {
        const change = await look().catch(() => ({
          parts: [],
          health: failing(name, held),
        }));
        const state = JSON.stringify(change.health);
        if (change.parts.length > 0 || state !== told) yield change;
        told = state;
        await nextLook(stop);
      } while (!stop.aborted);

      async function look(): Promise<SourceChange> {
        const status = await statuses.get(name);
        const found = await papers.changedSince(name, mark);
        for (const { day, after, papers } of found.days) {
          const before = held.get(day) ?? [];
          const lines = [...before.filter((line) => line <= after), ...papers.map(({ line }) => line)];
          if (lines.length > 0) held.set(day, lines);
          else held.delete(day);
        }
        mark = found.mark;
        const parts = found.days.map(({ day, after, papers }) => ({ part: day, after, records: papers }));
        return { parts, health: healthOf(name, status, held) };
      }
    },
  };
}

type HeldLines = ReadonlyMap<string, readonly number[]>;

/** A source that waits is well: it is asked again by itself, and nobody need do anything. What is added by hand is never asked for. */
function healthOf(name: string, status: SourceStatus | undefined, held: HeldLines): SourceHealth {
  const state = status?.state ?? (name === addedByHand ? 'quiet' : 'unasked');
  const isIll = state === 'broken' || state === 'stale';
  const what = status?.problem?.replace(/\.$/u, '') ?? 'it lists yesterday’s papers again';
  return {
    state,
    problems: isIll ? [{ place: name, what, remedy: 'it is asked again automatically' }] : [],
    read: count(held),
    ...(status?.nextTry !== undefined && (isIll || state === 'waiting') ? { nextTry: status.nextTry } : {}),
  };
}

/** While the database cannot be read, which it says itself, what was told before stays. */
function failing(name: string, held: HeldLines): SourceHealth {
  const what = 'its stored papers cannot be read at the moment';
  return {
    state: 'broken',
    problems: [{ place: name, what, remedy: 'it is read again automatically' }],
    read: count(held),
  };
}

function count(held: HeldLines): SourceHealth['read'] {
  return { parts: held.size, records: [...held.values()].reduce((sum, { length }) => sum + length, 0) };
}
