/**
 * A claim on a delivery, or on the telling of a creator: `holder` has it for as long as from `now` until then, and loses it to
 * others afterwards. That time is taken by the clock of the database, where it has one: those of several machines differ.
 */
export type Lease = { readonly holder: string; readonly now: Date; readonly until: Date };

/** When a lease ends by the clock that all processes share, whose moment this is (ms). */
export function endOf({ now, until }: Lease, shared: number): number {
  return shared + until.getTime() - now.getTime();
}
