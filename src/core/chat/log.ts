/** Where the program says in plain words what happened; one line a message, secrets never in it. */
export type Log = {
  debug(text: string): void;
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
};
