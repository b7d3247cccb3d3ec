import { givenFirst } from '../../names.ts';
import { type Fields, isObject, jsonText, listAt } from '../fields.ts';
import { entryOf, joinPages, type Shape, withKey } from './shape.ts';

const TYPES: Readonly<Record<string, string>> = {
  article: 'article',
  'conference paper': 'inproceedings',
  book: 'book',
  'book chapter': 'incollection',
  proceedings: 'proceedings',
  thesis: 'phdthesis',
  report: 'techreport',
};

/** A record of INSPIRE (https://github.com/inspirehep/rest-api-doc), `metadata` inside or bare. */
export const inspire: Shape = {
  recognises: (value) => isObject(metadataIn(value).titles) || Array.isArray(metadataIn(value).titles),
  read(value) {
    const paper = metadataIn(value);
    const venue = jsonText(paper.publication_info, 'journal_title');
    const people = listAt(paper, 'authors').flatMap((one) => {
      const name = jsonText(one, 'full_name');
      return name === undefined || hasRole(one, 'supervisor')
        ? []
        : [{ name, isEditor: hasRole(one, 'editor') }];
    });
    const groups = [...listAt(paper, 'collaborations'), ...listAt(paper, 'corporate_author')].flatMap(
      (one) => jsonText(one, 'value') ?? jsonText(one) ?? [],
    );
    const authors = people.filter(({ isEditor }) => !isEditor).map(({ name }) => name);
    const type = TYPES[jsonText(paper.document_type) ?? ''] ?? 'article';
    const year = jsonText(paper.publication_info, 'year');
    return {
      fields: {
        title: jsonText(paper.titles, 'title'),
        abstract: jsonText(paper.abstracts, 'value'),
        authors: authors.length === 0 ? groups : authors,
        published:
          jsonText(paper.earliest_date) ??
          jsonText(paper.preprint_date) ??
          jsonText(paper.imprints, 'date') ??
          year,
        arxivId: jsonText(paper.arxiv_eprints, 'value'),
        doi: jsonText(paper.dois, 'value'),
        venue,
        categories: listAt(paper, 'arxiv_eprints').flatMap((one) =>
          isObject(one) ? listAt(one, 'categories') : [],
        ),
        keywords: listAt(paper, 'keywords').flatMap((one) => jsonText(one, 'value') ?? []),
        url: jsonText(paper.urls, 'value'),
      },
      entry: withKey(
        entryOf(type, {
          fields: {
            journal: venue,
            volume: jsonText(paper.publication_info, 'journal_volume'),
            number: jsonText(paper.publication_info, 'journal_issue'),
            pages:
              joinPages(
                jsonText(paper.publication_info, 'page_start'),
                jsonText(paper.publication_info, 'page_end'),
              ) ?? jsonText(paper.publication_info, 'artid'),
            publisher: jsonText(paper.imprints, 'publisher'),
            school: jsonText(paper.thesis_info, 'institutions', 'name'),
            collaboration: groups.length > 0 && authors.length > 0 ? groups.join(' and ') : undefined,
            year,
          },
          editors: people.filter(({ isEditor }) => isEditor).map(({ name }) => givenFirst(name)),
          corporate: authors.length === 0 ? groups : [],
        }),
        jsonText(paper.texkeys),
      ),
    };
  },
};

function metadataIn(value: Fields): Fields {
  return isObject(value.metadata) ? value.metadata : value;
}

function hasRole(person: unknown, role: string): boolean {
  return isObject(person) && listAt(person, 'inspire_roles').includes(role);
}
