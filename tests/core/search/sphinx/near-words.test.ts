import { expect, it } from 'vitest';
import { learnNearWords } from '../../../../src/core/search/sphinx/learning/near-words.ts';
import { markOf, type Token, tokenOf } from '../../../../src/core/search/sphinx/wire/tokens.ts';

it('asks of the words near no more than four of those that nobody writes, however many are typed', async () => {
  const asked: number[] = [];
  const written = new Map<Token, number>([
    [markOf('written', 'bridge'), 7],
    [tokenOf('bridg'), 9],
    [markOf('written', 'harbour'), 5],
  ]);
  const holders = async (tokens: Iterable<Token>) => {
    const all = new Set(tokens);
    asked.push(all.size);
    return new Map([...written].filter(([token]) => all.has(token)));
  };
  const learn = (typed: readonly string[]) =>
    learnNearWords({ holders }, typed, { terms: new Map(), words: new Map() }, new Set());
  const strange = ['bridgs', 'tunnnel', 'cannal', 'rivver', 'habour', 'vallley', 'forrest', 'montain'];
  const few = await learn(strange.slice(0, 4));
  const most = asked[0] ?? 0;
  expect([...few.words]).toEqual([['bridge', 7]]);
  expect([...few.terms]).toEqual([['bridg', 9]]);
  expect(most).toBeGreaterThan(1_000);
  await learn(strange);
  expect(Math.max(...asked)).toBe(most);
  expect(
    [...(await learn(['habour', 'habour', 'habour', 'habour', 'bridgs'])).words.keys()].toSorted(),
  ).toEqual(['bridge', 'harbour']);
});
