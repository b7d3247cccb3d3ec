import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Connection from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Environment, finish, runProgram, startProgram } from '../../app/command-line/program.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const start = (args: readonly string[]) => startProgram(folder, args);
const run = (args: readonly string[], input = '', environment: Environment = {}) =>
  runProgram(folder, args, input, environment);
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const hitsOf = (line: string) => (JSON.parse(line) as { hits: { id: string; score: number }[] }).hits;

describe('paperboy start, in a pipe', () => {
  it('shows the papers, nothing else on standard output, and ends well', async () => {
    const { code, output, errors } = await run(['start'], '/paper uncertainty\n');
    expect(code).toBe(0);
    expect(errors).toBe('');
    expect(output).toMatch(/^\d+ papers on “uncertainty”\nBest match first\n\n1\. \S/u);
    expect(output).toContain('Window-Based Early-Exit Cascades for Uncertainty Estimation');
    expect(output).not.toContain('\u001B');
  });

  it('answers a line a command, remembering the list', async () => {
    const { code, output } = await run(
      ['start'],
      '/paper early exit cascades\n/papers cite 1\n+bookmark 1\n/papers saved\n',
    );
    expect(code).toBe(0);
    expect(output).toContain('\n@inproceedings{xia2023window,\n');
    expect(output).toMatch(/1 paper in your list\nNewest first\n\n1\. Window-Based Early-Exit Cascades/u);
  });

  it('has colour where FORCE_COLOR asks for it', async () => {
    const { output } = await run(['start'], '/paper uncertainty\n', { FORCE_COLOR: '1' });
    expect(output).toContain('\u001B[');
  });

  it('logs to standard error when told to', async () => {
    const { output, errors } = await run(['start'], '/paper zzzzqqqq\n', { PAPERBOY_LOG_LEVEL: 'info' });
    expect(output).toMatch(/^Nothing on “zzzzqqqq”/u);
    expect(errors).toMatch(/ info {2}.*88 papers/u);
  });

  it('says that a folder is missing, and answers all the same', async () => {
    const { code, output, errors } = await run(['start', '--corpus', 'nowhere'], '/paper uncertainty\n');
    expect(code).toBe(0);
    expect(output).toContain('There are no papers here yet');
    expect(errors).toContain('nowhere');
  });

  it('ends quietly when nobody reads on', async () => {
    const child = start(['start']);
    child.stdin?.on('error', () => {});
    child.stdout?.once('data', () => child.stdout?.destroy());
    child.stdin?.end('/paper uncertainty\n'.repeat(2_000));
    const { code, errors } = await finish(child);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('stops at %s with exit code 0', async (signal) => {
    const child = start(['start']);
    child.stdin?.write('/papers help cite\n');
    child.stdout?.once('data', () => child.kill(signal));
    expect((await finish(child)).code).toBe(0);
  });

  it('names every wrong setting and ends with 1', async () => {
    const { code, output, errors } = await run(['start'], '', {
      PAPERBOY_PAGE_SIZE: 'x',
      SLACK_TOKEN: 'xoxb-secret',
    });
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toContain('PAPERBOY_PAGE_SIZE is "x"');
    expect(errors).toContain('SLACK_TOKEN is not a setting');
    expect(errors).not.toContain('secret');
  });
});

describe('paperboy start, with a database', () => {
  it('answers all the same where the database cannot be used, and says why', async () => {
    write('broken.db', 'no database at all, but a text that is long enough\n'.repeat(40));
    const environment = { DATABASE_URL: 'sqlite:broken.db' };
    const { code, output, errors } = await run(
      ['start'],
      '/paper uncertainty\n/paper ensembles\n',
      environment,
    );
    expect(code).toBe(0);
    expect(output).toMatch(/^\d+ papers on “uncertainty”/u);
    expect(output).toMatch(/\d+ papers on “ensembles”/u);
    expect(errors).toMatch(/^\S+ error The database file \S*broken\.db is not a database; /u);
  });

  it('ends with 1 and one line where a newer version has been at work', async () => {
    const database = new Connection(join(folder, 'newer.db'));
    database.exec('create table schema_version (version integer); insert into schema_version values (99)');
    database.close();
    const { code, output, errors } = await run(['start'], '/paper uncertainty\n', {
      DATABASE_URL: 'sqlite:newer.db',
    });
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toMatch(
      /^\S+ error This Paperboy knows databases up to version \d+, and .*newer\.db is of version 99\.[^\n]*\n$/u,
    );
  });

  it('shares its lists with another one', async () => {
    const environment = { DATABASE_URL: 'sqlite:shared.db' };
    const one = startProgram(folder, ['start'], environment);
    const ended = finish(one);
    one.stdin?.write('/paper early exit\n');
    await once(one.stdout ?? one, 'data');
    const other = await run(['start'], '/paper early exit cascades\n+bookmark 1\n', environment);
    expect(other.code).toBe(0);
    one.stdin?.end('/papers saved\n');
    expect((await ended).output).toMatch(
      /1 paper in your list\nNewest first\n\n1\. Window-Based Early-Exit Cascades/u,
    );
  });
});

describe('paperboy search', () => {
  it('prints the papers for people', async () => {
    const { code, output } = await run(['search', '--limit', '2', 'uncertainty']);
    expect(code).toBe(0);
    expect(output).toMatch(/^\d+ papers on “uncertainty”\n\n1\. [\s\S]*\n\n2\. /u);
    expect(output).not.toContain('\n3. ');
  });

  it('prints one JSON object for programs', async () => {
    const { output } = await run(['search', '--json', '--limit=3', 'uncertainity']);
    const answer = JSON.parse(output);
    expect(answer).toMatchObject({ query: 'uncertainity', hint: expect.stringContaining('uncertainty') });
    expect(answer.total).toBeGreaterThanOrEqual(3);
    expect(answer.hits).toHaveLength(3);
    expect(answer.hits[0]).toMatchObject({
      id: expect.any(String),
      title: expect.any(String),
      url: expect.stringMatching(/^https:/u),
      score: expect.any(Number),
      snippet: expect.any(String),
    });
  });

  it('answers a batch line by line, by the ids of the file', async () => {
    mkdirSync(join(folder, 'papers'));
    write('papers/a.jsonl', '{"id":"p-1","title":"Graph attention"}\n{"id":7,"title":"Sparse attention"}\n');
    write('queries.jsonl', '{"id":"q1","text":"sparse attention"}\n\n{"id":2,"text":"-\\" (weird: ~9"}\n');
    const args = ['search', '--batch', 'queries.jsonl', '--corpus', 'papers', '--limit', '5'];
    const { code, output, errors } = await run(args);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    const lines = output.trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(hitsOf(lines[0] ?? '').map(({ id }) => id)).toEqual(['7', 'p-1']);
  });

  it('goes on after a bad line of a batch, names it, and ends with 1', async () => {
    write(
      'queries.jsonl',
      '{"id":"q1","text":"uncertainty"}\nnonsense\n{"id":"q3"}\n{"id":4,"text":"ensembles"}\n',
    );
    const { code, output, errors } = await run(['search', '--batch', 'queries.jsonl', '--limit', '3']);
    const lines = output.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(['q1', 4]);
    expect(lines.map((line) => typeof JSON.parse(line).ms)).toEqual(['number', 'number']);
    expect(hitsOf(lines[0] ?? '')).toHaveLength(3);
    expect(errors).toContain('queries.jsonl:2: this is not a JSON object');
    expect(errors).toContain('queries.jsonl:3: "text" must be a string');
    expect(code).toBe(1);
  });

  it('says that the file of a batch is missing', async () => {
    const { code, errors } = await run(['search', '--batch', 'nowhere.jsonl']);
    expect(code).toBe(2);
    expect(errors).toContain('nowhere.jsonl');
  });
});

describe('paperboy check', () => {
  it('finds nothing wrong with the papers that ship', async () => {
    expect(await run(['check'])).toMatchObject({ code: 0, output: expect.stringContaining('88 papers') });
  });

  it('names what is wrong with a folder, and ends with 1', async () => {
    mkdirSync(join(folder, 'broken'));
    write('broken/a.jsonl', '{"title":"Good"}\n{"title":}\n');
    const { code, output } = await run(['check', 'broken']);
    expect(code).toBe(1);
    expect(output).toContain('a.jsonl, line 2');
  });
});

describe('paperboy', () => {
  it('prints its help and its version', async () => {
    expect(await run(['help'])).toMatchObject({
      code: 0,
      output: expect.stringContaining('node dist/cli.js'),
    });
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await run(['--version'])).toMatchObject({ code: 0, output: `${version}\n` });
  });

  it('says what it did not understand, and ends with 2', async () => {
    const { code, output, errors } = await run(['serch']);
    expect({ code, output, errors }).toEqual({
      code: 2,
      output: '',
      errors: 'There is no command "serch". Did you mean search?\n',
    });
  });
});
