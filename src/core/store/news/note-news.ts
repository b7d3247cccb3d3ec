import { findPaperNews, type PaperState, stateOf, type Telling } from '../../papers/news/paper-news.ts';
import type { PaperId } from '../../papers/paper.ts';
import type { Queries, Tables } from '../database/schema.ts';
import type { PaperReader } from '../lists/paper-record.ts';

/**
 * Notes what sources tell of papers that somebody has saved, in the transaction that takes it. What is not known yet of a paper is
 * what was stored of it before.
 */
export async function noteNews(
  queries: Queries,
  tellings: readonly Telling[],
  at: Date,
  readPaper: PaperReader,
): Promise<void> {
  if (tellings.length === 0) return;
  const saved = await selectSaved(queries, [...new Set(tellings.map(({ paper }) => paper.id))]);
  const known = new Map<PaperId, PaperState>();
  for (const row of saved) {
    const stored = readPaper(row);
    const state = row.checked === null ? stored && stateOf(stored) : readState(row);
    if (state !== undefined) known.set(row.paper, state);
  }
  for (const telling of tellings) {
    const paper = telling.paper.id;
    const before = known.get(paper);
    if (before === undefined) continue;
    const { state, news } = findPaperNews(before, telling, at);
    known.set(paper, state);
    await writeState(queries, paper, state);
    if (news.length === 0) continue;
    const rows = news.map((one) => ({ ...one, paper, at: at.getTime() }));
    await queries
      .insertInto('paper_news')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['paper', 'kind', 'detail'])
          .doUpdateSet(({ ref }) => ({ words: ref('excluded.words') })),
      )
      .execute();
  }
}

/** The papers that are in somebody's list, each with its state where one is known. */
export function fromSaved(queries: Queries) {
  return queries
    .selectFrom('papers')
    .leftJoin('paper_state', 'paper_state.paper', 'papers.id')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('saves')
          .select('saves.paper')
          .whereRef('saves.paper', '=', 'papers.id')
          .where('saves.removed_at', 'is', null),
      ),
    );
}

/** Those of the papers that are in somebody's list; `checked` is null where no state is known. */
function selectSaved(queries: Queries, papers: readonly PaperId[]) {
  return fromSaved(queries)
    .select([
      'papers.id as paper',
      'papers.record',
      'paper_state.paper as checked',
      ...(['version', 'doi', 'code', 'withdrawn', 'retracted', 'version_at', 'text_at'] as const),
    ])
    .where('papers.id', 'in', papers)
    .execute();
}

type StateRow = Omit<Tables['paper_state'], 'paper' | 'checked_at'>;

function readState({ version, doi, code, withdrawn, retracted, version_at, text_at }: StateRow): PaperState {
  return {
    ...(version === null ? {} : { version }),
    ...(doi === null ? {} : { doi }),
    ...(code === null ? {} : { code }),
    ...(withdrawn === null ? {} : { withdrawn }),
    ...(retracted === null ? {} : { retracted }),
    ...(version_at === null ? {} : { versionAt: new Date(version_at) }),
    ...(text_at === null ? {} : { textAt: new Date(text_at) }),
  };
}

async function writeState(queries: Queries, paper: PaperId, state: PaperState): Promise<void> {
  const row: StateRow = {
    version: state.version ?? null,
    doi: state.doi ?? null,
    code: state.code ?? null,
    withdrawn: state.withdrawn ?? null,
    retracted: state.retracted ?? null,
    version_at: state.versionAt?.getTime() ?? null,
    text_at: state.textAt?.getTime() ?? null,
  };
  await queries
    .insertInto('paper_state')
    .values({ paper, ...row, checked_at: null })
    .onConflict((conflict) => conflict.column('paper').doUpdateSet(row))
    .execute();
}

/** Makes what became of one paper become of the other; what the other has already stays as it is. */
export async function mergeNews(queries: Queries, from: PaperId, to: PaperId): Promise<void> {
  await queries
    .insertInto('paper_news')
    .columns(['paper', 'kind', 'detail', 'words', 'at'])
    .expression(({ selectFrom, val }) =>
      selectFrom('paper_news')
        .select([val(to).as('paper'), 'kind', 'detail', 'words', 'at'])
        .where('paper', '=', from),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await queries.deleteFrom('paper_news').where('paper', '=', from).execute();
  await queries
    .deleteFrom('paper_state')
    .where('paper', '=', from)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('paper_state as other').select('other.paper').where('other.paper', '=', to)),
    )
    .execute();
  await queries.updateTable('paper_state').set({ paper: to }).where('paper', '=', from).execute();
}

/** Forgets what became of papers that are in nobody's list any more. */
export async function dropUnusedNews(queries: Queries): Promise<void> {
  for (const table of ['paper_state', 'paper_news'] as const)
    await queries
      .deleteFrom(table)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('saves').select('saves.paper').whereRef('saves.paper', '=', `${table}.paper`))),
      )
      .execute();
}
