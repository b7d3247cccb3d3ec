import { z } from 'zod';
import type { PaperId } from '../../papers/paper.ts';
import type { Queries } from '../database/schema.ts';

/** A row of the table `saves`, of a paper in a list or taken out of it. */
export type SaveRow = {
  readonly on_purpose: number;
  readonly removed_at: number | null;
  readonly note: string;
  readonly tags: string;
};

export async function findSave(
  queries: Queries,
  member: number,
  paper: PaperId,
): Promise<SaveRow | undefined> {
  return queries
    .selectFrom('saves')
    .select(['on_purpose', 'removed_at', 'note', 'tags'])
    .where('member', '=', member)
    .where('paper', '=', paper)
    .executeTakeFirst();
}

/** Yields whether the list changed. */
export async function putIntoList(
  queries: Queries,
  member: number,
  paper: PaperId,
  known: SaveRow | undefined,
  {
    at,
    onPurpose,
    tag,
    pressedIn,
  }: { readonly at: Date; readonly onPurpose: boolean; readonly tag?: string; readonly pressedIn?: string },
): Promise<boolean> {
  const saved_at = at.getTime();
  const before = known === undefined ? [] : parseTags(known.tags);
  const tags = writeTags(tag === undefined ? before : [...before, tag]);
  if (known === undefined) {
    await queries
      .insertInto('saves')
      .values({
        ...{ member, paper, saved_at, on_purpose: Number(onPurpose), note: '', tags },
        pressed_in: pressedIn ?? null,
      })
      .execute();
    return true;
  }
  const returns = known.removed_at !== null;
  await queries
    .updateTable('saves')
    .set({
      tags,
      on_purpose: onPurpose ? 1 : known.on_purpose,
      ...(pressedIn === undefined ? {} : { pressed_in: pressedIn }),
      ...(returns ? { saved_at, removed_at: null } : {}),
    })
    .where('member', '=', member)
    .where('paper', '=', paper)
    .execute();
  return returns || tags !== known.tags;
}

/** Keeps note and tags for when it is saved again; yields whether it was in the list. */
export async function takeOutOfList(
  queries: Queries,
  member: number,
  paper: PaperId,
  known: SaveRow | undefined,
  at: Date,
): Promise<boolean> {
  if (known === undefined || known.removed_at !== null) return false;
  await queries
    .updateTable('saves')
    .set({ removed_at: at.getTime(), on_purpose: 0, pressed_in: null })
    .where('member', '=', member)
    .where('paper', '=', paper)
    .execute();
  return true;
}

const tagsSchema = z.array(z.string());

/** Tags as a row has them; none where it is broken. */
export function parseTags(json: string): readonly string[] {
  try {
    return tagsSchema.parse(JSON.parse(json));
  } catch {
    return [];
  }
}

/** Tags as a row has them: in alphabetical order, each once. */
export function writeTags(tags: readonly string[]): string {
  return JSON.stringify([...new Set(tags)].sort((a, b) => a.localeCompare(b, 'en')));
}
