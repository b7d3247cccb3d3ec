import type { Member, Workspace } from '../../chat/channel.ts';
import type { Queries } from '../database/schema.ts';
import type { Destination, Digest } from './digest.ts';

/** Digests with their places and creators, in the order they were made. */
export function selectDigests(queries: Queries) {
  return queries
    .selectFrom('digests')
    .innerJoin('places', 'places.id', 'digests.place')
    .leftJoin('members as makers', 'makers.id', 'digests.maker')
    .selectAll('digests')
    .select(['places.kind', 'places.platform', 'places.workspace', 'places.name'])
    .select([
      'makers.platform as maker_platform',
      'makers.workspace as maker_workspace',
      'makers.name as maker_name',
    ])
    .orderBy('digests.id');
}

/** The digest with this number, where it is of this home. */
export function selectOwnDigest(queries: Queries, home: Workspace, id: number) {
  return selectDigests(queries)
    .where('digests.id', '=', id)
    .where('digests.home_platform', '=', home.platform)
    .where('digests.home_workspace', '=', home.workspace);
}

export type DigestRow = Awaited<ReturnType<ReturnType<typeof selectDigests>['execute']>>[number];

export function readDigest(row: DigestRow): Digest {
  const creator = readCreator(row);
  return {
    id: row.id,
    destination: readDestination(row),
    home: { platform: row.home_platform, workspace: row.home_workspace },
    schedule: row.schedule,
    zone: row.zone,
    topic: row.topic,
    count: row.count,
    layout: row.layout,
    thread: row.thread === 1,
    ...(row.pings === null ? {} : { pings: row.pings }),
    ...(row.taste === 0 ? { taste: 'off' as const } : {}),
    ...(creator === undefined ? {} : { createdBy: creator }),
    createdAt: new Date(row.created_at),
    ...(row.declared_as === null ? {} : { declaredAs: row.declared_as }),
    ...(row.paused_at === null
      ? {}
      : { paused: { since: new Date(row.paused_at), reason: row.paused_for ?? '' } }),
    nextDue: new Date(row.next_due),
    ...(row.moved_at === null ? {} : { moved: { at: new Date(row.moved_at), why: row.moved_for ?? '' } }),
    ...(row.last_sent === null ? {} : { lastSent: new Date(row.last_sent) }),
    refusals: row.refusals,
    ...(row.last_failure === null ? {} : { lastFailure: row.last_failure }),
    secret: row.secret,
  };
}

function readDestination({ kind, platform, workspace, name, channel_name, address }: DigestRow): Destination {
  const place = { platform, workspace, id: name };
  if (kind === 'direct') return { kind, member: place };
  if (kind === 'mail') return { kind, member: place, address: address ?? '' };
  return { kind, channel: place, ...(channel_name === null ? {} : { name: channel_name }) };
}

function readCreator({ maker_platform, maker_workspace, maker_name }: DigestRow): Member | undefined {
  if (maker_platform === null || maker_workspace === null || maker_name === null) return undefined;
  return { platform: maker_platform, workspace: maker_workspace, id: maker_name };
}
