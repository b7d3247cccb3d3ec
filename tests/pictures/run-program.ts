import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { configure } from '../../src/app/configure.ts';
import { createLog } from '../../src/app/log.ts';
import { runBot } from '../../src/main.ts';

/** Runs the bot on the papers that ship with it, with these settings; resolves once its log says that it is connected. */
export async function runProgram(
  environment: Readonly<Record<string, string>>,
): Promise<{ stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-pictures-'));
  const config = configure({ environment, folder, shippedCorpus: resolve('corpus') });
  const stopping = new AbortController();
  const surroundings = {
    environment,
    input: new PassThrough(),
    output: new PassThrough(),
    stop: stopping.signal,
  };
  let running: Promise<number> = Promise.resolve(0);
  await new Promise<void>((done) => {
    const write = (line: string) => {
      if (line.includes('connected as')) done();
    };
    running = runBot(config, surroundings, createLog({ level: 'info', secrets: config.secrets, write }));
  });
  return {
    async stop() {
      stopping.abort();
      await running;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
