import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { openHolder } from '../../src/app/holder.ts';
import { temporaryFolder } from '../core/store/open.ts';

it('a process is known to be dead once it was killed, by those alone that share its folder and its machine', async () => {
  const data = await temporaryFolder();
  const own = openHolder(data);
  onTestFinished(() => own.close());
  const [machine = ''] = own.name.split(' ');
  const id = '01234567-89ab-cdef-0123-456789abcdef';
  const lock = `new (require('better-sqlite3'))(process.argv[1]).exec('begin exclusive');
    process.stdout.write('held'); setInterval(() => {}, 1_000);`;
  const child = spawn(process.execPath, ['-e', lock, `${data}/run/${id}.lock`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  expect(own.isDead(`${machine} ${id}`)).toBe(false);
  child.kill('SIGKILL');
  await once(child, 'close');
  const elsewhere = openHolder(await temporaryFolder());
  onTestFinished(() => elsewhere.close());
  expect(elsewhere.isDead(`${machine} ${id}`)).toBe(false);
  expect(own.isDead(`another ${id}`)).toBe(false);
  expect(own.isDead(`${machine} ${id}`)).toBe(true);
  // Its file is gone by then.
  expect(own.isDead(`${machine} ${id}`)).toBe(true);
  expect(own.isDead(own.name)).toBe(false);
  expect(own.isDead(`${machine} ../${id}`)).toBe(false);
  own.close();
  expect(readdirSync(`${data}/run`)).toEqual([]);
});

it('the files of processes that died long ago are removed, and none that is held or new', async () => {
  const data = await temporaryFolder();
  const old = openHolder(data);
  onTestFinished(() => old.close());
  const held = readdirSync(`${data}/run`);
  for (const name of ['left.lock', 'new.lock', 'other.sock']) writeFileSync(`${data}/run/${name}`, '');
  for (const name of [...held, 'left.lock', 'other.sock']) utimesSync(`${data}/run/${name}`, 0, 0);
  openHolder(data).close();
  expect(readdirSync(`${data}/run`).sort()).toEqual([...held, 'new.lock', 'other.sock'].sort());
});

it('a process whose folder takes no lock is never known to be dead', async () => {
  const data = '/dev/null';
  const [one, other] = [openHolder(data), openHolder(data)];
  expect(one.name).not.toBe(other.name);
  one.close();
  expect(other.isDead(one.name)).toBe(false);
});
