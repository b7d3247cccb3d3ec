import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readArguments } from '../../../src/app/command-line/arguments.ts';
import { forgetMember, forgetWorkspace } from '../../../src/app/command-line/forget.ts';
import { openAt, temporaryFolder } from '../../core/store/open.ts';
import { alice, bob, day, general, messageNamed, paperNamed } from '../../core/store/things.ts';

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

it('says what is stored of a workspace, and deletes it with its installation once that is wanted, and nothing of another', async () => {
  const databaseUrl = `sqlite:${join(await temporaryFolder(), 'paperboy.db')}`;
  const store = await openAt(databaseUrl);
  const at = day(1);
  const [here, there, part] = ['T1', 'T2', 'T3'].map((workspace) => ({ platform: 'slack', workspace }));
  if (here === undefined || there === undefined || part === undefined) throw new Error('no workspaces');
  for (const workspace of [here, there, part])
    await store.saves.save({ ...workspace, id: 'U1' }, paperNamed('p1'), at);
  for (const workspace of ['T1', 'T2', 'E1'])
    await store.installations.keep({ platform: 'slack', workspace, organisation: '', sealed: 's', at });
  await store.installations.join({ ...part, organisation: 'E1', at });
  const forget = (workspace: string, sure: boolean) =>
    forgetWorkspace({ databaseUrl }, { platform: 'slack', workspace }, sure);
  expect(await forget('T1', false)).toMatch(
    /slack:T1\/ 1 person, 0 digests.*1 installation.*forget slack:T1\/ --yes/s,
  );
  expect(await store.installations.find(here)).toBeDefined();
  expect(await forget('T1', true)).toContain('is deleted');
  expect(await forget('T1', true)).toBe('Nothing is stored about slack:T1/\n');
  // An organisation, with what is of its workspaces.
  expect(await forget('E1', true)).toMatch(/1 person.*2 installations/);
  expect((await store.installations.list('slack')).map(({ workspace }) => workspace)).toEqual(['T2']);
  // Where nobody saved anything, but papers were shown.
  await store.shown.remember([{ message: messageNamed('1'), papers: ['p1'] }], at);
  const shown = () => forgetWorkspace({ databaseUrl }, general, true);
  expect(await shown()).toMatch(/0 people.*1 message that shows papers/);
  expect(await shown()).toContain('Nothing is stored');
  const lists = [here, there, part].map((workspace) => store.saves.list({ ...workspace, id: 'U1' }));
  expect((await Promise.all(lists)).map(({ length }) => length)).toEqual([0, 1, 0]);
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
  expect(readArguments(['forget', 'chat:T1/U2'])).toEqual({ kind: 'forget', named: member, sure: false });
  expect(readArguments(['forget', 'chat:U2', '--yes'])).toEqual({
    kind: 'forget',
    named: { platform: 'chat', id: 'U2' },
    sure: true,
  });
  const workspace = { platform: 'chat', workspace: 'T1' };
  expect(readArguments(['forget', 'chat:T1/'])).toEqual({ kind: 'forget', named: workspace, sure: false });
  for (const words of [[], ['U2'], ['chat:'], ['chat:a/b/c'], ['chat:a', 'chat:b']])
    expect(() => readArguments(['forget', ...words])).toThrow('takes one person');
});
