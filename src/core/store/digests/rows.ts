import type { Member } from '../../chat/channel.ts';
import type { Queries } from '../database/schema.ts';
import { enterMember } from '../lists/members.ts';
import type { Destination, Digest } from './digests.ts';

/** Digests with their places and makers, in the order they were made. */
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

export type DigestRow = Awaited<ReturnType<ReturnType<typeof selectDigests>['execute']>>[number];

export function readDigest(row: DigestRow): Digest {
  const maker = readMaker(row);
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
    ...(maker === undefined ? {} : { createdBy: maker }),
    createdAt: new Date(row.created_at),
    ...(row.declared_as === null ? {} : { declaredAs: row.declared_as }),
    ...(row.paused_at === null
      ? {}
      : { paused: { since: new Date(row.paused_at), reason: row.paused_for ?? '' } }),
    nextDue: new Date(row.next_due),
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

function readMaker({ maker_platform, maker_workspace, maker_name }: DigestRow): Member | undefined {
  if (maker_platform === null || maker_workspace === null || maker_name === null) return undefined;
  return { platform: maker_platform, workspace: maker_workspace, id: maker_name };
}

/** What names a destination's place: the same for every digest that goes there. */
export function placeName(destination: Destination) {
  const { kind } = destination;
  const { platform, workspace, id: name } = kind === 'channel' ? destination.channel : destination.member;
  return { kind, platform, workspace, name };
}

/** The place of a destination; undefined where no digest has ever gone there. */
export async function findPlace(
  queries: Queries,
  destination: Destination,
): Promise<{ readonly id: number; readonly version: number } | undefined> {
  const { kind, platform, workspace, name } = placeName(destination);
  return queries
    .selectFrom('places')
    .select(['id', 'version'])
    .where('kind', '=', kind)
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('name', '=', name)
    .executeTakeFirst();
}

/** The number of a destination's place, which is made where it is new. */
export async function enterPlace(queries: Queries, destination: Destination): Promise<number> {
  const known = await findPlace(queries, destination);
  if (known !== undefined) return known.id;
  const member = destination.kind === 'channel' ? null : await enterMember(queries, destination.member);
  const { id } = await queries
    .insertInto('places')
    .values({ ...placeName(destination), member, version: 0 })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
