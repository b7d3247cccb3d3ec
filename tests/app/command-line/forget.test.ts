import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readArguments } from '../../../src/app/command-line/arguments.ts';
import { forgetMember } from '../../../src/app/command-line/forget.ts';
import { openAt, temporaryFolder } from '../../core/store/open.ts';
import { alice, bob, day, paperNamed } from '../../core/store/things.ts';

it('says what is stored of somebody, and deletes it beside a running bot once that is wanted', async () => {
  const folder = await temporaryFolder();
  const databaseUrl = `sqlite:${join(folder, 'paperboy.db')}`;
  const store = await openAt(databaseUrl);
  const elsewhere = { ...alice, workspace: 'elsewhere' };
  for (const member of [alice, elsewhere, bob]) {
    await store.saves.save(member, paperNamed('p1'), day(1));
    await store.saves.setNote(member, 'p1', member === bob ? 'sparrow' : 'zebrafinch');
  }
  const forget = (named: Parameters<typeof forgetMember>[1], sure: boolean) =>
    forgetMember({ databaseUrl }, named, sure, day(2));
  expect(await forget(alice, false)).toContain('1 saved paper, 1 note');
  expect(await forget(alice, false)).toContain('--yes');
  expect(await store.saves.list(alice)).toHaveLength(1);
  expect(await forget(alice, true)).toContain('is deleted');
  expect(await store.saves.list(alice)).toEqual([]);
  expect(await store.saves.list(elsewhere)).toHaveLength(1);
  expect(await forget({ platform: alice.platform, id: alice.id }, true)).toContain('elsewhere');
  expect(await forget({ platform: alice.platform, id: alice.id }, false)).toContain('Nothing is stored');
  expect(await store.saves.list(bob)).toHaveLength(1);
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name))));
  expect(texts.some((text) => text.includes('sparrow'))).toBe(true);
  expect(texts.some((text) => text.includes('zebrafinch'))).toBe(false);
});

it('makes no database where there is none', async () => {
  const file = join(await temporaryFolder(), 'paperboy.db');
  await expect(forgetMember({ databaseUrl: `sqlite:${file}` }, alice, true, day(1))).rejects.toThrow(
    'no database yet',
  );
  expect(existsSync(file)).toBe(false);
});

it('is told who is meant, in one workspace or in all, and asks where it cannot tell', () => {
  const member = { platform: 'chat', workspace: 'T1', id: 'U2' };
  expect(readArguments(['forget', 'chat:T1/U2'])).toEqual({ kind: 'forget', member, sure: false });
  expect(readArguments(['forget', 'chat:U2', '--yes'])).toEqual({
    kind: 'forget',
    member: { platform: 'chat', id: 'U2' },
    sure: true,
  });
  for (const words of [[], ['U2'], ['chat:'], ['chat:a/b/c'], ['chat:a', 'chat:b']])
    expect(() => readArguments(['forget', ...words])).toThrow('takes one person');
});
