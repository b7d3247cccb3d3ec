import { readFirstDate, readWrittenDate } from '../../dates.ts';
import { readArxivId } from '../../identity.ts';
import { dropTags } from '../../text/markup.ts';
import { plainLine } from '../../text/plain-text.ts';
import { readTex } from '../../text/tex/read-tex.ts';
import type { Fields } from '../fields.ts';
import type { RawRecord } from '../record.ts';
import type { ParsedEntry } from './entry-fields.ts';
import { readPeople } from './people.ts';

export type BibtexEntry = ParsedEntry & { readonly line: number; readonly type: string };

/** Fields that hold no prose, in which dashes and tildes are themselves. */
const VERBATIM =
  /^(?:doi|url|urls|link|ee|pdf|html|code|github|file|local-?url|website|eprint|arxiv.*|bdsk-.*|howpublished|supp|software|repository|project|poster|slides|video|code-?url|url[_-]\w+)$/;
/** So many characters of a value are read: more than is kept of any. */
const READ = 60_000;

/** What an entry tells of its paper, as plain text. */
export function describeEntry({ line, type, key, fields: tex }: BibtexEntry): RawRecord {
  const fields = new Map<string, string>();
  for (const [name, value] of tex) {
    const text = VERBATIM.test(name) ? readVerbatim(value) : readField(value.slice(0, READ));
    if (text !== '') fields.set(name, text);
  }
  const first = (...names: readonly string[]) =>
    names.map((name) => fields.get(name)).find((value) => value !== undefined);
  const authors = readPeople(tex.get('author') ?? '');
  const editors = readPeople(tex.get('editor') ?? '');
  const [title, subtitle] = [first('title'), first('subtitle')];
  const isKnown = ['doi', 'eprint', 'arxiv', 'arxivid'].some((name) => fields.has(name));
  const page = first('url', 'link', 'ee', 'html', 'website', ...(isKnown ? [] : ['pdf']));
  const read: Fields = {
    id: key,
    title: title !== undefined && subtitle !== undefined ? `${title}: ${subtitle}` : title,
    abstract: first('abstract'),
    authors: authors.names,
    published: readPublished(fields),
    arxivId: arxivIdIn(fields),
    doi: first('doi'),
    url: addressIn(page) ?? page ?? addressIn(first('howpublished')),
    code: addressIn(first('code', 'github', 'software', 'repository', 'code_url', 'codeurl', 'url_code')),
    venue: first('booktitle', 'journaltitle', 'journal', 'eventtitle', 'conference', 'fjournal'),
    categories: first('primaryclass', 'eprintclass'),
    keywords: ['author_keywords', 'author-keywords', 'keywords', 'keyword'].flatMap(
      (name) => fields.get(name)?.split(/[,;]/) ?? [],
    ),
  };
  return {
    line,
    fields: read,
    entry: {
      type,
      ...(key === '' ? {} : { key }),
      fields: Object.fromEntries(fields),
      editors: editors.names,
      corporate: [...authors.corporate, ...editors.corporate],
    },
    isPlain: true,
  };
}

/** HTML as some services write it goes first; what TeX stands for is text afterwards, whatever it looks like. */
function readField(value: string): string {
  return plainLine(readTex(dropTags(value.replace(/\\&(?=(?:amp;)?(?:amp|lt|gt|quot|#\d{1,6});)/g, '&'))));
}

/** An address, an id, or a list of them: only what is escaped is read. */
function readVerbatim(value: string): string {
  return plainLine(
    value
      .slice(0, READ)
      .replace(/\\(?:url|path|nolinkurl|href|urlprefix|texttt)\s*(?=\{)/g, '')
      .replace(/\$\s*\\sim\s*\$|\\(?:text(?:ascii)?tilde|sim)(?:\{\})?|\\~\{\}|\{\\~\}/g, '~')
      .replace(/\\textless(?:\{\})?|\$<\$|\$\\less\$/g, '<')
      .replace(/\\textgreater(?:\{\})?|\$>\$|\$\\greater\$/g, '>')
      .replace(/\\textunderscore(?:\{\})?/g, '_')
      .replace(/&(?:amp;)*(lt|gt|amp);/g, (_, name: string) => ({ lt: '<', gt: '>' })[name] ?? '&')
      .replace(/\\([^A-Za-z])/g, '$1')
      .replace(/\}\s*\{/g, ' ')
      .replace(/[{}]/g, ''),
  );
}

function readPublished(fields: ReadonlyMap<string, string>): string | undefined {
  const year = fields.get('year');
  const [month, day] = [fields.get('month') ?? '', fields.get('day') ?? ''];
  const written = year === undefined ? undefined : readWrittenDate(year, month, day);
  const others = ['date', 'year', 'issue_date', 'publicationdate', 'pubdate', 'eventdate', 'origdate'].map(
    (name) => fields.get(name),
  );
  const [date, ...rest] = others;
  return readFirstDate([date, written, ...rest]) ?? date ?? year;
}

/** The arXiv id of the fields made for it; of the oldest ones the archive stands beside it. */
function arxivIdIn(fields: ReadonlyMap<string, string>): string | undefined {
  const given = ['arxivid', 'arxiv', 'arxiv_id', 'arxiv-id'].map((name) => fields.get(name));
  const eprint = fields.get('eprint') ?? '';
  const archive = fields.get('archiveprefix') ?? fields.get('eprinttype') ?? '';
  const group = fields.get('primaryclass') ?? fields.get('eprintclass') ?? archive;
  const whole = /^\d{7}(?:v\d+)?$/.test(eprint) ? `${group.replace(/\..*/, '')}/${eprint}` : eprint;
  return given.find((id) => id !== undefined) ?? readArxivId(whole);
}

/** The first address in a text; one without its beginning is given it. */
function addressIn(text: string | undefined): string | undefined {
  const address = /https?:\/\/\S+/i.exec(text ?? '')?.[0];
  return address ?? (/^(?:[a-z\d-]+\.)+[a-z]{2,10}\/\S*$/i.test(text ?? '') ? `https://${text}` : undefined);
}
