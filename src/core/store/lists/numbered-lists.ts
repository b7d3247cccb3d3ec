import type { ExpressionBuilder } from 'kysely';
import type { NumberedList, NumberPlace } from '../../chat/numbered-list.ts';
import type { PaperId } from '../../papers/paper.ts';
import type { Database } from '../database/database.ts';
import type { Queries, Tables } from '../database/schema.ts';
import type { NumberedLists, ShownNumbers } from '../store.ts';
import { enterMember } from './members.ts';

export function createNumberedLists({ read, write }: Database): NumberedLists {
  return {
    remember: (list, at) => write((queries) => keepNumbered(queries, list, at)),

    find: (place, member) =>
      read(async (queries) => {
        const newest = async (where: (eb: Where) => ReturnType<Where['and']>) => {
          const row = await queries
            .selectFrom('numbered_lists')
            .leftJoin('members', 'members.id', 'numbered_lists.member')
            .select(['numbered_lists.id', 'numbered_lists.key', 'numbered_lists.shown_at'])
            .where('numbered_lists.platform', '=', place.channel.platform)
            .where('numbered_lists.workspace', '=', place.channel.workspace)
            .where(where)
            .where((eb) =>
              eb.or([
                eb('numbered_lists.member', 'is', null),
                eb.and([
                  eb('members.platform', '=', member.platform),
                  eb('members.workspace', '=', member.workspace),
                  eb('members.name', '=', member.id),
                ]),
              ]),
            )
            .orderBy('numbered_lists.shown_at', 'desc')
            .orderBy('numbered_lists.id', 'desc')
            .limit(1)
            .executeTakeFirst();
          return row === undefined ? undefined : readNumbers(queries, row);
        };
        const { repliesTo, thread } = place;
        return (
          (repliesTo === undefined ? undefined : await newest((eb) => isOn(eb, place, repliesTo))) ??
          (thread === undefined
            ? undefined
            : await newest((eb) => eb.or([isIn(eb, place, thread), isOn(eb, place, thread)]))) ??
          newest((eb) =>
            // A thread that is a channel of its own has the id of the message it was opened on.
            eb.or([isIn(eb, place, ''), eb('numbered_lists.message', '=', place.channel.id)]),
          )
        );
      }),

    prune: (before) =>
      write(async (queries) => {
        const { numDeletedRows } = await queries
          .deleteFrom('numbered_lists')
          .where('shown_at', '<', before.getTime())
          .executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      }),
  };
}

type Where = ExpressionBuilder<Tables, 'numbered_lists'>;

function isIn(eb: Where, { channel }: NumberPlace, thread: string) {
  return eb.and([eb('numbered_lists.channel', '=', channel.id), eb('numbered_lists.thread', '=', thread)]);
}

/** Whether a list begins with this message, or has a paper on it. */
function isOn(eb: Where, { channel }: NumberPlace, message: string) {
  const ofMessage = eb
    .selectFrom('numbered_papers')
    .select('numbered_papers.list')
    .where('numbered_papers.message', '=', message);
  return eb.and([
    eb.or([eb('numbered_lists.channel', '=', channel.id), eb('numbered_lists.message', '=', channel.id)]),
    eb.or([eb('numbered_lists.message', '=', message), eb('numbered_lists.id', 'in', ofMessage)]),
  ]);
}

async function readNumbers(
  queries: Queries,
  list: { readonly id: number; readonly key: string; readonly shown_at: number },
): Promise<ShownNumbers> {
  const rows = await queries
    .selectFrom('numbered_papers')
    .select(['number', 'paper'])
    .where('list', '=', list.id)
    .orderBy('number')
    .execute();
  const papers = new Map<number, PaperId>(rows.map(({ number, paper }) => [number, paper]));
  return { key: list.key, papers, at: new Date(list.shown_at) };
}

/** Keeps the papers of a list under their numbers, beside those that are there of the same list. */
export async function keepNumbered(queries: Queries, list: NumberedList, at: Date): Promise<void> {
  if (list.papers.size === 0) return;
  const id = await keepList(queries, list, at);
  const rows = [...list.papers].map(([number, { paper, message = '' }]) => ({
    list: id,
    number,
    paper,
    message,
  }));
  await queries
    .insertInto('numbered_papers')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['list', 'number'])
        .doUpdateSet(({ ref }) => ({ paper: ref('excluded.paper'), message: ref('excluded.message') })),
    )
    .execute();
}

/** The list's number; without papers where its place had those of another before. */
async function keepList(queries: Queries, list: NumberedList, at: Date): Promise<number> {
  const { key, thread = '', message = '' } = list;
  const { platform, workspace, id: channel } = list.channel;
  const member = list.member === undefined ? null : await enterMember(queries, list.member);
  const shown_at = at.getTime();
  const same = queries
    .selectFrom('numbered_lists')
    .select(['id', 'key'])
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('channel', '=', channel)
    .where('message', '=', message);
  const known = await (member === null
    ? same.where('member', 'is', null)
    : same.where('member', '=', member).where('thread', '=', thread)
  ).executeTakeFirst();
  if (known === undefined) {
    const { id } = await queries
      .insertInto('numbered_lists')
      .values({ platform, workspace, channel, thread, message, member, key, shown_at })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  }
  await queries.updateTable('numbered_lists').set({ key, shown_at }).where('id', '=', known.id).execute();
  if (known.key !== key) await queries.deleteFrom('numbered_papers').where('list', '=', known.id).execute();
  return known.id;
}
