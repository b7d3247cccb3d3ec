import { onTestFinished } from 'vitest';
import type { BoardEvent, BoardMessage } from '../../../src/adapters/browser/board.ts';
import { createBrowser } from '../../../src/adapters/browser/browser.ts';
import type { ActAnswer } from '../../../src/adapters/browser/receive/acts.ts';
import { openSite } from '../../../src/adapters/browser/receive/server.ts';
import { discordPreview } from '../../../src/adapters/discord/preview/preview.ts';
import { slackPreview } from '../../../src/adapters/slack/preview/preview.ts';
import type { Bot } from '../../../src/core/chat/bot.ts';
import type { Platform } from '../../../src/core/chat/platform.ts';
import type { WindowMeans } from '../../../src/core/chat/preview/window.ts';
import { type KeptLog, keepLog } from '../../core/store/open.ts';

/** Somebody's page, as its script talks to the bot. */
export type Visitor = {
  readonly platform: Platform;
  readonly log: KeptLog;
  readonly address: string;
  readonly port: number;
  /** Asks for an act; the answer's status beside what it says. */
  act(name: string, body: object): Promise<ActAnswer & { readonly status: number }>;
  request(path: string, init?: RequestInit): Promise<Response>;
  /** All messages that the page knows now. */
  messages(): readonly BoardMessage[];
  /** The own page of a person, as it is now. */
  home(service: string, person: string): object | undefined;
};

/** Opens the window with a bot that has introduced itself there at an earlier start, and a page that follows it. */
export async function openVisit(bot: Bot, means: Partial<WindowMeans> = {}): Promise<Visitor> {
  for (const workspace of ['slack', 'discord'])
    await bot.introduce({ platform: 'browser', workspace, channel: 'papers' });
  return openFirstVisit(bot, means);
}

/** The same at the first start. */
export async function openFirstVisit(bot: Bot, means: Partial<WindowMeans> = {}): Promise<Visitor> {
  const log = keepLog();
  const site = await openSite(0, log);
  const platform = createBrowser({
    site,
    now: () => new Date('2023-03-20T12:00:00Z'),
    previews: async () => [slackPreview, discordPreview],
    bringDigests: async () => 0,
    drawMail: async () => undefined,
    ...means,
  });
  await platform.start(bot);
  const { origin, searchParams } = new URL(site.address);
  const token = searchParams.get('token') ?? '';
  const messages = new Map<string, BoardMessage>();
  const homes = new Map<string, object>();
  const take = (event: BoardEvent) => {
    if (event.kind === 'message') messages.set(event.message.id, event.message);
    else if (event.kind === 'gone') messages.delete(event.id);
    else homes.set(`${event.service} ${event.person}`, event.payload);
  };
  const leaving = new AbortController();
  onTestFinished(async () => {
    leaving.abort();
    await platform.stop();
  });
  const stream = await fetch(`${origin}/events?token=${token}`, { signal: leaving.signal });
  const following = (async () => {
    let rest = '';
    for await (const piece of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = (rest + piece).split('\n\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const told = JSON.parse(line.replace(/^data: /u, ''));
        if (told.kind === 'hello') told.events.forEach(take);
        else take(told);
      }
    }
  })();
  following.catch(() => {});
  const request = (path: string, init: RequestInit = {}) =>
    fetch(`${origin}${path}`, { ...init, headers: { 'x-paperboy-token': token, ...init.headers } });
  const stop = async () => {
    await platform.stop();
    await following.catch(() => {});
  };
  return {
    platform: { ...platform, stop },
    log,
    address: site.address,
    port: site.port,
    request,
    async act(name, body) {
      const response = await request(`/act/${name}`, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const answer: ActAnswer = response.ok ? JSON.parse(await response.text()) : {};
      return { ...answer, status: response.status };
    },
    messages: () => [...messages.values()],
    home: (service, person) => homes.get(`${service} ${person}`),
  };
}
