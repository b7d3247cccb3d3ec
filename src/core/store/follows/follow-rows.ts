import { type AuthorEvidence, noEvidence } from '../../papers/authors/match-author.ts';
import type { PaperId } from '../../papers/paper.ts';
import type { Queries, Tables } from '../database/schema.ts';
import type { Decided } from '../digests/delivery.ts';
import type { Destination } from '../digests/digest.ts';
import { selectDigests } from '../digests/digest-rows.ts';
import type { Follow, Told } from './follow.ts';

/** The messages that tell what is followed in a place; of a person of no workspace, in any. */
export function selectMessages(queries: Queries, destination: Destination) {
  const { kind } = destination;
  const { platform, workspace, id } = kind === 'channel' ? destination.channel : destination.member;
  const found = selectDigests(queries)
    .where('digests.layout', '=', 'follows')
    .where('places.platform', '=', platform)
    .where('places.name', '=', id);
  const there =
    kind === 'channel' ? found.where('places.kind', '=', kind) : found.where('places.kind', '<>', 'channel');
  return kind !== 'channel' && workspace === '' ? there : there.where('places.workspace', '=', workspace);
}

export function selectFollows(queries: Queries, digests: readonly number[]) {
  return queries.selectFrom('follows').selectAll().where('digest', 'in', digests).orderBy('id');
}

export function readFollow(row: Omit<Tables['follows'], 'id'> & { readonly id: number }): Follow {
  return {
    id: row.id,
    digest: row.digest,
    kind: row.kind,
    key: row.key,
    label: row.label,
    ...(row.orcid === null ? {} : { orcid: row.orcid }),
    seed: readEvidence(row.seed) ?? noEvidence,
    createdAt: new Date(row.created_at),
  };
}

export function readTold(row: Tables['follow_told']): Told {
  const evidence = readEvidence(row.evidence);
  return {
    follow: row.follow,
    paper: row.paper,
    kind: row.kind,
    ...(evidence === undefined ? {} : { evidence }),
    ...(row.answer === null ? {} : { answer: row.answer }),
  };
}

/** Records what a delivery tells, in the transaction that decides it; nothing is told twice. */
export async function recordTold(
  queries: Queries,
  delivery: number,
  papers: readonly Decided[],
  at: Date,
): Promise<void> {
  const rows = papers.flatMap(({ paper, told = [] }) =>
    told.map(({ follow, kind, evidence }) => ({
      follow,
      paper: paper.id,
      kind,
      delivery,
      told_at: at.getTime(),
      evidence: writeEvidence(evidence),
      answer: null,
      answered_at: null,
    })),
  );
  if (rows.length === 0) return;
  await queries
    .insertInto('follow_told')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Makes what was told of one paper told of the other; what the other has already stays as it is. */
export async function mergeTold(queries: Queries, from: PaperId, to: PaperId): Promise<void> {
  await queries
    .insertInto('follow_told')
    .columns(['follow', 'paper', 'kind', 'delivery', 'told_at', 'evidence', 'answer', 'answered_at'])
    .expression(({ selectFrom, val }) =>
      selectFrom('follow_told')
        .select([
          'follow',
          val(to).as('paper'),
          'kind',
          'delivery',
          'told_at',
          'evidence',
          'answer',
          'answered_at',
        ])
        .where('paper', '=', from),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await queries.deleteFrom('follow_told').where('paper', '=', from).execute();
  await dropFollowedTwice(queries, from, to);
  await queries
    .updateTable('follows')
    .set({ key: to })
    .where('kind', '=', 'citing')
    .where('key', '=', from)
    .execute();
}

/** Where citations of both papers are followed in one place, those of the first are not any more. */
async function dropFollowedTwice(queries: Queries, from: PaperId, to: PaperId): Promise<void> {
  await queries
    .deleteFrom('follows')
    .where('kind', '=', 'citing')
    .where('key', '=', from)
    .where('digest', 'in', ({ selectFrom }) =>
      selectFrom('follows as others')
        .select('others.digest')
        .where('others.kind', '=', 'citing')
        .where('others.key', '=', to),
    )
    .execute();
}

export function writeEvidence(evidence: AuthorEvidence | undefined): string | null {
  return evidence === undefined ? null : JSON.stringify(evidence);
}

function readEvidence(json: string | null): AuthorEvidence | undefined {
  return json === null ? undefined : (JSON.parse(json) as AuthorEvidence);
}
