declare const isEntry: unique symbol;

/**
 * Words for whoever runs the bot, in which nothing stands that people typed. `entry` makes them, and lets in what is marked as
 * harmless alone: a note in a template does not compile.
 */
export type LogEntry = string & { readonly [isEntry]: true };

/**
 * An entry of fixed words and harmless parts: `` entry`${nameOf(channel.id)} took ${ms} ms` ``. A part that is a sentence brings its full
 * stop, and the one behind it is left out.
 */
export function entry(words: TemplateStringsArray, ...parts: readonly (LogEntry | number)[]): LogEntry {
  return asEntry(
    words.reduce((text, word, at) => {
      const begun = `${text}${parts[at - 1] ?? ''}`;
      return begun.endsWith('.') && word.startsWith('.') ? `${begun}${word.slice(1)}` : `${begun}${word}`;
    }),
  );
}

/** Entries with something between them. */
export function joinEntries(entries: readonly LogEntry[], between: LogEntry): LogEntry {
  return asEntry(entries.join(between));
}

/** An id or a name that a service, a file or the code gave: one word of at most 120 signs; a question mark for anything else. */
export function nameOf(id: string | undefined): LogEntry {
  return asEntry(id !== undefined && /^[\p{L}\p{N}_.:@/+-]{1,120}$/u.test(id) ? id : '?');
}

/**
 * Declares text harmless: settings and paths, what files and sources of papers say, words of ours. Never of a command, a form, a
 * chat, or an error that has seen one.
 */
export function nobodyTyped(text: string): LogEntry {
  return asEntry(text);
}

/** The plain words with which a library's message begins, up to where its parameters may. */
export function beginningOf(message: string): LogEntry {
  return asEntry(/^[\p{L}\s,.'-]{0,80}/u.exec(message)?.[0].trim() ?? '');
}

/** An error whose message is made of harmless parts, so that a log may hold it. */
export class LoggableError extends Error {
  declare readonly message: LogEntry;
  constructor(message: LogEntry, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LoggableError';
  }
}

/** Which error it is and where it came from. A foreign message is left out, for parameters and addresses stand in them. */
export function traceOf(error: unknown): LogEntry {
  return error instanceof LoggableError
    ? kindOf(error)
    : asEntry([kindOf(error), ...placesOf(error)].join('\n'));
}

/** Which error it is, on one line: the message of one of ours, else the names and codes of the error and of its causes. */
export function kindOf(error: unknown): LogEntry {
  if (error instanceof LoggableError) return error.message;
  const names = chainOf(error).flatMap((one) => {
    if (one instanceof LoggableError) return one.message;
    const codes = codesOf(one);
    return (one.name === 'Error' && codes.length > 0 ? codes : [nameOf(one.name), ...codes]).join(' ');
  });
  return names.length === 0
    ? entry`something of type ${nameOf(typeof error)}`
    : asEntry(names.join(', from '));
}

/** What services and systems number or name their errors by. */
const codeFields = ['code', 'status', 'statusCode', 'responseCode', 'syscall', 'constraint'] as const;

function codesOf(error: Error): readonly string[] {
  const values = codeFields.map((name): unknown => Reflect.get(error, name));
  const codes = values.filter((value) => typeof value === 'number' || typeof value === 'string');
  return [...new Set(codes.map(String))].filter((code) => /^[\w.-]{1,60}$/u.test(code));
}

/** The error and what caused it, at most four. */
function chainOf(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let one = error; one instanceof Error && chain.length < 4; one = one.cause) chain.push(one);
  return chain;
}

/** The lines of the stack that name places; none where the message cannot be told from them. */
function placesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const { stack = '', message } = error;
  const start = stack.indexOf(message);
  if (start < 0) return [];
  return stack
    .slice(start + message.length)
    .split('\n')
    .filter((line) => /^\s+at /u.test(line));
}

function asEntry(text: string): LogEntry {
  return text as LogEntry;
}
