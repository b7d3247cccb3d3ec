import type { BibtexEntry } from './record.ts';

/** What stays with the entry it stands in. */
const OWN =
  /^(?:title|subtitle|titleaddon|author|abstract|keywords|doi|url|urldate|eprint|eprinttype|archiveprefix|primaryclass|eprintclass|pages|note|annote|crossref|xdata|xref|ids|file|label|shorttitle|options)$/;
/** Under which name a volume's title is that of what an entry stands in. */
const TITLES: Readonly<Record<string, string>> = {
  article: 'journaltitle',
  inproceedings: 'booktitle',
  conference: 'booktitle',
  incollection: 'booktitle',
  inbook: 'booktitle',
  inreference: 'booktitle',
};
/** Volumes inside volumes; more is a circle. */
const DEEPEST = 4;

/**
 * An entry with what it lacks from those that it refers to: by `xdata` everything, by `crossref` what is the volume's (year,
 * publisher, editor), its title as that of the volume.
 */
export function inherit(
  entry: BibtexEntry,
  find: (key: string) => BibtexEntry | undefined,
  depth = 0,
): BibtexEntry {
  const shared = (entry.fields.get('xdata') ?? '').split(',');
  const volume = entry.fields.get('crossref');
  if (depth === DEEPEST || (volume === undefined && shared.length === 1 && shared[0] === '')) return entry;
  const fields = new Map(entry.fields);
  const isDated = fields.has('date') || fields.has('year');
  const take = (name: string, value: string | undefined): void => {
    if (value !== undefined && !fields.has(name)) fields.set(name, value);
  };
  for (const key of shared) {
    const data = find(key.trim().toLowerCase());
    for (const [name, value] of data === undefined ? [] : inherit(data, find, depth + 1).fields)
      take(name, value);
  }
  const parent = volume === undefined ? undefined : find(volume.trim().toLowerCase());
  if (parent === undefined || parent === entry) return { ...entry, fields };
  const given = inherit(parent, find, depth + 1).fields;
  const title = TITLES[entry.type];
  if (title !== undefined && !fields.has('journal')) take(title, given.get(title) ?? given.get('title'));
  for (const [name, value] of given) {
    const isDate = /^(?:date|year|month|day)$/.test(name);
    if (!OWN.test(name) && !(isDate && isDated)) take(name, value);
  }
  return { ...entry, fields };
}
