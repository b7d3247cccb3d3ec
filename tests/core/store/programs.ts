import {
  type ChildProcessWithoutNullStreams,
  type SpawnOptionsWithoutStdio,
  spawn,
} from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';

/** A process of its own that says lines. */
export type Program = {
  readonly process: ChildProcessWithoutNullStreams;
  /** The next line; undefined after the last one. */
  next(): Promise<string | undefined>;
  /** All that is still to come. */
  rest(): Promise<readonly string[]>;
  /** Kills it at once, as `kill -9` does, and waits for its end. */
  kill(): Promise<void>;
};

/** Makes one JavaScript file of a TypeScript file, by its path from this folder, and all it imports: it starts in no time. */
export async function bundleProgram(file: string): Promise<string> {
  const outfile = join('node_modules', '.cache', 'paperboy-tests', `${process.pid}-${basename(file)}.mjs`);
  await build({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['better-sqlite3', 'pg-native', '@slack/bolt'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  onTestFinished(() => rm(outfile, { force: true }));
  return outfile;
}

/** Starts a bundled program; it is killed after the test at the latest. */
export function startProgram(
  script: string,
  args: readonly string[],
  options: SpawnOptionsWithoutStdio = {},
): Program {
  const child = spawn(process.execPath, [script, ...args], options);
  const ended = once(child, 'close');
  child.stderr.pipe(process.stderr, { end: false });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  return {
    process: child,
    async next() {
      const line = await lines.next();
      return line.done ? undefined : line.value;
    },
    async rest() {
      const rest: string[] = [];
      for (let line = await lines.next(); !line.done; line = await lines.next()) rest.push(line.value);
      return rest;
    },
    kill,
  };
}
