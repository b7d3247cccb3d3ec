import { quote, type Report } from '../problem.ts';
import { readFields } from './json-record.ts';
import { splitLines } from './lines.ts';
import type { RawRecord } from './record.ts';

/** JSON lines: one record a line; empty lines are skipped, a line that is not JSON costs only itself. */
export async function* readJsonLines(
  input: AsyncIterable<string>,
  report: Report,
): AsyncGenerator<RawRecord> {
  for await (const { number, text } of splitLines(input, report)) {
    if (text.trim() === '') continue;
    const record = readJsonRecord(text, number, report);
    if (record !== undefined) yield record;
  }
}

/** One record from its JSON; nothing, and a report, where it is none. */
export function readJsonRecord(text: string, line: number, report: Report): RawRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason =
      error instanceof Error
        ? error.message.replace(/,? ?"[\s\S]*$| \(line \d+ column \d+\)| in JSON/g, '')
        : 'unreadable';
    report({ line, what: `not JSON (${reason})`, remedy: 'mend the record; the others are read' });
    return undefined;
  }
  const fields = readFields(value);
  if (fields !== undefined) return { line, fields };
  report({
    line,
    what: `${quote(value)} is not a record`,
    remedy: 'write an object: { "title": …, "abstract": … }',
  });
  return undefined;
}
