import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

type SourceFile = { readonly path: string; readonly text: string; readonly imports: readonly string[] };

const readFiles = (folder: string): readonly SourceFile[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/u.test(name))
    .map((name) => {
      const path = `${folder}/${name.replaceAll('\\', '/')}`;
      const text = readFileSync(path, 'utf8');
      const found = text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/gu);
      const imports = [...found].map(([, target = '']) => {
        return target.startsWith('.') ? posix.join(posix.dirname(path), target) : target;
      });
      return { path, text, imports };
    });

const files = readFiles('src');

/** The list of platforms. */
const registry = 'src/adapters/registry.ts';

/** The platforms that it lists. */
const platformNames = (files.find(({ path }) => path === registry)?.imports ?? []).flatMap(
  (target) => /^src\/adapters\/(\w+)\/kind\.ts$/u.exec(target)?.[1] ?? [],
);

/** What the files of a folder may import of our own, besides their own folder; the composition root is not here. */
const allowed: readonly (readonly [folder: string, imports: readonly string[]])[] = [
  ['src/core/async/', []],
  ['src/core/text/', []],
  ['src/core/papers/', ['async', 'text']],
  ['src/core/sources/', ['async', 'text', 'papers']],
  ['src/core/search/', ['async', 'text', 'papers']],
  ['src/core/chat/', ['async', 'text', 'papers', 'search']],
  ['src/core/store/', ['async', 'text', 'papers', 'sources', 'chat']],
  ['src/core/cards/', ['text', 'papers', 'search', 'chat']],
  ['src/core/digest/', ['async', 'text', 'papers', 'sources', 'search', 'chat', 'cards', 'store']],
  [
    'src/core/commands/',
    ['async', 'text', 'papers', 'sources', 'search', 'chat', 'cards', 'store', 'digest'],
  ],
  [
    'src/core/bot/',
    ['async', 'text', 'papers', 'sources', 'search', 'chat', 'cards', 'store', 'digest', 'commands'],
  ],
  [
    'src/config/',
    ['async', 'text', 'papers', 'sources', 'search', 'chat', 'cards', 'store', 'digest', 'commands'],
  ],
  ['src/adapters/mail/', ['async', 'text', 'chat', 'digest']],
  // A platform that is added has the rule of those that are there.
  ...readdirSync('src/adapters', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'mail')
    .map(({ name }) => [`src/adapters/${name}/`, ['async', 'text', 'chat']] as const),
];

/** Words of one platform, which mean nothing to the others. */
const words: readonly (readonly [folder: string, pattern: RegExp])[] = [
  ['src/adapters/discord/', /\bembeds?\b|guild|snowflake|interaction/iu],
  ['src/adapters/slack/', /mrkdwn|block_?kit|thread_ts|team_?id/iu],
];

const under = (folder: string) => files.filter(({ path }) => path.startsWith(folder));

