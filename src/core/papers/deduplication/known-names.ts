import { createHash } from 'node:crypto';
import { foldWords } from '../../text/fold-text.ts';
import { readPaperId, slugOf } from '../identity.ts';
import { foldFamily } from '../names.ts';
import type { Paper, PaperId } from '../paper.ts';
import { tellingWords } from './group-records.ts';

/**
 * One name by which a paper can be met again: `arxiv:2303.08010`, `doi:10.1000/xyz`, or the slug of its title with the folded
 * family name of its first author. `author` is empty where none is known, and for ids.
 */
export type PaperName = { readonly name: string; readonly author: string };

/** Papers that are known by all the names they were ever met under. */
export type KnownNames = {
  add(paper: PaperId, names: Iterable<PaperName>): void;
  /** The known papers that this one is; mostly none or one. */
  find(paper: Paper): readonly PaperId[];
  has(paper: PaperId, name: PaperName): boolean;
};

type Known = { readonly id: PaperId; readonly ids: string[] };
type Bearer = { readonly known: Known; readonly author: string };

/**
 * All names of a paper. A title of few words ("Editorial") is none by itself, only together with how the abstract begins, or
 * with first author and year.
 */
export function readNames(paper: Paper): readonly PaperName[] {
  const author = authorOf(paper);
  return [
    ...[...readIds(paper)].map((name) => ({ name, author: '' })),
    ...titleNames(paper).map((name) => ({ name, author })),
  ];
}

function readIds({ id, doi, recordIds }: Paper): ReadonlySet<string> {
  const ids = new Set<string>();
  if (isId(id)) ids.add(id);
  // Every arXiv id and DOI has a point or a stroke; few of the others do, and reading them takes the longest.
  for (const written of doi === undefined ? recordIds : [doi, ...recordIds]) {
    const read = /[./]/u.test(written) ? readPaperId(written) : undefined;
    if (read !== undefined) ids.add(read);
  }
  return ids;
}

function authorOf({ authors }: Paper): string {
  return foldFamily(authors[0] ?? '');
}

function titleNames(paper: Paper): readonly string[] {
  const { title, abstract, authors, published } = paper;
  const slug = slugOf(title, abstract);
  // One that ends in a digest was too long to be whole, or is of an abstract.
  if (slug.includes('--') || slug.split('-').length >= tellingWords) return [slug];
  const opening = foldWords(abstract.slice(0, 400)).slice(0, 200);
  const year = authors.length === 0 ? undefined : published?.slice(0, 4);
  const together = [
    ...(opening === '' ? [] : [`${slug}~${createHash('sha256').update(opening).digest('hex').slice(0, 8)}`]),
    ...(year === undefined ? [] : [`${slug}~${year}`]),
  ];
  return together.length > 0 ? together : [slug];
}

/** All by which a paper is looked for. */
type Sought = {
  readonly ids: readonly string[];
  readonly titles: readonly string[];
  readonly author: string;
};

/** Read once for each paper: digests look for the same ones again and again. */
const sought = new WeakMap<Paper, Sought>();

function readSought(paper: Paper): Sought {
  const known = sought.get(paper);
  if (known !== undefined) return known;
  const read = { ids: [...readIds(paper)], titles: titleNames(paper), author: authorOf(paper) };
  sought.set(paper, read);
  return read;
}

/**
 * Knows papers again under any of their names: by an id that both have; else by the title where the first authors are not
 * known to differ, nor the arXiv ids, nor, for a title of few words, the DOIs.
 */
export function createKnownNames(): KnownNames {
  const papers = new Map<PaperId, Known>();
  const byName = new Map<string, Bearer[]>();

  function has(paper: PaperId, { name, author }: PaperName): boolean {
    return byName.get(name)?.some((bearer) => bearer.known.id === paper && bearer.author === author) ?? false;
  }

  return {
    has,
    add(paper, names) {
      const known = papers.get(paper) ?? { id: paper, ids: [] };
      papers.set(paper, known);
      for (const one of names) {
        const { name, author } = one;
        if (has(paper, one)) continue;
        if (isId(name)) known.ids.push(name);
        const bearers = byName.get(name);
        if (bearers === undefined) byName.set(name, [{ known, author }]);
        else bearers.push({ known, author });
      }
    },
    find(paper) {
      const { ids, titles, author: own } = readSought(paper);
      const found = new Set<PaperId>();
      for (const id of ids) for (const { known } of byName.get(id) ?? []) found.add(known.id);
      // Of what was shown long ago there may be no more than the id.
      for (const title of [...titles, paper.id])
        for (const { known, author } of byName.get(title) ?? [])
          if (isOneAuthor(own, author) && !areApart(title, ids, known.ids)) found.add(known.id);
      return [...found];
    },
  };
}

/** Whether ids tell papers of the same title apart. */
function areApart(title: string, ids: readonly string[], known: readonly string[]): boolean {
  const differ = (kind: string) => {
    const own = ids.filter((id) => id.startsWith(kind));
    const others = known.filter((id) => id.startsWith(kind));
    return own.length > 0 && others.length > 0 && !own.some((id) => others.includes(id));
  };
  return differ('arxiv:') || (title.includes('~') && differ('doi:'));
}

function isOneAuthor(one: string, other: string): boolean {
  return one === other || one === '' || other === '';
}

function isId(name: string): boolean {
  return name.includes(':');
}
