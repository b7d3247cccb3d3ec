import type { Report } from '../../problem.ts';
import type { Format } from '../format.ts';
import { readWhole } from '../lines.ts';
import type { RawRecord } from '../record.ts';
import { readExportedList } from './exported-list.ts';
import { splitPage } from './front-matter.ts';
import { readLinkList } from './link-list.ts';
import { readNote } from './note.ts';

export const markdown: Format = {
  endings: ['md', 'markdown'],
  read: readMarkdown,
  isAdvised: true,
  isOftenProse: true,
};

/**
 * Markdown: a note about a paper or its page, whose front matter has the fields and whose text may have the abstract; else a list
 * of links to papers, or a list that was exported from here.
 */
export async function* readMarkdown(
  input: AsyncIterable<string>,
  report: Report,
  path = '',
): AsyncGenerator<RawRecord> {
  const text = await readWhole(input, report);
  if (text === undefined) return;
  const page = splitPage(text);
  if (page !== undefined && page.matter === undefined) {
    report({ line: 1, what: page.what, remedy: page.remedy });
    return;
  }
  const [body, line] = page === undefined ? [text, 1] : [page.body, page.bodyLine];
  const note = page === undefined ? undefined : readNote(page.matter, body, nameOf(path));
  if (note?.isPaper === true) {
    yield note;
    return;
  }
  const exported = readExportedList(body, line);
  const listed = exported.length > 0 ? exported : readLinkList(body, line);
  if (listed.length > 0) yield* listed;
  else if (note !== undefined) yield note;
  else if (!path.includes('/')) {
    report({
      line: 1,
      what: 'no front matter, and no link to a paper',
      remedy: 'begin the file with the paper’s fields between two lines of "---", or list links to papers',
    });
  }
}

/** The file's name without its ending; of a page that is called `index`, its folder's. */
function nameOf(path: string): string {
  const parts = path.split('/');
  const file = (parts.pop() ?? '').replace(/\.[^.]+$/, '');
  return file.toLowerCase() === 'index' ? (parts.pop() ?? file) : file;
}
