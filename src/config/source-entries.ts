import { z } from 'zod';
import { fetcherKinds } from '../core/sources/fetchers.ts';
import { parseEntry, type SourceEntry, withoutSecrets } from '../core/sources/source-entry.ts';
import { findNearest } from '../core/text/nearest.ts';

/** An entry of the configuration file that says more than its name. */
const fullEntry = z.strictObject({
  source: z.string(),
  name: z.string().max(100).optional(),
  topic: z.string().max(300).optional(),
  every: z.coerce.number().min(0.25).max(168).optional(),
  set: z.string().max(200).optional(),
  prefix: z.string().max(100).optional(),
});

const hour = 60 * 60_000;

/** The services that settings name, each once; all that is wrong goes to `complain`, as it was written and with the remedy. */
export function readSourceEntries(
  given: unknown,
  complain: (problem: string) => void,
): readonly SourceEntry[] {
  const list = typeof given === 'string' ? given.split(/\s+/u) : Array.isArray(given) ? given : [given];
  const entries = new Map<string, SourceEntry>();
  for (const one of list) {
    if (one === '' || one === null || one === undefined) continue;
    const entry = readEntry(one, complain);
    if (entry === undefined) continue;
    const fault = findFault(entry);
    if (fault !== undefined) complain(`has ${JSON.stringify(entry.name)}, which ${fault}`);
    else add(entry, entries);
  }
  return [...entries.values()];
}

/** One repository may be named for several of its sets: those after the first bear the set in their name. */
function add(entry: SourceEntry, entries: Map<string, SourceEntry>): void {
  const other = entries.get(entry.name);
  const isOther = other !== undefined && other.set !== entry.set && entry.set !== undefined;
  const name = isOther ? `${entry.name} (${entry.set})` : entry.name;
  entries.set(name, { ...entry, name });
}

function readEntry(given: unknown, complain: (problem: string) => void): SourceEntry | undefined {
  if (typeof given === 'string') return parseEntry(given);
  const found = fullEntry.safeParse(given);
  if (!found.success) {
    const issue = found.error.issues[0];
    const shown = JSON.stringify(given, (_, value) =>
      typeof value === 'string' ? withoutSecrets(value) : value,
    );
    const where = issue?.path.join('.') ?? '';
    complain(
      `has ${shown}, of which ${where === '' ? 'a part' : where} is wrong; write source, and besides at most name, topic, every (hours), set and prefix`,
    );
    return undefined;
  }
  const { source, name, topic, every, set, prefix } = found.data;
  return {
    ...parseEntry(source),
    ...(name === undefined ? {} : { title: name }),
    ...(topic === undefined ? {} : { topic }),
    ...(every === undefined ? {} : { every: every * hour }),
    ...(set === undefined ? {} : { set }),
    ...(prefix === undefined ? {} : { prefix }),
  };
}

function findFault(entry: SourceEntry): string | undefined {
  const kind = Object.hasOwn(fetcherKinds, entry.kind) ? fetcherKinds[entry.kind] : undefined;
  if (kind !== undefined) return kind.findFault(entry);
  const near = findNearest(entry.kind, Object.keys(fetcherKinds));
  const forms = Object.values(fetcherKinds).map(({ example }) => example);
  return `is not a source${near === undefined ? '' : `; did you mean ${fetcherKinds[near]?.form ?? near}?`}; use one such as ${forms.join(', ')}`;
}
