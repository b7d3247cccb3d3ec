import type { Report } from '../problem.ts';
import { readCsl } from './csl.ts';
import { isObject } from './fields.ts';
import type { Format } from './format.ts';
import { splitLines } from './lines.ts';
import type { RawRecord } from './record.ts';

export const ris: Format = { endings: ['ris'], read: readRis, isAdvised: true };

/**
 * RIS (https://en.wikipedia.org/wiki/RIS_(file_format)). The file is cut into records from `TY` to `ER`, each parsed by itself,
 * so that a broken one costs only itself.
 */
export async function* readRis(input: AsyncIterable<string>, report: Report): AsyncGenerator<RawRecord> {
  const parse = await loadParser();
  let open: { readonly line: number; readonly lines: string[] } | undefined;

  function close(): RawRecord | undefined {
    if (open === undefined) return undefined;
    const { line, lines } = open;
    open = undefined;
    try {
      const [item] = parse(`${lines.join('\n')}\nER  - \n`);
      if (isObject(item)) return { line, fields: { ...readCsl(item), id: idIn(lines) } };
      report({ line, what: 'the record holds nothing', remedy: 'write at least TY, TI and ER' });
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
      report({
        line,
        what: `the record is not RIS (${reason})`,
        remedy: 'write each field as two letters, two spaces, "- "',
      });
    }
    return undefined;
  }

  let strayLine: number | undefined;
  for await (const { number, text } of splitLines(input, report)) {
    const tag = /^([A-Z][A-Z0-9]) {1,2}-(?: |$)/.exec(text)?.[1];
    if (tag === 'TY' || tag === 'ER') {
      const record = close();
      if (record !== undefined) yield record;
      if (tag === 'TY') open = { line: number, lines: [tagged(text)] };
    } else if (open !== undefined) {
      open.lines.push(tag === undefined ? text : tagged(text));
    } else if (text.trim() !== '') {
      strayLine ??= number;
    }
  }
  const last = close();
  if (last !== undefined) yield last;
  if (strayLine !== undefined) {
    report({
      line: strayLine,
      what: 'text outside a record, left out',
      remedy: 'begin each record with "TY  - " and end it with "ER  - "',
    });
  }
}

async function loadParser(): Promise<(text: string) => readonly unknown[]> {
  const [{ plugins, logger }] = await Promise.all([
    import('@citation-js/core'),
    import('@citation-js/plugin-ris'),
  ]);
  logger.level = 'silent';
  return (text) => {
    const items = plugins.input.chain(text, { forceType: '@ris/file', generateGraph: false });
    return Array.isArray(items) ? items : [];
  };
}

/** The tag with its two spaces, however many the file has. */
function tagged(text: string): string {
  return text.replace(/^([A-Z][A-Z0-9]) {1,2}-\s?/, '$1  - ');
}

function idIn(lines: readonly string[]): string | undefined {
  return lines
    .find((line) => /^(?:ID|AN) {2}- \S/.test(line))
    ?.slice(6)
    .trim();
}
