/** The source under which papers are kept that people added by hand. */
export const addedByHand = 'added';

/** A source as settings name it, else what is in it. */
export function describeSource(name: string): string {
  return name === addedByHand ? 'what people added' : name;
}
