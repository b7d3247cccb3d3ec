import type { PaperId } from '../../papers/paper.ts';
import type { Queries } from '../database/schema.ts';
import { mergeNames } from '../digests/shown-names.ts';
import { mergeTold } from '../follows/follow-rows.ts';
import { mergeNews } from '../news/note-news.ts';
import { parseTags, writeTags } from './save-row.ts';

/** Makes all that is kept of one paper belong to another one that is kept too. */
export async function mergeStoredPapers(queries: Queries, from: PaperId, to: PaperId): Promise<void> {
  const doubles = await selectSaves(queries, to);
  for (const { member, ...save } of await selectSaves(queries, from)) {
    const double = doubles.find((other) => other.member === member);
    const values = double === undefined ? { paper: to } : joinSaves(save, double);
    if (double !== undefined)
      await queries.deleteFrom('saves').where('member', '=', member).where('paper', '=', from).execute();
    await queries
      .updateTable('saves')
      .set(values)
      .where('member', '=', member)
      .where('paper', '=', double === undefined ? from : to)
      .execute();
  }
  await mergeShownPapers(queries, from, to);
  await mergeNames(queries, from, to);
  await mergeTold(queries, from, to);
  await mergeNews(queries, from, to);
  await queries
    .deleteFrom('not_wanted')
    .where('paper', '=', from)
    .where('member', 'in', ({ selectFrom }) =>
      selectFrom('not_wanted').select('member').where('paper', '=', to),
    )
    .execute();
  for (const table of [
    'marks',
    'not_wanted',
    'message_papers',
    'numbered_papers',
    'delivery_papers',
    'added_papers',
  ] as const)
    await queries.updateTable(table).set({ paper: to }).where('paper', '=', from).execute();
}

function selectSaves(queries: Queries, paper: PaperId) {
  return queries
    .selectFrom('saves')
    .select(['member', 'saved_at', 'on_purpose', 'removed_at', 'read_at', 'note', 'tags', 'pressed_in'])
    .where('paper', '=', paper)
    .execute();
}

type Save = Omit<Awaited<ReturnType<typeof selectSaves>>[number], 'member'>;

/** Both as one: in the list where either is, since the earlier of those that are; with both notes and all tags. */
function joinSaves(a: Save, b: Save): Save {
  const both = [a, b];
  const standing = both.filter(({ removed_at }) => removed_at === null);
  const read = both.flatMap(({ read_at }) => read_at ?? []);
  const notes = new Set(both.map(({ note }) => note).filter((note) => note !== ''));
  return {
    saved_at: Math.min(...(standing.length > 0 ? standing : both).map(({ saved_at }) => saved_at)),
    on_purpose: Math.max(a.on_purpose, b.on_purpose),
    removed_at: standing.length > 0 ? null : Math.max(a.removed_at ?? 0, b.removed_at ?? 0),
    read_at: read.length === 0 ? null : Math.min(...read),
    note: [...notes].join('\n\n'),
    pressed_in: standing.find(({ pressed_in }) => pressed_in !== null)?.pressed_in ?? null,
    tags: writeTags([...parseTags(a.tags), ...parseTags(b.tags)]),
  };
}

/** Makes what places have seen of one paper seen of the other; digests being picked there are picked anew. */
async function mergeShownPapers(queries: Queries, from: PaperId, to: PaperId): Promise<void> {
  await queries
    .updateTable('places')
    .set(({ eb }) => ({ version: eb('version', '+', 1) }))
    .where('id', 'in', ({ selectFrom }) =>
      selectFrom('place_papers').select('place').where('paper', '=', from),
    )
    .execute();
  await queries
    .insertInto('place_papers')
    .columns(['place', 'paper', 'delivery', 'shown_at'])
    .expression(({ selectFrom, val }) =>
      selectFrom('place_papers')
        .select(['place', val(to).as('paper'), 'delivery', 'shown_at'])
        .where('paper', '=', from),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await queries.deleteFrom('place_papers').where('paper', '=', from).execute();
}
