import { type Fields, isObject, jsonText, listAt } from '../fields.ts';
import { dashPages, entryOf, isRepository, type Shape, withKey } from './shape.ts';

const TYPES: Readonly<Record<string, string>> = {
  journalArticle: 'article',
  magazineArticle: 'article',
  newspaperArticle: 'article',
  conferencePaper: 'inproceedings',
  bookSection: 'incollection',
  encyclopediaArticle: 'incollection',
  book: 'book',
  thesis: 'phdthesis',
  report: 'techreport',
};
const NO_PAPERS: ReadonlySet<unknown> = new Set(['attachment', 'note', 'annotation']);

/** An item of Zotero's API (https://www.zotero.org/support/dev/web_api/v3/basics), `data` inside, or of Better BibTeX's JSON. */
export const zotero: Shape = {
  recognises: (value) => 'itemType' in itemIn(value),
  read(value) {
    const item = itemIn(value);
    if (NO_PAPERS.has(item.itemType)) return undefined;
    const type = TYPES[jsonText(item.itemType) ?? ''] ?? 'misc';
    const extra = readExtra(jsonText(item.extra) ?? '');
    const container = [
      'publicationTitle',
      'proceedingsTitle',
      'bookTitle',
      'encyclopediaTitle',
      'conferenceName',
    ]
      .map((name) => jsonText(item[name]))
      .find((name) => name !== undefined && !isRepository(name));
    const people = listAt(item, 'creators').flatMap((one) => readCreator(one) ?? []);
    const inRole = (role: string) => people.filter((one) => one.role === role).map(({ name }) => name);
    const key = jsonText(item.citationKey) ?? jsonText(item.citekey) ?? extra.get('citation key');
    const date = jsonText(item.date);
    return {
      fields: {
        id: key,
        title: item.title,
        abstract: item.abstractNote,
        authors: [
          ...inRole('author'),
          ...inRole('presenter'),
          ...inRole('inventor'),
          ...inRole('programmer'),
        ],
        published: date,
        arxivId:
          extra.get('arxiv') ??
          (/^arxiv:/i.test(jsonText(item.archiveID) ?? '') ? item.archiveID : undefined),
        doi: jsonText(item.DOI) ?? extra.get('doi'),
        url: item.url,
        venue: container,
        keywords: listAt(item, 'tags').flatMap((one) => jsonText(one, 'tag') ?? jsonText(one) ?? []),
      },
      entry: withKey(
        entryOf(type, {
          fields: {
            [type === 'article' ? 'journal' : 'booktitle']: container,
            volume: jsonText(item.volume),
            number: jsonText(item.issue) ?? jsonText(item.reportNumber),
            pages: dashPages(jsonText(item.pages)),
            edition: jsonText(item.edition),
            series: jsonText(item.series),
            publisher: jsonText(item.publisher),
            school: jsonText(item.university),
            institution: jsonText(item.institution),
            type: jsonText(item.thesisType) ?? jsonText(item.reportType),
            location: jsonText(item.place),
            isbn: jsonText(item.ISBN),
            issn: jsonText(item.ISSN),
            date,
          },
          editors: inRole('editor'),
          corporate: people.filter(({ isGroup }) => isGroup).map(({ name }) => name),
        }),
        key,
      ),
    };
  },
};

function itemIn(value: Fields): Fields {
  return isObject(value.data) ? value.data : value;
}

function readCreator(
  creator: unknown,
): { readonly name: string; readonly role: string; readonly isGroup: boolean } | undefined {
  const parts = [jsonText(creator, 'firstName'), jsonText(creator, 'lastName')].filter(
    (part) => part !== undefined,
  );
  const whole = jsonText(creator, 'name');
  const name = parts.length > 0 ? parts.join(' ') : whole;
  if (name === undefined) return undefined;
  return { name, role: jsonText(creator, 'creatorType') ?? 'author', isGroup: parts.length === 0 };
}

/** The lines `arXiv: 2303.08010 [cs]` and the like of a note that has fields of its own. */
function readExtra(extra: string): ReadonlyMap<string, string> {
  const lines = extra.split('\n').slice(0, 100);
  return new Map(
    lines.flatMap((line) => {
      const [, name = '', value = ''] = /^([A-Za-z][A-Za-z ]{1,30}):\s*(\S+)/.exec(line) ?? [];
      return name === '' ? [] : [[name.toLowerCase(), value] as const];
    }),
  );
}
