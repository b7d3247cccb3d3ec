import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { onTestFinished } from 'vitest';

export type Program = {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  log(): string;
  /** Resolves once the log says it; rejects where the program ends first. */
  says(text: string): Promise<void>;
  /** Kills it at once, as `kill -9` does, and waits for its end. */
  kill(): Promise<void>;
  /** Asks it to end as the system does; yields its exit code, and fails where it takes longer than ten seconds. */
  stop(): Promise<number | null>;
};

/**
 * The built program in a folder, told by the environment alone where the services are, with so many file descriptors at most;
 * killed after the test at the latest.
 */
export function startProgram(
  folder: string,
  environment: Readonly<Record<string, string>>,
  descriptors?: number,
): Program {
  const env = { PATH: process.env.PATH ?? '', ...environment };
  const words = [process.execPath, resolve('dist/cli.js'), 'start'];
  const limit = descriptors === undefined ? '' : `ulimit -n ${descriptors} && `;
  const child = spawn('sh', ['-c', `${limit}exec "$0" "$@"`, ...words], { cwd: folder, env });
  let log = '';
  child.stderr.on('data', (chunk) => {
    log += String(chunk);
  });
  const ended = new Promise<number | null>((done) => child.on('close', done));
  const says = (text: string) =>
    new Promise<void>((done, fail) => {
      const look = () => {
        if (log.includes(text)) done();
      };
      child.stderr.on('data', look);
      void ended.then(() => fail(new Error(`It ended without saying "${text}": ${log}`)));
      look();
    });
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  return {
    ...{ child, ended, says, kill },
    log: () => log,
    async stop() {
      child.kill('SIGTERM');
      const late = AbortSignal.timeout(10_000);
      return Promise.race([
        ended,
        once(late, 'abort').then(() => Promise.reject(new Error('It did not end.'))),
      ]);
    },
  };
}
