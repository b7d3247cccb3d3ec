import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { discordPreview } from '../../../src/adapters/discord/preview/preview.ts';
import { slackPreview } from '../../../src/adapters/slack/preview/preview.ts';
import type { Card } from '../../../src/core/chat/card.ts';
import { turnPages } from '../../../src/core/chat/pager.ts';
import { createCompose } from '../../../src/core/digest/selection/compose.ts';
import { defaultDigestSettings } from '../../../src/core/digest/selection/settings.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { createLunrEngine } from '../../../src/core/search/lunr-engine.ts';
import { openCorpus } from '../../../src/core/sources/corpus.ts';
import { createFolderSource } from '../../../src/core/sources/folder/folder-source.ts';
import { groupOf, hostilePapers } from '../../contracts/hostile-papers.ts';
import { showInDiscord, showInSlack } from '../../contracts/shown.ts';
import { shownBefore } from '../../core/digest/shown-before.ts';
import { shippedPapers } from '../../core/papers-to-try.ts';
import { openTestStore } from '../../core/store/open.ts';
import { startTalk } from '../../core/talk.ts';

/** A message of each kind that the bot sends, over all papers: its name, and its cards. */
type Message = { readonly name: string; readonly cards: readonly Card[] };

const size = 1_000;
const now = new Date('2024-03-20T12:00:00Z');
const home = { platform: 'test', workspace: 'lab' };

/** The bot over these papers, and all that it says of them. */
async function gather(
  papers: readonly Paper[],
  topics: readonly string[],
  word: string,
): Promise<readonly Message[]> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-papers-'));
  await writeFile(join(folder, 'papers.jsonl'), papers.map((paper) => JSON.stringify(paper)).join('\n'));
  const corpus = await openCorpus([createFolderSource(folder)], { follow: false });
  await rm(folder, { recursive: true });
  expect(corpus.papers.length).toBe(papers.length);
  const search = createLunrEngine();
  await search.update({ put: corpus.papers, removed: [] });
  const store = await openTestStore();
  const talk = await startTalk({ corpus, search, store, now: () => now }, []);
  const messages: Message[] = [];
  const say = (name: string, cards: readonly Card[]) => void messages.push({ name, cards });
  const ask = async (name: string, typed: string) => say(name, await talk.type(typed));
  const turn = async (name: string, typed: string) => {
    for (let cards = await talk.type(typed); ; ) {
      say(name, cards);
      const next = turnPages(cards[0]?.pager ?? {}).find(({ label }) => label === 'Next');
      if (next === undefined) return;
      cards = await talk.press(next);
    }
  };

  const member = { ...home, id: 'ada' };
  for (const [at, paper] of corpus.papers.entries()) {
    await store.saves.save(member, paper, new Date(now.getTime() - at * 60_000));
    await store.saves.setNote(member, paper.id, paper.title.repeat(3));
    await store.saves.setTags(member, paper.id, [`tag${at % 40}`]);
    if (at % 3 === 0) await store.saves.save({ ...home, id: 'ben' }, paper, now);
  }
  await turn('search answer', `/paper ${word}`);
  await turn('reading list', '/papers saved');
  await turn('trending', '/papers trending');
  for (const { id } of corpus.papers) {
    await ask('private card', `/papers open ${id}`);
    await ask('shared paper', `/papers share ${id}`);
  }
  for (const { id, title } of corpus.papers.slice(0, 50)) {
    await ask('nothing found', `/paper "${title.replaceAll('"', '').slice(0, 150)}" year:2031`);
    await ask('similar papers', `/papers similar ${id}`);
    await ask('citation', `/papers cite ${id}`);
    await ask('saved', `/papers save ${id}`);
  }
  const compose = createCompose(
    { corpus, search, store, settings: defaultDigestSettings },
    (...words) => `/${words.filter(Boolean).join(' ')}`,
  );
  for (const layout of ['compact', 'cards'] as const)
    for (const topic of topics) {
      const composed = await compose(
        {
          ...{ id: 3, destination: { kind: 'channel', channel: { ...home, id: 'papers' } } },
          ...{ schedule: '0 9 * * *', zone: 'UTC', topic, count: 10, layout, thread: false, home },
          ...{ createdAt: now, nextDue: now, refusals: 0, secret: 'secret' },
        },
        { now, shown: shownBefore(new Map()), late: false },
      );
      expect(composed?.parts.length).toBeGreaterThan(0);
      for (const { card } of composed?.parts ?? []) say(`digest, ${layout}`, [card]);
    }
  await ask('help', '/papers help');
  await ask('all commands', '/papers help all');
  await ask('digest set up', `/digest add ${word} 09:00`);
  await ask('digests', '/digest list');
  await ask('question before removal', '/digest remove 1');
  await ask('subscription', `/papers subscribe ${word} 09:00`);
  await ask('subscriptions', '/papers subscriptions');
  await ask('export', '/papers export');
  await ask('tags', '/papers tags');
  await ask('what is stored', '/papers forget-me');
  const welcome = await talk.bot.introduce({
    ...home,
    channel: 'x',
    channelName: papers[1]?.title.slice(0, 80) ?? '',
  });
  if (welcome !== undefined) say('welcome', [welcome]);
  return messages;
}

/** What is wrong with one message: rules of the official schemas, of the texts, and of what acts though it should be text. */
function faultsOf(cards: readonly Card[]): readonly unknown[] {
  return cards.flatMap((card) => {
    const drawn = [slackPreview, discordPreview].flatMap((preview) =>
      preview.drawMessages([card], false).flatMap(({ payload }) => preview.findFaults(payload, 'message')),
    );
    const shown = [showInSlack(card), showInDiscord(card)];
    return [...drawn, ...shown.flatMap(({ faults, alive }) => [...faults, ...alive])];
  });
}

describe.each([
  [
    'the papers that ship with the bot',
    shippedPapers,
    ['uncertainty', 'learning', 'network', ''],
    'learning',
  ],
  [
    `${size} hostile papers`,
    hostilePapers(size),
    Array.from({ length: size / 10 }, (_, at) => groupOf(at * 10)),
    'quokka',
  ],
] as const)('every message about %s', (_, papers, topics, word) => {
  it('is what the official schemas of Slack and Discord take, and shows text as text', async () => {
    const messages = await gather(papers, topics, word);
    const wrong = messages.flatMap(({ name, cards }) => {
      const faults = faultsOf(cards);
      return faults.length === 0 ? [] : [{ name, title: cards[0]?.title, faults: faults.slice(0, 3) }];
    });
    expect(wrong.slice(0, 5)).toEqual([]);
    const failed = messages.filter(({ cards }) => cards.some(({ tone }) => tone === 'failed'));
    expect(failed.map(({ cards }) => cards[0]?.title)).toEqual([]);
    expect(messages.filter(({ name }) => name === 'private card')).toHaveLength(papers.length);
  }, 900_000);
});
