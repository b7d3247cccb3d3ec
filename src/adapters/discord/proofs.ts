/** For so long (ms) a command that Discord let somebody type shows that they may press its buttons and fill in its form. */
const VALID = 15 * 60_000;

/** Who has lately shown by typing a command that the server's integration settings let them use it. */
export type Proofs = {
  keep(command: string, channel: string, person: string): void;
  has(command: string, channel: string, person: string): boolean;
};

export function createProofs(now: () => number = Date.now, limit = 1_000): Proofs {
  const typed = new Map<string, number>();
  const keyOf = (...words: readonly string[]) => words.join(' ');
  return {
    keep(command, channel, person) {
      const key = keyOf(command, channel, person);
      typed.delete(key);
      typed.set(key, now());
      const oldest = typed.keys().next();
      if (typed.size > limit && !oldest.done) typed.delete(oldest.value);
    },
    has(command, channel, person) {
      const at = typed.get(keyOf(command, channel, person));
      return at !== undefined && now() - at <= VALID;
    },
  };
}
