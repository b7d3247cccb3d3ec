import type { Member } from '../../chat/channel.ts';
import type { Corpus } from '../../papers/corpus.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import type { Liking } from '../../search/taste/taste.ts';
import type { Digest } from '../../store/digests/digest.ts';
import { findPaper } from '../../store/lists/find-paper.ts';
import type { Store } from '../../store/store.ts';

/** Whose saves decide what comes to a place, and what they do not want there. */
export type Likings = {
  /** One for each person; none where nothing is to be learned. */
  readonly people: readonly Liking[];
  /** What may be told of it: all for oneself, in a channel what two or more people saved there. */
  readonly told: Liking;
  /** Several people read it. */
  readonly isShared: boolean;
  /** Not to be shown. */
  readonly hidden: ReadonlySet<PaperId>;
};

type Sources = { readonly corpus: Corpus; readonly store: Pick<Store, 'papers' | 'tastes'> };

/** What is known of the taste of those who read a digest. Rejects with a StoreFailure. */
export async function recallLikings(
  { destination, taste }: Pick<Digest, 'destination' | 'taste'>,
  sources: Sources,
): Promise<Likings> {
  if (destination.kind !== 'channel') {
    const { isOff, liking, hidden } = await recallPersonal(destination.member, sources);
    const people = isOff || taste === 'off' ? [] : [liking];
    return { people, told: liking, isShared: false, hidden };
  }
  const lists = taste === 'off' ? [] : await sources.store.tastes.inChannel(destination.channel);
  const known = new Map(
    (await findAll([...new Set(lists.flat())], sources)).map((paper) => [paper.id, paper]),
  );
  const people = lists.map((ids) => ({ saved: ids.flatMap((id) => known.get(id) ?? []), unwanted: [] }));
  const savers = new Map<PaperId, number>();
  for (const id of lists.flat()) savers.set(id, (savers.get(id) ?? 0) + 1);
  const saved = [...known.values()].filter(({ id }) => (savers.get(id) ?? 0) > 1);
  return { people, told: { saved, unwanted: [] }, isShared: true, hidden: new Set() };
}

/** What somebody likes by their own list, and what they do not want. Rejects with a StoreFailure. */
export async function recallPersonal(
  member: Member,
  sources: Sources,
): Promise<Pick<Likings, 'hidden'> & { readonly isOff: boolean; readonly liking: Liking }> {
  const { isOff, saved, unwanted, unwantedSince } = await sources.store.tastes.of(member);
  const liking = { saved: await findAll(saved, sources), unwanted: await findAll(unwantedSince, sources) };
  return { isOff, liking, hidden: new Set(unwanted) };
}

/** The papers of ids, from the corpus or as they were last known; those nobody knows any more are left out. */
async function findAll(ids: readonly PaperId[], sources: Sources): Promise<readonly Paper[]> {
  const found = await Promise.all(ids.map((id) => findPaper(id, sources)));
  return found.flatMap((paper) => paper ?? []);
}
