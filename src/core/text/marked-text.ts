/** A range of UTF-16 units in a text, `end` exclusive. */
export type Span = { readonly start: number; readonly end: number };

/** Plain text with the ranges to emphasise: sorted, disjoint, never inside a surrogate pair. */
export type MarkedText = { readonly text: string; readonly marks: readonly Span[] };

/** A piece of a text, emphasised or not. */
export type Run = { readonly text: string; readonly strong: boolean };

/** The text as runs, no two that touch alike. Marks that are empty, overlap or lie outside the text are left out. */
export function splitMarked({ text, marks }: MarkedText): readonly Run[] {
  const runs: Run[] = [];
  let at = 0;
  const add = (end: number, strong: boolean) => {
    const piece = text.slice(at, end);
    at = end;
    if (piece === '') return;
    const last = runs.at(-1);
    if (last?.strong === strong) runs[runs.length - 1] = { text: last.text + piece, strong };
    else runs.push({ text: piece, strong });
  };
  for (const { start, end } of marks) {
    if (start < at || end <= start || end > text.length) continue;
    add(start, false);
    add(end, true);
  }
  add(text.length, false);
  return runs;
}

/** What to look for in a text, by a global pattern, and what to write in its place. */
export type Edit = { readonly pattern: RegExp; readonly write: (found: string) => string };

/** The text after an edit, the marks on the words that they were on; a mark with nothing left in it goes. */
export function editMarked({ text, marks }: MarkedText, { pattern, write }: Edit): MarkedText {
  /** Where each unit of the old text, and its end, stands in the new one. */
  const places = new Uint32Array(text.length + 1);
  let written = '';
  let at = 0;
  const copy = (end: number) => {
    for (let unit = at; unit <= end; unit += 1) places[unit] = written.length + unit - at;
    written += text.slice(at, end);
    at = end;
  };
  for (const { 0: found, index } of text.matchAll(pattern)) {
    copy(index);
    places.fill(written.length, at, at + found.length);
    written += write(found);
    at += found.length;
  }
  copy(text.length);
  const moved = marks
    .filter(({ start, end }) => start < end && end <= text.length)
    .map(({ start, end }) => ({ start: places[start] ?? 0, end: places[end] ?? 0 }))
    .filter(({ start, end }) => start < end);
  return { text: written, marks: moved };
}

/** One part of a text marked: `Shared by `, `Ada`. */
export function markBetween(before: string, marked: string, after = ''): MarkedText {
  const start = before.length;
  return { text: `${before}${marked}${after}`, marks: [{ start, end: start + marked.length }] };
}
