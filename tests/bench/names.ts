import { type AuthorName, nameKey, readAuthorName } from '../../src/core/papers/authors/author-name.ts';
import { compareNames, type NameLikeness } from '../../src/core/papers/authors/compare-names.ts';
import {
  type AuthorEvidence,
  type AuthorMatch,
  evidenceOf,
  matchAuthor,
  noEvidence,
} from '../../src/core/papers/authors/match-author.ts';
import { enterName, type NameUsage, usageOf } from '../../src/core/papers/authors/name-usage.ts';
import type { Paper } from '../../src/core/papers/paper.ts';
import { createRandom } from './random.ts';

/** By how many first names stand under keyname and initial. */
const BANDS = [
  { name: '1', least: 1 },
  { name: '2-4', least: 2 },
  { name: '5-19', least: 5 },
  { name: '20+', least: 20 },
] as const;
/** Pairs of papers looked at for one key, so that no crowd outweighs all others. */
const MOST_PAIRS = 200;

type Mention = { readonly name: AuthorName; readonly paper: Paper; readonly evidence: AuthorEvidence };

/** Two papers whose authors may be one person, and what the rule says of the second to whoever follows the author of the first. */
type Pair = {
  readonly likeness: NameLikeness;
  readonly sharesCategory: boolean;
  readonly sharesCoauthor: boolean;
  /** What the rule says by the names alone, and by all it knows. */
  readonly byName?: AuthorMatch;
  readonly byAll?: AuthorMatch;
};

/**
 * Prints how often a paper that is told as surely somebody's is theirs, estimated without knowing who is who: two rare names that agree in
 * first and middle names are one person, names that contradict each other are two. How often pairs of either kind share a category of
 * arXiv tells how many of any others are one person.
 */
export function measureNames(papers: readonly Paper[], say: (text: string) => void): void {
  const { byKey, usage } = readMentions(papers);
  const random = createRandom(11);
  const bands = BANDS.map(({ name }) => ({ name, namesakes: [] as Pair[], strangers: [] as Pair[] }));
  for (const mentions of byKey.values()) {
    const count = mentions[0] === undefined ? 0 : usage.firstNames(mentions[0].name);
    const band = bands[BANDS.findLastIndex(({ least }) => count >= least)];
    if (band === undefined) continue;
    for (const pair of pairsOf(mentions, usage, random))
      (pair.likeness.kind === 'other' ? band.strangers : band.namesakes).push(pair);
  }
  const strangers = bands.flatMap((band) => band.strangers);
  const one = rate(
    bands[0]?.namesakes.filter(({ likeness: { kind, hasMiddle } }) => kind === 'same' && hasMiddle) ?? [],
  );
  const two = rate(strangers);
  say(`names: ${papers.length} papers, ${byKey.size} keynames with an initial`);
  say(`  a category is shared by ${show(one)} of one person's pairs of papers, ${show(two)} of two people's`);
  say('  first names    pairs  one person    sure  of these theirs');
  const all: Counted[] = [];
  for (const { name, namesakes } of bands) {
    const counted = judgeBand(namesakes, one, two);
    all.push(...counted);
    const prior = estimate(rate(namesakes), one, two);
    const row = [name.padEnd(11), pad(namesakes.length, 7), pad(show(prior), 11), pad(sum(counted), 7)];
    say(`  ${row.join(' ')} ${pad(show(precisionOf(counted)), 16)}`);
    for (const { by, count, precision } of counted) say(`      by ${by}: ${count}, ${show(precision)}`);
  }
  say(`  all: ${show(precisionOf(all))} of ${sum(all)}`);
  const told = strangers.filter(({ byAll }) => byAll !== undefined).length;
  say(`  of ${strangers.length} pairs whose names contradict each other ${told} are told`);
}

type Counted = { readonly by: string; readonly count: number; readonly precision: number };

