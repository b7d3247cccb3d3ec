import type { Paper } from '../../papers/paper.ts';
import type { Span } from '../../text/marked-text.ts';
import { isPublishedWithin } from '../query/dates.ts';
import type { Clause } from '../query/query.ts';
import { isNamedBy } from '../query/resolve-ids.ts';
import { findAcronyms } from '../text/acronyms.ts';
import { findClause, findRun } from './held-clauses.ts';
import { namesIn, type PaperText, proseOf } from './paper-texts.ts';
import type { OtherForm, Topic } from './topic.ts';

/** Where something of the topic stands in a paper; `word` is the number of a word of the topic, none for a clause. */
export type Evidence = Span & { readonly text: PaperText; readonly word?: number };

/** A demand of a topic that is no word: what it asks of a paper's dates, ids or code. */
export type Condition = 'ids' | 'dates' | 'code';

/** What decides whether a paper is on a topic. */
export type TopicVerdict = {
  /** What each word of the topic counts: 1 in the title, 0.5 elsewhere, 0 nowhere. */
  readonly credits: readonly number[];
  /** The same of each phrase and field. */
  readonly clauseCredits: readonly number[];
  /** Whether it fulfils all that is no word. */
  readonly isFulfilled: boolean;
};

/** What of a topic a paper has, and what it lacks. */
export type TopicMatch = TopicVerdict & {
  /** In the order of the texts; of words all places, of clauses the first. */
  readonly found: readonly Evidence[];
  readonly lacksClauses: readonly Clause[];
  /** What the topic leaves out and the paper has. */
  readonly excluded: readonly Clause[];
  readonly unfulfilled: readonly Condition[];
};

const elsewhere = 0.5;

/** Holds a paper to a topic; looks at the paper alone. */
export function matchTopic(topic: Topic, paper: Paper): TopicMatch {
  const prose = proseOf(paper);
  const needsNames = topic.required.length + topic.excluded.length > 0;
  const texts = needsNames ? [...prose, ...namesIn(paper)] : prose;
  const clauses = topic.required.map((clause) => findClause(clause, texts));
  const words = findWords(topic, prose);
  const lacksClauses = topic.required.filter((_, at) => clauses[at] === undefined);
  const excluded = topic.excluded.filter((clause) => findClause(clause, texts) !== undefined);
  const unfulfilled = findUnfulfilled(topic, paper);
  return {
    credits: topic.words.map((_, number) => creditOf(words.filter(({ word }) => word === number))),
    clauseCredits: clauses.map((found) => creditOf(found === undefined ? [] : [found])),
    isFulfilled: lacksClauses.length + excluded.length + unfulfilled.length === 0,
    found: [...clauses.flatMap((found) => found ?? []), ...words],
    lacksClauses,
    excluded,
    unfulfilled,
  };
}

/**
 * How well a paper matches, given what the words of the topic weigh: the share of them in its title, those elsewhere counting half,
 * 0 to 1; undefined where it is not on the topic.
 */
export function judgeMatch(
  { words, share }: Topic,
  weights: readonly number[],
  { credits, clauseCredits, isFulfilled }: TopicVerdict,
): number | undefined {
  if (!isFulfilled) return undefined;
  if (words.length > 0) {
    const total = sumOf(weights, () => 1);
    const held = sumOf(weights, (number) => (credits[number] > 0 ? 1 : 0));
    return held < share * total - 1e-9 ? undefined : sumOf(weights, (number) => credits[number]) / total;
  }
  if (clauseCredits.length === 0) return 1;
  return clauseCredits.reduce((sum, credit) => sum + credit, 0) / clauseCredits.length;
}

function sumOf(weights: readonly number[], share: (number: number) => number): number {
  return weights.reduce((sum, weight, number) => sum + weight * share(number), 0);
}

function creditOf(found: readonly Evidence[]): number {
  if (found.length === 0) return 0;
  return found.some(({ text }) => text.place === 'title') ? 1 : elsewhere;
}

function findWords({ words, others }: Topic, prose: readonly PaperText[]): readonly Evidence[] {
  const numbers = new Map<string, number>();
  words.forEach(({ forms }, number) => {
    for (const form of forms) if (!numbers.has(form)) numbers.set(form, number);
  });
  const found: Evidence[] = [];
  for (const text of prose) {
    for (const { text: word, start, end } of text.words) {
      const number = numbers.get(word);
      if (number !== undefined) found.push({ text, start, end, word: number });
    }
  }
  const missing = new Set([...words.keys()].filter((number) => !found.some(({ word }) => word === number)));
  if (missing.size === 0) return found;
  return [...found, ...others.flatMap((other) => findOther(other, missing, prose))];
}

/** Of acronyms, those in the title and the abstract alone. */
function findOther(
  { covers, run, isShort }: OtherForm,
  missing: ReadonlySet<number>,
  prose: readonly PaperText[],
): readonly Evidence[] {
  const covered = covers.filter((number) => missing.has(number));
  if (covered.length === 0) return [];
  const fits = run.map((forms) => (word: string) => forms.has(word));
  for (const text of prose.filter(({ place }) => place === 'title' || place === 'abstract')) {
    const span = findRun(fits, text.words, (start, end) => !isShort || isShortForm(text.text, start, end));
    if (span === undefined) continue;
    return isShort && hasOwnMeaning(run, prose) ? [] : covered.map((word) => ({ ...span, text, word }));
  }
  return [];
}

/** Two capitals or more, nothing but hyphens and the like within, and no part of a longer name. */
function isShortForm(text: string, start: number, end: number): boolean {
  const written = text.slice(start, end);
  return (
    /\p{Lu}.*\p{Lu}/u.test(written) && !/[\s.,;:()]/u.test(written) && !/[-/]/.test(text.charAt(start - 1))
  );
}

/** Whether the paper says itself what it calls by the short form; had it what the topic says, its words would have been found. */
function hasOwnMeaning(run: OtherForm['run'], prose: readonly PaperText[]): boolean {
  const introduced = prose.flatMap(({ text }) => findAcronyms(text));
  return introduced.some(({ short }) => {
    const words = short.split(' ');
    return words.length === run.length && words.every((word, at) => run[at].has(word));
  });
}

function findUnfulfilled({ conditions }: Topic, paper: Paper): readonly Condition[] {
  const { ids, from, until, hasCode } = conditions;
  return [
    ...(ids.length > 0 && !ids.some((id) => isNamedBy(id, paper)) ? (['ids'] as const) : []),
    ...(isPublishedWithin(paper, from, until) ? [] : (['dates'] as const)),
    ...(hasCode === undefined || hasCode === (paper.code !== undefined) ? [] : (['code'] as const)),
  ];
}
