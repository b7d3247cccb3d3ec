import { expect, it, onTestFinished } from 'vitest';
import { openDigests } from '../../src/app/digests.ts';
import { createWeb } from '../../src/app/web/web.ts';
import type { MailConfig } from '../../src/config/config.ts';
import { createBot } from '../../src/core/bot/bot.ts';
import type { Bot } from '../../src/core/chat/bot.ts';
import type { Card } from '../../src/core/chat/card.ts';
import { readCommandLine } from '../../src/core/chat/command-line.ts';
import { PostFailure } from '../../src/core/chat/failures.ts';
import type { Platform } from '../../src/core/chat/platform.ts';
import { createLunrEngine } from '../../src/core/search/lunr-engine.ts';
import { entry } from '../../src/core/text/log-entry.ts';
import { headerOf, openPostbox, partOf } from '../adapters/mail/postbox.ts';
import { findFreePort } from '../adapters/slack/lab.ts';
import { papersToTry } from '../core/papers-to-try.ts';
import { keepLog, openTestStore } from '../core/store/open.ts';
import { papersOn } from '../core/talk.ts';

const member = { platform: 'test', workspace: 'lab', id: 'ada' };

/** The bot with its digests and its mail, as main puts them together, on a platform that nothing is posted on. */
async function start(
  mail?: MailConfig,
  ready?: () => Promise<void>,
  whole?: Promise<void>,
  folder = { isRead: true },
) {
  const store = await openTestStore();
  const search = createLunrEngine();
  await search.update({ put: papersToTry, removed: [] });
  const corpus = {
    get papers() {
      return folder.isRead ? papersToTry : [];
    },
    get: (id: string) => papersToTry.find((paper) => paper.id === id),
    titled: () => [],
    get sources() {
      const read = { parts: 1, records: papersToTry.length };
      return folder.isRead
        ? [{ name: 'corpus', health: { state: 'fresh', problems: [], read } as const }]
        : [
            {
              name: 'corpus',
              health: { state: 'broken', problems: [], read: { parts: 0, records: 0 } } as const,
            },
          ];
    },
  };
  const log = keepLog();
  const now = () => new Date();
  const web = createWeb({ port: mail?.web?.port, host: '127.0.0.1' }, log);
  onTestFinished(() => web.close());
  const digests = await openDigests({
    config: {
      prefix: '',
      digests: [],
      digestWeights: { fresh: 1, trending: 1, match: 1, variety: 1, taste: 2 },
      digestNothing: 'silent',
      digestArchiveDays: 90,
      digestGrace: 6,
      bookmarks: [{ emoji: '🔖' }],
      reactFirst: true,
      ...(mail === undefined ? {} : { mail }),
    },
    ...{ corpus, search, store, now, log, web },
    ...(ready === undefined ? {} : { ready }),
    ...(whole === undefined ? {} : { whole }),
  });
  onTestFinished(() => digests.stop());
  const { settings, posting, mail: codes } = digests;
  const bot = createBot({
    ...{ corpus, search, store, now, log, posting, pageSize: 5, digests: settings },
    ...(codes === undefined ? {} : { mail: codes }),
  });
  const posts: Card[] = [];
  const reactions: string[] = [];
  const platform: Platform = {
    name: 'test',
    postingRates: {},
    start: async () => {},
    async post(channel, card) {
      posts.push(card);
      return [{ message: { channel, id: String(posts.length) }, papers: papersOn([card]) }];
    },
    openDirect: async ({ id }) => ({ ...member, id: `direct-${id}` }),
    findObstacle: async ({ id }) => (id === 'closed' ? 'Invite the bot first.' : undefined),
    readReactions: async () => undefined,
    react: async ({ id }, emoji) => void reactions.push(`${emoji} ${id}`),
    stop: async () => {},
  };
  return { store, digests, bot, platform, posts, reactions, log };
}

async function type(bot: Bot, typed: string, channel = 'papers'): Promise<string> {
  const titles: string[] = [];
  await bot.onCommand({
    line: readCommandLine(typed, bot.commands),
    channel: { ...member, id: channel },
    member,
    memberName: 'Ada',
    mayManage: async () => true,
    async reply(cards) {
      titles.push(...cards.map(({ title, text = '' }) => `${title}\n${text}`));
      return [];
    },
  });
  return titles.join('\n');
}

