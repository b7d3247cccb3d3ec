import { readFileSync } from 'node:fs';
import { parse as parseEnvironmentFile } from 'dotenv';
import { type Document, isMap, isScalar, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import type { PlatformKind } from '../core/chat/platform-kind.ts';
import type { Setting } from '../core/chat/settings/setting.ts';
import type { DeclaredDigest } from '../core/digest/declared-digests.ts';
import { findNearest } from '../core/text/nearest.ts';
import { digestsKey, readDeclaredDigests } from './declared-digests.ts';
import { configFileVariable } from './settings/settings.ts';

/** A value as it stands in one place, `place` being what an error names: `config/paperboy.yaml:4: page-size`. */
export type Found = { readonly value: unknown; readonly place: string };

/** What one source says, and what is wrong with it. */
export type Source = {
  readonly values: ReadonlyMap<Setting, Found>;
  readonly problems: readonly string[];
};

/** What the configuration file says. */
export type FileSource = Source & { readonly digests: readonly DeclaredDigest[] };

export type Environment = Readonly<Record<string, string | undefined>>;

/** What may be set: every setting there is, and the platforms that digests may be for. */
export type Settable = {
  readonly settings: readonly Setting[];
  readonly platforms: readonly PlatformKind[];
};

/** Settings among variables. An empty one counts as not set; one with a name like ours that is none is a problem. */
export function readVariables(
  environment: Environment,
  { settings, platforms }: Settable,
  placeOf = (variable: string) => variable,
): Source {
  const known = [...settings.map(({ variable }) => variable), configFileVariable];
  const prefixes = [
    'PAPERBOY_',
    ...platforms
      .map(({ name }) => `${name.toUpperCase()}_`)
      .filter((prefix) => known.some((variable) => variable.startsWith(prefix))),
  ];
  const set = new Map(Object.entries(environment).filter(([, value]) => value?.trim()));
  const unknown = [...set.keys()].filter(
    (variable) => prefixes.some((prefix) => variable.startsWith(prefix)) && !known.includes(variable),
  );
  const values = new Map<Setting, Found>();
  for (const setting of settings) {
    const value = set.get(setting.variable);
    if (value !== undefined) values.set(setting, { value: value.trim(), place: placeOf(setting.variable) });
  }
  const problems = unknown.map(
    (variable) => `${placeOf(variable)} is not a setting. ${meant(variable, known)}`,
  );
  return { values, problems };
}

/** The settings of an `.env` file, and all its variables; none where there is no such file. */
export function readEnvironmentFile(
  path: string,
  settable: Settable,
): Source & { readonly environment: Environment } {
  const text = readText(path);
  if (text === undefined) return { environment: {}, ...refuse() };
  if (text instanceof Error) return { environment: {}, ...refuse(`.env cannot be read: ${text.message}`) };
  const lines = text.split(/\r?\n/u);
  const placeOf = (variable: string) => {
    const pattern = new RegExp(`^\\s*(export\\s+)?${variable.replace(/\W/gu, '\\$&')}\\s*[=:]`, 'u');
    return `.env:${lines.findLastIndex((line) => pattern.test(line)) + 1}: ${variable}`;
  };
  const environment = parseEnvironmentFile(text);
  return { environment, ...readVariables(environment, settable, placeOf) };
}

/** The settings of a YAML file, called `file` in messages; `required` makes a missing one a problem. */
export function readConfigFile(
  path: string,
  file: string,
  required: boolean,
  { settings, platforms }: Settable,
): FileSource {
  const text = readText(path);
  if (text === undefined && !required) return refuse();
  if (text === undefined) return refuse(`${file} does not exist. Correct the path, or leave it out.`);
  if (text instanceof Error) return refuse(`${file} cannot be read: ${text.message}`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    return refuse(
      ...document.errors.map(({ message, pos }) => {
        const what = message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/u, '') ?? '';
        return `${file}:${lines.linePos(pos[0]).line}: this is not YAML: ${what}. Settings are lines such as "page-size: 5".`;
      }),
    );
  }
  if (document.contents === null) return refuse();
  if (!isMap(document.contents)) return refuse(`${file}:1: settings are lines such as "page-size: 5".`);
  const placeOf = (node: ParsedNode) => `${file}:${lines.linePos(node.range[0]).line}`;
  const values = new Map<Setting, Found>();
  const problems: string[] = [];
  let digests: readonly DeclaredDigest[] = [];
  for (const { key, value } of document.contents.items) {
    const label = isScalar(key) ? String(key.value) : '?';
    const place = `${placeOf(key)}: ${label}`;
    const setting = settings.find((candidate) => candidate.key === label);
    if (label === digestsKey) {
      const read = readDeclaredDigests(value, placeOf, platforms);
      digests = read.digests;
      problems.push(...read.problems);
    } else if (setting === undefined)
      problems.push(`${place} is not a setting of this file. ${meantInFile(label, settings)}`);
    else if (!isScalar(value) && !setting.several) problems.push(`${place} must be ${setting.mustBe}.`);
    else {
      const given = readValue(value, document);
      if (given !== null && given !== undefined) values.set(setting, { value: given, place });
    }
  }
  return { values, problems, digests };
}

/** A scalar, or a list or map of such; an alias that names nothing is told as it stands. */
function readValue(node: ParsedNode | null, document: Document.Parsed): unknown {
  if (isScalar(node)) return node.value;
  try {
    return node?.toJS(document);
  } catch {
    return String(node);
  }
}

function refuse(...problems: string[]): FileSource {
  return { values: new Map(), problems, digests: [] };
}

/** What an unknown key of the file most likely is: a mistyped key, or a setting of the environment. */
function meantInFile(label: string, settings: readonly Setting[]): string {
  const asVariable = label
    .replaceAll(/[-.]/gu, '_')
    .replace(/([a-z])([A-Z])/gu, '$1_$2')
    .toUpperCase();
  const elsewhere = settings.find(({ key, variable }) => key === undefined && variable === asVariable);
  if (elsewhere !== undefined) return `Set ${asVariable} in .env or the environment instead.`;
  return meant(label, [...settings.flatMap(({ key }) => key ?? []), digestsKey]);
}

function meant(typed: string, known: readonly string[]): string {
  const nearest = findNearest(typed, known);
  if (nearest !== undefined) return `Did you mean ${nearest}?`;
  return `Remove it; there are: ${known.join(', ')}.`;
}

/** The text of a file, undefined where there is none, or why it cannot be read. */
function readText(file: string): string | undefined | Error {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (!(error instanceof Error)) return new Error(String(error));
    return 'code' in error && error.code === 'ENOENT' ? undefined : error;
  }
}
