import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { understandQuery } from '../../../../src/core/search/answer-query.ts';
import { describeState } from '../../../../src/core/search/index/corpus-state.ts';
import { parseQuery } from '../../../../src/core/search/query/parse-query.ts';
import { writeMatches } from '../../../../src/core/search/sphinx/asking/write-match.ts';
import {
  deletePapers,
  readId,
  replacePapers,
  selectPapers,
  valuesOf,
} from '../../../../src/core/search/sphinx/tables/statements.ts';
import { indexOf, samplePaper } from '../sample-papers.ts';

const HOSTILE = [
  "'; DROP TABLE papers; --",
  "') OR 1=1 -- ",
  "\\'",
  '@title stones | @abstract "stones"~5',
  '@* stones',
  '@!title stones',
  '@@relaxed stones',
  'stones/2 << moss >> fern',
  'moss MAYBE fern SENTENCE stone PARAGRAPH ZONE:h1 stone',
  'stones NEAR/5 moss NOTNEAR/2 fern',
  '=stones ^stones$ stones^5 *stones* st?nes %stones',
  '(((stones',
  'stones | | | -',
  '!stones ~stones \\(stones',
  '"stones" "',
  '-"stones moss" -(fern)',
  'title:"@abstract" author:"a | b"',
  'author:"(x) y* \'z"',
  'category:cs.LG;SELECT',
  "id:'/*",
  'stones\0moss\n\rfern\u2028',
  '\ud800 \udfff',
  '\u{202e}stones',
  '漢字 é ß ﬁ',
];

const typed = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        'stones',
        'title:',
        'author:',
        'id:',
        'after:2020',
        '"',
        '-',
        ' ',
        '@',
        '|',
        '(',
        ')',
        '\\',
        "'",
        '*',
        '^',
        '~',
        '/',
      ),
    )
    .map((parts) => parts.join('')),
);

/** Of what a query may be made: words, and what stands between them. */
const WRITTEN = /^(?:[a-z0-9_ |"!]|@\((?:title|abstract|authors|venue|categories|,)+\)|\^\d+\.\d\d|[()])*$/u;

describe('what a search server is asked', () => {
  it('is made of words that are none of those typed, and of operators that nobody typed', async () => {
    const papers = [samplePaper({ id: 'a', title: 'Mosses on stones', authors: ['Ada Verdant'] })];
    const state = describeState((await indexOf(papers)).segments());
    const check = (text: string, prefix: boolean): void => {
      const parsed = parseQuery(text);
      const { query, words } = understandQuery(state, parsed, prefix);
      for (const match of Object.values(writeMatches(query, words))) {
        expect(match).toMatch(WRITTEN);
        expect(count(match, '(')).toBe(count(match, ')'));
        expect(count(match, '"') % 2).toBe(0);
        expect(match).not.toMatch(/\(\)|""|\|\||\(\||\|\)/u);
        expect(count(selectPapers('papers', match, query, 'words', 10), "'")).toBe(6);
      }
    };
    for (const text of HOSTILE) check(text, false);
    fc.assert(fc.property(typed, fc.boolean(), check));
  });

  it('holds any id and any text of a paper within its quotation marks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (id, text) => {
        const paper: Paper = samplePaper({
          id,
          title: text,
          abstract: text,
          authors: [text],
          venue: text,
          categories: [text],
        });
        const statement = replacePapers('papers', [valuesOf(paper)]);
        const strings = [...statement.matchAll(/'((?:[^'\\]|\\.)*)'/gsu)].map(([, inside = '']) => inside);
        expect(strings).toHaveLength(8);
        expect(statement.replace(/'(?:[^'\\]|\\.)*'/gsu, '')).toMatch(/^[\w ,()]+$/u);
        // Some signs do not come back from a server as they went.
        expect(statement).toMatch(/^[ -~]*$/u);
        expect(readId(strings[6]?.replace(/\\(.)/gsu, '$1'))).toBe(id);
      }),
    );
    expect(deletePapers('papers', ['1', '2'])).toBe('DELETE FROM papers WHERE id IN (1,2)');
  });

  it('fits the tables that the documentation has made', () => {
    const page = readFileSync('docs/search-at-scale.md', 'utf8');
    const columns = /CREATE TABLE papers_0 \(([^)]*)\)/u.exec(page)?.[1] ?? '';
    const made = columns.split(',').map((column) => column.trim().split(' ')[0]);
    const written = /\(([^)]*)\) VALUES/u.exec(replacePapers('papers_0', []))?.[1]?.split(',');
    expect(['id', ...made]).toEqual(written);
    for (const setting of [
      "charset_table='0..9, a..z, _'",
      "min_word_len='2'",
      "min_prefix_len='2'",
      "index_field_lengths='1'",
    ])
      expect(page).toContain(setting);
  });
});

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}