it('sends a card to a person alone, unless they asked there, and yields why they cannot be reached', async () => {
  const { digests, platform, posts } = await start();
  const failures = [
    new PostFailure('forbidden', entry`They take none.`),
    new PostFailure('passing', entry`Not now.`),
  ];
  const post: Platform['post'] = async (channel, card, options) => {
    const failure = card.title === 'fails' ? failures.shift() : undefined;
    if (failure !== undefined) throw failure;
    return await platform.post(channel, card, options);
  };
  digests.started({ ...platform, post });
  const send = (title: string, askedIn = 'papers') =>
    digests.posting.sendDirect(member, { title }, { ...member, id: askedIn });
  expect(await send('comes')).toBeUndefined();
  expect(await send('is there already', `direct-${member.id}`)).toBeUndefined();
  expect(await send('fails')).toBe('They take none.');
  expect(await send('fails')).toBeUndefined();
  expect(
    await digests.posting.sendDirect({ ...member, platform: 'other' }, { title: 'x' }, member),
  ).toBeUndefined();
  expect(posts.map(({ title }) => title)).toEqual(['comes']);
});

it('a subscription by mail is confirmed, delivered, and ended with one click', async () => {
  const postbox = await openPostbox();
  const port = await findFreePort();
  const web = { publicUrl: 'https://papers.lab.example', port };
  const { store, digests, bot, platform } = await start({
    smtpUrl: postbox.url,
    from: 'Paperboy <bot@lab.example>',
    web,
  });
  digests.started(platform);
  await type(bot, '/papers subscribe uncertainty papers:2 by:email address:ada@lab.example');
  const code = /\/papers confirm \w+/u.exec(partOf(postbox.mails[0], 'text/plain'))?.[0] ?? '';
  expect(await type(bot, code)).toContain('Your address is confirmed');
  const [own] = await store.digests.listOf(member);
  if (own === undefined) throw new Error('there is no subscription');
  await store.deliveryQueue.request(own.home, own.id, new Date());
  void digests.posting.wake();
  await expect.poll(() => postbox.mails.length).toBe(2);
  const [, mail] = postbox.mails;
  expect(mail?.to).toEqual(['ada@lab.example']);
  expect(partOf(mail, 'text/plain')).toContain(
    '1. Window-Based Early-Exit Cascades for Uncertainty Estimation',
  );
  await expect.poll(async () => (await store.deliveryHistory.list(own.id, 1))[0]?.outcome).toBe('sent');
  const link = headerOf(mail, 'List-Unsubscribe')?.slice(1, -1) ?? '';
  const nearby = link.replace(web.publicUrl, `http://127.0.0.1:${port}`);
  expect((await fetch(nearby)).status).toBe(200);
  expect(await store.digests.listOf(member)).toHaveLength(1);
  const body = 'List-Unsubscribe=One-Click';
  expect((await fetch(nearby, { method: 'POST', body })).status).toBe(200);
  expect(await store.digests.listOf(member)).toEqual([]);
});

it('the page to unsubscribe is served where HTTP is on, and says in the log where it cannot be', async () => {
  const port = await findFreePort();
  const web = { publicUrl: 'https://papers.lab.example', port };
  const mail = { smtpUrl: 'smtp://127.0.0.1:1', from: 'bot@lab.example', web };
  const visit = () => fetch(`http://127.0.0.1:${port}/unsubscribe/12345678`).then(({ status }) => status);
  await start();
  await expect(visit()).rejects.toThrow();
  await start(mail);
  expect(await visit()).toBe(200);
  const { log } = await start(mail);
  expect(log.lines).toContain(
    `error Unsubscribe links do not work: PORT ${port} cannot be opened (EADDRINUSE listen). Choose a free port, at an address of this machine.`,
  );
});

it('no digest is kept for a channel in which the platform cannot post', async () => {
  const { store, digests, bot, platform } = await start();
  digests.started(platform);
  expect(await type(bot, '/digest add uncertainty 09:00', 'closed')).toContain('Invite the bot first.');
  expect(await store.digests.all()).toEqual([]);
});

it('a digest is posted at once where that is asked, is known to reactions, and is reacted to first', async () => {
  const { store, digests, bot, platform, posts, reactions } = await start();
  digests.started(platform);
  await type(bot, '/digest add title:uncertainty 09:00 papers:2');
  await type(bot, '/digest now');
  await expect.poll(() => reactions).toEqual(['🔖 2', '🔖 3']);
  expect(posts.map(({ title }) => title.slice(0, 12)).slice(1)).toEqual(['Paper 1 of 2', 'Paper 2 of 2']);
  const message = { channel: { ...member, id: 'papers' }, id: '2' };
  expect((await store.shown.find(message))?.papers).toEqual(papersOn(posts.slice(1, 2)));
  await expect.poll(async () => (await store.deliveryHistory.list(1, 1))[0]?.outcome).toBe('sent');
  await type(bot, '/digest now');
  await expect.poll(() => posts.length).toBe(5);
  expect(papersOn(posts)).toHaveLength(3);
  expect(await type(bot, `/digest why ${papersOn(posts)[0]}`)).toContain('It was shown here on');
});

