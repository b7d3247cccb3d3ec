import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pages as madePages } from '../config/docs/pages.ts';
import { platformKinds } from '../src/adapters/registry.ts';
import { usage } from '../src/app/command-line/usage.ts';
import { listSettings } from '../src/config/config.ts';
import { configFileVariable } from '../src/config/settings/settings.ts';
import { commands } from '../src/core/commands/list.ts';
import { advisedEndings } from '../src/core/papers/formats/formats.ts';

const read = (path: string) => readFileSync(path, 'utf8');

/** Every page for people to read: its path, and its text. */
const pages = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...(existsSync('docs') ? readdirSync('docs', { recursive: true, encoding: 'utf8' }) : [])
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`),
  'corpus/README.md',
].map((path) => ({ path, text: read(path) }));

/** What stands between backticks in a line, and the lines of fenced code. */
function findCode(text: string): readonly string[] {
  const fenced = [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gmu)].flatMap(([, code = '']) =>
    code.split('\n'),
  );
  const inline = [...text.replace(/^```[\s\S]*?^```/gmu, '').matchAll(/`([^`\n]+)`/gu)];
  return [...fenced, ...inline.map(([, code = '']) => code)];
}

/** The anchors of a page's headings, as GitHub makes them. */
function findAnchors(text: string): readonly string[] {
  const headings = [...text.matchAll(/^#+ (.+)$/gmu)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The names of all files there are, without their folders. */
const fileNames = new Set(
  ['src', 'tests', 'docs', 'config', 'corpus']
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    .concat(readdirSync('.'))
    .map((path) => posix.basename(path.replaceAll('\\', '/'))),
);

const placeholder = /[<>*…]|\.\.\./u;
const settings = listSettings(platformKinds);
const variables = new Set([...settings.map(({ variable }) => variable), configFileVariable]);
const keys = new Set(settings.flatMap(({ key }) => key ?? []));
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);

describe.skipIf(!existsSync('docs'))('the documentation', () => {
  it.each(madePages)('has in $path what "npm run docs" writes', ({ path, write }) => {
    expect(read(path)).toBe(write());
  });

  it.each(pages)('links in $path to what is there', ({ path, text }) => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/gu)].map(([, link = '']) => link);
    const broken = links.filter((link) => {
      if (/^[a-z]+:/u.test(link)) return false;
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : posix.join(posix.dirname(path), file);
      return !existsSync(target) || (anchor !== undefined && !findAnchors(read(target)).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  it.each(pages)('has in $path no two versions of a place that nobody decided between', ({ text }) => {
    expect(text).not.toMatch(/^(?:<{7}|={7}|>{7})(?: |$)/mu);
  });

  it.each(pages)('names in $path files and folders that are there', ({ path, text }) => {
    const words = findCode(text).flatMap((code) => code.split(/[\s,]+/u));
    const paths = words.filter((word) => /^\.?\/?(?:src|tests|docs|config|corpus|\.ci)\//u.test(word));
    const exists = (name: string) => existsSync(name) || existsSync(posix.join(posix.dirname(path), name));
    expect(paths.filter((name) => !placeholder.test(name) && !exists(name.replace(/:.*/u, '')))).toEqual([]);
    const files = words.filter((word) => /^[a-z][\w.-]*\.(?:ts|md|ya?ml)$/iu.test(word));
    expect(files.filter((name) => !fileNames.has(name))).toEqual([]);
  });

  it.each(pages)('tells in $path to run what can be run', ({ text }) => {
    const code = findCode(text).join('\n');
    const run = [...code.matchAll(/npm run ([\w:-]+)/gu)].map(([, script = '']) => script);
    expect(run.filter((script) => !scripts.includes(script))).toEqual([]);
    const typed = [...code.matchAll(/node dist\/cli\.js (\S+)/gu)].map(([, task = '']) => task);
    expect(typed.filter((task) => !placeholder.test(task) && !usage.includes(`\n  ${task} `))).toEqual([]);
    expect(code).not.toMatch(/npx paperboy \w/u);
  });

  it.each(pages)('names in $path commands that there are', ({ text }) => {
    const named = findCode(text).flatMap((code) => {
      const [, name, verb] = /^\/(papers|digest) ([a-z-]+)(?= |$)/u.exec(code) ?? [];
      return name === undefined ? [] : [{ name, verb }];
    });
    const has = (wanted: (typeof named)[number]) =>
      commands.some(({ name, verb }) => name === wanted.name && verb === wanted.verb);
    expect(named.filter((wanted) => !has(wanted))).toEqual([]);
  });

  it.each(pages)('names in $path settings that there are', ({ text }) => {
    const named = text.match(/\b(?:PAPERBOY|DISCORD|SLACK|SMTP|PUBLIC|DATABASE)_[A-Z_]+\b/gu) ?? [];
    expect(named.filter((name) => !variables.has(name))).toEqual([]);
    // What begins like a setting of the file and is none.
    const beginnings = new Set(
      [...keys].flatMap((key) => (key.includes('-') ? (key.split('-')[0] ?? []) : [])),
    );
    const alike = findCode(text).filter(
      (code) => /^[a-z]+(?:-[a-z]+)+$/u.test(code) && beginnings.has(code.split('-')[0] ?? ''),
    );
    expect(alike.filter((name) => !keys.has(name))).toEqual([]);
  });

  it('has a row for every format that people are told to save papers in', () => {
    const page = read('docs/papers-and-formats.md');
    expect(advisedEndings.filter((ending) => !page.includes(`\`${ending}\``))).toEqual([]);
  });

  it('tells of every setting and every command', () => {
    const settingsPage = read('docs/settings.md');
    expect([...variables].filter((variable) => !settingsPage.includes(variable))).toEqual([]);
    const commandsPage = read('docs/commands.md');
    const typed = commands.map(({ name, verb }) => `/${name}${verb === undefined ? '' : ` ${verb}`}`);
    expect(typed.filter((command) => !commandsPage.includes(`### \`${command}`))).toEqual([]);
  });
});

describe.skipIf(!existsSync('README.md'))('the README', () => {
  it('is a front page of at most 200 lines', () => {
    expect(read('README.md').split('\n').length).toBeLessThanOrEqual(200);
  });

  it('gives the two commands, and what a change must pass runs the second', () => {
    expect(read('README.md')).toContain('```sh\nnpm ci && npm start\n```');
    expect(read('README.md')).toContain('```sh\nnpm ci && npm test\n```');
    expect(read('.ci/run').split('\n')).toContain('npm ci && npm test');
  });

  it('leads to every page of the documentation', () => {
    const readme = read('README.md');
    const own = readdirSync('docs').filter((name) => name.endsWith('.md'));
    expect(own.filter((name) => !readme.includes(`(docs/${name})`))).toEqual([]);
  });
});
