import { readFileSync } from 'node:fs';
import { parse as parseEnvironmentFile } from 'dotenv';
import { type Document, isMap, isScalar, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import { findNearest } from '../core/commands/nearest.ts';
import { type DeclaredDigest, digestsKey, readDeclaredDigests } from './declared-digests.ts';
import { configFileVariable, type SettingName, settings } from './settings.ts';

/** A value as it stands in one place, `place` being what an error names: `config/paperboy.yaml:4: page-size`. */
export type Found = { readonly value: unknown; readonly place: string };

/** What one source says, and what is wrong with it. */
export type Source = {
  readonly values: ReadonlyMap<SettingName, Found>;
  readonly problems: readonly string[];
};

/** What the configuration file says. */
export type FileSource = Source & { readonly digests: readonly DeclaredDigest[] };

export type Environment = Readonly<Record<string, string | undefined>>;

const names = Object.keys(settings).filter((name): name is SettingName => name in settings);
const ownPrefixes = ['PAPERBOY_', 'DISCORD_', 'SLACK_'];
const keys = [...names.flatMap((name) => settings[name].key ?? []), digestsKey];

/** Settings among variables. An empty one counts as not set; one of our names that we do not know is a problem. */
export function readVariables(environment: Environment, placeOf = (variable: string) => variable): Source {
  const known = [...names.map((name) => settings[name].variable), configFileVariable];
  const set = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '');
  const unknown = set
    .map(([variable]) => variable)
    .filter(
      (variable) => ownPrefixes.some((prefix) => variable.startsWith(prefix)) && !known.includes(variable),
    );
  const values = new Map<SettingName, Found>();
  for (const name of names) {
    const { variable } = settings[name];
    const value = set.find(([other]) => other === variable)?.[1];
    if (value !== undefined) values.set(name, { value: value.trim(), place: placeOf(variable) });
  }
  const problems = unknown.map((variable) => `${placeOf(variable)} is no setting. ${meant(variable, known)}`);
  return { values, problems };
}

/** The settings of an `.env` file, and all its variables; none where there is no such file. */
export function readEnvironmentFile(path: string): Source & { readonly environment: Environment } {
  const text = readText(path);
  if (text === undefined) return { environment: {}, ...refuse() };
  if (text instanceof Error) return { environment: {}, ...refuse(`.env cannot be read: ${text.message}`) };
  const lines = text.split(/\r?\n/u);
  const placeOf = (variable: string) => {
    const pattern = new RegExp(`^\\s*(export\\s+)?${variable.replace(/\W/gu, '\\$&')}\\s*[=:]`, 'u');
    return `.env:${lines.findLastIndex((line) => pattern.test(line)) + 1}: ${variable}`;
  };
  const environment = parseEnvironmentFile(text);
  return { environment, ...readVariables(environment, placeOf) };
}

/** The settings of a YAML file, called `file` in messages; `required` makes a missing one a problem. */
export function readConfigFile(path: string, file: string, required: boolean): FileSource {
  const text = readText(path);
  if (text === undefined && !required) return refuse();
  if (text === undefined) return refuse(`${file} does not exist. Write its path right, or leave it out.`);
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
  const values = new Map<SettingName, Found>();
  const problems: string[] = [];
  let digests: readonly DeclaredDigest[] = [];
  for (const { key, value } of document.contents.items) {
    const label = isScalar(key) ? String(key.value) : '?';
    const place = `${placeOf(key)}: ${label}`;
    const name = names.find((candidate) => settings[candidate].key === label);
    if (label === digestsKey) {
      const read = readDeclaredDigests(value, placeOf);
      digests = read.digests;
      problems.push(...read.problems);
    } else if (name === undefined)
      problems.push(`${place} is no setting of this file. ${meantInFile(label)}`);
    else if (!isScalar(value) && !settings[name].several)
      problems.push(`${place} must be ${settings[name].mustBe}.`);
    else {
      const given = readValue(value, document);
      if (given !== null && given !== undefined) values.set(name, { value: given, place });
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
function meantInFile(label: string): string {
  const asVariable = label
    .replaceAll(/[-.]/gu, '_')
    .replace(/([a-z])([A-Z])/gu, '$1_$2')
    .toUpperCase();
  const variables = names
    .filter((name) => settings[name].key === undefined)
    .map((name) => settings[name].variable);
  if (variables.includes(asVariable)) return `Set ${asVariable} in .env or the environment instead.`;
  return meant(label, keys);
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
