import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it, onTestFinished } from 'vitest';

it.each([0, 1, 3])('lets a run of the tests that ends with %i end so', async (code) => {
  const outfile = join('node_modules', '.cache', 'paperboy-tests', `${process.pid}-exit-${code}.mjs`);
  onTestFinished(() => rm(outfile, { force: true }));
  await build({
    stdin: {
      contents: `import { setup, teardown } from './postgres-server.ts';
        await setup();
        process.exitCode = ${code};
        await teardown();`,
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    ...{ outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' },
  });
  expect(await once(spawn(process.execPath, [outfile], { stdio: 'ignore' }), 'close')).toEqual([code, null]);
});
