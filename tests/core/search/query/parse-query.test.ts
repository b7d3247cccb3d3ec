import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IndexField } from '../../../../src/core/search/index/analysis.ts';
import { parseQuery } from '../../../../src/core/search/query/parse-query.ts';
import type { Clause, Query } from '../../../../src/core/search/query/query.ts';

/** What differs from a query that says nothing, but for the words by themselves. */
function told(typed: string): Partial<Query> {
  const { loose, ...query } = parseQuery(typed);
  const entries = Object.entries(query).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : value !== false,
  );
  return Object.fromEntries(entries);
}

const only = (...words: string[]) => ({ plain: true, words });
const clause = (field: IndexField, ...words: string[]): Clause => ({ field, words });
const title = (...words: string[]) => clause('title', ...words);
const authors = (...words: string[]) => clause('authors', ...words);

describe('plain words', () => {
  it.each<[string, Partial<Query>]>([
    ['', {}],
    ['   \n\t ', {}],
    ['uncertainty', only('uncertainty')],
    ['Uncertainty ESTIMATION', only('uncertainty', 'estimation')],
    ['out-of-distribution', only('out', 'of', 'distribution')],
    ['deep  deep\nlearning', only('deep', 'deep', 'learning')],
    ['C++ and C#', only('c++', 'and', 'c#')],
    ["don't panic", only('dont', 'panic')],
    ['Hénaff', only('henaff')],
    ['深度学习', only('深', '度', '学', '习')],
    ['+required ~fuzzy^2 wild*card', only('required', 'fuzzy', '2', 'wild', 'card')],
    ['a AND b OR c', only('a', 'and', 'b', 'or', 'c')],
    ['WHY NOT NETS', only('why', 'not', 'nets')],
    ['(a|b) [c] {d} \\e', only('a', 'b', 'c', 'd', 'e')],
    ['10:30 3:1', only('10', '30', '3', '1')],
    ['see https://example.org/a?b=c', only('see', 'https', 'example', 'org', 'a', 'b', 'c')],
    ['Attention: is it all', only('attention', 'is', 'it', 'all')],
    ['std::vector', only('std', 'vector')],
    ['__proto__ constructor', only('proto', 'constructor')],
    ['papers about graph networks', only('graph', 'networks')],
    ['papers about ensembles', only('ensembles')],
    ['papers about "ensembles"', { ...only('ensembles'), required: [{ words: ['ensembles'] }] }],
    [
      '"papers about ensembles"',
      { words: ['papers', 'about', 'ensembles'], required: [{ words: ['papers', 'about', 'ensembles'] }] },
    ],
    ['about papers', only('papers')],
  ])('%j', (typed, expected) => {
    expect(told(typed)).toEqual(expected);
  });
});

describe('phrases and exclusions', () => {
  it.each<[string, Partial<Query>]>([
    ['"deep learning"', { words: ['deep', 'learning'], required: [{ words: ['deep', 'learning'] }] }],
    ['“deep learning”', { words: ['deep', 'learning'], required: [{ words: ['deep', 'learning'] }] }],
    ['«deep learning»', { words: ['deep', 'learning'], required: [{ words: ['deep', 'learning'] }] }],
    ['„deep learning“', { words: ['deep', 'learning'], required: [{ words: ['deep', 'learning'] }] }],
    ['"uncertainty"', { words: ['uncertainty'], required: [{ words: ['uncertainty'] }] }],
    ['"deep learning".', { words: ['deep', 'learning'], required: [{ words: ['deep', 'learning'] }] }],
    ['a "b c" d', { ...only('a', 'b', 'c', 'd'), required: [{ words: ['b', 'c'] }] }],
    ['"deep learning', only('deep', 'learning')],
    ['5" screen', only('5', 'screen')],
    ['deep"learning"', only('deep', 'learning')],
    ['-survey', { excluded: [{ words: ['survey'] }] }],
    ['–survey', { excluded: [{ words: ['survey'] }] }],
    ['—"deep learning"', { excluded: [{ words: ['deep', 'learning'] }] }],
    ['-"deep learning"', { excluded: [{ words: ['deep', 'learning'] }] }],
    ['-multi-modal', { excluded: [{ words: ['multi', 'modal'] }] }],
    ['--survey', only('survey')],
    ['nets - survey', only('nets', 'survey')],
    ['nets -survey', { ...only('nets'), excluded: [{ words: ['survey'] }] }],
    ['-title:survey', { excluded: [title('survey')] }],
    ['-title:"a survey"', { excluded: [title('a', 'survey')] }],
    [
      '"state of the art"',
      { words: ['state', 'of', 'the', 'art'], required: [{ words: ['state', 'of', 'the', 'art'] }] },
    ],
  ])('%j', (typed, expected) => {
    expect(told(typed)).toEqual(expected);
  });
});

