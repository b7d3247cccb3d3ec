import { dropInvisible } from '../text/clean-text.ts';
import { cutText } from '../text/clip-text.ts';

/** How a reference file has a paper, in the words of BibTeX and BibLaTeX whatever the format of the file; what the paper itself says is not repeated. */
export type ReferenceEntry = {
  /** `article`, `phdthesis`, `incollection`; in lower case. */
  readonly type: string;
  /** The key under which its owner cites it, as written. */
  readonly key?: string;
  /** `volume`, `pages`, `publisher`, by name in lower case: plain text on one line, never empty. */
  readonly fields: Readonly<Record<string, string>>;
  /** Given name first. */
  readonly editors?: readonly string[];
  /** Those of the authors and editors that are one name, not parted: an institution, a group. */
  readonly corporate?: readonly string[];
};

/** What the paper says itself, what means other entries of its file or commands, and the folders of whoever keeps it. */
const LEFT_OUT =
  /^(?:title|subtitle|author|editor|abstract|keywords|doi|url|urldate|eprint|eprinttype|archiveprefix|primaryclass|eprintclass|keyword|code|crossref|xdata|xref|ids|entryset|execute|options|file|local-?(?:file|url)|bdsk-.*)$/;
const NAME = /^[a-z][a-z0-9_+:-]{0,59}$/;
const LIMITS = { fields: 60, value: 2000, key: 200, people: 1000, name: 200 } as const;

/** An entry as a format yields it, within bounds: without what the paper says itself, empty fields and what is never shown. */
export function boundEntry({ type, key, fields, editors, corporate }: ReferenceEntry): ReferenceEntry {
  const kept = Object.entries(fields)
    .map(([name, value]) => [name.toLowerCase(), line(value, LIMITS.value)] as const)
    .filter(([name, value]) => NAME.test(name) && !LEFT_OUT.test(name) && value !== '')
    .slice(0, LIMITS.fields);
  const kind = type.toLowerCase();
  const ownKey = line(key, LIMITS.key);
  return {
    type: NAME.test(kind) ? kind : 'misc',
    ...(ownKey === '' ? {} : { key: ownKey }),
    fields: Object.fromEntries(kept),
    ...people('editors', editors),
    ...people('corporate', corporate),
  };
}

function people(role: 'editors' | 'corporate', names: readonly string[] = []) {
  const known = names
    .slice(0, LIMITS.people)
    .map((name) => line(name, LIMITS.name))
    .filter((name) => name !== '');
  return known.length === 0 ? {} : { [role]: known };
}

function line(text = '', limit: number): string {
  return cutText(dropInvisible(cutText(text, limit)).replace(/\s+/gu, ' ').trim().normalize('NFC'), limit);
}
