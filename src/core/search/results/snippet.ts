import { findBoundary } from '../../text/clip-text.ts';
import type { MarkedText, Span } from '../../text/marked-text.ts';
import { sentencesOf } from '../../text/sentences.ts';
import { type Match, markText } from './mark-words.ts';

/** In characters: about four lines of a chat message. */
const LONGEST = 320;
const LEAD = 60;
/** What another match of a word that matched already is worth, beside the weight of a word. */
const ONCE_MORE = 0.01;

/** A sentence, the matches in it, and how much they tell. */
type Sentence = Span & { readonly matches: readonly Match[]; readonly worth: number };

/**
 * The part of a text that shows best why it matched (at these places, in order): whole sentences where they fit, else
 * one clipped at words.
 */
export function snippetOf(
  text: string,
  matches: readonly Match[],
  weightOf: (key: string) => number,
): MarkedText {
  const sentences = weighSentences(text, matches, weightOf);
  if (sentences.length === 0) return { text: '', marks: [] };
  let first = 0;
  sentences.forEach(({ worth }, i) => {
    if (worth > sentences[first].worth) first = i;
  });
  let last = first;
  const fits = (from: number, to: number): boolean =>
    from >= 0 && to < sentences.length && sentences[to].end - sentences[from].start <= LONGEST;
  if (!fits(first, last)) return clip(text, sentences[first]);
  for (;;) {
    const after = fits(first, last + 1);
    const before = fits(first - 1, last);
    if (after && (!before || sentences[last + 1].worth >= sentences[first - 1].worth)) last += 1;
    else if (before) first -= 1;
    else break;
  }
  const shown = { start: sentences[first].start, end: sentences[last].end };
  return cut(
    text,
    shown,
    sentences.slice(first, last + 1).flatMap((sentence) => sentence.matches),
    '',
    '',
  );
}

/** Each different word counts once, in the form most like what was typed; more of the same count a little. */
function weighSentences(
  text: string,
  matches: readonly Match[],
  weightOf: (key: string) => number,
): Sentence[] {
  let next = 0;
  return sentencesOf(text).map(({ start, end }) => {
    while (next < matches.length && matches[next].start < start) next += 1;
    const from = next;
    while (next < matches.length && matches[next].end <= end) next += 1;
    const inside = matches.slice(from, next);
    let worth = inside.length * ONCE_MORE;
    const likeness = new Map<string, number>();
    for (const match of inside)
      likeness.set(match.key, Math.max(match.likeness, likeness.get(match.key) ?? 0));
    for (const [key, share] of likeness) worth += share * weightOf(key);
    return { start, end, matches: inside, worth };
  });
}

/** Cuts a long sentence so that most matches show, with an ellipsis where something is left out. */
function clip(text: string, sentence: Sentence): MarkedText {
  const wanted = Math.max(densest(sentence) - LEAD, sentence.start);
  const start = wanted === sentence.start ? wanted : wordStart(text, wanted);
  const end = start + LONGEST >= sentence.end ? sentence.end : wordEnd(text, start, start + LONGEST);
  return cut(
    text,
    { start, end },
    sentence.matches,
    start > sentence.start ? '… ' : '',
    end < sentence.end ? ' …' : '',
  );
}

/** Where the match begins after which most others follow within reach. */
function densest({ start, matches }: Sentence): number {
  let best = matches[0]?.start ?? start;
  let most = 0;
  let last = 0;
  matches.forEach((match, first) => {
    while (last < matches.length && matches[last].end <= match.start + LONGEST - LEAD) last += 1;
    if (last - first > most) {
      most = last - first;
      best = match.start;
    }
  });
  return best;
}

/** The start of the first whole word from here, or of the character there. */
function wordStart(text: string, from: number): number {
  const space = text.indexOf(' ', from);
  if (space >= 0 && space <= from + LEAD) return space + 1;
  return findBoundary(text, from);
}

/** The end of the last whole word before `until`, or of the last whole character. */
function wordEnd(text: string, start: number, until: number): number {
  const space = text.lastIndexOf(' ', until);
  if (space > start + LEAD) return space;
  return findBoundary(text, until);
}

function cut(
  text: string,
  { start, end }: Span,
  matches: readonly Match[],
  before: string,
  after: string,
): MarkedText {
  const inside = matches.filter((match) => match.start >= start && match.end <= end);
  const shift = before.length - start;
  const spans = inside.map((match) => ({ start: match.start + shift, end: match.end + shift }));
  return markText(`${before}${text.slice(start, end)}${after}`, spans);
}