describe('fields', () => {
  it.each<[string, Partial<Query>]>([
    ['title:uncertainty', { words: ['uncertainty'], required: [title('uncertainty')] }],
    ['ti:uncertainty', { words: ['uncertainty'], required: [title('uncertainty')] }],
    ['TI:Uncertainty', { words: ['uncertainty'], required: [title('uncertainty')] }],
    ['title: uncertainty', { words: ['uncertainty'], required: [title('uncertainty')] }],
    ['title:"deep nets"', { words: ['deep', 'nets'], required: [title('deep', 'nets')] }],
    ['title: "deep nets"', { words: ['deep', 'nets'], required: [title('deep', 'nets')] }],
    ['title:multi-modal', { words: ['multi', 'modal'], required: [title('multi', 'modal')] }],
    ['abs:flux', { words: ['flux'], required: [clause('abstract', 'flux')] }],
    ['abstract:flux', { words: ['flux'], required: [clause('abstract', 'flux')] }],
    ['au:Hénaff', { words: ['henaff'], required: [authors('henaff')] }],
    ['author:"J.K. Tassi"', { words: ['j', 'k', 'tassi'], required: [authors('j', 'k', 'tassi')] }],
    ['authors:an', { words: ['an'], required: [authors('an')] }],
    ['cat:cs.LG', { required: [clause('categories', 'cs', 'lg')] }],
    ['category:cs.LG', { required: [clause('categories', 'cs', 'lg')] }],
    ['venue:ICCV', { words: ['iccv'], required: [clause('venue', 'iccv')] }],
    [
      'nets author:xia year:2023',
      { ...only('nets', 'xia'), required: [authors('xia')], from: 20230101, until: 20240101 },
    ],
    ['has:code', { hasCode: true }],
    ['HAS:CODE', { hasCode: true }],
    ['id:2303.08010', { ids: ['2303.08010'] }],
    ['id:https://arxiv.org/abs/2303.08010', { ids: ['https://arxiv.org/abs/2303.08010'] }],
    ['id:a id:b nets', { ...only('nets'), ids: ['a', 'b'] }],
  ])('%j', (typed, expected) => {
    expect(told(typed)).toEqual(expected);
  });

  it('may come without code', () => {
    expect(parseQuery('-has:code').hasCode).toBe(false);
    expect(parseQuery('nets').hasCode).toBeUndefined();
  });
});

describe('ids on their own', () => {
  it.each([
    '2303.08010',
    ' arXiv:2303.08010v2 ',
    'arXiv: 2303.08010',
    'https://arxiv.org/abs/2303.08010',
    'https://huggingface.co/papers/2303.08010',
    '10.1000/gaps',
    'doi:10.1000/gaps',
    'https://doi.org/10.1000/gaps',
    'https://example.org/some-paper',
  ])('%s', (typed) => {
    expect(told(typed)).toEqual({ ids: [typed.trim()] });
  });

  it('may be several', () => {
    expect(told('2303.08010 arXiv:2107.03342')).toEqual({ ids: ['2303.08010', 'arXiv:2107.03342'] });
  });
});

describe('dates', () => {
  it.each<[string, number | undefined, number | undefined]>([
    ['year:2023', 20230101, 20240101],
    ['year:2020-2023', 20200101, 20240101],
    ['year:2020..2023', 20200101, 20240101],
    ['year:2020–2023', 20200101, 20240101],
    ['year:2023-2020', 20200101, 20240101],
    ['year:2020-', 20200101, undefined],
    ['year:-2020', undefined, 20210101],
    ['year: 2023', 20230101, 20240101],
    ['after:2023', 20230101, undefined],
    ['after:2023-06', 20230601, undefined],
    ['after:2023-06-30', 20230630, undefined],
    ['after:2023/6/3', 20230603, undefined],
    ['before:2023', undefined, 20230101],
    ['after:2021 before:2023', 20210101, 20230101],
    ['after:2022 year:2020-2023', 20220101, 20240101],
    ['year:2020-2023 after:2022', 20220101, 20240101],
    ['before:2022 before:2023', undefined, 20220101],
    ['before:2024-02-29', undefined, 20240229],
  ])('%s', (typed, from, until) => {
    const query = parseQuery(typed);
    expect([query.from, query.until, query.hints]).toEqual([from, until, []]);
  });

  it.each([
    'year:23',
    'year:now',
    'after:yesterday',
    'before:2023-02-30',
    'after:2023-13',
    'before:31.12.2023',
  ])('%s is answered with a hint and the rest', (typed) => {
    const query = parseQuery(`nets ${typed}`);
    expect(query).toMatchObject({ words: ['nets'], required: [], excluded: [] });
    expect(query).not.toHaveProperty('from');
    expect(query).not.toHaveProperty('until');
    expect(query.hints).toHaveLength(1);
    expect(query.hints[0]).toContain(`“${typed}” is not a date I understand; try `);
  });
});

