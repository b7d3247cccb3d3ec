import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Bot } from '../../core/chat/bot.ts';
import type { Card } from '../../core/chat/card.ts';
import type { Channel, Posted } from '../../core/chat/channel.ts';
import { PostFailure } from '../../core/chat/failures.ts';
import type { Platform, PostOptions } from '../../core/chat/platform.ts';
import type { WindowMeans } from '../../core/chat/preview/window.ts';
import { entry } from '../../core/text/log-entry.ts';
import { createBoard } from './board.ts';
import { channelOf, directOf, PEOPLE, PLATFORM, readDirect, SHARED } from './places.ts';
import { readAct } from './receive/acts.ts';
import { createPerformer, type Performer } from './receive/perform.ts';
import type { OpenSite } from './receive/server.ts';
import { forceScheme } from './send/mail.ts';
import { createStreams } from './send/stream.ts';
import { createStage, type Stage } from './stage.ts';

export type BrowserOptions = WindowMeans & {
  readonly site: OpenSite;
  readonly now: () => Date;
};

type Opened = { readonly stage: Stage; readonly performer: Performer };

/** Posts known by their keys, and digests that can be read as mails. */
const KEPT = 1_000;

/** The window: services side by side in a browser on this machine, drawn by what would be sent to them. */
export function createBrowser({ site, now, previews, bringDigests, drawMail }: BrowserOptions): Platform {
  const board = createBoard(randomUUID(), now);
  const streams = createStreams(board);
  const posts = new LRUCache<string, readonly Posted[]>({ max: KEPT });
  /** The keys of what came by itself, by its first message. */
  const digests = new LRUCache<string, string>({ max: KEPT });
  const underWay = new Set<Promise<unknown>>();
  /** There once the bot is. What draws the services is loaded when somebody looks, so that nothing else waits for it. */
  let open: (() => Promise<Opened>) | undefined;
  let opening: Promise<Opened> | undefined;

  async function openFor(bot: Bot): Promise<Opened> {
    const stage = createStage(await previews(), board, bot);
    for (const { name: service } of stage.services) {
      const { id: channel, ...workspace } = channelOf(service, SHARED);
      const card = await bot.introduce({ ...workspace, channel, channelName: SHARED });
      if (card !== undefined) stage.show([card], { service, channel });
    }
    return { stage, performer: createPerformer(bot, stage, { bringDigests }) };
  }

  /** Lets a stop wait for it. */
  async function track<Result>(work: Promise<Result>): Promise<Result> {
    underWay.add(work);
    try {
      return await work;
    } finally {
      underWay.delete(work);
    }
  }

  async function show(
    channel: Channel,
    card: Card,
    { key, under, opensThread }: PostOptions,
  ): Promise<readonly Posted[]> {
    if (open === undefined) throw new PostFailure('passing', entry`The preview page is closed.`);
    const { stage } = await open();
    const { workspace: service, id } = channel;
    const preview = stage.find(service);
    if (preview === undefined || !isPlace(id))
      throw new PostFailure('gone', entry`The preview page has no such channel.`);
    const isInThread = under && (preview.threadsReplies ?? board.find(under.id)?.hasThread);
    const posted = stage.show(
      [card],
      { service, channel: id, ...(isInThread && { under: under.id }) },
      {
        ...(under === undefined && key !== undefined && { isDigest: true }),
        ...(opensThread !== undefined && { hasThread: true }),
      },
    );
    const [first] = posted;
    if (first !== undefined && key !== undefined) digests.set(first.message.id, key);
    return posted;
  }

  return {
    name: PLATFORM,
    postingRates: {},
    accompanies: true,

    async start(bot) {
      const opened = () => {
        opening ??= openFor(bot);
        return opening;
      };
      open = opened;
      site.serve({
        async act(name, body) {
          const { performer } = await opened();
          const asked = readAct(name, body, performer);
          return asked && track(asked());
        },
        async follow(response) {
          const { stage } = await opened();
          return streams.follow(response, {
            people: PEOPLE,
            shared: SHARED,
            services: stage.services.map(({ name, title, openHome }) => {
              return { name, title, hasHome: openHome !== undefined };
            }),
          });
        },
        async drawMail(message, scheme) {
          const key = digests.get(message);
          const html = key && (await drawMail(key));
          return html && forceScheme(html, scheme);
        },
      });
    },

    async post(channel, card, options = {}) {
      const { key, fence } = options;
      const before = key === undefined ? undefined : posts.get(key);
      if (before !== undefined) return before;
      await fence?.();
      const posted = await show(channel, card, options);
      if (key !== undefined) posts.set(key, posted);
      return posted;
    },

    openDirect: async ({ workspace, id }) => channelOf(workspace, directOf(id)),

    findObstacle: async ({ id }) =>
      isPlace(id) ? undefined : `The preview page has one channel: set it up in #${SHARED}.`,

    readReactions: async ({ id }, wanted) => board.reactionsOf(id, wanted),

    async react({ id }, emoji) {
      board.react(id, emoji, BOT, true);
    },

    async stop() {
      await Promise.allSettled(underWay);
      open = undefined;
      const opened = await opening?.catch(() => undefined);
      opened?.stage.close();
      await streams.close();
      await site.close();
    },
  };
}

/** Who gave a reaction, where it was the bot. */
const BOT = 'paperboy';

function isPlace(channel: string): boolean {
  return channel === SHARED || PEOPLE.some(({ id }) => id === readDirect(channel));
}
