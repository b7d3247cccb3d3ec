import { describe, expect, it } from 'vitest';
import { indexOf, samplePaper } from '../sample-papers.ts';

const index = indexOf([
  ...['a', 'b', 'c'].map((id) => samplePaper({ id, title: 'Bridges of steel' })),
  samplePaper({ id: 'd', title: 'A bridle of leather' }),
  samplePaper({ id: 'e', title: 'Estimating uncertainty and uncertainties' }),
]);
const hintsOf = async (query: string) => (await (await index).search(query)).hints;

describe('a mistyped word', () => {
  it('means the nearest word, of equally near ones the one on most papers', async () => {
    expect(await hintsOf('bridqes')).toEqual(['No paper says “bridqes”; searched for “bridges”.']);
    expect(await hintsOf('bridxe')).toEqual(['No paper says “bridxe”; searched for “bridle”.']);
    const even = await indexOf([
      ...['a', 'b'].map((id) => samplePaper({ id, title: 'A bridge' })),
      samplePaper({ id: 'c', title: 'A bridle' }),
      samplePaper({ id: 'd', title: 'A bride' }),
    ]);
    expect((await even.search('bridxe')).hints).toEqual(['No paper says “bridxe”; searched for “bridge”.']);
  });

  it('is left alone in a long text, where it is more often a name', async () => {
    const words = 'steel bridges estimate leather steel bridges estimate leather steel bridges estimate';
    expect(await hintsOf(`bridqes ${words}`)).toContain('No paper says “bridqes”; searched for “bridges”.');
    expect(await hintsOf(`bridqes ${words} leather`)).toEqual(['No paper says “bridqes”.']);
  });

  it('that is only another inflection of a word here is none', async () => {
    expect(await hintsOf('leathers estimations')).toEqual([]);
    const grown = await indexOf([
      samplePaper({ id: 'a', title: 'Groups' }),
      ...['b', 'c', 'd'].map((id) => samplePaper({ id, title: 'Growing' })),
    ]);
    expect((await grown.search('grouping')).hints).toEqual([]);
  });
});
