import { describe, expect, it } from 'vitest';
import { familiesOf, withoutYear } from '../../../../src/core/papers/venues/venue-family.ts';

const same: readonly (readonly [string, string])[] = [
  ['ICML 2027', 'icml'],
  ["ICML'23", 'icml'],
  ['icml', 'icml'],
  ['Proceedings of the 40th International Conference on Machine Learning', 'icml'],
  ['Proceedings of ICML 2019', 'icml'],
  ['NeurIPS 2026', 'neurips'],
  ['NIPS 2014', 'neurips'],
  ['Advances in Neural Information Processing Systems 33', 'neurips'],
  ['Proceedings of the 57th Annual Meeting of the Association for Computational Linguistics', 'acl'],
  [
    'Proceedings of the 56th Annual Meeting of the Association for Computational Linguistics (Volume 1: Long Papers)',
    'acl',
  ],
  ['Proceedings of ACL 2018', 'acl'],
  [
    'Proceedings of the Fifth International Conference on Language Resources and Evaluation (LREC’06)',
    'lrec',
  ],
  ['Proceedings of the 12th Language Resources and Evaluation Conference', 'lrec'],
  [
    'Proceedings of the Ninth International Conference on Language Resources and Evaluation (LREC 2014)',
    'lrec',
  ],
  ['Proceedings of COLING 2016, the 26th International Conference on Computational Linguistics', 'coling'],
  ['Proceedings of the 28th International Conference on Computational Linguistics', 'coling'],
  ['Interspeech 2020', 'interspeech'],
  ['Computational Linguistics, Volume 43, Issue 1 - April 2017', 'computational linguistics'],
  ['Computational Linguistics', 'computational linguistics'],
  ['Nature', 'nature'],
  ['Journal of Machine Learning Research', 'journal of machine learning research'],
  [
    'American Journal of Computational Linguistics (February 1977)',
    'american journal of computational linguistics',
  ],
];

describe('the family of a venue', () => {
  it.each(same)('of %s is %s', (venue, family) => {
    expect(familiesOf(venue)).toEqual([family]);
  });

  it('of a joint conference is that of each', () => {
    const joint =
      'Proceedings of the 2019 Conference on Empirical Methods in Natural Language Processing and the 9th International Joint Conference on Natural Language Processing (EMNLP-IJCNLP)';
    expect(familiesOf(joint)).toEqual(['emnlp-ijcnlp', 'emnlp', 'ijcnlp']);
  });

  it.each([
    'Proceedings of the 57th Annual Meeting of the Association for Computational Linguistics: Student Research Workshop',
    'Proceedings of the 2019 ACL Workshop BlackboxNLP: Analyzing and Interpreting Neural Networks for NLP',
    'Proceedings of ACL 2018, Student Research Workshop',
    'Findings of the Association for Computational Linguistics: ACL 2021',
    'ACL 2018 Workshop',
  ])('of %s is not the conference', (venue) => {
    expect(familiesOf(venue)).not.toContain('acl');
    expect(familiesOf(venue)).toHaveLength(1);
  });

  it('is none of arXiv, nor of nothing', () => {
    expect(familiesOf('arXiv cs.LG')).toEqual([]);
    expect(familiesOf('  ')).toEqual([]);
  });

  it('is read from the beginning alone of what is too long to be a name', () => {
    expect(familiesOf('Walls '.repeat(50_000))[0]?.length).toBeLessThanOrEqual(300);
  });

  it.each([['ICML 2027'], ["ICML'27"], ['ICML-27'], ['ICML']])('goes by ICML in %s', (venue) => {
    expect(withoutYear(venue)).toBe('ICML');
  });
});
