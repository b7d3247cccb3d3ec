import { createKeyedQueue } from '../async/keyed-queue.ts';
import { createBreather } from '../async/time-slices.ts';
import { createEnding } from '../async/wait.ts';
import { within } from '../async/within.ts';
import type { Corpus, CorpusCounts } from '../papers/corpus.ts';
import type { RecordOrigin } from '../papers/deduplication/group-records.ts';
import type { Paper, PaperId } from '../papers/paper.ts';
import type { Problem } from '../papers/problem.ts';
import { type Change, createGathering, createRecord, type GatheredRecord } from './gathering.ts';
import type { Source, SourceChange, SourceHealth } from './source.ts';

/** The papers of some sources, kept as the sources tell. */
export type LiveCorpus = Corpus & {
  /** In the order in which they were given. */
  readonly sources: readonly { readonly name: string; readonly health: SourceHealth }[];
  /** What is wrong with the sources and their records at present, source by source. */
  readonly problems: readonly Problem[];
  readonly counts: CorpusCounts;
  /** Tells of every change after it is in effect; yields how to stop listening. */
  onChange(listener: (change: Change) => void): () => void;
  /** Tells after each time that a source said how it is; yields how to stop listening. */
  onHealth(listener: (source: string) => void): () => void;
  /** Stops following. */
  close(): Promise<void>;
};

export type CorpusOptions = {
  /** Whether to follow changes of the sources; true unless told. */
  readonly follow?: boolean;
  /** Milliseconds that sources may take to end; a second unless told. One that takes longer is left. */
  readonly endWithin?: number;
};

/** A source, and what it told last; `records` of a part are in order of their lines. */
type FollowedSource = {
  readonly source: Source;
  readonly order: number;
  parts: ReadonlyMap<string, SourcePart>;
  health: SourceHealth;
};
type SourcePart = { readonly origin: RecordOrigin; readonly records: readonly GatheredRecord[] };

const untold: SourceHealth = { state: 'quiet', problems: [], read: { parts: 0, records: 0 } };

/**
 * Reads the papers of some sources and follows their changes; resolves when each has told what it has. Never rejects: a source
 * that fails is told by its health, and the others go on.
 */
export async function openCorpus(
  sources: readonly Source[],
  { follow = true, endWithin = 1_000 }: CorpusOptions = {},
): Promise<LiveCorpus> {
  const gathering = createGathering();
  const inTurn = createKeyedQueue();
  const listeners = new Set<(change: Change) => void>();
  const healthListeners = new Set<(source: string) => void>();
  const ending = createEnding();
  const all = sources.map((source, order): FollowedSource => {
    return { source, order, parts: new Map(), health: untold };
  });
  let papers: readonly Paper[] | undefined;

  async function take(one: FollowedSource, { parts, health }: SourceChange): Promise<void> {
    const breathe = createBreather();
    const now = new Map(one.parts);
    const gone: GatheredRecord[] = [];
    const come: GatheredRecord[] = [];
    for (const { part, after = 0, records } of parts) {
      const before = now.get(part);
      const origin = before?.origin ?? { source: one.source.name, order: one.order, part };
      const held: GatheredRecord[] = [];
      for (const record of before?.records ?? []) (record.line <= after ? held : gone).push(record);
      for (const { paper, line } of records) {
        const record = createRecord(paper, origin, line);
        held.push(record);
        come.push(record);
        await breathe();
      }
      if (held.length > 0) now.set(part, { origin, records: held });
      else now.delete(part);
    }
    const change = await gathering.update(gone, come, breathe);
    one.parts = now;
    if (parts.length > 0) papers = undefined;
    setHealth(one, health);
    if (change.put.length > 0 || change.removed.length > 0)
      for (const listener of listeners) listener(change);
  }

  function setHealth(one: FollowedSource, health: SourceHealth): void {
    one.health = health;
    for (const listener of healthListeners) listener(one.source.name);
  }

  /** Holds no change while it waits for the next: the first is as large as the source. */
  async function takeNext(one: FollowedSource, changes: AsyncIterator<SourceChange>): Promise<boolean> {
    const { value, done } = await changes.next();
    if (done === true) return false;
    await inTurn('records', () => take(one, value)).catch(warn);
    return true;
  }

  async function run(one: FollowedSource, onRead: () => void): Promise<void> {
    try {
      const changes = one.source
        .follow({ stop: ending.signal, known: gathering.get })
        [Symbol.asyncIterator]();
      while (await takeNext(one, changes)) {
        onRead();
        if (follow && !ending.signal.aborted) continue;
        await changes.return?.();
        return;
      }
    } catch (error) {
      setHealth(one, { ...one.health, state: 'broken', problems: [describeFailure(one.source, error)] });
    } finally {
      onRead();
    }
  }

  const running: Promise<void>[] = [];
  await Promise.all(all.map((one) => new Promise<void>((onRead) => running.push(run(one, onRead)))));

  return {
    get papers() {
      papers ??= listPapers(recordsOf(all));
      return papers;
    },
    get sources() {
      return all.map(({ source, health }) => ({ name: source.name, health }));
    },
    get problems() {
      return all.flatMap(({ health }) => health.problems);
    },
    get counts() {
      const read = all.map(({ health }) => health.read);
      return {
        parts: read.reduce((sum, { parts }) => sum + parts, 0),
        records: read.reduce((sum, { records }) => sum + records, 0),
        papers: gathering.size,
        merged: countMerged(recordsOf(all)),
      };
    },
    get: (id) => gathering.get(id),
    titled: (title) => gathering.titled(title),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onHealth(listener) {
      healthListeners.add(listener);
      return () => healthListeners.delete(listener);
    },
    async close() {
      listeners.clear();
      healthListeners.clear();
      ending.abort();
      await within(endWithin, Promise.all(running), undefined);
    },
  };
}

/** All records, source by source, part by part in order of their names, line by line. */
function* recordsOf(sources: readonly FollowedSource[]): Generator<GatheredRecord> {
  for (const { parts } of sources) {
    for (const name of [...parts.keys()].sort()) yield* parts.get(name)?.records ?? [];
  }
}

function listPapers(records: Iterable<GatheredRecord>): readonly Paper[] {
  const papers: Paper[] = [];
  for (const { leads, shownAs } of records) if (leads && shownAs !== undefined) papers.push(shownAs);
  return papers;
}

function countMerged(records: Iterable<GatheredRecord>): number {
  const joined = new Set<PaperId>();
  for (const { leads, shownAs } of records) if (!leads && shownAs !== undefined) joined.add(shownAs.id);
  return joined.size;
}

/** What goes wrong here or in a listener is no fault of the source, which goes on. */
function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

function describeFailure({ name }: Source, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    place: name,
    what: `this source stopped (${reason.split('\n')[0]})`,
    remedy: 'restart the bot; its papers stay until then',
  };
}
