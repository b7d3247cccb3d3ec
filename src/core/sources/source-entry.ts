/** A service that settings name. */
export type SourceEntry = {
  /** As it is written, `arxiv:cs.LG`, but for a password in its address: it goes into logs and answers. */
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
  const name = withoutPassword(written);
  const [, kind = name, rest] = /^([^:\s]+):(.*)$/su.exec(written) ?? [];
  return { name, kind: kind.toLowerCase(), ...(rest === undefined ? {} : { rest: rest.trim() }) };
}

/** An entry without the name and the password in its address: up to the last `@` before the path, as addresses are read. */
export function withoutPassword(text: string): string {
  return text.replace(/\/\/[^/?#]*@/u, '//');
}
