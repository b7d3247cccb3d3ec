import { z } from 'zod';
import { parseEntry, type ServiceEntry } from '../core/sources/service-entry.ts';
import { serviceKinds } from '../core/sources/services.ts';
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
): readonly ServiceEntry[] {
  const list = typeof given === 'string' ? given.split(/\s+/u) : Array.isArray(given) ? given : [given];
  const entries = new Map<string, ServiceEntry>();
  for (const one of list) {
    if (one === '' || one === null || one === undefined) continue;
    const entry = readEntry(one, complain);
    if (entry === undefined) continue;
    const fault = findFault(entry);
    if (fault !== undefined) complain(`has ${JSON.stringify(entry.name)}, which ${fault}`);
    else entries.set(entry.name, entry);
  }
  return [...entries.values()];
}

function readEntry(given: unknown, complain: (problem: string) => void): ServiceEntry | undefined {
  if (typeof given === 'string') return parseEntry(given);
  const found = fullEntry.safeParse(given);
  if (!found.success) {
    const issue = found.error.issues[0];
    const where = issue?.path.join('.') ?? '';
    complain(
      `has ${JSON.stringify(given)}, of which ${where === '' ? 'a part' : where} is wrong; write source, and besides at most name, topic, every (hours), set and prefix`,
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

function findFault(entry: ServiceEntry): string | undefined {
  const kind = Object.hasOwn(serviceKinds, entry.kind) ? serviceKinds[entry.kind] : undefined;
  if (kind !== undefined) return kind.findFault(entry);
  const near = findNearest(entry.kind, Object.keys(serviceKinds));
  const forms = Object.values(serviceKinds).map(({ example }) => example);
  return `is no source${near === undefined ? '' : `; did you mean ${serviceKinds[near]?.form ?? near}?`}; write one such as ${forms.join(', ')}`;
}
