import { expect, it } from 'vitest';
import { itemsOf, startTalk } from '../talk.ts';

const asker = (workspace: string, id: string, channel = 'papers') => ({
  channel: { platform: 'test', workspace, id: channel },
  member: { platform: 'test', workspace, id },
});

it('offers one’s own saved papers where those are meant, by the place one is in', async () => {
  const talk = await startTalk();
  const list = itemsOf(await talk.type('/paper uncertainty')).map(({ paper }) => paper);
  await talk.type('/papers save 1-3');
  await talk.type('/papers read 2');
  const offer = async (verb: string, text = '', who = asker('lab', 'ada')) =>
    (await talk.bot.suggest({ name: 'papers', verb, text }, 10, undefined, who)).map(({ value }) => value);
  for (const verb of ['unsave', 'tag', 'note'])
    expect((await offer(verb)).toSorted(), verb).toEqual(list.slice(0, 3).toSorted());
  expect((await offer('read')).toSorted()).toEqual([list[0], list[2]].toSorted());
  expect(await offer('unread')).toEqual([list[1]]);
  expect(await offer('unsave', 'window')).toEqual(['arxiv:2303.08010']);
  expect(await offer('unsave', '', asker('lab', 'ben'))).toEqual([]);
  expect(await offer('unsave', '', asker('elsewhere', 'ada'))).toEqual([]);
  expect(await talk.bot.suggest({ name: 'papers', verb: 'unsave', text: '' }, 10)).toEqual([]);
});

it('offers one’s own tags, each after those that are typed', async () => {
  const talk = await startTalk();
  await talk.type('/paper uncertainty');
  await talk.type('/papers save 1 2');
  await talk.type('/papers tag 1 physics to-read');
  await talk.type('/papers tag 2 physics');
  const offer = async (verb: string, option: string, text: string, who = asker('lab', 'ada')) =>
    (await talk.bot.suggest({ name: 'papers', verb, text }, 10, option, who)).map(({ value }) => value);
  expect(await offer('tag', 'tags', '')).toEqual(['physics', 'to-read']);
  expect(await offer('tag', 'tags', 'physics t')).toEqual(['physics to-read']);
  expect(await offer('saved', 'tag', 'ph')).toEqual(['physics']);
  expect(await offer('export', 'tag', 'ph', asker('lab', 'ben'))).toEqual([]);
});

it('offers the digests of the channel', async () => {
  const talk = await startTalk();
  await talk.type('/digest add uncertainty at:09:00 days:daily zone:UTC');
  await talk.as('ada', 'elsewhere').type('/digest add graphs at:09:00 days:daily zone:UTC');
  const offer = (text: string, channel = 'papers') =>
    talk.bot.suggest({ name: 'digest', verb: 'pause', text }, 10, undefined, asker('lab', 'ada', channel));
  expect(await offer('')).toEqual([{ label: '1: uncertainty', value: '1' }]);
  expect(await offer('gra', 'elsewhere')).toEqual([{ label: '2: graphs', value: '2' }]);
  expect(await offer('gra')).toEqual([]);
});
