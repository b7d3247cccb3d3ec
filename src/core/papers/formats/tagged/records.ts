import { foldSpaces } from '../../../text/fold-spaces.ts';
import type { Report } from '../../problem.ts';
import { splitLines } from '../lines.ts';
import type { Dialect } from './dialects.ts';

/** The values of a record by their tags, in the order of the file. */
export type TaggedRecord = {
  readonly line: number;
  readonly values: readonly { readonly tag: string; text: string }[];
};

/** More fields than any record has before its type and in all, and characters of one. */
const MOST_BEFORE = 20;
const MOST_VALUES = 20_000;
const LONGEST_VALUE = 100_000;

/** Cuts tagged text into its records. A line without a tag continues the one before; text outside records is reported. */
export async function* cutRecords(
  input: AsyncIterable<string>,
  dialect: Dialect,
  report: Report,
): AsyncGenerator<TaggedRecord> {
  const { field, begins, ends, endsAtBlankLine, lists, name } = dialect;
  let open:
    | { readonly line: number; hasBegun: boolean; readonly values: { tag: string; text: string }[] }
    | undefined;
  let strayLine: number | undefined;
  for await (const { number, text } of splitLines(input, report)) {
    const [, written, value = ''] = field.exec(text) ?? [];
    const tag = written?.toUpperCase();
    const isBlank = text.trim() === '';
    if (tag === undefined) {
      if (isBlank && endsAtBlankLine === true && open?.hasBegun === true) {
        yield open;
        open = undefined;
      }
      const last = open?.values.at(-1);
      if (isBlank) continue;
      if (open === undefined || last === undefined) strayLine ??= number;
      else if (lists.has(last.tag)) open.values.push({ tag: last.tag, text: foldSpaces(text) });
      else if (last.text.length < LONGEST_VALUE) last.text = joined(last.text, foldSpaces(text));
      continue;
    }
    if (open?.hasBegun === true && (tag === ends || tag === begins)) {
      yield open;
      open = undefined;
    }
    if (tag === ends) continue;
    if (open !== undefined && !open.hasBegun && open.values.length >= MOST_BEFORE) {
      strayLine ??= open.line;
      open = undefined;
    }
    open ??= { line: number, hasBegun: false, values: [] };
    open.hasBegun ||= tag === begins;
    if (open.values.length < MOST_VALUES) open.values.push({ tag, text: foldSpaces(value) });
  }
  if (open?.hasBegun === true) yield open;
  else if (open?.values.some(({ tag }) => dialect.roles.get(tag) !== 'skipped') === true)
    strayLine ??= open.line;
  if (strayLine === undefined) return;
  report({
    line: strayLine,
    what: 'text outside a record, left out',
    remedy: `begin each record with a line "${name === 'RIS' ? 'TY  - ' : begins}" as ${name} does`,
  });
}

function joined(before: string, after: string): string {
  return before === '' ? after : `${before} ${after}`;
}
