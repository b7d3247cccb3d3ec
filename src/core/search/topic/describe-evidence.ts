import { quote } from '../../text/quote.ts';
import { markText } from '../results/mark-words.ts';
import type { Evidence } from './match-topic.ts';
import type { PaperText } from './paper-texts.ts';

/** So many places in a title, and excerpts of other texts, are told. */
const mostInTitle = 4;
const mostExcerpts = 3;
/** What an excerpt spans at most, and what it shows beside the words, in characters. */
const longestSpan = 70;
const beside = 14;

/**
 * Where a paper has what the topic asks for, in one line: `title: early exit`, `abstract: “…well calibrated uncertainty estimates…”`.
 * Of what stands in the title only that is told; empty where nothing was found.
 */
export function describeEvidence(found: readonly Evidence[]): string {
  const inTitle = found.filter(({ text }) => text.place === 'title');
  const words = new Set(inTitle.map(({ word }) => word));
  const left = found.filter(
    ({ text, word }) => text.place !== 'title' && (word === undefined || !words.has(word)),
  );
  return [...describeTitle(inTitle), ...describeNames(left), ...quoteProse(left)].join(' · ');
}

function describeTitle(found: readonly Evidence[]): readonly string[] {
  const [first] = found;
  if (first === undefined) return [];
  const { text } = first.text;
  const { marks } = markText(
    text,
    [...found].sort((a, b) => a.start - b.start),
  );
  const places = new Map(
    marks.map(({ start, end }) => [text.slice(start, end).toLowerCase(), { start, end }]),
  );
  const told = [...places.values()].slice(0, mostInTitle);
  return [`title: ${told.map(({ start, end }) => text.slice(start, end)).join(', ')}`];
}

const isName = ({ text: { place } }: Evidence) =>
  place === 'author' || place === 'venue' || place === 'category';

function describeNames(found: readonly Evidence[]): readonly string[] {
  const names = found
    .filter(isName)
    .map(({ text: { place, text } }) => `${place}: ${text.replace(/ +/g, ' ')}`);
  return [...new Set(names)];
}

/** Excerpts that show each word once, as many of them as can be in one. */
function quoteProse(found: readonly Evidence[]): readonly string[] {
  let left = found.filter((one) => !isName(one));
  const excerpts = new Map<string, readonly string[]>();
  for (let told = 0; left.length > 0 && told < mostExcerpts; told++) {
    const shown = densest(left);
    const [{ text }] = shown;
    excerpts.set(text.place, [...(excerpts.get(text.place) ?? []), excerptOf(text, shown)]);
    left = left.filter((one) => !shown.some((other) => isSame(one, other)));
  }
  return [...excerpts].map(([place, quoted]) => `${place}: ${quoted.join(', ')}`);
}

/** Whether two stand for the same word of the topic. */
function isSame(one: Evidence, other: Evidence): boolean {
  return one === other || (one.word !== undefined && one.word === other.word);
}

/** Those that stand near each other, as many different ones as can be; the first such place. */
function densest(found: readonly Evidence[]): readonly [Evidence, ...Evidence[]] {
  let best: readonly [Evidence, ...Evidence[]] = [found[0]];
  found.forEach((first) => {
    const near = found.filter(
      ({ text, start, end }) =>
        text === first.text && start >= first.start && end <= first.start + longestSpan,
    );
    const different = near.filter((one, at) => near.findIndex((other) => isSame(one, other)) === at);
    if (different.length > best.length) best = [first, ...different.filter((one) => one !== first)];
  });
  return best;
}

function excerptOf({ text }: PaperText, shown: readonly Evidence[]): string {
  const first = Math.min(...shown.map(({ start }) => start));
  const last = Math.max(...shown.map(({ end }) => end));
  const before = text.slice(Math.max(0, first - beside), first);
  const after = text.slice(last, last + beside);
  const start =
    first - (first <= beside ? before.length : before.length - (before.indexOf(' ') + 1 || before.length));
  const end = last + (last + beside >= text.length ? after.length : Math.max(0, after.lastIndexOf(' ')));
  const excerpt = text.slice(start, end);
  return quote(`${start > 0 ? '…' : ''}${excerpt}${end < text.length ? '…' : ''}`, 2 * longestSpan);
}
