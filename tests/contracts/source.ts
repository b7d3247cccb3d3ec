import { describe, expect, it, onTestFinished } from 'vitest';
import type { Paper, PaperId } from '../../src/core/papers/paper.ts';
import type { Source, SourceChange, SourceHealth } from '../../src/core/sources/source.ts';

/** A source over a far side that the suite can change. */
export type SourceToTry = {
  readonly source: Source;
  /** Makes the far side hold one paper with this title and abstract under a key, or nothing under it any more. */
  hold(key: string, paper: { readonly title: string; readonly abstract: string } | undefined): Promise<void>;
  /** Makes the far side fail as a whole, or work again as before. */
  fail(isFailing: boolean): Promise<void>;
};

/** What every source does, whatever it is a source of. `open` yields one that holds nothing yet. */
export function describeSource(name: string, open: () => Promise<SourceToTry>): void {
  /** Follows a source, and keeps what its parts hold by the words of the contract alone. */
  function follow(source: Source, known: (id: PaperId) => Paper | undefined = () => undefined) {
    const stop = new AbortController();
    const changes = source.follow({ stop: stop.signal, known })[Symbol.asyncIterator]();
    const parts = new Map<string, readonly { readonly line: number; readonly paper: Paper }[]>();
    let health: SourceHealth | undefined;
    let pending: Promise<IteratorResult<SourceChange>> | undefined;
    onTestFinished(async () => {
      stop.abort();
      await pending;
    });

    async function next(): Promise<boolean> {
      pending = changes.next();
      const { value, done } = await pending;
      if (done === true) return false;
      const change: SourceChange = value;
      expect(new Set(change.parts.map(({ part }) => part)).size).toBe(change.parts.length);
      for (const { part, after = 0, records } of change.parts) {
        const held = [...(parts.get(part) ?? []).filter(({ line }) => line <= after), ...records];
        const lines = held.map(({ line }) => line);
        expect(lines).toEqual([...lines].sort((one, other) => one - other));
        expect(lines.every((line) => Number.isInteger(line) && line > 0)).toBe(true);
        if (held.length === 0) parts.delete(part);
        else parts.set(part, held);
      }
      health = change.health;
      return true;
    }
    const papers = () => [...parts.values()].flat().map(({ paper }) => paper);
    return {
      next,
      papers,
      titles: () =>
        papers()
          .map(({ title }) => title)
          .sort(),
      health: () => health,
      stop: () => stop.abort(),
      leave: () => changes.return?.(),
      /** Takes changes until what is expected holds. */
      async until(holds: () => boolean): Promise<void> {
        while (!holds()) expect(await next()).toBe(true);
      },
    };
  }

  const one = { title: 'One', abstract: 'First.' };
  const two = { title: 'Two', abstract: 'Second.' };

  describe(`${name}, as every source`, () => {
    it('tells at first what there is, also where that is nothing', async () => {
      const { source, hold } = await open();
      const empty = follow(source);
      expect(await empty.next()).toBe(true);
      expect(empty.titles()).toEqual([]);
      expect(empty.health()?.read.records).toBe(0);
      await hold('a', one);
      await hold('b', two);
      const full = follow(source);
      await full.next();
      expect(full.titles()).toEqual(['One', 'Two']);
      expect(full.health()).toMatchObject({ state: 'fresh', problems: [], read: { records: 2 } });
    });

    it('tells then what comes, what changes, and what goes', async () => {
      const { source, hold } = await open();
      const followed = follow(source);
      await followed.next();
      await hold('a', one);
      await followed.until(() => followed.titles().join() === 'One');
      await hold('b', two);
      await followed.until(() => followed.titles().join() === 'One,Two');
      await hold('a', { ...one, abstract: 'Revised.' });
      await followed.until(() => followed.papers().some(({ abstract }) => abstract === 'Revised.'));
      expect(followed.titles()).toEqual(['One', 'Two']);
      await hold('b', undefined);
      await followed.until(() => followed.titles().join() === 'One');
      expect(followed.health()).toMatchObject({ state: 'fresh', read: { records: 1 } });
    });

    it('loses nothing that changes while a change is taken in', async () => {
      const { source, hold } = await open();
      await hold('a', one);
      const followed = follow(source);
      await followed.next();
      await hold('b', two);
      await hold('a', undefined);
      await followed.until(() => followed.titles().join() === 'Two');
    });

    it('is broken while it fails, says why and what to do, and is well again after', async () => {
      const { source, hold, fail } = await open();
      await hold('a', one);
      const followed = follow(source);
      await followed.next();
      await fail(true);
      await followed.until(() => followed.health()?.state === 'broken');
      const [problem] = followed.health()?.problems ?? [];
      expect([problem?.place, problem?.what, problem?.remedy].every((text) => text)).toBe(true);
      await fail(false);
      await followed.until(() => followed.health()?.state === 'fresh');
      expect(followed.health()?.problems).toEqual([]);
      expect(followed.titles()).toEqual(['One']);
    });

    it('ends when it is stopped, while it waits and while it is being read', async () => {
      const { source, hold } = await open();
      await hold('a', one);
      const waiting = follow(source);
      await waiting.next();
      const ended = waiting.next();
      waiting.stop();
      expect(await ended).toBe(false);
      const asked = follow(source);
      await asked.next();
      asked.stop();
      await asked.until(() => true);
      for (let goesOn = true; goesOn; ) goesOn = await asked.next();
    });

    it('can be left after any change, and followed again', async () => {
      const { source, hold } = await open();
      await hold('a', one);
      const left = follow(source);
      await left.next();
      await left.leave();
      expect(await left.next()).toBe(false);
      const again = follow(source);
      await again.next();
      expect(again.titles()).toEqual(['One']);
    });
  });
}
