import type { Breathe } from '../../async/time-slices.ts';
import { createKnownNames, type PaperName, readNames } from '../../papers/deduplication/known-names.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import type { Queries } from '../database/schema.ts';

/** A name of a paper that was shown in a place. */
export type ShownName = PaperName & { readonly paper: PaperId };

/** Rows written in one go. */
const portion = 500;

/** Keeps by which names papers are known, for as long as any place knows that it was shown them. */
export function keepNames(queries: Queries, papers: readonly Paper[]): Promise<void> {
  return writeNames(
    queries,
    papers.flatMap((paper) => readNames(paper).map((name) => ({ paper: paper.id, ...name }))),
  );
}

export async function writeNames(queries: Queries, names: readonly ShownName[]): Promise<void> {
  for (let start = 0; start < names.length; start += portion)
    await queries
      .insertInto('paper_names')
      .values(names.slice(start, start + portion))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

/** Makes the names of one paper names of the other. */
export async function mergeNames(queries: Queries, from: PaperId, to: PaperId): Promise<void> {
  await queries
    .insertInto('paper_names')
    .columns(['paper', 'name', 'author'])
    .expression(({ selectFrom, val }) =>
      selectFrom('paper_names')
        .select([val(to).as('paper'), 'name', 'author'])
        .where('paper', '=', from),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await queries.deleteFrom('paper_names').where('paper', '=', from).execute();
}

/** The names that these papers, in the order in which they came, have, and that shown papers which are the same are not known by yet. */
export async function findNewNames(
  shown: readonly ShownName[],
  papers: readonly Paper[],
  breathe: Breathe,
): Promise<readonly ShownName[]> {
  const known = createKnownNames();
  for (const { paper, ...name } of shown) known.add(paper, [name]);
  const found: ShownName[] = [];
  for (const one of papers) {
    await breathe();
    for (const paper of known.find(one)) {
      const names = readNames(one).filter((name) => !known.has(paper, name));
      known.add(paper, names);
      found.push(...names.map((name) => ({ paper, ...name })));
    }
  }
  return found;
}
