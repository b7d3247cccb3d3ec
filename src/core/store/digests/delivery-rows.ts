import { randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { MessageRef } from '../../chat/channel.ts';
import type { Queries, Tables } from '../database/schema.ts';
import type { Delivery, PickedPaper } from './delivery.ts';

export type DeliveryRow = Selectable<Tables['deliveries']>;

/** 12 random small letters and digits. */
export function randomKey(): string {
  return [...randomBytes(12)].map((byte) => (byte % 36).toString(36)).join('');
}

/** The deliveries of these rows with their papers and posts, in the same order. */
export async function readDeliveries(
  queries: Queries,
  rows: readonly DeliveryRow[],
): Promise<readonly Delivery[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const papers = await queries
    .selectFrom('delivery_papers')
    .select(['delivery', 'paper', 'why'])
    .where('delivery', 'in', ids)
    .orderBy('delivery')
    .orderBy('position')
    .execute();
  const posts = await queries
    .selectFrom('delivery_posts')
    .selectAll()
    .where('delivery', 'in', ids)
    .orderBy('delivery')
    .orderBy('part')
    .orderBy('position')
    .execute();
  const picks = new Map<number, PickedPaper[]>(ids.map((id) => [id, []]));
  for (const { delivery, paper, why } of papers) picks.get(delivery)?.push({ paper, why });
  const posted = new Map<number, Map<number, MessageRef[]>>(ids.map((id) => [id, new Map()]));
  for (const { delivery, part, platform, workspace, channel, message } of posts) {
    const parts = posted.get(delivery);
    const messages = parts?.get(part) ?? [];
    parts?.set(part, messages);
    if (message !== null) messages.push({ channel: { platform, workspace, id: channel }, id: message });
  }
  return rows.map((row) => readDelivery(row, picks.get(row.id), posted.get(row.id)));
}

/** The delivery of a row with its papers and posts, which one that has just begun has none of. */
export function readDelivery(
  row: DeliveryRow,
  picks: readonly PickedPaper[] = [],
  posted: Delivery['posted'] = new Map(),
): Delivery {
  return {
    id: row.id,
    digest: row.digest,
    due: new Date(row.due),
    onDemand: row.on_demand === 1,
    key: row.key,
    startedAt: new Date(row.started_at),
    attempt: row.attempt,
    ...(row.doubtful_since === null ? {} : { perhapsSince: new Date(row.doubtful_since) }),
    ...(row.decided === 1 ? { picks } : {}),
    posted,
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
    ...(row.ended_at === null ? {} : { endedAt: new Date(row.ended_at) }),
    ...(row.remark === null ? {} : { remark: row.remark }),
  };
}
