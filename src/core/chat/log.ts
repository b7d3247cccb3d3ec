/** Where the program says in plain words what happened; one line a message, secrets never in it. */
export type Log = {
  debug(text: string): void;
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
};

/** An unforeseen failure with where it came from; a foreign value as it prints. */
export function writeTrace(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
