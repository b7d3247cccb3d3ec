import { type Fields, isObject, jsonText, listAt } from '../fields.ts';
import { entryOf, joinPages, type Shape } from './shape.ts';

const TYPES: Readonly<Record<string, string>> = {
  article: 'article',
  review: 'article',
  letter: 'article',
  'book-chapter': 'incollection',
  book: 'book',
  dissertation: 'phdthesis',
  report: 'techreport',
};
/** Words of one abstract. */
const LONGEST = 20_000;

/** A work of OpenAlex (https://docs.openalex.org/api-entities/works/work-object), whose abstract is an index from words to places. */
export const openAlexWork: Shape = {
  recognises: (value) =>
    Array.isArray(value.authorships) ||
    isObject(value.abstract_inverted_index) ||
    (/^https?:\/\/openalex\.org\/W/i.test(jsonText(value.id) ?? '') && 'publication_year' in value),
  read(value) {
    const source = isObject(value.primary_location) ? value.primary_location.source : undefined;
    const venue = jsonText(source, 'type') === 'repository' ? undefined : jsonText(source, 'display_name');
    const type = TYPES[jsonText(value.type) ?? ''] ?? 'misc';
    const isMeeting = type === 'article' && jsonText(source, 'type') === 'conference';
    return {
      fields: {
        title: jsonText(value.title) ?? jsonText(value.display_name),
        abstract: isObject(value.abstract_inverted_index) ? unroll(value.abstract_inverted_index) : undefined,
        authors: listAt(value, 'authorships').flatMap(
          (one) => jsonText(one, 'author', 'display_name') ?? jsonText(one, 'raw_author_name') ?? [],
        ),
        published: value.publication_date ?? value.publication_year,
        arxivId: arxivAddress(value),
        doi: value.doi,
        url: jsonText(value.primary_location, 'landing_page_url'),
        venue,
        keywords: listAt(value, 'keywords').flatMap(
          (one) => jsonText(one, 'display_name') ?? jsonText(one, 'keyword') ?? [],
        ),
        withdrawn: value.is_retracted === true ? 'retracted' : undefined,
      },
      entry: entryOf(isMeeting ? 'inproceedings' : type, {
        fields: {
          [type === 'article' && !isMeeting ? 'journal' : 'booktitle']: venue,
          volume: jsonText(value.biblio, 'volume'),
          number: jsonText(value.biblio, 'issue'),
          pages: joinPages(jsonText(value.biblio, 'first_page'), jsonText(value.biblio, 'last_page')),
          publisher: venue === undefined ? undefined : jsonText(source, 'host_organization_name'),
          date: jsonText(value.publication_date) ?? jsonText(value.publication_year),
        },
      }),
    };
  },
};

/** Where it is on arXiv, of one that is there. */
function arxivAddress(work: Fields): string | undefined {
  const places = [work.primary_location, ...listAt(work, 'locations')];
  return places
    .flatMap((place) => [jsonText(place, 'landing_page_url'), jsonText(place, 'pdf_url')])
    .find((address) => address !== undefined && /\barxiv\.org\/(?:abs|pdf)\//i.test(address));
}

/** The text of an index from words to their places. */
function unroll(index: Fields): string {
  const words: string[] = [];
  for (const [word, places] of Object.entries(index)) {
    for (const place of Array.isArray(places) ? places : []) {
      if (Number.isInteger(place) && place >= 0 && place < LONGEST) words[place] = word;
    }
  }
  return words.filter((word) => word !== undefined).join(' ');
}