describe('what says nothing', () => {
  it.each([
    ['?', '“?” has no word to search for. Type what the papers should be about.'],
    ['?!;:,.', '“?!;:,.” has no word to search for. Type what the papers should be about.'],
    ['🚀', '“🚀” has no word to search for. Type what the papers should be about.'],
    ['- -- ---', '“- -- ---” has no word to search for. Type what the papers should be about.'],
    ['"', '“"” has no word to search for. Type what the papers should be about.'],
    ['""', '“""” has no word to search for. Type what the papers should be about.'],
    ['-""', '“-""” leaves out nothing: “-” needs a word, as in -survey.'],
    ['author:', '“author:” needs a name behind it, as in author:Smith.'],
    ['author: ', '“author:” needs a name behind it, as in author:Smith.'],
    ['au:""', '“au:” needs a name behind it, as in author:Smith.'],
    ['-author:?', '“author:” needs a name behind it, as in author:Smith.'],
    [': title:', '“title:” needs a word behind it, as in title:ensembles.'],
    ['abstract:-', '“abstract:” needs a word behind it, as in abstract:ensembles.'],
    ['venue:', '“venue:” needs a name behind it, as in venue:ICCV.'],
    ['cat:', '“cat:” needs a category behind it, as in category:cs.LG.'],
    ['YEAR:', '“YEAR:” needs a year behind it, as in year:2023 or year:2020-2023.'],
    ['after:', '“after:” needs a date behind it, as in after:2023 or after:2023-06-30.'],
    ['before:', '“before:” needs a date behind it, as in before:2023 or before:2023-06-30.'],
    ['has:', '“has:” needs “code” behind it: has:code.'],
    ['id:', '“id:” needs an id behind it, as in id:2303.08010.'],
  ])('is told what it needs, and nothing is searched: %s', (typed, hint) => {
    expect(told(typed)).toEqual({ hints: [hint] });
  });

  it('leaves the rest as it is', () => {
    expect(told('author: year:2023')).toEqual({
      from: 20230101,
      until: 20240101,
      hints: ['“author:” needs a name behind it, as in author:Smith.'],
    });
    expect(told('nets author:')).toMatchObject(only('nets'));
    expect(told('nets ?')).toEqual(only('nets'));
  });
});

describe('a query is cleaned as papers are', () => {
  it.each<[string, Partial<Query>]>([
    ['$\\ell_1$ norms', only('l1', 'norms')],
    ['\\beta-VAE', only('β', 'vae')],
    ['$\\epsilon$-greedy', only('ε', 'greedy')],
    ['author:Erd\\H{o}s', { words: ['erdos'], required: [authors('erdos')] }],
    ['He\u0301naff', only('henaff')],
    ['ｄｅｅｐ ﬁelds', only('deep', 'fields')],
    ['author：Xia', { words: ['xia'], required: [authors('xia')] }],
    ['un\u2060certain\u00adty \u200bnets\ufeff', only('uncertainty', 'nets')],
    ['nets \u2212survey', { ...only('nets'), excluded: [{ words: ['survey'] }] }],
    ['nets \u2010survey', { ...only('nets'), excluded: [{ words: ['survey'] }] }],
    ['it costs $5', only('it', 'costs', '5')],
    ['on-line', only('on-', 'line')],
    ['pruning vs. quantization', only('pruning', 'quantization')],
    [
      '"pruning vs quantization"',
      { words: ['pruning', 'vs', 'quantization'], required: [{ words: ['pruning', 'vs', 'quantization'] }] },
    ],
    ['vs', only('vs')],
  ])('%j', (typed, expected) => {
    expect(told(typed)).toEqual(expected);
  });
});

