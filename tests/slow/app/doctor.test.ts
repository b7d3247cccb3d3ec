import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startProgram } from '../../app/program.ts';
import { temporaryFolder } from '../../core/store/open.ts';

const run = promisify(execFile);

it('doctor asks the program that runs, and tells the rest without one', async () => {
  const folder = await temporaryFolder();
  const environment = {
    PAPERBOY_PREVIEW_PORT: 'off',
    PAPERBOY_LOG_FORMAT: 'json',
    PAPERBOY_LOG_LEVEL: 'info',
  };
  const doctor = async () => {
    const env = { PATH: process.env.PATH ?? '', ...environment };
    const { stdout } = await run(process.execPath, [resolve('dist/cli.js'), 'doctor'], { cwd: folder, env });
    return stdout;
  };
  expect(await doctor()).not.toContain('running');
  const program = startProgram(folder, environment);
  await program.says('ready to search in');
  const text = await doctor();
  expect(text).toMatch(/^ok +running +process \d+ for /mu);
  expect(text).toMatch(/^ +database: The database can be read and written\.$/mu);
  expect(text).toMatch(/^ok +database +.*paperboy\.db$/mu);
  for (const line of program.log().trim().split('\n'))
    expect(JSON.parse(line)).toMatchObject({ time: expect.any(String), message: expect.any(String) });
  await program.kill();
  expect(await doctor()).not.toContain('running');
});
