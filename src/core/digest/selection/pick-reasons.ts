import { tellSavers } from '../../cards/facts.ts';
import { shortTitle, writeOrdinal } from '../../cards/plain-words.ts';
import { dateIn, dayNumber } from '../../papers/calendar.ts';
import type { Paper } from '../../papers/paper.ts';
import { matchTopic } from '../../search/topic/match-topic.ts';
import { sentencesOf } from '../../text/sentences.ts';
import { createLikeness, type Likeness } from './likeness.ts';
import type { Pick } from './pick-papers.ts';
import type { Situation } from './situation.ts';

/** What is known here of picked papers, and of those that two or more saved. */
export type Known = {
  readonly savers: ReadonlyMap<string, number>;
  readonly added: ReadonlySet<string>;
  readonly saved: readonly { readonly paper: Paper; readonly by: number }[];
  /** What picked papers have in common with what was saved, in words. */
  readonly likes?: ReadonlyMap<string, string>;
  /** Papers that tell which words are common. */
  readonly background: readonly Paper[];
};

/**
 * From here on two papers are called close. Of 4,454 pairs of papers that people judged (CSFCube), of which a third are related, 28 to 33
 * are as like, by words weighed over every ninth of its 4,205 papers, as in a corpus of that size here, or over 88: all of them related, of
 * random pairs 1 in 25,000 or fewer. From 0.35 on 3 of 56 and 7 of 64 were not.
 */
const close = 0.4;

/**
 * Why each picked paper is there, the first that is true of it; '' where nothing is. What is true of all alike is told of none, for it
 * tells none apart.
 */
export function giveReasons(picks: readonly Pick[], situation: Situation, known: Known): readonly string[] {
  const likeness = known.saved.length === 0 ? undefined : createLikeness(known.background);
  const all = picks.map((pick, at) => listReasons(pick, picks.slice(at + 1), situation, known, likeness));
  for (;;) {
    const [first, ...others] = all.map(([reason]) => reason);
    if (first === undefined || others.length === 0 || others.some((other) => other !== first)) break;
    for (const reasons of all) reasons.shift();
  }
  return all.map(([reason = '']) => reason);
}

function listReasons(
  { paper, score, archived, isElse }: Pick,
  below: readonly Pick[],
  situation: Situation,
  { savers, added, saved, likes }: Known,
  likeness: Likeness | undefined,
): string[] {
  const by = savers.get(paper.id) ?? 0;
  const { upvotes = 0, position } = paper;
  return [
    ...(isElse ? ['Something else'] : []),
    ...(archived ? ['From the archive'] : []),
    ...(by > 1 ? [tellSavers(by)] : []),
    ...(likeness === undefined ? [] : tellClose(paper, saved, likeness)),
    ...listed(likes?.get(paper.id)),
    ...(added.has(paper.id) ? ['Added by a member'] : []),
    ...(score.isNew === 1 && !archived ? [tellNews(score.age ?? 0, situation)] : []),
    ...(upvotes > 0 ? [`▲\u00A0${upvotes} on daily papers`] : []),
    ...(position === undefined || position > farDown ? [] : [`${writeOrdinal(position)} on daily papers`]),
    ...(below.every((other) => other.score.match < score.match) && below.length > 0
      ? tellMatch(paper, situation)
      : []),
  ];
}

function listed(reason: string | undefined): readonly string[] {
  return reason === undefined ? [] : [reason];
}

/** `Close to DVERGE, which 2 of you saved`. */
function tellClose(paper: Paper, saved: Known['saved'], likeness: Likeness): readonly string[] {
  const [nearest] = saved
    .filter((other) => other.paper.id !== paper.id)
    .map((other) => ({ ...other, like: likeness(paper, other.paper) }))
    .sort((a, b) => b.like - a.like);
  if (nearest === undefined || nearest.like < close) return [];
  return [`Close to ${shortTitle(nearest.paper)}, which ${nearest.by} of you saved`];
}

/** `New today`, `New since Friday`: by the day of the last digest here, or this week before the first. */
function tellNews(age: number, { lastDigest, now, zone }: Situation): string {
  if (age === 0) return 'New today';
  if (lastDigest === undefined) return 'New this week';
  const days = dayNumber(dateIn(zone, now)) - dayNumber(dateIn(zone, lastDigest));
  if (days >= 7) return 'New since the last digest';
  if (days === 1) return 'New since yesterday';
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'long' }).format(lastDigest);
  return `New since ${day}`;
}

/** A place further down a page says nothing for a paper. */
const farDown = 10;

const numbers = ['', '', 'Both', 'All three', 'All four', 'All five', 'All six'];

/** `In the title`, `All three words in one sentence`. */
function tellMatch(paper: Paper, { asked }: Situation): readonly string[] {
  if (asked === undefined || asked.topic.words.length === 0) return [];
  const { found } = matchTopic(asked.topic, paper);
  const count = asked.topic.words.length;
  const wordsIn = (holds: (one: (typeof found)[number]) => boolean) =>
    new Set(found.filter(holds).flatMap(({ word }) => word ?? [])).size;
  if (wordsIn(({ text }) => text.place === 'title') === count) return ['In the title'];
  const number = numbers[count];
  if (!number) return [];
  const isTogether = sentencesOf(paper.abstract).some(
    ({ start, end }) =>
      wordsIn((one) => one.text.place === 'abstract' && one.start >= start && one.end <= end) === count,
  );
  return isTogether ? [`${number} words in one sentence`] : [];
}
