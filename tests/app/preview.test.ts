import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { configure } from '../../src/app/configure.ts';
import { openDigests } from '../../src/app/digests.ts';
import { silentLog } from '../../src/app/log.ts';
import { openPlatforms, runPlatforms } from '../../src/app/platforms.ts';
import { createEarlyDigests } from '../../src/app/preview/early-digests.ts';
import { previewing } from '../../src/app/preview/previewing.ts';
import { openWindow } from '../../src/app/preview/window.ts';
import type { ConfiguredPlatform } from '../../src/config/config.ts';
import type { Card } from '../../src/core/chat/card.ts';
import type { Platform } from '../../src/core/chat/platform.ts';
import { nextDue } from '../../src/core/digest/schedule/next-due.ts';
import { writeShortDay, writeShortMoment } from '../../src/core/digest/schedule/schedule-words.ts';
import { createLunrEngine } from '../../src/core/search/lunr-engine.ts';
import type { DigestPlan } from '../../src/core/store/digests/digest.ts';
import { createProbeBot } from '../adapters/slack/probe-bot.ts';
import { createToyKind } from '../contracts/toy-platform.ts';
import { papersToTry } from '../core/papers-to-try.ts';
import { openTestStore, temporaryFolder } from '../core/store/open.ts';

const plan: DigestPlan = {
  destination: { kind: 'channel', channel: { platform: 'browser', workspace: 'slack', id: 'papers' } },
  schedule: '0 9 * * *',
  zone: 'UTC',
  topic: 'uncertainty',
  count: 5,
  layout: 'cards',
  thread: false,
};

/** A platform of that name which does nothing, opened by settings. */
function configured(name: string, isPreview: boolean): ConfiguredPlatform {
  const { kind } = createToyKind();
  const open = async (): Promise<Platform> => ({ ...(await openToy()), name });
  const openToy = async () => {
    const platform = await kind.prepare({ owner: 'ada' })?.open({} as never);
    if (platform === undefined) throw new Error('the toy does not open');
    return { ...platform, ...(isPreview && { accompanies: true as const }) };
  };
  const declared = { ...kind, name, ...(isPreview && { isPreview: true as const }) };
  return { kind: declared, ready: { state: 'opens', open } };
}

const stream = (isTTY: boolean) => Object.assign(new PassThrough(), { isTTY });

async function opened(platforms: readonly ConfiguredPlatform[], isTTY: boolean) {
  const context = {
    ...{ log: silentLog, environment: {}, data: '', input: stream(isTTY), output: stream(isTTY) },
    greeting: async () => ({ title: '' }),
    ...(await openTestStore()),
    serve: async () => () => {},
  };
  const all = await openPlatforms({ platforms }, context, { end: () => {}, gap: () => {} });
  return all.map(({ name }) => name);
}

describe('the preview page among the platforms', () => {
  const both = [configured('prompt', false), configured('page', true)];

  it('opens beside a person, before the prompt that tells of it, and not where a program reads', async () => {
    expect(await opened(both, true)).toEqual(['page', 'prompt']);
    expect(await opened(both, false)).toEqual(['prompt']);
  });

  it('opens alone where that is asked for, whoever reads', async () => {
    expect(await opened([configured('page', true)], false)).toEqual(['page']);
  });

  it('ends with the prompt it is beside', async () => {
    const ends: ((name: string) => void)[] = [];
    const stop = new AbortController();
    const running = runPlatforms({
      bot: createProbeBot({ commands: [] }),
      log: silentLog,
      stop: stop.signal,
      async open({ end }) {
        ends.push((name) => end(name));
        return Promise.all(
          both.map(async ({ ready }) => (await ready?.open({} as never)) ?? expect.unreachable()),
        );
      },
      opened: () => {},
      started: ({ name }) => {
        if (name === 'page') ends[0]?.('prompt');
      },
      stopping: async () => {},
    });
    expect(await running).toBe(0);
  });
});

