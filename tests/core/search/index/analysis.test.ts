import { describe, expect, it } from 'vitest';
import { proseTerm, termOf } from '../../../../src/core/search/index/analysis.ts';

describe('index terms', () => {
  it.each([
    ['uncertainties', 'uncertainty'],
    ['networks', 'network'],
    ['estimation', 'estimating'],
    ['generalised', 'generalise'],
    ['generalised', 'generalize'],
    ['behaviour', 'behaviors'],
    ['modelling', 'modeling'],
    ['catalogue', 'catalogs'],
    ['tumour', 'tumors'],
    ['leukaemia', 'leukemia'],
    ['matrix', 'matrices'],
    ['datum', 'data'],
    ['bias', 'biases'],
    ['virus', 'viruses'],
    ['base', 'bases'],
    ['β', 'beta'],
  ])('%s and %s are one', (one, other) => {
    expect(proseTerm(one)).toBe(proseTerm(other));
    expect(proseTerm(one)).not.toBe('');
  });

  it.each(['the', 'of', 'eg', 'ie', 'et', 'al', 'such', 'dont'])('%s is left out of prose', (word) => {
    expect(proseTerm(word)).toBe('');
  });

  it.each([
    ['analysis', 'analog'],
    ['base', 'basis'],
    ['noise', 'noize'],
    ['prize', 'prise'],
    ['contour', 'contor'],
  ])('%s and %s are two', (one, other) => {
    expect(proseTerm(one)).not.toBe(proseTerm(other));
  });

  it('keep names as they are written', () => {
    expect(termOf('yang', 'authors')).toBe('yang');
    expect(termOf('an', 'authors')).toBe('an');
    expect(termOf('systems', 'venue')).toBe('systems');
    expect(termOf('systems', 'abstract')).toBe('system');
  });

  it.each(['constructor', 'proto', 'tostring', 'hasownproperty', '深', 'неиронные', 'c++'])(
    '%s is a term like any other',
    (word) => {
      expect(proseTerm(word)).not.toBe('');
    },
  );
});
