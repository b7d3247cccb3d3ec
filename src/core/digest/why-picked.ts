import { quote } from '../cards/plain-words.ts';
import type { Paper } from '../papers/paper.ts';
import type { Score } from './score-candidates.ts';

/** What the line says besides the score. */
export type Circumstances = {
  readonly topic: string;
  /** How many people here have saved it. */
  readonly savedBy: number;
  /** It was shown here before, long ago. */
  readonly archived: boolean;
};

/** Why a paper is in a digest, in one line: `new today · matches “uncertainty” · saved by 3 here`. */
export function explainWhyPicked(
  { upvotes = 0 }: Paper,
  { isNew, age }: Score,
  { topic, savedBy, archived }: Circumstances,
): string {
  const reasons = [
    ...(archived ? ['from the archive'] : []),
    ...(isNew && !archived ? [describeNews(age ?? 0)] : []),
    ...(topic.trim() === '' ? [] : [`matches ${quote(topic)}`]),
    ...(savedBy > 0 ? [`saved by ${savedBy} here`] : []),
    ...(upvotes > 0 ? [`${upvotes.toLocaleString('en-GB')} upvote${upvotes === 1 ? '' : 's'}`] : []),
  ];
  return reasons.length > 0 ? reasons.join(' · ') : 'not shown here before';
}

function describeNews(age: number): string {
  if (age === 0) return 'new today';
  return age === 1 ? 'new since yesterday' : `new, ${age} days old`;
}
