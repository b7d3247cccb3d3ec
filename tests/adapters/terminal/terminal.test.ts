import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createTerminal } from '../../../src/adapters/terminal/terminal.ts';
import type { Platform } from '../../../src/core/chat/contract.ts';
import { startTalk } from '../../core/talk.ts';

type Sitting = {
  readonly platform: Platform;
  readonly input: PassThrough;
  /** All that was shown so far. */
  shown(): string;
  /** Types keys and resolves with what is shown from then on, once it has the text. */
  type(keys: string, until: string): Promise<string>;
  /** Resolves when the terminal says that it has ended. */
  readonly ended: Promise<void>;
};

const folder = mkdtempSync(join(tmpdir(), 'paperboy-terminal-'));
const open: Platform[] = [];
afterEach(async () => {
  for (const platform of open.splice(0)) await platform.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A person at a terminal of 80 columns, or a pipe. */
async function sit(more: { tty?: boolean; environment?: Record<string, string> } = {}): Promise<Sitting> {
  const { tty = true, environment = { TERM: 'xterm-256color' } } = more;
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
  const { bot, logged } = await startTalk();
  const write = (line: string) => void (logged as string[]).push(line);
  const platform = createTerminal({
    input,
    output,
    environment,
    greeting: { title: 'Welcome' },
    historyFile: join(folder, 'data', 'terminal-history'),
    log: { debug: write, info: write, warn: write, error: write },
    onEnd: () => leave(),
  });
  open.push(platform);
  await platform.start(bot);
  const shown = () => stripVTControlCharacters(text);
  return {
    platform,
    input,
    shown,
    ended,
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
    const late = setTimeout(() => reject(new Error(`"${until}" was not shown, but: ${read()}`)), 5_000);
    output.on('data', look);
    look();
  });
}

describe('the terminal, with a person at it', () => {
  it('greets, prompts, and answers words and commands', async () => {
    const { shown, type } = await sit();
    expect(shown()).toContain('Welcome');
    expect(shown()).toContain('› ');
    expect(await type('uncertainty\r', '[1] Next')).toContain('7 papers for “uncertainty”');
    expect(await type('/papers cite 2\r', 'title = {')).toContain('To cite');
  });

  it('presses buttons by their number and says what was pressed', async () => {
    const { type } = await sit();
    await type('uncertainty\r', '[1] Next');
    expect(await type('1\r', '6–7 of 7')).toContain('/paper uncertainty, page 2');
    expect(await type('62\r', 'title = {')).toContain('/papers cite ');
    expect(await type('63\r', 'Shared by')).toContain('Shared by you');
    expect(await type('9\r', 'no button')).toContain('There is no button 9');
  });

  it('takes reactions to the paper of a number, on any page of the list', async () => {
    const { type } = await sit();
    expect(await type('+bookmark 2\r', 'No paper')).toContain('No paper has been shown yet');
    await type('uncertainty\r', '[1] Next');
    await type('1\r', '6–7 of 7');
    expect(await type('+bookmark 2\r', 'Saving')).toContain('Saving comes later');
    expect(await type('-bookmark 7\r', 'Saving')).toContain('Saving comes later');
    expect(await type('+bookmark 8\r', 'No paper')).toContain('No paper here has the number 8');
    expect(await type('+bookmark\r', 'Say which')).toContain('by its number');
    await type('/papers show 2\r', '[1] Similar');
    expect(await type('+bookmark\r', 'Saving')).toContain('Saving comes later');
  });

  it('completes commands and arguments with the tab key', async () => {
    const { type } = await sit();
    expect(await type('/papers ci\t', 'cite ')).toContain('/papers cite ');
    expect(await type('Window-B\t', 'Early-Exit')).toContain('Window-Based Early-Exit Cascades');
  });

  it('keeps what was typed for the next time, for its owner alone', async () => {
    const first = await sit();
    await first.type('uncertainty\r', '[1] Next');
    first.input.write('\u0004');
    await first.ended;
    const file = join(folder, 'data', 'terminal-history');
    expect(readFileSync(file, 'utf8')).toBe('uncertainty\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const second = await sit();
    expect(await second.type('\u001B[A\r', '[1] Next')).toContain('7 papers');
  });

  it.each([
    ['/quit', '/quit\r'],
    ['Ctrl-D', '\u0004'],
    ['Ctrl-C', '\u0003'],
    ['Ctrl-C after clearing a line with it', 'half a line\u0003\u0003'],
  ])('ends with %s', async (_name, keys) => {
    const { input, ended } = await sit();
    input.write(keys);
    await ended;
  });

  it('shows what is posted, and prompts again', async () => {
    const { platform, shown } = await sit();
    const channel = { platform: 'terminal', workspace: '', id: 'terminal' };
    const posted = await platform.post(channel, { title: 'Digest' });
    expect(posted).toEqual([]);
    expect(shown()).toMatch(/Digest[\s\S]*› $/u);
  });

  it('has colour unless NO_COLOR or a plain terminal forbids it', async () => {
    const raw = async (environment: Record<string, string>) => {
      const input = Object.assign(new PassThrough(), { isTTY: true });
      const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
      const { bot } = await startTalk();
      const log = { debug() {}, info() {}, warn() {}, error() {} };
      const platform = createTerminal({
        input,
        output,
        environment,
        greeting: { title: 'Hi' },
        log,
        onEnd() {},
      });
      open.push(platform);
      await platform.start(bot);
      return String(output.read());
    };
    expect(await raw({ TERM: 'xterm' })).toContain('\u001B[35mHi');
    expect(await raw({ TERM: 'xterm', NO_COLOR: '1' })).not.toContain('\u001B[35m');
    expect(await raw({ TERM: 'dumb' })).not.toContain('\u001B[35m');
    expect(await raw({ TERM: 'dumb', NO_COLOR: '1', FORCE_COLOR: '1' })).toContain('\u001B[35mHi');
  });
});

describe('the terminal, in a pipe', () => {
  it('answers each line in plain text, without greeting, prompt or echo, and ends with its input', async () => {
    const { input, shown, ended } = await sit({ tty: false });
    input.end('/papers show 2303.08010\n\n/papers cite 2303.08010\n');
    await ended;
    expect(shown()).toMatch(/^arXiv:2303\.08010\n\nWindow-Based/u);
    expect(shown()).toContain('title = {');
    expect(shown()).not.toMatch(/Welcome|›|\/papers/u);
  });

  it('takes a last line without an end, and lines of Windows', async () => {
    const { input, shown, ended } = await sit({ tty: false });
    input.end('/papers new\r\n1\r\n/papers show 7');
    await ended;
    expect(shown()).toContain('6–7 of 7');
    expect(shown()).toContain('Camera Localization');
  });

  it('stops at /quit', async () => {
    const { input, shown, ended } = await sit({ tty: false });
    input.write('/papers help cite\n/quit\n/papers new\n');
    await ended;
    expect(shown()).not.toContain('newest');
  });
});
