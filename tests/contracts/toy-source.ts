import { EventEmitter, on } from 'node:events';
import type { Paper } from '../../src/core/papers/paper.ts';
import type { Source, SourceChange } from '../../src/core/sources/source.ts';

/** A service in memory, a part for each paper: all that a source must do. */
export function createToySource(name: string) {
  const papers = new Map<string, Paper>();
  const rounds = new EventEmitter();
  let trouble: string | undefined;

  function tell(keys: Iterable<string>): SourceChange {
    const parts = [...keys].map((part) => {
      const paper = papers.get(part);
      return { part, records: paper === undefined ? [] : [{ line: 1, paper }] };
    });
    const problems = trouble === undefined ? [] : [{ place: name, what: trouble, remedy: 'wait' }];
    const read = { parts: papers.size, records: papers.size };
    return { parts, health: { state: trouble === undefined ? 'fresh' : 'broken', problems, read } };
  }

  async function* follow({ stop }: Parameters<Source['follow']>[0]): AsyncGenerator<SourceChange> {
    const told = on(rounds, 'round', { signal: stop });
    yield tell(papers.keys());
    try {
      for await (const [keys] of told) yield tell(keys);
    } catch (error) {
      if (!stop.aborted) throw error;
    }
  }

  return {
    source: { name, follow } satisfies Source,
    /** Puts a paper under a key, or takes it away. */
    hold(key: string, paper: Paper | undefined): void {
      if (paper === undefined) papers.delete(key);
      else papers.set(key, paper);
      rounds.emit('round', [key]);
    },
    fail(reason: string | undefined): void {
      trouble = reason;
      rounds.emit('round', []);
    },
    /** Ends the stream with an error, as a mistake in a source would. */
    crash: (error: Error) => rounds.emit('error', error),
  };
}
