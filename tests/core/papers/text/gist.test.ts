import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findGist, writeGist } from '../../../../src/core/papers/text/gist.ts';

const opening = 'Deep networks are used in many fields.';
const idea = 'In this paper, we propose a pruning method for small networks.';
const result = 'It is 2.3× faster at the same accuracy.';

const told = (abstract: string) => findGist(abstract).map(({ start, end }) => abstract.slice(start, end));

describe('the gist of an abstract', () => {
  it('is what is proposed and how it came out, word for word and in their order', () => {
    expect(
      told(`${opening} ${idea} It has two stages. ${result} Code is at https://github.com/a/b.`),
    ).toEqual([idea, result]);
    expect(writeGist(`${opening} ${idea} It has two stages. ${result}`)).toBe(`${idea} ${result}`);
  });

  it('is looked for once in an abstract that is shown again', () => {
    const abstract = `${opening} ${idea} ${result}`;
    expect(findGist(abstract)).toBe(findGist(`${opening} ${idea} ${result}`));
  });

  it.each([
    'We study how crowds leave a stadium.',
    'Here we show that small networks suffice for the task.',
    'This article surveys the methods of the last decade.',
    'A new bound on the error is derived for such networks.',
    'The aim of this study was to compare two drugs in adults.',
    'OBJECTIVE: To compare two drugs in adults with asthma.',
    'To address this challenge, we introduce a framework for inference.',
    'We then systematically investigate the role of the depth.',
  ])('begins with %j, not with what all know', (sentence) => {
    expect(told(`${opening} ${sentence} It has two stages.`)).toEqual([sentence]);
  });

  it.each([
    ['what others did', 'Many methods have been proposed for the task.'],
    ['an addition', 'Furthermore, we show that our method can be extended.'],
    ['one more thing', 'We also present an algorithm for the second step.'],
    ['a vague promise', 'This paper aims to fill the gap.'],
    ['where the code is', 'We present our code, which is available on request.'],
    ['a method in passing', 'The approach we develop is not specific to images.'],
  ])('is the first sentence rather than %s', (_, sentence) => {
    expect(told(`${opening} ${sentence}`)).toEqual([opening]);
  });

  it('prefers “in this paper” and what is new to a study on the way', () => {
    expect(told(`${opening} We analyze why networks fail on rare words. ${idea}`)).toEqual([idea]);
    expect(told(`However, we show that this fails for many inputs. ${idea}`)).toEqual([idea]);
  });

  it.each([
    'It achieves 78% on CIFAR-10 and 51% on CIFAR-100.',
    'We find that the loss is of little use.',
    'Our results show that the variants differ little.',
    'Mortality was significantly lower in the treated group.',
    'CONCLUSIONS: Both drugs do equally well in adults.',
  ])('ends with %j', (sentence) => {
    expect(told(`${idea} It has two stages. ${sentence}`)).toEqual([idea, sentence]);
  });

  it.each([
    'To achieve this, its layers are trained in turn.',
    'We propose further rules that improve the outcome.',
    'The models that improve by 5% are available on request.',
  ])('does not take %j for a result', (sentence) => {
    expect(told(`${idea} ${sentence}`)).toEqual([idea]);
  });

  it('takes the later of two results that tell as much, and one with a measure before any other', () => {
    const better = 'It outperforms two baselines on most sets.';
    const last = 'It improves on both in all the languages.';
    expect(told(`${idea} ${better} ${last}`)).toEqual([idea, last]);
    expect(told(`${idea} ${result} ${better}`)).toEqual([idea, result]);
  });

  it('has at most 480 characters: a result that is too long gives way, and a first sentence is cut', () => {
    const long = `It outperforms ${'very many '.repeat(45)}baselines.`;
    expect(told(`${idea} ${long}`)).toEqual([idea]);
    const cut = writeGist('word '.repeat(300));
    expect(cut.length).toBeLessThanOrEqual(480);
    expect(cut).toMatch(/word…$/u);
  });

  it('is empty for no text, and the text itself for a few words', () => {
    expect(writeGist('  ')).toBe('');
    expect(writeGist('Corrigendum.')).toBe('Corrigendum.');
  });

  it('is told of nine in ten of the shipped papers by what they propose, of two in three with a result', () => {
    const abstracts = readFileSync('corpus/daily-papers.jsonl', 'utf8')
      .trim()
      .split('\n')
      .map((line): string => JSON.parse(line).abstract);
    const gists = abstracts.map(told);
    const unopened = gists.filter(
      ([first], at) => abstracts[at]?.trimStart().startsWith(first ?? '') !== true,
    );
    expect(gists.every((gist) => gist.join(' ').length <= 480)).toBe(true);
    expect(unopened.length / gists.length).toBeGreaterThan(0.85);
    expect(gists.filter((gist) => gist.length === 2).length / gists.length).toBeGreaterThan(0.65);
  });

  it('is found soon in a text made to delay', () => {
    for (const piece of ['9', 'we ', 'study this ', 'in this paper ', '% 1 ', 'results ', '. ']) {
      expect(findGist(piece.repeat(20_000)).length).toBeLessThanOrEqual(2);
    }
  });
});
