import { createBreather } from '../../async/time-slices.ts';
import { isGroupName } from '../names.ts';
import type { Paper } from '../paper.ts';
import { type AuthorName, readAuthorName } from './author-name.ts';
import { enterName, type NameUsage, usageOf } from './name-usage.ts';

/** A name on a paper: the author at that place, from 0. */
export type Mention = { readonly paper: Paper; readonly at: number };

/** Who is named on papers, by keyname. */
export type NameIndex = NameUsage & {
  /** Where names stand that may be this one, in whatever spelling; each once, in the order of the papers. */
  mentionsOf(name: AuthorName): readonly Mention[];
};

/** `Jane Q. Smith`: nothing in it that could be read in two ways. */
const PLAIN = /^(?:[A-Z][a-z]*\.? )+([A-Z][a-z]{3,})$/u;

const indexes = new WeakMap<readonly Paper[], Promise<NameIndex>>();

/** The names on these papers, in time slices; read once for each list of papers. */
export function indexNames(papers: readonly Paper[]): Promise<NameIndex> {
  const known = indexes.get(papers);
  if (known !== undefined) return known;
  const made = makeIndex(papers);
  indexes.set(papers, made);
  return made;
}

async function makeIndex(papers: readonly Paper[]): Promise<NameIndex> {
  const breathe = createBreather();
  const byKey = new Map<string, Mention[]>();
  for (const paper of papers) {
    for (const [at, printed] of paper.authors.entries())
      for (const key of keysOf(printed)) {
        const some = byKey.get(key);
        if (some === undefined) byKey.set(key, [{ paper, at }]);
        else some.push({ paper, at });
      }
    const pause = breathe();
    if (pause !== undefined) await pause;
  }

  const counted = new Map<string, NameUsage>();
  function usageFor(name: AuthorName): NameUsage {
    const known = counted.get(name.surname);
    if (known !== undefined) return known;
    const found = new Map<string, Set<string>>();
    const printed = new Set((byKey.get(name.surname) ?? []).map(({ paper, at }) => paper.authors[at] ?? ''));
    for (const one of printed) enterName(found, readAuthorName(one));
    const usage = usageOf(found);
    counted.set(name.surname, usage);
    return usage;
  }

  return {
    firstNames: (name) => usageFor(name).firstNames(name),
    isCommon: (name) => usageFor(name).isCommon(name),
    mentionsOf(name) {
      const lists = keysOfName(name).flatMap((key) => byKey.get(key) ?? []);
      const seen = new Set<string>();
      return lists.filter(({ paper, at }) => {
        const place = `${at} ${paper.id}`;
        return !seen.has(place) && seen.add(place);
      });
    },
  };
}

function keysOf(printed: string): readonly string[] {
  const plain = PLAIN.exec(printed)?.[1];
  return plain === undefined || isGroupName(printed)
    ? keysOfName(readAuthorName(printed))
    : [plain.toLowerCase()];
}

/** Under what a name stands and is looked for: keyname with and without particles, in each spelling; all of it, where it is one word. */
function keysOfName(name: AuthorName): readonly string[] {
  const { surname, families, isGroup, given, letters } = name;
  const whole = isGroup || given.length === 0 ? [letters] : [];
  return [...new Set([surname, ...families, ...whole])].filter((key) => key !== '');
}
