import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** What a program did until its end. */
export type Run = { readonly code: number | null; readonly output: string; readonly errors: string };

export type Environment = Readonly<Record<string, string>>;

/** Starts the built program in a folder, with nothing set but this. */
export function startProgram(
  folder: string,
  args: readonly string[],
  environment: Environment = {},
): ChildProcess {
  const env = { PATH: process.env.PATH ?? '', ...environment };
  return spawn(process.execPath, [resolve('dist/cli.js'), ...args], { cwd: folder, env, stdio: 'pipe' });
}

/** Waits for its end. */
export async function finish(child: ChildProcess): Promise<Run> {
  let output = '';
  let errors = '';
  child.stdout?.on('data', (chunk) => {
    output += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    errors += String(chunk);
  });
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, output, errors };
}

/** Runs it on this input to its end. */
export async function runProgram(
  folder: string,
  args: readonly string[],
  input = '',
  environment: Environment = {},
): Promise<Run> {
  const child = startProgram(folder, args, environment);
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  return finish(child);
}
