import { describe, expect, it } from 'vitest';
import { formsOf } from '../../../../src/core/search/text/word-forms.ts';

const are = (one: string, other: string) => [formsOf(one).has(other), formsOf(other).has(one)];

describe('the forms of a word', () => {
  it.each([
    ['ensemble', 'ensembles'],
    ['uncertainty', 'uncertainties'],
    ['estimate', 'estimates'],
    ['estimated', 'estimating'],
    ['learn', 'learning'],
    ['plan', 'planning'],
    ['planned', 'plans'],
    ['scale', 'scaling'],
    ['rate', 'rated'],
    ['study', 'studied'],
    ['studies', 'studying'],
    ['embed', 'embeddings'],
    ['transfer', 'transferring'],
    ['open', 'opening'],
    ['process', 'processes'],
    ['pass', 'passing'],
    ['class', 'classes'],
    ['box', 'boxes'],
    ['focus', 'focused'],
    ['bias', 'biases'],
    ['agree', 'agreed'],
    ['see', 'seeing'],
    ['mimic', 'mimicking'],
    ['gpu', 'gpus'],
    ['gan', 'gans'],
    ['metric', 'metrics'],
    ['setting', 'settings'],
    ['mouse', 'mice'],
    ['matrix', 'matrices'],
    ['matrix', 'matrixes'],
    ['hypothesis', 'hypotheses'],
    ['phenomenon', 'phenomena'],
    ['vertices', 'vertex'],
    ['child', 'children'],
    ['behaviour', 'behavior'],
    ['behaviours', 'behavior'],
    ['optimise', 'optimizing'],
    ['generalisation', 'generalizations'],
    ['analyse', 'analyzed'],
    ['analysis', 'analyses'],
    ['catalogue', 'catalogs'],
    ['centre', 'centers'],
    ['centred', 'center'],
    ['fibre', 'fibers'],
    ['modelling', 'modeling'],
    ['labelled', 'label'],
    ['paediatric', 'pediatric'],
    ['tumour', 'tumors'],
    ['haemoglobin', 'hemoglobin'],
    ['leukaemia', 'leukemia'],
    ['defence', 'defenses'],
    ['grey', 'gray'],
    ['β', 'beta'],
  ])('%s and %s are of one word', (one, other) => {
    expect(are(one, other)).toEqual([true, true]);
  });

  it.each([
    ['generation', 'generalization'],
    ['generation', 'generate'],
    ['generation', 'generic'],
    ['genetics', 'generic'],
    ['genetics', 'genetic'],
    ['genetic', 'genes'],
    ['uncertain', 'uncertainty'],
    ['continual', 'continuous'],
    ['distributed', 'distribution'],
    ['active', 'activity'],
    ['reasoning', 'reasonable'],
    ['reasoning', 'reason'],
    ['optimization', 'optimize'],
    ['plan', 'plane'],
    ['planning', 'planes'],
    ['rat', 'rate'],
    ['rating', 'rats'],
    ['star', 'staring'],
    ['car', 'caring'],
    ['string', 'str'],
    ['use', 'us'],
    ['base', 'based'],
    ['new', 'news'],
    ['mean', 'meaning'],
    ['set', 'setting'],
    ['unit', 'united'],
    ['hypothesis', 'hypothetical'],
    ['robot', 'robotics'],
    ['physics', 'physical'],
    ['speed', 'spe'],
    ['gas', 'ga'],
    ['noise', 'noisy'],
    ['size', 'sizable'],
  ])('%s and %s are not', (one, other) => {
    expect(are(one, other)).toEqual([false, false]);
  });

  it('are of a very common word itself alone, and never one', () => {
    expect([...formsOf('us')]).toEqual(['us']);
    expect(formsOf('uses').has('us')).toBe(false);
  });

  it.each(['constructor', '__proto__', '', '深', 'c++', 'a'.repeat(64), 'ness', 'ing', 'ed', 's'])(
    'are told of %j too, itself among them',
    (word) => {
      expect(formsOf(word).has(word)).toBe(true);
    },
  );
});
