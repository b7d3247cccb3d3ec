import { createBreather } from '../../async/time-slices.ts';
import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';
import { enterMember } from '../lists/members.ts';
import type { Destination } from './digest.ts';
import type { Places } from './place.ts';
import { findNewNames, writeNames } from './shown-names.ts';

export function createPlaces({ read, write }: Database): Places {
  return {
    shown: (destination) =>
      read(async (queries) => {
        const place = await findPlace(queries, destination);
        if (place === undefined) return { version: 0, papers: new Map(), names: [] };
        const rows = await queries
          .selectFrom('place_papers')
          .select(({ fn }) => ['paper', fn.max('shown_at').as('shown_at')])
          .where('place', '=', place.id)
          .groupBy('paper')
          .execute();
        return {
          version: place.version,
          papers: new Map(rows.map(({ paper, shown_at }) => [paper, new Date(shown_at)])),
          names: await queries
            .selectFrom('paper_names')
            .select(['paper', 'name', 'author'])
            .where('paper', 'in', ({ selectFrom }) =>
              selectFrom('place_papers').select('paper').where('place', '=', place.id),
            )
            .execute(),
        };
      }),

    async learnNames(papers) {
      const known = await read((queries) => queries.selectFrom('paper_names').selectAll().execute());
      const names = known.length === 0 ? [] : await findNewNames(known, papers, createBreather());
      if (names.length > 0) await write((queries) => writeNames(queries, names));
    },
  };
}

/** What names a destination's place: the same for every digest that goes there. */
function placeName(destination: Destination) {
  const { kind } = destination;
  const { platform, workspace, id: name } = kind === 'channel' ? destination.channel : destination.member;
  return { kind, platform, workspace, name };
}

/** The place of a destination; undefined where no digest has ever gone there. */
async function findPlace(
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
