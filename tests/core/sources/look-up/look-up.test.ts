import { describe, expect, it } from 'vitest';
import { readCrossrefWork } from '../../../../src/core/sources/look-up/crossref.ts';
import { createLookUp } from '../../../../src/core/sources/look-up/look-up.ts';
import { readOpenAlexWork } from '../../../../src/core/sources/look-up/openalex.ts';

describe('a look-up', () => {
  it('asks for no other page than that of a DOI, whatever stands in it', async () => {
    const asked: string[] = [];
    const addresses = {
      arxivApi: 'https://a.example',
      crossref: 'https://c.example',
      openAlex: 'https://o.example',
    };
    const { find } = createLookUp(addresses, async (address) => {
      asked.push(new URL(address).pathname);
      return { status: 404, header: () => undefined, body: new Uint8Array() };
    });
    expect(await find('doi:10.1000/../../admin')).toBeUndefined();
    expect(await find('doi:10.1000/./admin')).toBeUndefined();
    expect(asked).toEqual([]);
    expect(await find('doi:10.1000/a?b#c..d')).toBeUndefined();
    expect(asked).toEqual(['/works/10.1000/a%3Fb%23c..d', '/works/doi:10.1000/a%3Fb%23c..d']);
  });
});

describe('a work of Crossref', () => {
  it('has a list of titles, partial dates and mark-up in its abstract', () => {
    const record = readCrossrefWork(
      JSON.stringify({
        status: 'ok',
        message: {
          DOI: '10.1000/ABC.1',
          URL: 'http://dx.doi.org/10.1000/abc.1',
          title: ['A made-up work'],
          author: [{ given: 'Ada', family: 'Example' }, { name: 'The Consortium' }],
          issued: { 'date-parts': [[2026, 8]] },
          'container-title': ['Journal of Made-up Work'],
          abstract: '<jats:p>Nothing of it is true.</jats:p>',
        },
      }),
    );
    expect(record.key).toBe('10.1000/abc.1');
    expect(record.fields).toMatchObject({
      doi: '10.1000/abc.1',
      title: 'A made-up work',
      published: '2026-08',
      venue: 'Journal of Made-up Work',
      abstract: '<jats:p>Nothing of it is true.</jats:p>',
    });
    expect(record.fields.authors).toEqual(['Ada Example', 'The Consortium']);
  });

  it('is told where none came', () => {
    expect(() => readCrossrefWork('Resource not found.')).toThrow('Resource not found.');
    expect(() => readCrossrefWork('{"message":{}}')).toThrow('Crossref answered without a work');
  });
});

describe('a work of OpenAlex', () => {
  it('has its abstract as an index of words', () => {
    const record = readOpenAlexWork(
      JSON.stringify({
        doi: 'https://doi.org/10.1000/abc.1',
        title: 'A made-up work',
        publication_date: '2026-08-01',
        authorships: [{ author: { display_name: 'Ada Example' } }],
        abstract_inverted_index: { it: [2], Nothing: [0], of: [1], true: [4], is: [3], huge: [1e9] },
        primary_location: { source: { display_name: 'Journal of Made-up Work' } },
        is_retracted: true,
      }),
    );
    expect(record.fields).toMatchObject({
      doi: '10.1000/abc.1',
      title: 'A made-up work',
      abstract: 'Nothing of it is true',
      authors: ['Ada Example'],
      published: '2026-08-01',
      venue: 'Journal of Made-up Work',
      source: 'OpenAlex',
      withdrawn: 'retracted',
    });
  });

  it('is told where none came', () => {
    expect(() => readOpenAlexWork('{"error":"not found"}')).toThrow('OpenAlex answered without a work');
  });
});
