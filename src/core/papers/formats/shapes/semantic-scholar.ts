import { type Fields, isObject, jsonText, listAt } from '../fields.ts';
import { dashPages, entryOf, isRepository, type Shape } from './shape.ts';

/** A paper of Semantic Scholar's API or data sets (https://api.semanticscholar.org/api-docs/graph), bare or as a citation. */
export const semanticScholar: Shape = {
  recognises: (value) =>
    paperIn(value) !== value ||
    'externalIds' in paperIn(value) ||
    'externalids' in paperIn(value) ||
    /^[\da-f]{40}$/.test(jsonText(paperIn(value).paperId) ?? ''),
  read(value) {
    const paper = paperIn(value);
    const ids = paper.externalIds ?? paper.externalids;
    const venue = [
      jsonText(paper.publicationVenue, 'name'),
      jsonText(paper.venue),
      jsonText(paper.journal, 'name'),
    ].find((name) => name !== undefined && !isRepository(name));
    const types = listAt(paper, 'publicationTypes');
    const isMeeting =
      types.includes('Conference') || jsonText(paper.publicationVenue, 'type') === 'conference';
    const type = isMeeting
      ? 'inproceedings'
      : types.includes('Book')
        ? 'book'
        : venue === undefined
          ? 'misc'
          : 'article';
    const journal = isRepository(jsonText(paper.journal, 'name')) ? undefined : paper.journal;
    const arxivId = jsonText(ids, 'ArXiv');
    const doi = jsonText(ids, 'DOI');
    const date = jsonText(paper.publicationDate) ?? jsonText(paper.publicationdate) ?? jsonText(paper.year);
    return {
      fields: {
        title: paper.title,
        abstract: paper.abstract,
        authors: listAt(paper, 'authors').flatMap((one) => jsonText(one, 'name') ?? jsonText(one) ?? []),
        published: date,
        arxivId,
        doi,
        url: arxivId === undefined && doi === undefined ? paper.url : undefined,
        venue,
      },
      entry: entryOf(type, {
        fields: {
          [type === 'article' ? 'journal' : 'booktitle']: venue,
          volume: jsonText(journal, 'volume'),
          pages: dashPages(jsonText(journal, 'pages')),
          date,
        },
      }),
    };
  },
};

/** Lists of citations and references have the paper inside. */
function paperIn(value: Fields): Fields {
  const inner = value.citedPaper ?? value.citingPaper;
  return isObject(inner) ? inner : value;
}
