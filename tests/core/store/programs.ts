import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
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

/** Starts a TypeScript file of this folder; it is killed after the test at the latest. */
export function startProgram(file: string, ...args: readonly string[]): Program {
  const script = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args]);
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
