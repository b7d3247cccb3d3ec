import { expect, it } from 'vitest';
import type { WhoMayAdd } from '../../../../src/core/commands/adding/paper-adder.ts';
import { createLinkedPapers } from '../../../../src/core/commands/search/linked-papers.ts';
import type { FetchedPaper } from '../../../../src/core/sources/rounds/memory.ts';
import { samplePaper } from '../../search/sample-papers.ts';
import { openTestStore } from '../../store/open.ts';
import { buttonsOn, startTalk } from '../../talk.ts';

const corpus = { papers: [], get: () => undefined, titled: () => [] };
const addressOf = (number: number) => `https://arxiv.org/abs/2401.${String(number).padStart(5, '0')}`;
const told = (id: string): FetchedPaper => ({ key: id, paper: samplePaper({ id, title: `Paper ${id}` }) });

async function startLooking(
  answer: (id: string) => Promise<FetchedPaper | undefined>,
  waits?: number,
  whoMayAdd: WhoMayAdd = 'everybody',
) {
  const store = await openTestStore();
  let time = Date.parse('2026-08-28');
  const asked: string[] = [];
  const find = async (id: string) => {
    asked.push(id);
    return answer(id);
  };
  const introduce = createLinkedPapers(
    { corpus, store, lookUp: { find }, whoMayAdd, now: () => new Date(time) },
    waits,
  );
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  return { introduce, asked, pass };
}

it('looks an unknown paper up once an hour, and three of one message', async () => {
  const { introduce, asked, pass } = await startLooking(async (id) => told(id));
  const five = [1, 2, 3, 4, 5].map(addressOf);
  expect([...(await introduce(five)).keys()]).toEqual(five.slice(0, 3));
  await Promise.all([introduce(five), introduce(five.slice(0, 1))]);
  expect(asked).toHaveLength(3);
  pass(60 * 60_000 + 1);
  await introduce(five);
  expect(asked).toHaveLength(6);
});

it('looks up at most a hundred papers an hour, whoever posts how many links', async () => {
  const { introduce, asked, pass } = await startLooking(async () => undefined);
  for (let at = 0; at < 120; at += 1) expect((await introduce([addressOf(at)])).size).toBe(0);
  expect(asked).toHaveLength(100);
  pass(60 * 60_000 + 1);
  await introduce([addressOf(119)]);
  expect(asked).toHaveLength(101);
});

it('asks again after a failure, and waits for no answer that does not come', async () => {
  let away = true;
  const { introduce, asked } = await startLooking(async (id) => {
    if (away) throw new Error('away');
    return told(id);
  });
  expect((await introduce([addressOf(1)])).size).toBe(0);
  away = false;
  expect((await introduce([addressOf(1)])).size).toBe(1);
  expect(asked).toHaveLength(2);
  const mute = await startLooking(() => new Promise(() => {}), 20);
  for (const _ of [1, 2]) expect((await mute.introduce([addressOf(1)])).size).toBe(0);
});

it('reads the first twenty addresses of a message', async () => {
  const { bot } = await startTalk();
  const known = 'https://arxiv.org/abs/2303.08010';
  const others = Array.from({ length: 20 }, (_, at) => `https://arxiv.org/list/${at}`);
  expect([...(await bot.introduceLinked([...others.slice(1), known])).keys()]).toEqual([known]);
  expect((await bot.introduceLinked([...others, known])).size).toBe(0);
});

it('asks nothing for addresses that name no paper, nor where not everybody may add what is found', async () => {
  const { introduce, asked } = await startLooking(async (id) => told(id));
  await introduce([
    'https://arxiv.org/list/cs.LG/new',
    'https://huggingface.co/models',
    '',
    'x'.repeat(10_000),
  ]);
  expect(asked).toEqual([]);
  for (const who of ['managers', 'nobody'] as const) {
    const few = await startLooking(async (id) => told(id), undefined, who);
    expect((await few.introduce([addressOf(1)])).size).toBe(0);
    expect(few.asked).toEqual([]);
  }
});

it('names the button’s command as it is called here, and shows nothing that is one person’s own', async () => {
  const { bot } = await startTalk({ prefix: 'lab-' });
  const address = 'https://arxiv.org/abs/2303.08010';
  const card = (await bot.introduceLinked([address])).get(address);
  expect(buttonsOn(card?.items?.[0])).toEqual([
    { label: 'Save', command: { name: 'lab-papers', verb: 'save', text: 'arxiv:2303.08010' } },
  ]);
});

it('shows what a paper is about in sentences of its abstract, else what its source says', async () => {
  const { introduce } = await startLooking(async (id) => ({
    key: id,
    paper: samplePaper({
      id,
      gist: 'In short.',
      abstract: id.endsWith('1') ? '' : 'We study exits. They help.',
    }),
  }));
  const cards = [...(await introduce([addressOf(1), addressOf(2)])).values()];
  expect(cards.map(({ items = [] }) => items[0]?.text?.text)).toEqual(['In short.', 'We study exits.']);
});