describe('the architecture', () => {
  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it.each(allowed)('%s imports only %j', (folder, targets) => {
    const folders = [folder, ...targets.map((target) => `src/core/${target}/`)];
    const strays = under(folder).flatMap(({ path, imports }) =>
      imports
        .filter((target) => target.startsWith('src/') && !folders.some((own) => target.startsWith(own)))
        .map((target) => `${path} imports ${target}`),
    );
    expect(strays).toEqual([]);
  });

  it('has no folder without a rule', () => {
    const ruled = allowed.map(([folder]) => folder);
    const strays = files.filter(({ path }) => /^src\/(core|adapters)\//u.test(path) && path !== registry);
    expect(strays.filter(({ path }) => !ruled.some((folder) => path.startsWith(folder)))).toEqual([]);
  });

  it('imports adapters in the composition root alone, and in the list of platforms what each declares', () => {
    const importers = files.filter(({ path }) => !/^src\/(?:adapters\/\w+|app)\//u.test(path));
    const strays = importers.flatMap(({ path, imports }) =>
      imports
        .filter((target) => target.startsWith('src/adapters/'))
        .filter((target) => path !== registry || !/^src\/adapters\/\w+\/kind\.ts$/u.test(target))
        .map((target) => `${path} imports ${target}`),
    );
    expect(strays).toEqual([]);
  });

  it('names no platform in the code of core, config and composition root', () => {
    expect(platformNames.length).toBeGreaterThan(2);
    const named = new RegExp(`['"](?:${platformNames.join('|')})['"]`, 'u');
    const code = files.map(({ path, text }) => ({ path, text: text.replace(/\/\*[\s\S]*?\*\//gu, '') }));
    const strays = code.filter(({ path, text }) => !path.startsWith('src/adapters/') && named.test(text));
    expect(strays.map(({ path, text }) => `${path}: ${named.exec(text)?.[0]}`)).toEqual([]);
  });

  it('tells people of the services that the list has, not of two by their names', () => {
    const kinds = files.filter(({ path }) => /^src\/adapters\/\w+\/kind\.ts$/u.test(path));
    const titles = kinds.flatMap(({ text }) => /\btitle: '([A-Z]\w+)'/u.exec(text)?.[1] ?? []);
    expect(titles.length).toBeGreaterThan(1);
    const named = new RegExp(`(?<!^ *(?://|\\*|/\\*).*)\\b(?:${titles.join('|')})\\b`, 'mu');
    const strays = under('src/app/').filter(({ text }) => named.test(text));
    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it('imports lunr in the index alone, and each SDK in its adapter alone', () => {
    const homes: readonly (readonly [RegExp, string])[] = [
      [/^lunr$/u, 'src/core/search/index/'],
      [/^(discord\.js|@discordjs\/|discord-api-types)/u, 'src/adapters/discord/'],
      [/^@slack\//u, 'src/adapters/slack/'],
      [/^nodemailer/u, 'src/adapters/mail/'],
      [/^mysql2/u, 'src/core/search/sphinx/'],
    ];
    const strays = homes.flatMap(([sdk, home]) =>
      files
        .filter(({ path, imports }) => !path.startsWith(home) && imports.some((target) => sdk.test(target)))
        .map(({ path }) => path),
    );
    expect(strays).toEqual([]);
  });

  it.each(words)('keeps the words of %s out of other folders', (folder, pattern) => {
    const strays = files
      .filter(({ path }) => path.startsWith('src/core/') || path.startsWith('src/adapters/'))
      .filter(({ path, text }) => !path.startsWith(folder) && pattern.test(text))
      .map(({ path, text }) => `${path}: ${pattern.exec(text)?.[0]}`);
    expect(strays).toEqual([]);
  });

  it('exports no value that nobody imports, and keeps none for its test alone', () => {
    const importers = new Map<string, SourceFile[]>();
    for (const file of ['src', 'tests', 'config'].flatMap(readFiles))
      for (const target of file.imports) importers.set(target, [...(importers.get(target) ?? []), file]);
    const strays = files.flatMap(({ path, text }) =>
      [...text.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gmu)].flatMap(
        ([, name = '']) => {
          const named = new RegExp(`\\b${name}\\b`, 'gu');
          const users = (importers.get(path) ?? []).filter((file) => file.text.match(named));
          const isUsed =
            users.some((file) => !file.path.startsWith('tests/')) || (text.match(named)?.length ?? 0) > 1;
          return users.length > 0 && isUsed ? [] : [`${path}: ${name}`];
        },
      ),
    );
    expect(strays).toEqual([]);
  });

  it('has no file above 250 lines', () => {
    const long = files.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }));
    expect(long.filter(({ lines }) => lines > 250)).toEqual([]);
  });

  it('has no import circles', () => {
    const byPath = new Map(files.map((file) => [file.path, file]));
    const done = new Set<string>();
    const circles: string[] = [];
    const walk = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      if (done.has(path) || trail.includes(path)) return;
      for (const target of byPath.get(path)?.imports ?? []) walk(target, [...trail, path]);
      done.add(path);
    };
    for (const { path } of files) walk(path, []);
    expect(circles).toEqual([]);
  });

  it('gives each exported name of the core one home', () => {
    const homes = new Map<string, Set<string>>();
    for (const { path, text } of under('src/core/')) {
      for (const [, name = ''] of text.matchAll(
        /^export (?:async )?(?:type|function|const|class) (\w+)/gmu,
      )) {
        homes.set(name, (homes.get(name) ?? new Set()).add(path));
      }
    }
    const strays = [...homes].filter(([, paths]) => paths.size > 1);
    expect(strays.map(([name, paths]) => `${name}: ${[...paths].join(', ')}`)).toEqual([]);
  });

  it('has no folder of more than 15 files, and no three of one prefix in a folder', () => {
    const folders = new Map<string, string[]>();
    for (const { path } of files) {
      const folder = posix.dirname(path);
      folders.set(folder, [...(folders.get(folder) ?? []), posix.basename(path).replace(/\.tsx?$/u, '')]);
    }
    const large = [...folders].filter(([, names]) => names.length > 15).map(([folder]) => folder);
    const prefixed = [...folders].flatMap(([folder, names]) => {
      const prefixes = names.filter((name) => name.includes('-')).map((name) => name.split('-')[0] ?? '');
      const often = prefixes.filter(
        (prefix) => names.filter((name) => name.split('-')[0] === prefix).length > 2,
      );
      return [...new Set(often)].map((prefix) => `${folder}/${prefix}-*`);
    });
    expect([...large, ...prefixed]).toEqual([]);
  });

  it('waits and takes turns by `core/async` alone', () => {
    const strays = files.filter(({ imports }) => imports.includes('node:timers/promises'));
    expect(strays.filter(({ path }) => !path.startsWith('src/core/async/')).map(({ path }) => path)).toEqual(
      [],
    );
  });

  it('waits within a time by `within` alone, which leaves no timer behind', () => {
    const strays = files.filter(({ text }) => text.includes('Promise.race'));
    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it('has no default exports and no barrels', () => {
    const defaults = files.filter(({ text }) => /^export default\b|\bas default\b/mu.test(text));
    const barrels = files.filter(
      ({ path, text }) =>
        /(^|\/)index\.ts$/u.test(path) || /^export\s+(type\s+)?(\*|\{[^}]*\})\s+from\b/mu.test(text),
    );
    expect([...defaults, ...barrels].map(({ path }) => path)).toEqual([]);
  });

  it('has no enums, no interfaces, and no classes but for errors', () => {
    const strays = files.filter(({ text }) =>
      /^\s*(export\s+)?((const\s+)?enum|interface)\s|^\s*(export\s+)?(abstract\s+)?class\s+(?!\w+ extends \w*Error\b)/mu.test(
        text,
      ),
    );
    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it('names no file a manager, service, helper or the like', () => {
    const strays = files.filter(({ path }) =>
      /(manager|service|helper|util|(?<!data)base|impl|common|misc|types)s?\.ts$/u.test(path),
    );
    expect(strays.map(({ path }) => path)).toEqual([]);
  });
});
