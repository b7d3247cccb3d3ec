import type { Card } from '../../chat/card.ts';
import type { Member } from '../../chat/channel.ts';
import { createAgeReader } from '../../digest/paper-ages.ts';
import { recogniseShown } from '../../digest/selection/recognise-shown.ts';
import { gatherCandidates } from '../../digest/selection/situation.ts';
import type { PaperId } from '../../papers/paper.ts';
import { SearchFailure } from '../../search/engine.ts';
import type { Digest } from '../../store/digests/digest.ts';
import type { Services } from '../command.ts';

/** The top of somebody's own page: how much there is of theirs, and what most people want. */
export async function showHeader(member: Member, services: Services): Promise<Card> {
  const { store, typed } = services;
  const [saved, followed] = await Promise.all([store.saves.list(member), store.digests.listOf(member)]);
  const unread = saved.filter(({ readAt }) => readAt === undefined).length;
  const news = await countNews(followed, services);
  const counts = [
    ...(saved.length === 0 ? [] : [`${unread} to read`]),
    ...(news === undefined ? [] : [`${news} new on what you follow`]),
    ...(saved.length === 0 ? [] : [`${saved.length} kept`]),
  ];
  const text =
    counts.length === 0
      ? `Nothing kept yet; ${typed('paper')} and some words finds papers.`
      : counts.join(' · ');
  return {
    title: 'Your papers',
    text,
    buttons: [
      { label: '🔍 Search papers', command: { name: 'paper', text: '', form: 'asked' }, isPrimary: true },
      { label: 'Newest', command: { name: 'papers', verb: 'new', text: '' } },
      { label: 'Help', command: { name: 'papers', verb: 'help', text: '' } },
    ],
  };
}

/**
 * How many papers on what somebody follows came since they were last sent some, and were not sent; undefined where they follow nothing
 * that is sent, and where nobody can tell. Rejects with a StoreFailure.
 */
async function countNews(
  followed: readonly Digest[],
  { corpus, search, store, now }: Services,
): Promise<number | undefined> {
  const active = followed.filter(({ paused }) => paused === undefined);
  if (active.length === 0) return undefined;
  const at = now();
  const news = new Set<PaperId>();
  try {
    for (const { topic, zone, lastSent, destination } of active) {
      const { candidates } = await gatherCandidates(topic, corpus.papers, search);
      const readAge = createAgeReader({ now: at, zone, ...(lastSent && { lastDigest: lastSent }) });
      const came = candidates.flatMap(({ paper }) => (readAge(paper).isNew ? [paper] : []));
      const shownAt = await recogniseShown(came, await store.places.shown(destination));
      for (const { id } of came) if (!shownAt.has(id)) news.add(id);
    }
  } catch (error) {
    if (error instanceof SearchFailure) return undefined;
    throw error;
  }
  return news.size;
}
