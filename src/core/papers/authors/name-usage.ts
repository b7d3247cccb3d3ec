import { type AuthorName, nameKey } from './author-name.ts';
import { commonSurnames } from './common-surnames.ts';

/** How many people share a name, as far as papers tell. */
export type NameUsage = {
  /** Different first names under keyname and initial; 0 where none is known. */
  firstNames(name: AuthorName): number;
  /** Whether somebody of that name is likely to have namesakes. */
  isCommon(name: AuthorName): boolean;
};

/** From so many first names under a keyname and an initial on, people of one full name are often several. */
export const manyFirstNames = 5;

const common: ReadonlySet<string> = new Set(commonSurnames);

/** Enters a name whose first name is known in full under keyname and initial. */
export function enterName(found: Map<string, Set<string>>, name: AuthorName): void {
  const [first] = name.given;
  if (first === undefined || first.isInitial || name.isGroup) return;
  const key = nameKey(name);
  found.set(key, (found.get(key) ?? new Set()).add(first.letters));
}

/** By the names that were entered, for small collections with the help of the list of common ones. */
export function usageOf(found: ReadonlyMap<string, ReadonlySet<string>>): NameUsage {
  const firstNames = (name: AuthorName): number => found.get(nameKey(name))?.size ?? 0;
  return {
    firstNames,
    isCommon: (name) => common.has(name.surname) || firstNames(name) >= manyFirstNames,
  };
}
