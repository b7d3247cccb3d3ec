import { isMap, isScalar, isSeq, type ParsedNode, type YAMLMap } from 'yaml';
import type { IdRule, PlatformKind } from '../core/chat/platform-kind.ts';
import type { DeclaredDigest } from '../core/digest/declared-digests.ts';
import { readSchedule, usualSchedule, type When } from '../core/digest/schedule/schedule.ts';
import { findNearest } from '../core/text/nearest.ts';
import { type DigestField, digestFields, isLayout } from './digest-fields.ts';

/** The name of the list of digests in the configuration file. */
export const digestsKey = 'digests';

/** What a digest of the file is told by, beside the place where it stands: `config/paperboy.yaml:7`. */
type Placed = { readonly digest: DeclaredDigest; readonly place: string };
type Field = { readonly text: string; readonly place: string };
type PlaceOf = (node: ParsedNode) => string;

type FieldName = keyof typeof digestFields;
type Fields = ReadonlyMap<FieldName, Field>;

const names = Object.keys(digestFields).filter((name): name is FieldName => name in digestFields);
const required = ['name', 'platform', 'channel', 'zone'] as const;

/** The digests of the file's list, and what is wrong with it; `placeOf` names a node as `config/paperboy.yaml:7`. */
export function readDeclaredDigests(
  list: ParsedNode | null,
  placeOf: PlaceOf,
  platforms: readonly PlatformKind[],
): { readonly digests: readonly DeclaredDigest[]; readonly problems: readonly string[] } {
  if (list === null || (isScalar(list) && list.value === null)) return { digests: [], problems: [] };
  if (!isSeq(list))
    return {
      digests: [],
      problems: [
        `${placeOf(list)}: digests must be a list that begins with a line such as "- name: morning".`,
      ],
    };
  const problems: string[] = [];
  const read = new Map<string, Placed>();
  for (const item of list.items) {
    const placed = readDigest(item, placeOf, platforms, (problem) => problems.push(problem));
    if (placed === undefined) continue;
    const { name } = placed.digest;
    const before = read.get(name);
    if (before === undefined) read.set(name, placed);
    else
      problems.push(
        `${placed.place}: name is ${JSON.stringify(name)}, as in ${before.place}. Give each digest a name of its own.`,
      );
  }
  return { digests: [...read.values()].map(({ digest }) => digest), problems };
}

/** A digest; undefined where something is wrong with it, which `complain` is told. */
function readDigest(
  item: ParsedNode,
  placeOf: PlaceOf,
  platforms: readonly PlatformKind[],
  complain: (problem: string) => void,
): Placed | undefined {
  const place = placeOf(item);
  if (!isMap(item)) {
    complain(`${place}: a digest is lines such as "- name: morning".`);
    return undefined;
  }
  const { fields, problems } = readFields(item, placeOf);
  const { when, problems: misread } = readWhen(fields);
  const text = (name: FieldName, otherwise = '') => fields.get(name)?.text ?? otherwise;
  const platform = platforms.find(({ name }) => name === text('platform'));
  const wrong = [
    ...problems,
    ...findWrong(fields, platform, platforms),
    ...misread,
    ...findLacking(fields, place, platform, platforms),
  ];
  for (const problem of wrong) complain(problem);
  if (wrong.length > 0 || platform === undefined) return undefined;
  const layout = text('layout', 'cards');
  const digest: DeclaredDigest = {
    name: text('name'),
    platform: platform.name,
    workspace: platform.ids.workspace === undefined ? platform.name : text('workspace'),
    channel: text('channel'),
    schedule: when.schedule,
    zone: when.zone,
    topic: text('topic').trim(),
    papers: Number(text('papers', '5')),
    layout: isLayout(layout) ? layout : 'cards',
    thread: text('thread') === 'true',
    ...(fields.has('pings') ? { pings: text('pings') } : {}),
    ...(text('taste') === 'false' ? { taste: 'off' as const } : {}),
  };
  return { digest, place };
}

