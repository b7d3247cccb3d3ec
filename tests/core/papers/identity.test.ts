import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findPaperIds,
  paperId,
  readArxivId,
  readDoi,
  slugApart,
  slugOf,
} from '../../../src/core/papers/identity.ts';
import { LINEAR, measureGrowth } from '../../growth.ts';

describe('readArxivId', () => {
  it.each([
    ['2303.08010', '2303.08010'],
    ['2303.08010v2', '2303.08010'],
    ['arXiv:2303.08010', '2303.08010'],
    ['arxiv: 2303.08010v11', '2303.08010'],
    ['https://arxiv.org/abs/2303.08010v1', '2303.08010'],
    ['http://www.arxiv.org/abs/2303.08010?context=cs', '2303.08010'],
    ['arxiv.org/pdf/2303.08010.pdf', '2303.08010'],
    ['https://arxiv.org/pdf/2303.08010v3', '2303.08010'],
    ['https://export.arxiv.org/abs/0704.0001', '0704.0001'],
    ['https://huggingface.co/papers/2303.08010', '2303.08010'],
    ['10.48550/arXiv.2303.08010', '2303.08010'],
    ['https://doi.org/10.48550/ARXIV.2303.08010', '2303.08010'],
    ['cond-mat/0207270', 'cond-mat/0207270'],
    ['arXiv:math.GT/0309136v2', 'math/0309136'],
    ['https://arxiv.org/abs/hep-th/9901001', 'hep-th/9901001'],
    [' 1409.6559 ', '1409.6559'],
  ])('reads %j as %s', (text, id) => {
    expect(readArxivId(text)).toBe(id);
  });

  it.each([
    '1810.0316300000002',
    'L14-1104',
    '2303.0801',
    '1313.1234',
    '2313.12345',
    '1',
    '',
    'and/1234567',
    'v2303.08010',
    '803.0048',
    'https://arxiv.org/search/?query=2303.08010',
    '2303.08010 and more',
  ])('takes %j for no arXiv id', (text) => {
    expect(readArxivId(text)).toBeUndefined();
  });
});

describe('readDoi', () => {
  it.each([
    ['10.1000/XYZ', '10.1000/xyz'],
    ['doi:10.1000/xyz.', '10.1000/xyz'],
    ['https://doi.org/10.1016/S0021-9681(96)00010-2', '10.1016/s0021-9681(96)00010-2'],
    ['http://dx.doi.org/10.1000/xyz),', '10.1000/xyz'],
  ])('reads %j as %s', (text, doi) => {
    expect(readDoi(text)).toBe(doi);
  });

  it.each(['10.1000', 'xyz', '', '10.1/x y'])('takes %j for no DOI', (text) => {
    expect(readDoi(text)).toBeUndefined();
  });
});

describe('findPaperIds', () => {
  it('finds ids of every form in a message, in order, each once', () => {
    const message =
      'See https://arxiv.org/abs/2303.08010v2, (arXiv:1801.02475), and <https://doi.org/10.1000/ABC.1>; also cond-mat/0207270, ' +
      '10.48550/arXiv.2106.10165 and again 2303.08010.';
    expect(findPaperIds(message)).toEqual([
      'arxiv:2303.08010',
      'arxiv:1801.02475',
      'doi:10.1000/abc.1',
      'arxiv:cond-mat/0207270',
      'arxiv:2106.10165',
    ]);
  });

  it('finds none in numbers, versions and prose', () => {
    expect(
      findPaperIds('v1801.02475 3.1801.02475 1801.024756 1801.02475.3 and/0207270 on 2023-01-02'),
    ).toEqual([]);
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => Array.isArray(findPaperIds(text))));
    for (const piece of ['10.1000/', 'arxiv:', '1801.02475', '10.', '(', 'cond-mat/'])
      expect(Array.isArray(findPaperIds(piece.repeat(200_000)))).toBe(true);
  });

  it('looks no further than 50,000 characters, however long the text', () => {
    const words = (length: number) => 'word '.repeat(length / 5);
    expect(findPaperIds(`${words(49_980)} 2303.08010`)).toEqual(['arxiv:2303.08010']);
    expect(findPaperIds(`${words(50_000)} 2303.08010`)).toEqual([]);
  });

  it.each(['10.1000/', 'arxiv:', '1801.02475', '10.', '(', 'cond-mat/'])(
    'takes no more than linear time over a text of %j',
    async (piece) => {
      const find = (length: number) => findPaperIds(piece.repeat(length / piece.length));
      expect(await measureGrowth(find, 2_500)).toBeLessThan(LINEAR);
    },
  );
});

describe('paper ids', () => {
  it('prefers arXiv to DOI to the title', () => {
    const names = { title: 'On Näïve Things: a Study', abstract: '' };
    expect(paperId({ ...names, arxivId: '2303.08010', doi: '10.1/x' })).toBe('arxiv:2303.08010');
    expect(paperId({ ...names, doi: '10.1000/x' })).toBe('doi:10.1000/x');
    expect(paperId(names)).toBe('on-naive-things-a-study');
  });

  it('cuts long slugs, and tells titles apart that differ only at the end', () => {
    const long = 'word '.repeat(40);
    const [one, other] = [slugOf(`${long} one`, ''), slugOf(`${long} two`, '')];
    expect(one.length).toBeLessThanOrEqual(64);
    expect(one).not.toBe(other);
    expect(slugOf(`${long} one`, 'another abstract')).toBe(one);
  });

  it('names a paper without title by its abstract, and titles in any script by their words', () => {
    expect(slugOf('', 'compact memories have flexible capacities a digital data storage')).toMatch(
      /^compact-memories-have-flexible-capacities-a--[\da-f]{8}$/,
    );
    expect(slugOf('深度学习：综述', '')).toBe('深度学习-综述');
  });

  it('tells papers of one title apart by what is told of them', () => {
    expect(slugApart('matrix-inversion', '120')).not.toBe(slugApart('matrix-inversion', '230'));
    expect(slugApart('matrix-inversion', '120')).toMatch(/^matrix-inversion--[\da-f]{8}$/);
  });
});
