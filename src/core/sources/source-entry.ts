import { createHash } from 'node:crypto';

/** A service that settings name. */
export type SourceEntry = {
  /** As it is written, `arxiv:cs.LG`, but for what may be secret in its address: it goes into logs, metrics and answers. */
  readonly name: string;
  /** What stands before the colon, in small letters. */
  readonly kind: string;
  /** What stands behind it. */
  readonly rest?: string;
  /** Of a repository: only this set, in this format. */
  readonly set?: string;
  readonly prefix?: string;
  /** How people see it; its name unless given. */
  readonly title?: string;
  /** Words that its papers must hold. */
  readonly topic?: string;
  /** Milliseconds between two rounds. */
  readonly every?: number;
};

/** A source as people see it. */
export type NamedSource = Pick<SourceEntry, 'name' | 'title'>;

/** The parts of an entry as it is written. */
export function parseEntry(text: string): SourceEntry {
  const written = text.trim();
  const name = withoutSecrets(written);
  const [, kind = name, rest] = /^([^:\s]+):(.*)$/su.exec(written) ?? [];
  return { name, kind: kind.toLowerCase(), ...(rest === undefined ? {} : { rest: rest.trim() }) };
}

/**
 * An entry without what may be secret in its address: name and password, and the values of its query, in whose place a fingerprint
 * tells apart what differs in them alone: `feed:https://example.org/rss?token=… (5e884898)`.
 */
export function withoutSecrets(text: string): string {
  const shown = withoutPassword(text);
  const at = shown.search(/[?#]/u);
  if (at < 0) return shown;
  const asked = shown.slice(at);
  const names = asked.slice(1).split('&');
  const hidden = names.map((part) => `${/^[^=#]*=/u.exec(part)?.[0] ?? ''}…`).join('&');
  const fingerprint = createHash('sha256').update(asked).digest('hex').slice(0, 8);
  return `${shown.slice(0, at + 1)}${hidden} (${fingerprint})`;
}

/** Up to the last `@` before the path, as addresses are read. */
function withoutPassword(text: string): string {
  return text.replace(/\/\/[^/?#]*@/u, '//');
}

/** A shorter value (characters) may be a word of any sentence. */
const shortestSecret = 8;

/** What may be secret in an entry's address, as it is written and as it is meant: the longest first. */
export function secretsOf({ rest }: Pick<SourceEntry, 'rest'>): readonly string[] {
  if (rest === undefined || !URL.canParse(rest)) return [];
  const { username, password, search, searchParams } = new URL(rest);
  const asked = search.slice(1);
  const written = [username, password, ...asked.split('&').map((part) => part.slice(part.indexOf('=') + 1))];
  const values = [...written, decoded(username), ...searchParams.values()].filter(
    (value) => value.length >= shortestSecret,
  );
  const isOpen = username === '' && password === '' && asked === '';
  const whole = isOpen ? [] : [rest, asked, password, decoded(password)];
  const found = new Set([...whole, ...values].filter((part) => part !== ''));
  return [...found].sort((one, other) => other.length - one.length);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
