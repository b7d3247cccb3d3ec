import { writeDate, writeOrdinal } from '../../cards/plain-words.ts';
import { dateIn, daysBetween } from '../../papers/calendar.ts';
import { displayTitle, type Paper } from '../../papers/paper.ts';
import type { TasteReader } from '../../search/taste/taste.ts';
import { describeEvidence } from '../../search/topic/describe-evidence.ts';
import { describeLack } from '../../search/topic/describe-lack.ts';
import { judgeMatch, matchTopic } from '../../search/topic/match-topic.ts';
import { asksAnything } from '../../search/topic/topic.ts';
import { counted } from '../../text/counted.ts';
import { quote } from '../../text/quote.ts';
import { findNearestPick, type PickOptions, pickPapers } from './pick-papers.ts';
import { compareScored, createDigestScorer, type Score } from './score-candidates.ts';
import type { DigestCandidate, Situation } from './situation.ts';
import type { DigestWeights } from './weights.ts';

/** Why a digest would or would not show a paper now, in sentences. Rejects where `pickPapers` does. */
export async function explainPick(
  paper: Paper,
  situation: Situation,
  options: PickOptions,
  taste?: TasteReader,
): Promise<readonly string[]> {
  if (paper.withdrawn !== undefined) return ['It was withdrawn; digests do not show withdrawn papers.'];
  const candidate = situation.candidates.find((one) => one.paper.id === paper.id);
  const shown = situation.shownAt.get(paper.id);
  const lines = shown === undefined ? [] : [explainShown(shown, situation, options.archiveAfter)];
  if (candidate === undefined) return [...lines, ...explainAbsence(paper, situation)];
  const score = createDigestScorer(situation, options.weights)(candidate);
  const evidence = describeMatch(paper, situation);
  return [
    ...lines,
    ...(evidence === '' ? [] : [`It is on the topic: ${evidence}.`]),
    ...(await explainPlace(candidate, score, situation, options)),
    writeScore(score, options.weights, situation.taste, await findLikest(paper, situation, taste)),
  ];
}

function explainAbsence(paper: Paper, { asked }: Situation): readonly string[] {
  const gone = 'It is no longer here.';
  if (asked === undefined) return [gone];
  if (!asksAnything(asked.topic)) return ['No paper is on its topic: those are only very common words.'];
  const match = matchTopic(asked.topic, paper);
  if (judgeMatch(asked.topic, asked.weights, match) !== undefined) return [gone];
  const evidence = describeEvidence(match.found);
  return [
    ...describeLack(asked.topic, match, paper),
    ...(evidence === '' ? [] : [`Of the topic it has ${evidence}.`]),
  ];
}

function explainShown(shown: Date, { zone, now }: Situation, archiveAfter: number | undefined): string {
  const date = writeDate(dateIn(zone, shown));
  if (archiveAfter === undefined) return `It was shown here on ${date}, and papers are not shown twice.`;
  const left = Math.ceil(archiveAfter - daysBetween(shown, now));
  const back =
    left > 0 ? `may come back from the archive in ${counted(left, 'day')}` : 'may come back from the archive';
  return `It was shown here on ${date}; once everything has been shown, it ${back}.`;
}

async function explainPlace(
  { paper }: DigestCandidate,
  score: Score,
  situation: Situation,
  options: PickOptions,
): Promise<readonly string[]> {
  const choice = await pickPapers(situation, options);
  const place = choice.picks.findIndex((pick) => pick.paper.id === paper.id);
  if (place >= 0) {
    const left = choice.picks[place]?.isElse
      ? ': that place is left to the best without regard to saves'
      : '';
    return [`It is picked, the ${writeOrdinal(place + 1)} of ${choice.picks.length}${left}.`];
  }
  const isOpen = !situation.shownAt.has(paper.id);
  if (!isOpen) return [];
  const scoreOf = createDigestScorer(situation, options.weights);
  const before = situation.candidates.filter(
    (other) =>
      !situation.shownAt.has(other.paper.id) &&
      compareScored({ paper: other.paper, score: scoreOf(other) }, { paper, score }) < 0,
  ).length;
  const ranked = `It is ranked ${writeOrdinal(before + 1)} of ${choice.candidates}; ${choice.picks.length} fit.`;
  const nearest = findNearestPick(paper, choice);
  return before < options.count && nearest !== undefined
    ? [
        ranked,
        `It is left for another day because it is similar to ${quote(displayTitle(nearest.pick.paper))}.`,
      ]
    : [ranked];
}

/** The saved papers that may be told of to which a paper is nearest. */
async function findLikest(
  paper: Paper,
  { taste }: Situation,
  reader: TasteReader | undefined,
): Promise<readonly Paper[]> {
  if (taste === undefined || taste.told.saved.length === 0) return [];
  const [evidence] = (await reader?.explain(taste.told, [paper])) ?? [];
  return (evidence?.nearest ?? []).flatMap(({ paper: saved, like }) => (like > 0 ? [saved] : []));
}

function writeScore(
  score: Score,
  { fresh, trending, match, taste }: DigestWeights,
  learned: Situation['taste'],
  nearest: readonly Paper[] = [],
): string {
  const like = nearest.map((saved) => quote(displayTitle(saved))).join(' and ');
  const parts = [
    `freshness ${fresh} × ${round(score.freshness)}`,
    `trending ${trending} × ${round(score.trending)}`,
    `match ${match} × ${round(score.match)}`,
    ...(learned === undefined
      ? []
      : [`taste ${taste} × ${round(learned.trust)} × ${round(score.taste)}${like && `, like ${like}`}`]),
  ];
  const news = score.isNew === 1 ? ', and it is new, which comes first' : '';
  return `Its score: ${parts.join(' + ')}${news}.`;
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Where a paper that is on the topic has what that asks for; empty where it asks for nothing that can be shown. */
function describeMatch(paper: Paper, { asked }: Situation): string {
  if (asked === undefined) return '';
  const { from, until, hasCode } = asked.topic.conditions;
  return [
    describeEvidence(matchTopic(asked.topic, paper).found),
    ...(from === undefined && until === undefined ? [] : [`published ${paper.published ?? ''}`]),
    ...(hasCode === true ? ['with code'] : []),
  ]
    .filter((reason) => reason !== '')
    .join(' · ');
}
