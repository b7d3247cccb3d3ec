import { isMap, isScalar, isSeq, type ParsedNode, type YAMLMap } from 'yaml';
import { findNearest } from '../core/commands/nearest.ts';
import { readSchedule } from '../core/digest/schedule/schedule.ts';
import { isZone } from './zone.ts';

/** A digest declared in the configuration file. */
export type DeclaredDigest = {
  /** What tells it from the others of the file, at most 40 characters. */
  readonly name: string;
  readonly platform: 'discord' | 'slack' | 'terminal';
  /** The id of the Slack workspace or the Discord server; `terminal` in the terminal. */
  readonly workspace: string;
  /** The channel's id on the platform. */
  readonly channel: string;
  /** A cron expression of five fields, told in `zone`. */
  readonly schedule: string;
  /** An IANA time zone. */
  readonly zone: string;
  /** A search query; '' for everything. */
  readonly topic: string;
  /** Papers in one digest, 1 to 10. */
  readonly papers: number;
  readonly layout: 'cards' | 'compact' | 'recap';
  /** Opens a thread for discussion on Discord. */
  readonly thread: boolean;
  /** The id of the role or group it pings on purpose. */
  readonly pings?: string;
  /** Where it stands, for messages: `config/paperboy.yaml:7`. */
  readonly place: string;
};

/** The name of the list of digests in the configuration file. */
export const digestsKey = 'digests';

type FieldName = Exclude<keyof DeclaredDigest, 'place' | 'schedule'> | 'at' | 'days' | 'cron';
type Field = { readonly text: string; readonly place: string };
type Fields = ReadonlyMap<FieldName, Field>;
type PlaceOf = (node: ParsedNode) => string;

const channelIds: Readonly<Record<DeclaredDigest['platform'], readonly [pattern: RegExp, mustBe: string]>> = {
  discord: [/^\d{17,20}$/u, 'the 17 to 20 digits that "Copy Channel ID" gives in Discord'],
  slack: [/^[CG][A-Z0-9]{2,}$/u, 'the id at the end of "View channel details" in Slack, such as C0123456789'],
  terminal: [/^terminal$/u, 'terminal'],
};

