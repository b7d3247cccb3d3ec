import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

it('a run of tests fails where a test does, whatever the set-up leaves behind', async () => {
  const { VITEST, VITEST_MODE, VITEST_POOL_ID, VITEST_WORKER_ID, ...env } = process.env;
  const config = 'tests/fixtures/failing/vitest.config.ts';
  const run = spawn(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--root', '.', '--config', config],
    {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  let said = '';
  run.stdout.on('data', (text: Buffer) => {
    said += text;
  });
  const [code] = await once(run, 'close');
  expect(said).toContain('1 failed');
  expect(code).toBe(1);
}, 60_000);