describe('hints', () => {
  it.each<[string, string[], RegExp]>([
    ['titel:nets', ['titel', 'nets'], /“titel:” is not a field, .* did you mean title:\?/],
    ['flavour:nets', ['flavour', 'nets'], /“flavour:” is not a field, .* I know title, abstract, author/],
    ['constructor:nets', ['constructor', 'nets'], /“constructor:” is not a field/],
    ['has:video nets', ['nets'], /“has:video” was ignored: only has:code is known/],
    ['-year:2020 nets', ['nets'], /“-year:2020” was ignored/],
    ['-id:2303.08010 nets', ['nets'], /“-id:2303.08010” was ignored/],
    ['"of the" nets', ['nets'], /“of the” has only very common words, so it was ignored/],
    ['title:the nets', ['nets'], /“the” has only very common words/],
    ['-the nets', ['nets'], /“the” has only very common words/],
    ['nets NOT trees', ['nets', 'not', 'trees'], /“NOT” was read as a word. .* put “-” before it: -trees\./],
    ['\u200b', [], /^That has no word to search for/],
    ['\\\\', [], /^That has no word to search for/],
    ['the of and', ['the', 'of', 'and'], /only very common words. Add one/],
    ['latest papers', ['papers'], /do not say what about. Add a topic/],
    ['nets from 2024', ['nets', 'from', '2024'], /“2024” was read as a word. .* type year:2024\./],
    ['nets since 2020?', ['nets', 'since', '2020'], /type after:2020\./],
    ['cs.LG nets', ['cs', 'lg', 'nets'], /“cs.LG” was read as words. .* type category:cs.LG\./],
  ])('%j', (typed, words, hint) => {
    const query = parseQuery(typed);
    expect(query.words).toEqual(words);
    expect(query.hints).toHaveLength(1);
    expect(query.hints[0]).toMatch(hint);
  });

  it('come once each', () => {
    expect(parseQuery('foo:a foo:b has:x has:x').hints).toHaveLength(2);
  });

  it('quote on one line and not at length', () => {
    const [hint] = parseQuery(`"of\nthe" has:${'🚀'.repeat(500)}`).hints.slice(-1);
    expect(hint).not.toContain('\n');
    expect(hint.length).toBeLessThan(200);
    expect(Buffer.from(hint).toString()).toBe(hint);
  });
});

describe('long texts', () => {
  it('are prose, in which quotation marks and dashes are punctuation', () => {
    const query = parseQuery(
      'one two three four five six seven eight nine ten "eleven twelve" -thirteen note:fourteen',
    );
    expect(query.words.slice(-5)).toEqual(['eleven', 'twelve', 'thirteen', 'note', 'fourteen']);
    expect(query).toMatchObject({ required: [], excluded: [], hints: [] });
  });

  it('still know fields', () => {
    const query = parseQuery(
      'one two three four five six seven eight nine ten eleven twelve title:nets year:2020',
    );
    expect(query).toMatchObject({ required: [title('nets')], from: 20200101 });
  });

  it.each([
    ['words', 'deep learning '.repeat(70_000)],
    ['one word', 'a'.repeat(1_000_000)],
    ['quotation marks', '"'.repeat(1_000_000)],
    ['quoted letters', '"a" '.repeat(250_000)],
    ['dashes', '-'.repeat(1_000_000)],
    ['colons', 'title:'.repeat(160_000)],
    ['fields', 'id:x title:y '.repeat(80_000)],
    ['spaces', ' '.repeat(1_000_000)],
    ['dots', 'a.'.repeat(500_000)],
    ['rockets', '🚀'.repeat(500_000)],
    ['one phrase', `"${'a-'.repeat(500_000)}"`],
  ])('of a million %s are clipped', (_, typed) => {
    const query = parseQuery(typed);
    expect(query.words.length).toBeLessThanOrEqual(256);
    expect(query.required.length + query.excluded.length + query.ids.length).toBeLessThanOrEqual(48);
    expect(query.hints).toContain('Only the first 4000 characters were read.');
  });
});

describe('any text at all', () => {
  const pieces = fc.constantFrom(
    '-',
    '"',
    '“',
    ':',
    ' ',
    'title:',
    'year:',
    'id:',
    'has:code',
    '2020',
    'net',
    'the',
    '\n',
    '🚀',
    '\ud83d',
    '\0',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((parts) => parts.join('')),
  );

  it('is read without an error into words, and hints of one line', () => {
    fc.assert(
      fc.property(texts, (typed) => {
        const query = parseQuery(typed);
        for (const word of query.words) expect(word).not.toBe('');
        for (const hint of query.hints) expect(hint).not.toMatch(/[\n\r]/);
        for (const { words } of [...query.required, ...query.excluded]) expect(words).not.toHaveLength(0);
      }),
    );
  });
});

it('tells all words that stand outside phrases and fields, as they were written', () => {
  const written = parseQuery('papers about OOD-detection of "deep nets" author:smith -survey Hénaff').loose;
  expect(written).toEqual([
    { text: 'papers', written: 'papers' },
    { text: 'about', written: 'about' },
    { text: 'ood', written: 'OOD' },
    { text: 'detection', written: 'detection' },
    { text: 'of', written: 'of' },
    { text: 'henaff', written: 'Hénaff' },
  ]);
  expect(parseQuery('word '.repeat(500)).loose).toHaveLength(256);
});