/** What each field must be: a test of its text, and the words after "must be". */
const rules: Readonly<Record<FieldName, readonly [test: (text: string) => boolean, mustBe: string]>> = {
  name: [(text) => /^\S(?:.{0,38}\S)?$/u.test(text), 'a name of at most 40 characters, such as morning'],
  platform: [(text) => readPlatform(text) !== undefined, 'discord, slack or terminal'],
  workspace: [(text) => /^[A-Z0-9]{2,}$/u.test(text), 'the id of a Discord server or a Slack workspace'],
  channel: [(text) => /^[\w-]{1,100}$/u.test(text), 'the id of a channel'],
  at: [
    (text) => /^(?:[01]?\d|2[0-3]):[0-5]\d$/u.test(text),
    'a time of day from 00:00 to 23:59, such as 09:00',
  ],
  days: [
    (text) => !/[\d*#?]/u.test(text) && !('problem' in readSchedule(text)),
    'daily, weekdays, weekends, or named days such as mon, wed, fri or mon-thu',
  ],
  cron: [
    (text) => text.trim().split(/\s+/u).length === 5 && !('problem' in readSchedule(text)),
    'a cron expression of five fields that comes true some day, and at most once an hour, such as "30 8 * * mon-fri"',
  ],
  zone: [isZone, 'an IANA time zone such as Europe/Zurich or UTC'],
  topic: [(text) => text.length <= 200, 'a search query of at most 200 characters'],
  papers: [(text) => /^(?:[1-9]|10)$/u.test(text), 'a whole number from 1 to 10'],
  layout: [(text) => /^(?:cards|compact|recap)$/u.test(text), 'cards, compact or recap'],
  thread: [(text) => /^(?:true|false)$/u.test(text), 'true or false'],
  pings: [(text) => /^[A-Z0-9]{2,}$/u.test(text), 'the id of a role in Discord or of a user group in Slack'],
};
const platforms = ['discord', 'slack', 'terminal'] as const;
const layouts = ['cards', 'compact', 'recap'] as const;
const names = Object.keys(rules).filter((name): name is FieldName => name in rules);
const required = ['name', 'platform', 'channel', 'zone'] as const;

/** The digests of the file's list, and what is wrong with it; `placeOf` names a node as `config/paperboy.yaml:7`. */
export function readDeclaredDigests(
  list: ParsedNode | null,
  placeOf: PlaceOf,
): { readonly digests: readonly DeclaredDigest[]; readonly problems: readonly string[] } {
  if (list === null || (isScalar(list) && list.value === null)) return { digests: [], problems: [] };
  if (!isSeq(list))
    return {
      digests: [],
      problems: [`${placeOf(list)}: digests must be a list: "- name: morning" begins one.`],
    };
  const problems: string[] = [];
  const digests = new Map<string, DeclaredDigest>();
  for (const item of list.items) {
    const digest = readDigest(item, placeOf, (problem) => problems.push(problem));
    if (digest === undefined) continue;
    const before = digests.get(digest.name);
    if (before === undefined) digests.set(digest.name, digest);
    else
      problems.push(
        `${digest.place}: name is ${JSON.stringify(digest.name)}, as in ${before.place}. Give each digest a name of its own.`,
      );
  }
  return { digests: [...digests.values()], problems };
}

/** A digest; undefined where something is wrong with it, which `complain` is told. */
function readDigest(
  item: ParsedNode,
  placeOf: PlaceOf,
  complain: (problem: string) => void,
): DeclaredDigest | undefined {
  const place = placeOf(item);
  if (!isMap(item)) {
    complain(`${place}: a digest is lines such as "- name: morning".`);
    return undefined;
  }
  const { fields, problems } = readFields(item, placeOf);
  const wrong = [...problems, ...findWrong(fields), ...findLacking(fields, place)];
  for (const problem of wrong) complain(problem);
  const text = (name: FieldName, otherwise = '') => fields.get(name)?.text ?? otherwise;
  const platform = readPlatform(text('platform'));
  if (wrong.length > 0 || platform === undefined) return undefined;
  return {
    name: text('name'),
    platform,
    workspace: platform === 'terminal' ? platform : text('workspace'),
    channel: text('channel'),
    schedule: fields.has('cron')
      ? normalise(text('cron'))
      : normalise(`${text('days', 'daily')} ${text('at')}`),
    zone: text('zone'),
    topic: text('topic').trim(),
    papers: Number(text('papers', '5')),
    layout: readLayout(text('layout', 'cards')),
    thread: text('thread') === 'true',
    ...(fields.has('pings') ? { pings: text('pings') } : {}),
    place,
  };
}

/** What is wrong with fields that are there. */
function findWrong(fields: Fields): readonly string[] {
  const wrong = [...fields].flatMap(([name, { text, place }]) => {
    const [test, mustBe] = rules[name];
    return test(text) ? [] : [`${place}: ${name} is ${JSON.stringify(text)}, but must be ${mustBe}.`];
  });
  const cron = fields.get('cron');
  if (cron !== undefined && (fields.has('at') || fields.has('days')))
    wrong.push(`${cron.place}: cron already says when it comes. Leave out at and days, or cron.`);
  const platform = readPlatform(fields.get('platform')?.text ?? '');
  const channel = fields.get('channel');
  if (platform !== undefined && channel !== undefined && !channelIds[platform][0].test(channel.text))
    wrong.push(
      `${channel.place}: channel is ${JSON.stringify(channel.text)}, but must be ${channelIds[platform][1]}.`,
    );
  return wrong;
}

/** What a digest cannot be without. */
function findLacking(fields: Fields, place: string): readonly string[] {
  const lacking = required
    .filter((name) => !fields.has(name))
    .map((name) => `${place}: this digest has no ${name}; it must be ${rules[name][1]}.`);
  const isService = ['discord', 'slack'].includes(fields.get('platform')?.text ?? '');
  if (isService && !fields.has('workspace'))
    lacking.push(`${place}: this digest has no workspace; it must be ${rules.workspace[1]}.`);
  if (!fields.has('at') && !fields.has('cron'))
    lacking.push(`${place}: this digest has neither at nor cron. Say when it comes, such as at: 09:00.`);
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
    else if (text === undefined) problems.push(`${place}: ${name} must be ${rules[name][1]}.`);
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

/** The schedule as chat commands write it too. */
function normalise(schedule: string): string {
  const read = readSchedule(schedule);
  return 'problem' in read ? schedule : read.expression;
}

function readPlatform(text: string): DeclaredDigest['platform'] | undefined {
  return platforms.find((platform) => platform === text);
}

function readLayout(text: string): DeclaredDigest['layout'] {
  return layouts.find((layout) => layout === text) ?? 'cards';
}
