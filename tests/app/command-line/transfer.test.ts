import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { backUp, exportAll, restore } from '../../../src/app/command-line/transfer.ts';
import { openAt, postgresUrl, temporaryFolder } from '../../core/store/open.ts';
import { alice, day, paperNamed } from '../../core/store/things.ts';
import { finish, runProgram, startProgram } from './program.ts';

let folder = '';
let databaseUrl = '';
beforeEach(async () => {
  folder = await temporaryFolder();
  databaseUrl = `sqlite:${join(folder, 'data', 'paperboy.db')}`;
});

const at = (file: string) => join(folder, file);
const read = (file: string) => readFileSync(at(file), 'utf8');
/** All but the first line, which tells when it was made and from what. */
const bodyOf = (text: string) => text.slice(text.indexOf('\n'));
const takeIn = (url: string, file: string, replace = false) =>
  restore({ databaseUrl: url }, at(file), replace);

async function save(title: string): Promise<void> {
  const store = await openAt(databaseUrl);
  await store.saves.save(alice, paperNamed(title), day(1));
  await store.close();
}

async function exportFrom(url: string): Promise<string> {
  let text = '';
  await exportAll({ databaseUrl: url }, async (lines) => {
    text += lines;
  });
  return text;
}

type Line = { readonly table?: string; readonly row?: Readonly<Record<string, unknown>> };
const rowsOf = (text: string, table: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
    .flatMap((line) => (line.table === table && line.row !== undefined ? [line.row] : []));

describe('a backup file', () => {
  it('is for its owner alone, and moves from SQLite to PostgreSQL without a difference', async () => {
    await save('cascades');
    expect(await backUp({ databaseUrl }, at('lab.jsonl'), false)).toMatch(/lab\.jsonl holds .*1 save\b/u);
    expect(statSync(at('lab.jsonl')).mode & 0o777).toBe(0o600);
    const postgres = await postgresUrl();
    expect(await takeIn(postgres, 'lab.jsonl')).toContain('1 save ');
    expect(bodyOf(await exportFrom(postgres))).toBe(bodyOf(read('lab.jsonl')));
  });

  it('replaces nothing, and is not taken in over anything, without being told', async () => {
    await save('cascades');
    await backUp({ databaseUrl }, at('lab.jsonl'), false);
    const before = read('lab.jsonl');
    await save('networks');
    await expect(backUp({ databaseUrl }, at('lab.jsonl'), false)).rejects.toThrow(
      'lab.jsonl exists already. Name another file, or add --force to write over it.',
    );
    expect(read('lab.jsonl')).toBe(before);
    await expect(takeIn(databaseUrl, 'lab.jsonl')).rejects.toThrow('add --force');
    expect(rowsOf(await exportFrom(databaseUrl), 'saves')).toHaveLength(2);

    await takeIn(databaseUrl, 'lab.jsonl', true);
    await backUp({ databaseUrl }, at('lab.jsonl'), true);
    expect(bodyOf(read('lab.jsonl'))).toBe(bodyOf(before));
    expect(readdirSync(folder).toSorted()).toEqual(['data', 'lab.jsonl']);
  });

  it('is refused where it was cut short or is not there, and the database stays as it was', async () => {
    await save('cascades');
    await backUp({ databaseUrl }, at('lab.jsonl'), false);
    writeFileSync(at('cut.jsonl'), read('lab.jsonl').slice(0, -40));
    await expect(takeIn(databaseUrl, 'cut.jsonl', true)).rejects.toThrow(/cut\.jsonl: Line \d+ is no row/u);
    await expect(takeIn(databaseUrl, 'gone.jsonl', true)).rejects.toThrow('gone.jsonl: It cannot be read');
    await expect(takeIn(databaseUrl, 'data', true)).rejects.toThrow('data: It cannot be read');
    expect(bodyOf(await exportFrom(databaseUrl))).toBe(bodyOf(read('lab.jsonl')));
  });

  it('is not made where there is nothing to keep or nowhere to write', async () => {
    await expect(backUp({ databaseUrl }, at('lab.jsonl'), false)).rejects.toThrow('There is no database yet');
    await save('cascades');
    await expect(backUp({ databaseUrl }, at('no/folder.jsonl'), false)).rejects.toThrow('cannot be written');
    expect(readdirSync(folder)).toEqual(['data']);
  });

  it('shows whole moments while the bot goes on writing', { timeout: 60_000 }, async () => {
    const bot = startProgram(folder, ['start']);
    const ended = finish(bot);
    let typing = true;
    bot.stdout?.on('data', () => {
      if (typing) bot.stdin?.write('/paper uncertainty\n+bookmark 1\n-bookmark 1\n');
    });
    const answer = () => once(bot.stdout ?? bot, 'data');
    bot.stdin?.write('/paper uncertainty\n');
    await answer();
    const seen: number[] = [];
    for (const file of ['a.jsonl', 'b.jsonl', 'c.jsonl']) {
      await backUp({ databaseUrl }, at(file), false);
      const text = read(file);
      const messages = new Set(rowsOf(text, 'messages').map(({ id }) => id));
      expect(new Set(rowsOf(text, 'message_papers').map(({ message }) => message))).toEqual(messages);
      seen.push(messages.size);
      await takeIn(`sqlite:${at(file)}.db`, file);
      await answer();
      await answer();
    }
    typing = false;
    bot.stdin?.end();
    expect(await ended).toMatchObject({ code: 0, errors: '' });
    expect(seen[2]).toBeGreaterThan(seen[0] ?? 0);
  });

  it('is written and read by the program', { timeout: 60_000 }, async () => {
    await save('cascades');
    const backup = await runProgram(folder, ['backup', 'lab.jsonl']);
    expect(backup).toEqual({ code: 0, output: '', errors: expect.stringContaining('lab.jsonl holds') });
    const refused = await runProgram(folder, ['restore', 'lab.jsonl']);
    expect(refused).toEqual({ code: 1, output: '', errors: expect.stringContaining('--force') });
    const other = { DATABASE_URL: 'sqlite:other.db' };
    expect(await runProgram(folder, ['restore', 'lab.jsonl'], '', other)).toMatchObject({ code: 0 });
    const { code, output, errors } = await runProgram(folder, ['export', '--all'], '', other);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(bodyOf(output)).toBe(bodyOf(read('lab.jsonl')));
  });
});
