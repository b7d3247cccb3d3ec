import { parse } from 'yaml';
import type { Report } from '../problem.ts';
import { isObject } from './fields.ts';
import type { Format } from './format.ts';
import { readRecord } from './json-record.ts';
import { readWhole } from './lines.ts';
import type { RawRecord } from './record.ts';

export const markdown: Format = { endings: ['md', 'markdown'], read: readMarkdown, isAdvised: true };

const FRONT_MATTER = /^---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;

/**
 * Markdown with front matter: one paper, its fields in YAML at the top. Where these give no abstract, the section under the
 * heading "Abstract" is it, or else the text up to the first heading; where they give no title, the first heading is it.
 */
export async function* readMarkdown(input: AsyncIterable<string>, report: Report): AsyncGenerator<RawRecord> {
  const text = await readWhole(input, report);
  if (text === undefined) return;
  const matter = FRONT_MATTER.exec(text);
  if (matter === null) {
    report({
      line: 1,
      what: 'no front matter',
      remedy: 'begin the file with the paper’s fields between two lines of "---"',
    });
    return;
  }
  let fields: Readonly<Record<string, unknown>> | undefined;
  try {
    const record = readRecord(parseMatter(matter[1] ?? ''));
    fields = record === 'none' ? undefined : record?.fields;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    report({
      line: 1,
      what: `the front matter is not YAML (${reason})`,
      remedy: 'quote values that hold ": ", "#" or quotes',
    });
    return;
  }
  if (fields === undefined) {
    report({
      line: 1,
      what: 'the front matter has no fields',
      remedy: 'write fields such as "title: …" between the two lines of "---"',
    });
    return;
  }
  const body = text.slice(matter[0].length);
  yield {
    line: 1,
    fields: {
      ...fields,
      title: fields.title ?? headingOf(body),
      abstract: fields.abstract ?? abstractOf(body),
    },
  };
}

/** Every value as it is written: `2303.08010` is no number. Counts alone become numbers. */
function parseMatter(text: string): unknown {
  const fields: unknown = parse(text, {
    schema: 'failsafe',
    maxAliasCount: 10,
    logLevel: 'error',
    uniqueKeys: false,
  });
  if (!isObject(fields)) return fields;
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      (name === 'upvotes' || name === 'position') && /^\d+$/.test(String(value)) ? Number(value) : value,
    ]),
  );
}

function headingOf(body: string): string | undefined {
  return /^#[ \t]+(\S.*)$/m.exec(body)?.[1];
}

function abstractOf(body: string): string | undefined {
  const section = /^#{1,6}[ \t]+(?:abstract|summary)[ \t]*:?[ \t]*\r?\n([\s\S]*)/im.exec(body)?.[1];
  const text = section ?? body.replace(/^\s*#[ \t]+\S.*\r?\n/, '');
  const abstract = (text.split(/^#{1,6}[ \t]/m)[0] ?? '').trim();
  return abstract === '' ? undefined : dropMarkdown(abstract);
}

/** The words of simple Markdown: links, emphasis and code without their marks. */
function dropMarkdown(text: string): string {
  return text
    .replace(/!?\[([^\]\n]{1,300})\]\(([^)\s]{1,500})\)/g, '$1')
    .replace(/(?<![\w*])(\*{1,3})(?=\S)([^*\n]{1,500})(?<=\S)\1(?![\w*])/g, '$2')
    .replace(/(?<![\w`])`([^`\n]{1,200})`(?![\w`])/g, '$1');
}
