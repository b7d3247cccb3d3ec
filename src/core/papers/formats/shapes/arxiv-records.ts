import { isObject, jsonText, listAt } from '../fields.ts';
import type { Shape } from './shape.ts';

/** The data set of arXiv's metadata (https://www.kaggle.com/datasets/Cornell-University/arxiv): names in parts, a date for each version. */
export const arxivDataset: Shape = {
  recognises: (value) =>
    Array.isArray(value.authors_parsed) || ('submitter' in value && Array.isArray(value.versions)),
  read(value) {
    const id = jsonText(value.id);
    const names = listAt(value, 'authors_parsed').flatMap((name) => writeName(name) ?? []);
    return {
      fields: {
        id: id === undefined ? undefined : `arxiv:${id}`,
        title: value.title,
        abstract: value.abstract,
        authors: names.length === 0 ? value.authors : names,
        published: isoDay(jsonText(value.versions, 'created')) ?? value.update_date,
        doi: jsonText(value.doi)?.split(/\s+/)[0],
        venue: value['journal-ref'],
        categories: value.categories,
      },
    };
  },
};

/** `["Neo", "Müller", "Jr.", "Dusk Lab"]`: family, given, suffix, affiliations. */
function writeName(name: unknown): string | undefined {
  if (!Array.isArray(name)) return undefined;
  const [family, given, suffix] = name.map((part) => jsonText(part));
  return [given, family, suffix].filter((part) => part !== undefined).join(' ') || undefined;
}

/** The day of `Mon, 2 Apr 2007 19:18:42 GMT`. */
function isoDay(date: string | undefined): string | undefined {
  const time = Date.parse(date ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().slice(0, 10);
}

/** A result of the Python package arxiv (https://lukasschwab.me/arxiv.py/arxiv.html#Result), or an entry of arXiv's feed as JSON. */
export const arxivResult: Shape = {
  recognises: (value) =>
    /\barxiv\.org\/abs\//i.test(jsonText(value.entry_id) ?? jsonText(value.id) ?? '') && 'summary' in value,
  read(value) {
    const id = jsonText(value.entry_id) ?? jsonText(value.id);
    const primary =
      jsonText(value.primary_category, 'term') ??
      jsonText(value.primary_category) ??
      jsonText(value['arxiv:primary_category'], '@term');
    const others = listAt(value, 'categories').map((one) => jsonText(one, 'term') ?? jsonText(one));
    return {
      fields: {
        id,
        title: value.title,
        abstract: value.summary,
        authors: listAt(value, 'authors' in value ? 'authors' : 'author').map((one) =>
          isObject(one) ? jsonText(one, 'name') : one,
        ),
        published: value.published,
        doi: value.doi,
        venue: value.journal_ref,
        categories: [...new Set([primary, ...others])].filter((one) => one !== undefined),
      },
    };
  },
};
