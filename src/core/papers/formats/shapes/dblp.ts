import { type Fields, isObject, jsonText, listAt, valueAt } from '../fields.ts';
import { dashPages, entryOf, isRepository, type Shape } from './shape.ts';

const TYPES: readonly (readonly [RegExp, string])[] = [
  [/^journal/i, 'article'],
  [/^conference/i, 'inproceedings'],
  [/^parts in/i, 'incollection'],
  [/^books/i, 'book'],
  [/^editorship/i, 'proceedings'],
];

/** A hit of DBLP's search (https://dblp.org/faq/How+to+use+the+dblp+search+API.html): `info` inside, or flat. */
export const dblp: Shape = {
  recognises: (value) =>
    /^https?:\/\/dblp\.(?:org|uni-trier\.de)\/rec\//i.test(jsonText(infoIn(value).url) ?? ''),
  read(value) {
    const info = infoIn(value);
    const venue = jsonText(info.venue);
    const type = TYPES.find(([words]) => words.test(jsonText(info.type) ?? ''))?.[1] ?? 'misc';
    const arxivId = isRepository(venue) ? /^abs\/(\S+)$/.exec(jsonText(info.volume) ?? '')?.[1] : undefined;
    const list = isObject(info.authors) ? listAt(info.authors, 'author') : listAt(info, 'authors');
    return {
      fields: {
        // DBLP ends each title with a full stop.
        title: (jsonText(info.title, 'text') ?? jsonText(info.title))?.replace(/(?<!\.)\.$/, ''),
        authors: list.flatMap((one) => withoutNumber(jsonText(one, 'text') ?? jsonText(one)) ?? []),
        published: info.year,
        arxivId,
        doi: info.doi,
        url:
          arxivId === undefined && jsonText(info.doi) === undefined
            ? (jsonText(info.ee) ?? info.url)
            : undefined,
        venue: isRepository(venue) ? undefined : venue,
      },
      entry: entryOf(type, {
        fields: {
          [type === 'article' ? 'journal' : 'booktitle']: venue,
          volume: jsonText(info.volume),
          number: jsonText(info.number),
          pages: dashPages(jsonText(info.pages)),
          publisher: jsonText(info.publisher),
          year: jsonText(info.year),
        },
      }),
    };
  },
};

function infoIn(value: Fields): Fields {
  const info = valueAt(value.info);
  return isObject(info) ? info : value;
}

/** Namesakes are told apart by a number: `Wei Wang 0001`. */
function withoutNumber(name: string | undefined): string | undefined {
  return name?.replace(/ \d{4}$/, '');
}