/** The sure ones by the rule that made them so. Those taken for a shared category cannot be judged by it: Bayes' rule does. */
function judgeBand(pairs: readonly Pair[], one: number, two: number): readonly Counted[] {
  const sure = pairs.filter(({ byAll }) => byAll?.verdict === 'sure');
  const plain = sure.filter(({ byName }) => byName?.verdict === 'sure');
  const coauthor = sure.filter(({ byName, sharesCoauthor }) => byName?.verdict !== 'sure' && sharesCoauthor);
  const kinds = ['same', 'initial'] as const;
  return [
    ...(['middle', 'rare'] as const).map((rule) => {
      const some = plain.filter(({ byName }) => byName?.by === rule);
      return { by: rule, count: some.length, precision: estimate(rate(some), one, two) };
    }),
    { by: 'coauthor', count: coauthor.length, precision: estimate(rate(coauthor), one, two) },
    ...kinds.map((kind) => {
      const open = pairs.filter(
        ({ likeness, byName, sharesCoauthor }) =>
          likeness.kind === kind && byName?.verdict !== 'sure' && !sharesCoauthor,
      );
      const prior = estimate(rate(open), one, two);
      const count = open.filter(({ byAll }) => byAll?.verdict === 'sure').length;
      const precision = (prior * one) / (prior * one + (1 - prior) * two);
      return { by: kind === 'same' ? 'category' : 'category, with an initial', count, precision };
    }),
  ].filter(({ count }) => count > 0);
}

function readMentions(papers: readonly Paper[]) {
  const byKey = new Map<string, Mention[]>();
  const found = new Map<string, Set<string>>();
  for (const paper of papers) {
    for (const [at, printed] of paper.authors.entries()) {
      const name = readAuthorName(printed);
      enterName(found, name);
      if (paper.categories.length === 0 || name.isGroup || name.given.length === 0) continue;
      const mentions = byKey.get(nameKey(name)) ?? [];
      if (mentions.push({ name, paper, evidence: evidenceOf(paper, at) }) === 1)
        byKey.set(nameKey(name), mentions);
    }
  }
  return { byKey, usage: usageOf(found) };
}

function pairsOf(mentions: readonly Mention[], usage: NameUsage, random: () => number): readonly Pair[] {
  const pairs: Pair[] = [];
  const share = MOST_PAIRS / ((mentions.length * (mentions.length - 1)) / 2);
  for (const [at, one] of mentions.entries())
    for (const two of mentions.slice(at + 1))
      if (one.paper !== two.paper && (share >= 1 || random() < share)) pairs.push(readPair(one, two, usage));
  return pairs;
}

function readPair(one: Mention, two: Mention, usage: NameUsage): Pair {
  // This author alone: another one of the paper is judged in a pair of their own.
  const rest = two.paper.authors.filter((printed) => nameKey(readAuthorName(printed)) !== nameKey(two.name));
  const mine = two.paper.authors.find((printed) => readAuthorName(printed).letters === two.name.letters);
  const paper = { authors: mine === undefined ? rest : [mine, ...rest], categories: two.paper.categories };
  const judge = (theirs: AuthorEvidence) =>
    matchAuthor({ name: one.name, theirs, others: noEvidence }, paper, usage);
  const byName = judge(noEvidence);
  const byAll = judge(one.evidence);
  return {
    likeness: compareNames(one.name, two.name),
    sharesCategory: share(one.evidence.categories, two.evidence.categories),
    sharesCoauthor: share(one.evidence.coauthors, two.evidence.coauthors),
    ...(byName === undefined ? {} : { byName }),
    ...(byAll === undefined ? {} : { byAll }),
  };
}

function share(some: readonly string[], others: readonly string[]): boolean {
  return some.some((item) => others.includes(item));
}

/** How many of the pairs share a category, 0 to 1. */
function rate(pairs: readonly Pair[]): number {
  return pairs.filter(({ sharesCategory }) => sharesCategory).length / Math.max(1, pairs.length);
}

/** How many of such pairs are of one person, where `shared` of them share a category. */
function estimate(shared: number, one: number, two: number): number {
  return Math.min(1, Math.max(0, (shared - two) / (one - two)));
}

function sum(counted: readonly Counted[]): number {
  return counted.reduce((total, { count }) => total + count, 0);
}

function precisionOf(counted: readonly Counted[]): number {
  return counted.reduce((total, { count, precision }) => total + count * precision, 0) / sum(counted);
}

function show(part: number): string {
  return part.toFixed(3);
}

function pad(value: number | string, width: number): string {
  return String(value).padStart(width);
}
