import type { Run } from './clean-text.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The text, or its beginning with an ellipsis: at most `limit` UTF-16 units, cut at a word where one is near, never inside an emoji. */
export function clip(text: string, limit: number): string {
  const end = endWithin(text, limit);
  return end === text.length ? text : `${text.slice(0, end)}…`;
}

/** The same for text in runs. */
export function clipRuns(runs: readonly Run[], limit: number): readonly Run[] {
  const whole = runs.map((run) => run.text).join('');
  const end = endWithin(whole, limit);
  if (end === whole.length) return runs;
  const kept: Run[] = [];
  let left = end;
  for (const run of runs) {
    if (left > 0) kept.push({ ...run, text: run.text.slice(0, left) });
    left -= run.text.length;
  }
  return [...kept, { text: '…', strong: false }];
}

/** Where to cut: the length of the text where it fits, otherwise a place that leaves room for the ellipsis. */
function endWithin(text: string, limit: number): number {
  if (text.length <= limit) return text.length;
  const room = Math.max(0, limit - 1);
  const end = lastBoundary(text, room);
  const beginning = text.slice(0, end);
  const isWordEnd = /^\s/u.test(text.slice(end));
  const space = isWordEnd ? end : beginning.search(/\s+\S*$/u);
  const cut = space > room / 2 ? space : end;
  return text.slice(0, cut).replace(/[\s,;:([{–—-]+$/u, '').length;
}

/** The last boundary between characters as people see them, at most at `room`. */
function lastBoundary(text: string, room: number): number {
  const boundary = graphemes.segment(text).containing(room)?.index ?? text.length;
  // A "character" of endless combining marks is cut between code points all the same.
  return boundary > 0 || room === 0
    ? boundary
    : room - (/[\uD800-\uDBFF]$/u.test(text.slice(0, room)) ? 1 : 0);
}
