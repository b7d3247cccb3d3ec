import { describe, expect, it } from 'vitest';
import { itemsOf, only } from '../../talk.ts';
import { paperBy, startFollowers } from './followers.ts';

describe('following a venue', () => {
  it('tells of its papers of any year and spelling, and of no workshop', async () => {
    const { talk, come, morning } = await startFollowers();
    expect(only(await talk.type('/follow venue ICML 2026')).title).toBe('You follow ICML from now on');
    come(
      paperBy('a', [], { venue: 'ICML 2027' }),
      paperBy('b', [], { venue: 'Proceedings of the 44th International Conference on Machine Learning' }),
      paperBy('c', [], { venue: 'ICML 2027 Workshop on Everything' }),
    );
    expect(itemsOf(await morning()).map(({ paper, reason }) => [paper, reason])).toEqual([
      ['a', 'In ICML 2027'],
      ['b', 'In Proceedings of the 44th International Conference on Machine Learning'],
    ]);
    expect(await morning()).toEqual([]);
  });

  it('tells of a category of arXiv, be it a paper’s first or not, ten papers a day', async () => {
    const { talk, come, morning } = await startFollowers();
    await talk.type('/follow category CS.lg');
    come(
      ...Array.from({ length: 12 }, (_, at) =>
        paperBy(`p${at + 10}`, [], { categories: ['stat.ML', 'cs.LG'] }),
      ),
    );
    come(paperBy('other', [], { categories: ['cs.CL'] }));
    const [first, second, third] = [await morning(), await morning(), await morning()];
    expect([first, second, third].map((cards) => itemsOf(cards).length)).toEqual([10, 2, 0]);
    expect(itemsOf(first)[0]?.reason).toBe('In cs.LG');
  });

  it('takes an archive of arXiv for all that is in it', async () => {
    const { talk, come, morning } = await startFollowers([paperBy('old', [], { categories: ['cs.LG'] })]);
    expect(only(await talk.type('/follow category cs')).text).toBeUndefined();
    come(
      paperBy('a', [], { categories: ['math.PR', 'cs.DS'] }),
      paperBy('b', [], { categories: ['csx.AB'] }),
    );
    expect(itemsOf(await morning()).map(({ paper, reason }) => [paper, reason])).toEqual([['a', 'In cs']]);
  });

  it('tells of people first, and of a busy category what is at most two weeks old', async () => {
    const { talk, come, morning } = await startFollowers();
    await talk.type('/follow category cs.LG');
    await talk.type('/follow author Thierry Declerck');
    const many = (name: string) =>
      Array.from({ length: 30 }, (_, at) => paperBy(`${name}${at + 10}`, [], { categories: ['cs.LG'] }));
    come(...many('early'), paperBy('his', ['Thierry Declerck'], { categories: ['math.PR'] }));
    expect(itemsOf(await morning())[0]?.reason).toBe('By Thierry Declerck');
    for (let days = 0; days < 14; days += 1) await morning();
    come(...many('late').slice(0, 2));
    expect(itemsOf(await morning())).toHaveLength(2);
  });

  it('does not tell what was here before, nor what was published long ago', async () => {
    const { talk, come, morning } = await startFollowers([
      paperBy('file', [], { venue: 'ICML 2026', published: '2026-03-01' }),
    ]);
    await talk.type('/follow venue ICML');
    come(paperBy('archive', [], { venue: 'ICML 2014', published: '2014-06-01' }));
    expect(await morning()).toEqual([]);
  });

  it.each([
    ['/follow venue', 'Which venue?'],
    ['/follow venue arXiv', '“arXiv” is no venue'],
    ['/follow category', 'Which category?'],
    ['/follow category machine learning', '“machine learning” is no category of arXiv'],
  ])('says of %j what to write', async (typed, title) => {
    const { talk } = await startFollowers();
    const card = only(await talk.type(typed));
    expect(card.title).toBe(title);
    expect(card.text).toContain('/follow');
  });
});
