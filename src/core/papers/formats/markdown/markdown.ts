import type { Report } from '../../problem.ts';
import type { Format } from '../format.ts';
import { readWhole } from '../lines.ts';
import type { RawRecord } from '../record.ts';
import { readExportedList } from './exported-list.ts';
import { splitPage } from './front-matter.ts';
import { inlineFields } from './inline-fields.ts';
import { readLinkList } from './link-list.ts';
import { readNote } from './note.ts';

export const markdown: Format = {
  endings: ['md', 'markdown'],
  read: readMarkdown,
  isAdvised: true,
  isOftenProse: true,
};

/** Fewer links to papers in a README are those of what it is about. */
const LEAST_IN_README = 5;

/** A title that a tool fills in: `{{title}}` of Zotero's plugins for Obsidian, `<% tp.file.title %>` of Templater. */
const TO_BE_FILLED = /^\s*(?:\{\{\s*(?:\w{1,40}\.){0,5}title\s*(?:\|[^{}]{0,200})?\}\}|<%[^<>]{1,200}%>)\s*$/;

/** Whether a file is a README in Markdown, by its path. */
export function isReadme(path: string): boolean {
  return /(?:^|\/)readme\.(?:md|markdown)$/i.test(path);
}

/**
 * Markdown: a note about a paper or its page, whose front matter has the fields and whose text may have the abstract; else a list
 * of links to papers, or a list that was exported from here.
 */
async function* readMarkdown(
  input: AsyncIterable<string>,
  report: Report,
  path = '',
): AsyncGenerator<RawRecord> {
  const text = await readWhole(input, report);
  if (text === undefined) return;
  if (isReadme(path)) {
    const listed = readLinkList(text, 1);
    if (listed.length >= LEAST_IN_README) yield* listed;
    return;
  }
  const page = splitPage(text);
  if (page !== undefined && page.matter === undefined) {
    report({ line: 1, what: page.what, remedy: page.remedy });
    return;
  }
  const title = page?.matter.title;
  if (typeof title === 'string' && TO_BE_FILLED.test(title)) {
    report({ line: 1, what: 'a template for notes, and no paper', remedy: 'keep it outside this folder' });
    return;
  }
  const [body, line] = page === undefined ? [text, 1] : [page.body, page.bodyLine];
  const matter = { ...inlineFields(body), ...page?.matter };
  const hasFields = page !== undefined || Object.keys(matter).length > 0;
  const note = hasFields ? readNote(matter, body, nameOf(path)) : undefined;
  if (note?.isPaper === true) {
    yield note;
    return;
  }
  const exported = readExportedList(body, line);
  const listed = exported.length > 0 ? exported : readLinkList(body, line);
  if (listed.length > 0) yield* listed;
  else if (note !== undefined && page !== undefined) yield note;
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
