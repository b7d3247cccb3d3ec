import type { AuthorName, GivenName } from './author-name.ts';

/**
 * How two printed names stand to each other. `same`: first names agree, and middle names do not contradict; `initial`: of one the first
 * name is known by its initial alone; `short`: one first name begins the other (Rob, Robert), or a particle is left out; `other`: two people.
 */
export type NameLikeness = {
  readonly kind: 'same' | 'initial' | 'short' | 'other';
  /** Both have middle names, and these agree. */
  readonly hasMiddle: boolean;
};

const OTHER: NameLikeness = { kind: 'other', hasMiddle: false };

export function compareNames(one: AuthorName, two: AuthorName): NameLikeness {
  if (one.number !== undefined && two.number !== undefined && one.number !== two.number) return OTHER;
  if (one.isGroup || two.isGroup || one.given.length === 0 || two.given.length === 0)
    return one.letters === two.letters && one.letters !== '' ? { kind: 'same', hasMiddle: false } : OTHER;
  if (one.suffix !== undefined && two.suffix !== undefined && one.suffix !== two.suffix) return OTHER;
  const family = compareFamilies(one, two);
  // A keyname of two words may be parted in two ways.
  if (family !== 'same' && joinName(one) === joinName(two)) return { kind: 'same', hasMiddle: false };
  if (family === 'other') return OTHER;
  const given = compareGiven(one.given, two.given);
  return family === 'same' || given.kind === 'other' ? given : { ...given, kind: 'short' };
}

function compareFamilies(one: AuthorName, two: AuthorName): 'same' | 'short' | 'other' {
  if (one.families.some((family) => two.families.includes(family))) return 'same';
  const lacksParticles = one.families.includes(two.surname) || two.families.includes(one.surname);
  return lacksParticles && one.surname === two.surname ? 'short' : 'other';
}

function compareGiven(one: readonly GivenName[], two: readonly GivenName[]): NameLikeness {
  const [first, ...middle] = one;
  const [second, ...centre] = two;
  if (first === undefined || second === undefined) return OTHER;
  if (joinGiven(one) === joinGiven(two)) {
    const isInitial = first.isInitial || second.isInitial;
    return { kind: isInitial ? 'initial' : 'same', hasMiddle: middle.length > 0 && centre.length > 0 };
  }
  const kind = compareOne(first, second);
  const pairs = middle.slice(0, centre.length).map((name, at) => compareOne(name, centre[at]));
  if (kind === 'other' || pairs.includes('other')) return OTHER;
  return { kind, hasMiddle: pairs.length > 0 };
}

function compareOne(one: GivenName, two: GivenName | undefined): NameLikeness['kind'] {
  if (two === undefined) return 'other';
  if (one.isInitial || two.isInitial) return one.letters[0] === two.letters[0] ? 'initial' : 'other';
  if (one.letters === two.letters || one.spelt === two.letters || one.letters === two.spelt) return 'same';
  const [short, long] = one.letters.length < two.letters.length ? [one, two] : [two, one];
  return short.letters.length > 1 && long.letters.startsWith(short.letters) ? 'short' : 'other';
}

function joinGiven(given: readonly GivenName[]): string {
  return given.map(({ letters }) => letters).join('');
}

/** All but the suffix and the number in one word. */
function joinName({ given, families: [family = ''] }: AuthorName): string {
  return `${joinGiven(given)}${family}`;
}