/** What is wrong with fields that are there, but for when it comes. */
function findWrong(
  fields: Fields,
  platform: PlatformKind | undefined,
  platforms: readonly PlatformKind[],
): readonly string[] {
  return [...fields].flatMap(([name, { text, place }]) => {
    const { accepts, mustBe } = ruleOf(name, platform, platforms);
    return accepts === undefined || accepts(text)
      ? []
      : [`${place}: ${name} is ${JSON.stringify(text)}, but must be ${mustBe}.`];
  });
}

/** When it comes, read as chat commands read it, and all that is wrong with that. */
function readWhen(fields: Fields): { readonly when: When; readonly problems: readonly string[] } {
  const written = (['at', 'days', 'cron', 'zone'] as const).flatMap((name) => {
    const field = fields.get(name);
    return field === undefined ? [] : [{ ...field, name }];
  });
  const texts = Object.fromEntries(written.map(({ name, text }) => [name, text]));
  const { when, troubles } = readSchedule(texts, { schedule: usualSchedule, zone: 'UTC' });
  const problems = troubles.map(({ field, about, problem }) => {
    const at = written.find(({ name }) => name === (field ?? about)) ?? written.at(-1);
    return `${at?.place}: ${at?.name}: ${problem}`;
  });
  return { when, problems };
}

/** What a field must be on this platform; on any, where it is not known. */
function ruleOf(
  name: FieldName,
  platform: PlatformKind | undefined,
  platforms: readonly PlatformKind[],
): Pick<DigestField, 'accepts' | 'mustBe'> {
  if (name === 'platform') return { accepts: () => platform !== undefined, mustBe: listNames(platforms) };
  const { workspace, channel, group } = platform?.ids ?? {};
  const rules: Partial<Record<FieldName, IdRule | undefined>> = { workspace, channel, pings: group };
  const rule = rules[name];
  if (rule === undefined) return digestFields[name];
  return { accepts: (text) => rule.pattern.test(text), mustBe: rule.mustBe };
}

/** What a digest cannot be without. */
function findLacking(
  fields: Fields,
  place: string,
  platform: PlatformKind | undefined,
  platforms: readonly PlatformKind[],
): readonly string[] {
  const needed = platform?.ids.workspace === undefined ? required : ([...required, 'workspace'] as const);
  const lacking = needed
    .filter((name) => !fields.has(name))
    .map(
      (name) =>
        `${place}: this digest has no ${name}; it must be ${ruleOf(name, platform, platforms).mustBe}.`,
    );
  if (!fields.has('at') && !fields.has('days') && !fields.has('cron'))
    lacking.push(`${place}: this digest has no at, days or cron. Say when it comes, such as at: 09:00.`);
  return lacking;
}

/** The fields of a digest as they are written, empty ones left out. */
function readFields(
  { items }: YAMLMap.Parsed,
  placeOf: PlaceOf,
): { readonly fields: Fields; readonly problems: readonly string[] } {
  const fields = new Map<FieldName, Field>();
  const problems: string[] = [];
  for (const { key, value } of items) {
    const place = placeOf(key);
    const label = isScalar(key) ? String(key.value) : '?';
    const name = names.find((candidate) => candidate === label);
    const text = readText(value);
    if (name === undefined) problems.push(`${place}: a digest has no ${label}. ${suggest(label)}`);
    else if (text === undefined) problems.push(`${place}: ${name} must be ${digestFields[name].mustBe}.`);
    else if (text !== '') fields.set(name, { text, place });
  }
  return { fields, problems };
}

/** What is written, a long number with all its digits; a list of words parted by commas. */
function readText(value: ParsedNode | null): string | undefined {
  if (value === null) return '';
  if (isScalar(value)) return value.value === null ? '' : (value.source ?? String(value.value));
  if (!isSeq(value)) return undefined;
  const parts = value.items.map((item) => (isScalar(item) ? readText(item) : undefined));
  return parts.every((part) => part !== undefined) ? parts.join(',') : undefined;
}

function suggest(label: string): string {
  const nearest = findNearest(label, names);
  return nearest === undefined ? `It may have: ${names.join(', ')}.` : `Did you mean ${nearest}?`;
}

/** `discord, slack or terminal` */
export function listNames(platforms: readonly PlatformKind[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(platforms.map(({ name }) => name));
}
