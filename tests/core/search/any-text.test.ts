import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LunrEngine } from '../../../src/core/search/lunr-engine.ts';
import type { MarkedText } from '../../../src/core/text/marked-text.ts';
import { idsOf, indexOf, LIBRARY, samplePaper } from './sample-papers.ts';

const ODD = [
  samplePaper({ id: '__proto__', title: '__proto__ constructor toString', authors: ['constructor'] }),
  samplePaper({
    id: '🚀',
    title: '🚀 \ud83d broken',
    abstract: '\ud83d\ud83d 𝐀𝐝𝐚𝐦 \0 \u202e flux',
    venue: '\u0301',
  }),
  samplePaper({ id: 'empty', authors: ['', ' ', '.'], categories: [''] }),
];

let index: LunrEngine;
beforeAll(async () => {
  index = await indexOf([...LIBRARY, ...ODD], { segmentSize: 4 });
  await index.update({ put: [], removed: ['untitled'] });
});

const piece = fc.constantFrom(
  ...[
    '-',
    '"',
    '“',
    ':',
    ' ',
    'title:',
    'author:',
    'cat:',
    'id:',
    'year:2',
    'after:2020',
    'has:code',
    '(',
    '*',
    '~9',
  ],
  ...[
    'uncertainty',
    'uncertan',
    'unc',
    'the',
    'OOD',
    'out-of-distribution',
    'smith',
    'j',
    '\n',
    '🚀',
    '\ud83d',
    '\0',
    '深',
    '__proto__',
  ],
);
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(piece, { maxLength: 20 }).map((parts) => parts.join('')),
);

function expectWellMarked({ text, marks }: MarkedText): void {
  let end = 0;
  for (const mark of marks) {
    expect(mark.start).toBeGreaterThanOrEqual(end);
    expect(mark.end).toBeGreaterThan(mark.start);
    for (const edge of [mark.start, mark.end])
      expect(text.slice(edge - 1, edge + 1)).not.toMatch(/^[\ud800-\udbff][\udc00-\udfff]$/);
    end = mark.end;
  }
  expect(end).toBeLessThanOrEqual(text.length);
}

describe('any text at all', () => {
  it('is answered, with marks in order inside the text and scores in order', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.boolean(), async (text, prefix) => {
        const { hits, total, more, hints } = await index.search(text, { prefix, limit: 100 });
        expect(hits).toHaveLength(total + more);
        let score = Number.POSITIVE_INFINITY;
        for (const hit of hits) {
          expect(hit.score).toBeLessThanOrEqual(score);
          score = hit.score;
          expectWellMarked(hit.title);
          expectWellMarked(hit.snippet);
          expect(hit.paper.abstract).toContain(hit.snippet.text.replace(/^… /, '').replace(/ …$/, ''));
          expect(hit.why).not.toMatch(/[\n\r]/);
        }
        for (const hint of hints) expect(hint).not.toMatch(/[\n\r]/);
      }),
    );
  });

  it('is completed and looked up', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 0, max: 30 }), async (text, limit) => {
        expect((await index.suggest(text, limit)).length).toBeLessThanOrEqual(limit);
        expect((await index.similar(`${text}?`)).hits).toEqual([]);
      }),
    );
  });

  it('of a million characters is answered too', async () => {
    for (const text of [
      'uncertainty ',
      '"',
      '"a" ',
      '-x ',
      '🚀',
      '深',
      'title:a ',
      'a.',
      '\0',
      'id:2303.00001 ',
    ]) {
      const long = text.repeat(1_000_000 / text.length);
      expect((await index.search(long)).hints).toContain('Only the first 4000 characters were read.');
      expect((await index.search(long, { prefix: true })).hits.length).toBeLessThanOrEqual(10);
      expect(await index.suggest(long, 10)).toEqual([]);
    }
  });
});

describe('odd papers', () => {
  it('are found like any other', async () => {
    expect(await idsOf(index, 'constructor')).toEqual(['__proto__']);
    expect(await idsOf(index, 'author:constructor')).toEqual(['__proto__']);
    expect(await idsOf(index, 'id:__proto__')).toEqual(['__proto__']);
    expect(await idsOf(index, 'adam flux broken')).toContain('🚀');
    expect(await idsOf(index, 'id:empty')).toEqual(['empty']);
    expect((await index.similar('empty')).hits).toEqual([]);
  });
});
