import type { CardItem } from '../../../core/chat/card.ts';

/** A piece of text, emphasised or not. */
export type Run = { readonly text: string; readonly strong: boolean };

// Controls, soft hyphens, zero-width spaces, direction overrides, tag characters, fillers. The joiners that Persian and
// emoji need stay.
const INVISIBLE =
  /[\p{Cc}\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

/** One line of visible text: nothing that hides, reverses or breaks it; lone surrogates replaced. */
export function cleanLine(text: string): string {
  return cleanRun(text).trim();
}

/** The same for text whose line breaks are kept; empty lines come at most one at a time. */
export function cleanLines(text: string): readonly string[] {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/u).map(cleanLine);
  const kept = lines.filter((line, at) => line !== '' || (at > 0 && lines[at - 1] !== ''));
  return kept.at(-1) === '' ? kept.slice(0, -1) : kept;
}

/** Marked text as clean runs, those that touch with the same emphasis joined. */
export function cleanRuns({ text, marks }: CardItem['heading']): readonly Run[] {
  const runs: Run[] = [];
  let at = 0;
  const add = (end: number, strong: boolean) => {
    const last = runs.at(-1);
    const piece = cleanRun(text.slice(at, end));
    at = Math.max(at, end);
    const joined = last?.text.endsWith(' ') || last === undefined ? piece.replace(/^ /u, '') : piece;
    if (joined === '') return;
    if (last?.strong === strong) runs[runs.length - 1] = { text: last.text + joined, strong };
    else runs.push({ text: joined, strong });
  };
  for (const { start, end } of marks) {
    if (start < at || end <= start || end > text.length) continue;
    add(start, false);
    add(end, true);
  }
  add(text.length, false);
  return runs;
}

function cleanRun(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/ {2,}/gu, ' ');
}
