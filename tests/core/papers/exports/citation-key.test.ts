import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { citationKey, citationKeys } from '../../../../src/core/papers/exports/citation-key.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { paperWith } from '../papers.ts';

const authors = ['Guoxuan Xia'];
const published = '2023';
const older = paperWith({ id: 'arxiv:2301.00001', title: 'Window one', authors, published });
const newer = paperWith({ id: 'arxiv:2303.08010', title: 'Window two', authors, published });
const newest = paperWith({ id: 'arxiv:2310.00001', title: 'The window', authors, published });
const other = paperWith({ id: 'arxiv:1901.00001', title: 'Windowa', authors, published });

function keysById(papers: readonly Paper[]): Readonly<Record<string, string | undefined>> {
  const keys = citationKeys(papers);
  return Object.fromEntries(papers.map(({ id }, index) => [id, keys[index]]));
}

describe('the keys of a file', () => {
  it('are those of the papers alone where they differ', () => {
    expect(citationKeys([newer, other])).toEqual(['xia2023window', 'xia2023windowa']);
  });

  it('get letters by the papers’ ids, whatever their order in the list', () => {
    expect(citationKeys([newest, older, newer])).toEqual([
      'xia2023windowb',
      'xia2023window',
      'xia2023windowa',
    ]);
    expect(keysById([newer, newest, older])).toEqual(keysById([older, newer, newest]));
  });

  it('stay as they are when a later paper with the same key, or any other paper, joins', () => {
    const before = keysById([older, newer]);
    expect(keysById([newest, newer, paperWith({ id: 'arxiv:0801.00001' }), older])).toMatchObject(before);
  });

  it('leave the key of another paper to it', () => {
    expect(keysById([older, newer, other])).toEqual({
      'arxiv:2301.00001': 'xia2023window',
      'arxiv:2303.08010': 'xia2023windowb',
      'arxiv:1901.00001': 'xia2023windowa',
    });
  });

  it('are unique for any papers, ignoring case, and do not depend on the order', () => {
    const paper = fc.record({
      id: fc.stringMatching(/^arxiv:\d{4}\.\d{5}$/),
      title: fc.oneof(fc.constantFrom('A', 'a b', 'Window', 'windowa', '深度', ''), fc.string()),
      authors: fc.array(fc.constantFrom('Guoxuan Xia', 'Łukasz Müller', '王伟'), { maxLength: 1 }),
      published: fc.constantFrom('2023', '2024'),
    });
    fc.assert(
      fc.property(fc.uniqueArray(paper, { selector: ({ id }) => id, maxLength: 60 }), (facts) => {
        const papers = facts.map(paperWith);
        const keys = citationKeys(papers);
        expect(new Set(keys.map((key) => key.toLowerCase())).size).toBe(papers.length);
        expect(keys.filter((key) => !/^[a-z0-9]+$/.test(key))).toEqual([]);
        expect(keysById([...papers].reverse())).toEqual(keysById(papers));
      }),
    );
  });

  it('go on with aa after z', () => {
    const many = Array.from({ length: 30 }, (_, at) =>
      paperWith({ ...newer, id: `arxiv:2303.000${at + 10}` }),
    );
    expect(citationKeys(many).slice(25, 29)).toEqual([
      'xia2023windowy',
      'xia2023windowz',
      'xia2023windowaa',
      'xia2023windowab',
    ]);
    expect(citationKey(newer)).toBe('xia2023window');
  });
});
