import type { MessageRef, Posted } from '../../chat/channel.ts';
import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';
import type { Shown, ShownMessage } from '../store.ts';
import { dropUnusedPapers, keepPapers } from './known-papers.ts';

/** Messages deleted at a time, lest others wait long. */
const portion = 1_000;

export function createShown({ read, write }: Database): Shown {
  return {
    remember: (posted, at, home, papers = []) =>
      write(async (queries) => {
        await keepPapers(queries, papers);
        await rememberPosted(queries, posted, at, home);
      }),

    find: (message) =>
      read(async (queries) => {
        const { channel, id } = message;
        const rows = await selectMessages(queries)
          .where('messages.platform', '=', channel.platform)
          .where('messages.workspace', '=', channel.workspace)
          .where('messages.channel', '=', channel.id)
          .where('messages.message', '=', id)
          .execute();
        return groupMessages(rows)[0];
      }),

    recent: (platform, since, limit, isConcerned) =>
      read(async (queries) => {
        const recent = queries
          .selectFrom('messages')
          .where('platform', '=', platform)
          .where('shown_at', '>=', since.getTime())
          .where('workspace', 'not in', (eb) =>
            eb.selectFrom('removed_workspaces').select('workspace').where('platform', '=', platform),
          );
        const homes = isConcerned && (await recent.select('workspace').distinct().execute());
        const concerned = homes?.flatMap(({ workspace }) => (isConcerned?.(workspace) ? [workspace] : []));
        if (concerned?.length === 0) return [];
        const newest = (concerned === undefined ? recent : recent.where('workspace', 'in', concerned))
          .select('id')
          .orderBy('shown_at', 'desc')
          .orderBy('id', 'desc')
          .limit(limit);
        return groupMessages(await selectMessages(queries).where('messages.id', 'in', newest).execute());
      }),

    async prune(before) {
      let pruned = 0;
      for (;;) {
        const count = await write(async (queries) => {
          const old = queries
            .selectFrom('messages')
            .select('id')
            .where('shown_at', '<', before.getTime())
            .limit(portion);
          const { numDeletedRows } = await queries
            .deleteFrom('messages')
            .where('id', 'in', old)
            .executeTakeFirstOrThrow();
          return Number(numDeletedRows);
        });
        pruned += count;
        if (count < portion) break;
      }
      if (pruned > 0) await write(dropUnusedPapers);
      return pruned;
    },
  };
}

/** Keeps which papers each message shows; forgets one that shows none. */
export async function rememberPosted(
  queries: Queries,
  posted: readonly Posted[],
  at: Date,
  home?: string,
): Promise<void> {
  for (const { message, papers } of posted) {
    if (papers.length === 0) await forgetMessage(queries, message);
    else await keepMessage(queries, message, papers, at, home);
  }
}

async function forgetMessage(queries: Queries, { channel, id }: MessageRef): Promise<void> {
  await queries
    .deleteFrom('messages')
    .where('platform', '=', channel.platform)
    .where('workspace', '=', channel.workspace)
    .where('channel', '=', channel.id)
    .where('message', '=', id)
    .execute();
}

async function keepMessage(
  queries: Queries,
  { channel, id: message }: MessageRef,
  papers: readonly string[],
  at: Date,
  home?: string,
): Promise<void> {
  const { platform, workspace } = channel;
  const shown_at = at.getTime();
  const { id } = await queries
    .insertInto('messages')
    .values({ platform, workspace, channel: channel.id, message, home: home ?? workspace, shown_at })
    .onConflict((conflict) =>
      conflict
        .columns(['platform', 'workspace', 'channel', 'message'])
        .doUpdateSet({ shown_at, ...(home === undefined ? {} : { home }) }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  await queries.deleteFrom('message_papers').where('message', '=', id).execute();
  const rows = papers.map((paper, position) => ({ message: id, position, paper }));
  await queries.insertInto('message_papers').values(rows).execute();
}

/** A row for each paper on each message: the newest message first, its papers in their order. */
function selectMessages(queries: Queries) {
  return queries
    .selectFrom('messages')
    .innerJoin('message_papers', 'message_papers.message', 'messages.id')
    .select([
      'messages.id',
      'messages.platform',
      'messages.workspace',
      'messages.channel',
      'messages.message',
      'messages.home',
      'messages.shown_at',
      'message_papers.paper',
    ])
    .orderBy('messages.shown_at', 'desc')
    .orderBy('messages.id', 'desc')
    .orderBy('message_papers.position');
}

type Row = Awaited<ReturnType<ReturnType<typeof selectMessages>['execute']>>[number];

function groupMessages(rows: readonly Row[]): readonly ShownMessage[] {
  const messages = new Map<number, ShownMessage & { readonly papers: string[] }>();
  for (const { id, platform, workspace, channel, message, home, shown_at, paper } of rows) {
    const known = messages.get(id);
    if (known !== undefined) known.papers.push(paper);
    else
      messages.set(id, {
        message: { channel: { platform, workspace, id: channel }, id: message },
        papers: [paper],
        home,
        at: new Date(shown_at),
      });
  }
  return [...messages.values()];
}
