import { expect, it } from 'vitest';
import { itemsOf, startTalk } from '../talk.ts';

const words = [
  ['__proto__'],
  ['constructor'],
  ['toString'],
  ['hasOwnProperty'],
  ['valueOf'],
  [''],
  ['\0'],
  ['\ud800'],
  ['x'.repeat(10_000)],
  ['word '.repeat(2_000)],
  ['\u202e\u200fabc\u200f'],
  ['%s%d%n'],
  ['$' + '{x}'],
  ["';-- drop table saves"],
  ['"'],
  ['\\'],
] as const;

it.each(words)(
  '%j is answered by every command, as its argument and as each of its options',
  async (word) => {
    const talk = await startTalk();
    await talk.type('/paper uncertainty');
    await talk.type('/papers save 1-3');
    await talk.type('/digest add uncertainty at:09:00 days:daily zone:UTC');
    const { commands } = talk.bot;
    for (const { name, verb = '', options = [] } of commands) {
      const named = options.flatMap((option) => [`${option.name}:"${word}"`, `1 ${option.name}:${word}`]);
      for (const text of [word, `1 ${word}`, `${word} 2`, `2303.08010 ${word}`, ...named]) {
        const typed = `/${name} ${verb} ${text}`;
        const cards = await talk.type(typed);
        const shown = JSON.stringify(cards);
        expect(cards, typed.slice(0, 80)).not.toEqual([]);
        expect(shown, typed.slice(0, 80)).not.toMatch(/Something went wrong|function |\[object /u);
        for (const card of cards) expect(card.title.length, typed.slice(0, 80)).toBeLessThan(300);
      }
    }
    expect(talk.logged.filter((line) => line.includes(' failed: '))).toEqual([]);
  },
);

it('says no more of a command of 40,000 characters than fits on a button', async () => {
  const talk = await startTalk();
  for (const typed of [
    `/${'x'.repeat(40_000)}`,
    `/papers ${'y'.repeat(40_000)}`,
    `/papres ${'z '.repeat(20_000)}`,
  ]) {
    const cards = await talk.type(typed);
    expect(JSON.stringify(cards.map(({ buttons, ...card }) => card)).length).toBeLessThan(600);
    for (const { label } of cards.flatMap((card) => card.buttons ?? []))
      expect(label.length).toBeLessThan(90);
  }
});

it.each([
  ['help', 'What would you like to do?'],
  ['?', 'What would you like to do?'],
  ['/help', 'What would you like to do?'],
  ['/paper help', 'What would you like to do?'],
  ['/papers ?', 'What would you like to do?'],
  ['/papers', 'What would you like to do?'],
  ['/help cite', '/papers cite <paper>'],
  ['/papers help digest', 'What you can type after /digest'],
  ['/digest help', 'What you can type after /digest'],
  ['/digest help add', '/digest add'],
  ['/digest', 'There are no digests in this channel'],
])('%s is answered with help', async (typed, title) => {
  const talk = await startTalk();
  expect((await talk.type(typed))[0]?.title).toContain(title);
});

it('says which command is the nearest, and of what has none near that it is none', async () => {
  const talk = await startTalk();
  const [near] = await talk.type('/papers help simlar');
  expect(near?.title).toBe('/papers similar <paper>');
  expect(near?.text).toContain('There is no command “simlar”; this is the nearest.');
  const [far] = await talk.type('/papers help bogus');
  expect(far?.text).toContain('There is no command “bogus”');
});

it('says what a command cannot use', async () => {
  const talk = await startTalk();
  const [trending] = await talk.type('/papers trending week');
  expect(trending?.text).toContain('“week” was not used: /papers trending takes nothing more.');
  expect(itemsOf(await talk.type('/papers trending')).length).toBe(
    itemsOf([trending ?? { title: '' }]).length,
  );
  expect((await talk.type('/papers tags all'))[0]?.text).toContain('“all” was not used');
  expect((await talk.type('/papers export pdf'))[0]?.title).toBe('There is no format “pdf”');
});
