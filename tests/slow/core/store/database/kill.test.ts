import Connection from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../../../src/core/store/store.ts';
import { keepLog, openAt, postgresUrl, sqliteUrl } from '../../../../core/store/open.ts';
import { bundleProgram, type Program, startProgram } from '../../../../core/store/programs.ts';
import { lab, messageNamed } from '../../../../core/store/things.ts';

/** Kills the program at a random moment of its saving; yields the papers whose saving it had acknowledged. */
async function killSoon(program: Program): Promise<readonly string[]> {
  const acknowledged: string[] = [];
  const enough = 1 + Math.random() * 8;
  while (acknowledged.length < enough)
    acknowledged.push((await program.next()) ?? 'no paper: it ended by itself');
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
  await program.kill();
  return [...acknowledged, ...(await program.rest())];
}

/** What is in the list and what was reacted to, in full agreement, or the test fails. */
async function expectWhole(store: Store, name: string, acknowledged: readonly string[]): Promise<void> {
  const saved = await store.saves.list({ ...lab, id: name });
  const ids = saved.map(({ paper }) => paper.id);
  expect(ids).toEqual(expect.arrayContaining([...acknowledged]));
  // One more than was said may be there: it was on disk, and the word of it was not yet out.
  expect(ids.length - acknowledged.length).toBeLessThanOrEqual(1);
  const marked = saved.filter(({ tags }) => tags.includes('marked')).map(({ paper }) => paper.id);
  const marks = await store.reactionSaves.on(messageNamed(name));
  expect(marks.map(({ paper }) => paper).sort()).toEqual(marked.sort());
}

describe.each([
  { engine: 'SQLite', freshUrl: sqliteUrl, rounds: 8 },
  { engine: 'PostgreSQL', freshUrl: postgresUrl, rounds: 2 },
])('$engine', ({ engine, freshUrl, rounds }) => {
  it(`loses nothing that was acknowledged to ${3 * rounds} processes that were killed`, async () => {
    const url = await freshUrl();
    const script = await bundleProgram('save-forever.ts');
    const acknowledged = new Map<string, readonly string[]>();
    for (let round = 1; round <= rounds; round += 1) {
      const names = ['a', 'b', 'c'].map((letter) => `${letter}${round}`);
      const programs = names.map((name) => startProgram(script, [url, name]));
      const said = await Promise.all(programs.map(killSoon));
      for (const [at, name] of names.entries()) acknowledged.set(name, said[at] ?? []);
      if (engine === 'SQLite') {
        const file = new Connection(url.slice('sqlite:'.length));
        expect(file.pragma('integrity_check', { simple: true })).toBe('ok');
        expect(file.pragma('foreign_key_check')).toEqual([]);
        file.close();
      }
    }
    const log = keepLog();
    const store = await openAt(url, log);
    for (const [name, papers] of acknowledged) await expectWhole(store, name, papers);
    expect(log.lines).toEqual([]);
  }, 60_000);
});
