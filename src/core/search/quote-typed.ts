const MOST_LETTERS = 40;

/** What was typed, for a hint: in quotation marks, on one line, clipped between letters. */
export function quoteTyped(typed: string): string {
  const line = typed.slice(0, 10 * MOST_LETTERS).replace(/\s+/g, ' ');
  const letters = Array.from(line);
  return letters.length > MOST_LETTERS ? `“${letters.slice(0, MOST_LETTERS).join('')}…”` : `“${line}”`;
}
