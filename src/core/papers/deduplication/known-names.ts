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

type Known = {
  readonly id: PaperId;
  readonly names: Set<string>;
  readonly arxivIds: Set<string>;
  readonly dois: Set<string>;
};

const read = new WeakMap<Paper, readonly PaperName[]>();

/**
 * All names of a paper. A title of few words ("Editorial") is none by itself, only together with how the abstract begins, or
 * with first author and year.
 */
export function readNames(paper: Paper): readonly PaperName[] {
  const before = read.get(paper);
  if (before !== undefined) return before;
  const ids = [paper.id, paper.doi ?? '', ...paper.recordIds].flatMap((id) => readPaperId(id) ?? []);
  const author = authorOf(paper);
  const names = [
    ...[...new Set(ids)].map((name) => ({ name, author: '' })),
    ...titleNames(paper).map((name) => ({ name, author })),
  ];
  read.set(paper, names);
  return names;
}

function authorOf({ authors }: Paper): string {
  return foldFamily(authors[0] ?? '');
}

function titleNames(paper: Paper): readonly string[] {
  const { title, abstract, authors, published } = paper;
  const slug = slugOf(title, abstract);
  const words = foldWords(title);
  if (words === '' || words.split(' ').length >= tellingWords) return [slug];
  const opening = foldWords(abstract.slice(0, 400)).slice(0, 200);
  const year = authors.length === 0 ? undefined : published?.slice(0, 4);
  const together = [
    ...(opening === '' ? [] : [`${slug}~${createHash('sha256').update(opening).digest('hex').slice(0, 8)}`]),
    ...(year === undefined ? [] : [`${slug}~${year}`]),
  ];
  return together.length > 0 ? together : [slug];
}

/**
 * Knows papers again under any of their names: by an id that both have; else by the title where the first authors are not
 * known to differ, nor the arXiv ids, nor, for a title of few words, the DOIs.
 */
export function createKnownNames(): KnownNames {
  const papers = new Map<PaperId, Known>();
  const byName = new Map<string, { readonly known: Known; readonly author: string }[]>();

  function enter(id: PaperId): Known {
    const known = papers.get(id) ?? { id, names: new Set(), arxivIds: new Set(), dois: new Set() };
    papers.set(id, known);
    return known;
  }

  return {
    add(paper, names) {
      const known = enter(paper);
      for (const one of names) {
        const { name, author } = one;
        if (known.names.has(keyOf(one))) continue;
        known.names.add(keyOf(one));
        idsOf(name, known)?.add(name);
        const bearers = byName.get(name);
        if (bearers === undefined) byName.set(name, [{ known, author }]);
        else bearers.push({ known, author });
      }
    },
    find(paper) {
      const names = readNames(paper);
      const found = new Set<PaperId>();
      // Of what was shown long ago there may be no more than the id.
      for (const { name, author } of [...names, { name: paper.id, author: authorOf(paper) }])
        for (const bearer of byName.get(name) ?? [])
          if (isId(name) || (isOneAuthor(author, bearer.author) && !contradicts(name, names, bearer.known)))
            found.add(bearer.known.id);
      return [...found];
    },
    has: (paper, name) => papers.get(paper)?.names.has(keyOf(name)) ?? false,
  };
}

/** Whether ids tell papers of the same title apart. */
function contradicts(title: string, names: readonly PaperName[], { arxivIds, dois }: Known): boolean {
  const differ = (kind: string, known: ReadonlySet<string>) => {
    const own = names.filter(({ name }) => name.startsWith(kind));
    return own.length > 0 && known.size > 0 && !own.some(({ name }) => known.has(name));
  };
  return differ('arxiv:', arxivIds) || (title.includes('~') && differ('doi:', dois));
}

function isOneAuthor(one: string, other: string): boolean {
  return one === other || one === '' || other === '';
}

function isId(name: string): boolean {
  return name.includes(':');
}

function idsOf(name: string, { arxivIds, dois }: Known): Set<string> | undefined {
  if (name.startsWith('arxiv:')) return arxivIds;
  return name.startsWith('doi:') ? dois : undefined;
}

function keyOf({ name, author }: PaperName): string {
  return `${name} ${author}`;
}