it('a subscription is posted in the direct conversation with the person', async () => {
  const { store, digests, bot, platform, posts } = await start();
  digests.started(platform);
  await type(bot, '/papers subscribe uncertainty papers:1');
  const [own] = await store.digests.listOf(member);
  await store.deliveryQueue.request(member, own?.id ?? 0, new Date());
  void digests.posting.wake();
  await expect.poll(() => posts.length).toBe(3);
  expect(posts[0]?.title).toContain('by direct message');
  expect(posts[1]?.footer).toContain('/papers unsubscribe');
  const shown = await store.shown.find({ channel: { ...member, id: 'direct-ada' }, id: '3' });
  expect(shown?.home).toBe('lab');
});

it('a digest that is due waits for what comes, one that is asked for now does not', async () => {
  let tell: () => void = () => {};
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  let asked = 0;
  const { store, digests, bot, platform, posts } = await start(undefined, () => {
    asked += 1;
    return told;
  });
  digests.started(platform);
  await type(bot, '/digest add title:uncertainty 09:00 papers:2');
  await type(bot, '/digest now');
  await expect.poll(() => posts.length).toBe(3);
  expect(asked).toBe(0);
  const [digest] = await store.digests.all();
  if (digest === undefined) throw new Error('there is no digest');
  await store.digests.change(digest.home, digest.id, digest, new Date(Date.now() - 1_000));
  void digests.posting.wake();
  await expect.poll(() => asked).toBe(1);
  expect(posts).toHaveLength(3);
  tell();
  await expect.poll(() => posts.length).toBe(5);
});

it('a digest is picked once all papers can be found, whether due or asked for', async () => {
  let open: () => void = () => {};
  const whole = new Promise<void>((resolve) => {
    open = resolve;
  });
  const { store, digests, bot, platform, posts } = await start(undefined, undefined, whole);
  await type(bot, '/digest add uncertainty 09:00 papers:2');
  await type(bot, '/digest now');
  digests.started(platform);
  const [digest] = await store.digests.all();
  const begun = async () => (await store.deliveryHistory.list(digest?.id ?? 0, 1))[0]?.attempt;
  await expect.poll(begun).toBe(1);
  expect(posts).toEqual([]);
  open();
  await expect.poll(() => posts.length).toBe(3);
});

it('a digest that is due while no papers can be read is tried again, not ended as empty', async () => {
  const folder = { isRead: false };
  const { store, digests, bot, platform, posts } = await start(undefined, undefined, undefined, folder);
  await type(bot, '/digest add uncertainty 09:00 papers:2');
  const [digest] = await store.digests.all();
  if (digest === undefined) throw new Error('there is no digest');
  await store.digests.change(digest.home, digest.id, digest, new Date(Date.now() - 1_000));
  digests.started(platform);
  const failed = async () => (await store.digests.all())[0]?.lastFailure;
  await expect.poll(failed).toBe('The papers cannot be read at the moment.');
  expect(await store.deliveryHistory.list(digest.id, 9)).toMatchObject([{ attempt: 1 }]);
  expect((await store.deliveryHistory.list(digest.id, 9))[0]?.outcome).toBeUndefined();
  expect(posts).toEqual([]);
});

it('digests that wait for what comes keep nobody from one that is asked for now', async () => {
  let tell: () => void = () => {};
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const { store, digests, bot, platform, posts } = await start(undefined, () => told);
  for (const channel of ['1', '2', '3', '4', '5', '6'])
    await type(bot, '/digest add title:uncertainty 09:00 papers:2', `room-${channel}`);
  const all = await store.digests.all();
  for (const digest of all.slice(1))
    await store.digests.change(digest.home, digest.id, digest, new Date(Date.now() - 1_000));
  digests.started(platform);
  const begun = async () =>
    (await Promise.all(all.slice(1).map(({ id }) => store.deliveryHistory.list(id, 1)))).flat().length;
  await expect.poll(begun).toBe(5);
  try {
    // It answers after ten seconds where the post does not come.
    void type(bot, '/digest now', 'room-1');
    await expect.poll(() => posts.length).toBe(3);
  } finally {
    tell();
  }
});

it('says in words why no mail can be sent, once it has tried at the start', async () => {
  const port = await findFreePort();
  const { log } = await start({ smtpUrl: `smtp://127.0.0.1:${port}`, from: 'bot@lab.example' });
  await expect.poll(() => log.lines.join()).toContain('Mail waits until it can.');
  expect(log.lines.join()).toMatch(
    /warn The mail server of SMTP_URL cannot be used: .*ECONNREFUSED.*\. Mail waits until it can\./u,
  );
});
