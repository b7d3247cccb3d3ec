/** A name that is held, and by whom. */
export type HeldName = { readonly name: string; readonly holder: string };

/**
 * Names that one holder at a time has, of all processes that share them: whoever does not renew a name in time loses it. Time is
 * taken by a clock that all of them share. Every method rejects where that cannot be asked just now.
 *
 * @example
 * const lasts = 18_000;
 * if (await leases.take('index of papers', holder, lasts)) {
 *   // Every 4 s or so, well before it ends:
 *   const isMine = (await leases.renew(['index of papers'], holder, lasts)).length === 1;
 *   await leases.release('index of papers', holder);
 * }
 */
export type Leases = {
  /** Takes the name for so many milliseconds from now, or renews it; yields whether the holder has it. */
  take(name: string, holder: string, milliseconds: number): Promise<boolean>;
  /** Renews those of the names that the holder still has, and yields them. */
  renew(names: readonly string[], holder: string, milliseconds: number): Promise<readonly string[]>;
  /** Lets go what the holder has; nothing otherwise. */
  release(name: string, holder: string): Promise<void>;
  /** Who has which of the names that begin so, by name. */
  list(prefix: string): Promise<readonly HeldName[]>;
};

/** Who a process is among those that share names. */
export type Holder = {
  readonly name: string;
  /** Whether the process of that name is surely dead; false where that cannot be known. */
  isDead(name: string): boolean;
};
