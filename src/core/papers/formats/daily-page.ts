import { quoteValue, type Report } from '../problem.ts';
import type { Format } from './format.ts';
import { splitLines } from './lines.ts';
import type { RawRecord } from './record.ts';

export const dailyPage: Format = { endings: ['txt'], read: readDailyPage, isOftenProse: true };

/** A paragraph from so many characters on is an abstract, a shorter one a title (or what a page has around its papers). */
const ABSTRACT_LENGTH = 250;

type Paragraph = { readonly line: number; readonly text: string };

/**
 * The text of a page of daily papers as copied from a browser: title, empty line, abstract, empty line. What stands before the
 * first title is the page's own and skipped; a title without abstract further down is reported.
 */
async function* readDailyPage(input: AsyncIterable<string>, report: Report): AsyncGenerator<RawRecord> {
  let position = 0;
  let title: Paragraph | undefined;
  for await (const paragraph of splitParagraphs(input, report)) {
    if (paragraph.text.length < ABSTRACT_LENGTH) {
      if (title !== undefined && position > 0) reportAlone(title, report);
      title = paragraph;
    } else if (title === undefined) {
      report({
        line: paragraph.line,
        what: `${quoteValue(paragraph.text)} has no title above it`,
        remedy: 'put its title on a line above',
      });
    } else {
      position += 1;
      yield {
        line: title.line,
        fields: { title: title.text, abstract: paragraph.text, source: 'Daily papers page', position },
      };
      title = undefined;
    }
  }
  if (title !== undefined && position > 0) reportAlone(title, report);
}

function reportAlone({ line, text }: Paragraph, report: Report): void {
  report({
    line,
    what: `${quoteValue(text)} has no abstract under it, left out`,
    remedy: 'put its abstract on the line below, after an empty line',
  });
}

async function* splitParagraphs(input: AsyncIterable<string>, report: Report): AsyncGenerator<Paragraph> {
  let open: { readonly line: number; readonly lines: string[] } | undefined;
  for await (const { number, text } of splitLines(input, report)) {
    if (text.trim() !== '') {
      open ??= { line: number, lines: [] };
      open.lines.push(text);
    } else if (open !== undefined) {
      yield { line: open.line, text: open.lines.join(' ').trim() };
      open = undefined;
    }
  }
  if (open !== undefined) yield { line: open.line, text: open.lines.join(' ').trim() };
}
