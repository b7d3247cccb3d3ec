import { describe, expect, it } from 'vitest';
import { advisedEndings, formatOf, formats } from '../../../../src/core/papers/formats/formats.ts';

describe('the list of formats', () => {
  it('gives each ending to one format', () => {
    const endings = formats.flatMap((format) => format.endings);
    expect(new Set(endings).size).toBe(endings.length);
    expect(endings.every((ending) => /^[a-z\d]+$/.test(ending))).toBe(true);
    for (const format of formats)
      for (const ending of format.endings) expect(formatOf(`Papers.${ending.toUpperCase()}`)).toBe(format);
  });

  it.each([
    'papers',
    'papers.',
    'papers.xlsx',
    'papers.constructor',
    '.papers.bib',
    'papers.bib~',
    'README.txt',
    'README',
    'Licence',
  ])('has none for %j', (name) => {
    expect(formatOf(name)).toBeUndefined();
  });

  it('advises what is easily written', () => {
    expect(advisedEndings.slice(0, 5)).toEqual(['.jsonl', '.json', '.bib', '.ris', '.md']);
    expect(advisedEndings).not.toContain('.txt');
  });
});