describe('what the preview page may ask for', () => {
  it('has the running digests of one pane come now, and no others', async () => {
    const store = await openTestStore();
    const at = new Date('2024-03-01T12:00:00Z');
    const origin = (workspace: string) => ({
      home: { platform: 'browser', workspace },
      createdAt: at,
      nextDue: new Date('2024-03-02T09:00:00Z'),
    });
    const own = await store.digests.add(plan, origin('slack'));
    const paused = await store.digests.add(plan, origin('slack'));
    await store.digests.pause(paused.home, paused.id, 'holidays', at);
    const other = await store.digests.add(plan, origin('discord'));
    let woken = 0;
    const early = createEarlyDigests(store, () => at);
    const window = openWindow({
      ...{ platforms: [], store, early, now: () => at },
      compose: async () => undefined,
      wake: async () => {
        woken += 1;
      },
    });
    expect(await window.bringDigests({ platform: 'browser', workspace: 'slack' })).toBe(1);
    expect(woken).toBe(1);
    const dues = (await store.digests.all()).map(({ id, nextDue }) => [id, nextDue.toISOString()]);
    expect(dues).toEqual([
      [own.id, '2024-03-01T12:00:00.000Z'],
      [paused.id, '2024-03-02T09:00:00.000Z'],
      [other.id, '2024-03-02T09:00:00.000Z'],
    ]);
    expect(early.timeOf(own.id, at)).toEqual(new Date('2024-03-02T09:00:00Z'));
    expect(early.timeOf(other.id, at)).toBeUndefined();
    expect(await window.drawMail('unknown.0')).toBeUndefined();
  });

  it('has the one after it come where tomorrow’s has come already', async () => {
    const store = await openTestStore();
    const home = { platform: 'browser', workspace: 'slack' };
    const due = new Date('2024-03-02T09:00:00Z');
    const { id } = await store.digests.add(plan, { home, createdAt: due, nextDue: due });
    let at = new Date('2024-03-01T12:00:00Z');
    const early = createEarlyDigests(store, () => at);
    await early.bring(home);
    await store.dueTimes.move(id, at, due, { at, since: at, why: 'it was delivered' });
    at = new Date('2024-03-01T12:01:00Z');
    await early.bring(home);
    expect(early.timeOf(id, at)).toEqual(new Date('2024-03-03T09:00:00Z'));
  });

  it('draws a digest that was posted as the mail it would be, for the day it was brought from', async () => {
    const store = await openTestStore();
    const home = { platform: 'browser', workspace: 'slack' };
    const at = new Date();
    const due = nextDue(plan.schedule, plan.zone, at);
    const next = `Next: ${writeShortMoment(nextDue(plan.schedule, plan.zone, due), plan.zone)}`;
    await store.digests.add({ ...plan, layout: 'compact' }, { home, createdAt: at, nextDue: due });
    const early = createEarlyDigests(store, () => at);
    const posted: { readonly key: string; readonly card: Card }[] = [];
    const search = createLunrEngine();
    await search.update({ put: papersToTry, removed: [] });
    const digests = await openDigests({
      config: configure({ environment: {}, folder: await temporaryFolder(), shippedCorpus: '' }),
      corpus: { papers: papersToTry, get: () => undefined, titled: () => [], sources: [] },
      ...{ search, store, log: silentLog, now: () => at, timeOf: early.timeOf },
      web: { serve: async () => () => {} },
    });
    onTestFinished(() => digests.stop());
    const { kind } = createToyKind();
    const toy = await kind.prepare({ owner: 'ada' })?.open({} as never);
    if (toy === undefined) throw new Error('the toy does not open');
    digests.started({
      ...toy,
      name: 'browser',
      async post(channel, card, { key = '' } = {}) {
        posted.push({ key, card });
        return [{ message: { channel, id: key }, papers: [] }];
      },
    });
    const { compose, posting } = digests;
    const window = openWindow({
      ...{ platforms: [], store, early, compose, now: () => at },
      wake: posting.wake,
    });
    await window.bringDigests(home);
    expect(posted[0]?.card.footer).toMatch(new RegExp(`^React 1️⃣.* to save · ${next}$`, 'u'));
    expect(posted[0]?.card.subtitle?.text).toContain(writeShortDay(due, plan.zone));
    const mail = (await window.drawMail(posted[0]?.key ?? '')) ?? '';
    expect(mail).toContain(writeShortDay(due, plan.zone));
    expect(mail).toContain(next);
    expect(mail).not.toContain('React');
  });

  it('touches nothing of a bot that runs, and says so where it is off', async () => {
    const folder = await temporaryFolder();
    const at = { folder, shippedCorpus: folder, previewOnly: true } as const;
    const environment = {
      DISCORD_TOKEN: 'a',
      SMTP_URL: 'smtp://localhost',
      PAPERBOY_MAIL_FROM: 'a@b.org',
      PAPERBOY_SOURCES: 'huggingface',
    };
    const config = configure({ ...at, environment });
    const preview = previewing(config);
    expect(preview.mail).toBeUndefined();
    expect(preview.sources).toEqual([]);
    expect(preview.backups).toBeUndefined();
    expect(preview.databaseUrl).not.toBe(config.databaseUrl);
    expect(preview.platforms.filter(({ ready }) => ready).map(({ kind }) => kind.name)).toEqual(['browser']);
    const off = configure({ ...at, environment: { ...environment, PAPERBOY_PREVIEW_PORT: 'off' } });
    expect(() => previewing(off)).toThrow('PAPERBOY_PREVIEW_PORT is off');
  });
});
