import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { onTestFinished } from 'vitest';
import { createTerminal } from '../../../src/adapters/terminal/terminal.ts';
import type { Bot } from '../../../src/core/chat/bot.ts';
import type { Platform } from '../../../src/core/chat/platform.ts';
import { startTalk } from '../../core/talk.ts';

/** Somebody at a terminal, or a program that pipes its lines in. */
export type Sitting = {
  readonly platform: Platform;
  readonly input: PassThrough;
  /** All that was shown so far, without styles. */
  shown(): string;
  /** Types keys and resolves with what is shown from then on, once it has the text. */
  type(keys: string, until: string): Promise<string>;
  /** Resolves when the terminal says that it has ended. */
  readonly ended: Promise<void>;
  /** All that was shown so far, as it was written. */
  raw(): string;
};

export type SittingOptions = {
  readonly tty?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly bot?: Bot;
};

/** A folder of its own for one test, gone when it is over. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-terminal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A terminal of 80 columns, or a pipe, with the real bot unless told; it stops when the test is over. */
export async function sit(options: SittingOptions = {}): Promise<Sitting> {
  const { tty = true, environment = { TERM: 'xterm-256color' }, folder = makeFolder() } = options;
  const input = Object.assign(new PassThrough(), { isTTY: tty, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: tty, columns: 80 });
  let text = '';
  output.on('data', (chunk) => {
    text += String(chunk);
  });
  let leave: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const platform = createTerminal({
    input,
    output,
    environment,
    greeting: { title: 'Welcome' },
    historyFile: join(folder, 'data', 'terminal-history'),
    files: folder,
    log: silent,
    onEnd: () => leave(),
  });
  onTestFinished(() => platform.stop());
  await platform.start(options.bot ?? (await startTalk()).bot);
  const shown = () => stripVTControlCharacters(text);
  return {
    platform,
    input,
    shown,
    ended,
    raw: () => text,
    async type(keys, until) {
      const before = shown().length;
      input.write(keys);
      return waitFor(() => shown().slice(before), until, output);
    },
  };
}

function waitFor(read: () => string, until: string, output: PassThrough): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!read().includes(until)) return;
      clearTimeout(late);
      output.off('data', look);
      resolve(read());
    };
    const late = setTimeout(() => reject(new Error(`"${until}" was not shown, but: ${read()}`)), 20_000);
    output.on('data', look);
    look();
  });
}
