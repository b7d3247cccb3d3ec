import { describe, expect, it, onTestFinished } from 'vitest';
import { openDigests } from '../../src/app/digests.ts';
import { createBot } from '../../src/core/bot/bot.ts';
import type { Platform } from '../../src/core/chat/platform.ts';
import { startDigests } from '../../src/core/digest/delivery/scheduler.ts';
import { createLunrEngine } from '../../src/core/search/lunr-engine.ts';
import { openCorpus } from '../../src/core/sources/corpus.ts';
import { createFolderSource } from '../../src/core/sources/folder/folder-source.ts';
import { setStage, shownText } from '../adapters/discord/stage.ts';
import { startLab } from '../adapters/slack/lab.ts';
import { sit } from '../adapters/terminal/sitting.ts';
import { createQuickClock } from '../core/digest/quick-clock.ts';
import { keepLog, openTestStore } from '../core/store/open.ts';
import { plainTextOf } from '../doubles/slack/mrkdwn.ts';

const label = '📬 Follow this search';
/** What all of it is: two words, a phrase that stands in quotation marks, and what narrows it. */
const query = '"deep ensembles" uncertainty year:2020-2023';
const hour = 3_600_000;

/** The bot over the papers that ship with it, as main puts it together, and time that can be skipped. */
async function open() {
  const store = await openTestStore();
  const corpus = await openCorpus([createFolderSource('corpus')], { follow: false });
  const search = createLunrEngine();
  await search.update({ put: corpus.papers, removed: [] });
  const log = keepLog();
  const now = () => new Date();
  const digests = await openDigests({
    config: {
      prefix: '',
      digests: [],
      digestWeights: { fresh: 1, trending: 1, match: 1, variety: 1, taste: 1 },
      digestNothing: 'silent',
      digestArchiveDays: 90,
      digestGrace: 6,
      bookmarks: [{ emoji: '🔖' }],
      reactFirst: false,
    },
    ...{ corpus, search, store, now, log },
    web: { serve: async () => () => {} },
  });
  onTestFinished(() => digests.stop());
  const { settings, posting, compose } = digests;
  const bot = createBot({ ...{ corpus, search, store, now, log, posting, pageSize: 5 }, digests: settings });

  /** Delivers what the only subscription sends next, at its time. */
  async function deliver(platform: Platform): Promise<void> {
    const [next] = await store.digests.all();
    if (next === undefined) throw new Error('nothing was subscribed');
    const clock = createQuickClock(next.nextDue);
    const running = startDigests({
      ...{ store, clock, log, compose },
      platforms: () => [platform],
      grace: 6 * hour,
    });
    await running.idle();
    await running.stop();
  }
  return { store, bot, digests, deliver, log };
}

/** The bot in Discord, and a press by Alice under the answer to her search that ends with the form. */
async function openInDiscord() {
  const opened = await open();
  const stage = await setStage();
  onTestFinished(async () => {
    await stage.end();
    expect(stage.double.violations).toEqual([]);
  });
  const { double, alice, channel } = stage;
  opened.digests.started(await stage.start({}, opened.bot));
  async function press() {
    const answer = await double.answered(alice.types(channel, 'paper', { options: { query } }));
    const pressed = alice.presses(answer, label);
    await double.until('the form', () => pressed.modal);
    return pressed;
  }
  return { ...opened, stage, press };
}

describe('Follow this search, pressed under an answer,', () => {
  it('asks once in Slack, takes a mistake back with its reason, and sends the papers to whoever pressed', async () => {
    const { store, bot, digests, deliver } = await open();
    const lab = await startLab({ bot });
    onTestFinished(async () => {
      await lab.stop();
      expect(lab.slack.world.violations).toEqual([]);
    });
    digests.started(lab.platform);
    const { slack } = lab;
    const [alice, papers] = [slack.person('U01ALICE'), slack.channel('papers')];
    await alice.types(`/paper ${query}`, papers);
    const answer = await lab.answer('papers');
    await alice.presses(label, answer);
    const form = await slack.world.until(() => alice.modal(), 'the form');
    expect(form.title).toBe('Papers for you');
    expect(form.filled).toMatchObject({ Topic: query, 'Time of day': '09:00', 'Time zone': 'Europe/Berlin' });
    form.writes('25:99', 'Time of day');
    await form.submits();
    expect(form.errors['Time of day']).toMatch(/25:99/u);
    expect(await store.digests.all()).toEqual([]);
    form.writes('07:15', 'Time of day');
    await form.submits();
    expect(plainTextOf(await lab.answer('papers', 2))).toContain('07:15');
    await alice.presses(label, answer);
    const again = await slack.world.until(() => alice.modal(), 'the form again');
    again.writes('07:30', 'Time of day');
    await again.submits();
    expect(plainTextOf(await lab.answer('papers', 3))).toContain('07:30');
    expect(await store.digests.all()).toMatchObject([
      { schedule: '30 7 * * *', zone: 'Europe/Berlin', topic: query },
    ]);
    await deliver(lab.platform);
    const direct = alice.reads(slack.world.directChannel(alice.id));
    expect(direct.at(-3)).toContain('2 papers');
    expect(direct.at(-2)).toContain('Window-Based Early-Exit Cascades');
    expect(direct.at(-1)).toContain('arXiv 2212.07959');
    expect(slack.person('U02BOB').reads(papers)).toEqual([]);
  });

  it('asks once in Discord, and sends the papers to whoever pressed', async () => {
    const { store, deliver, stage, press } = await openInDiscord();
    const { double, alice } = stage;
    const pressed = await press();
    const told = await double.answered(alice.submits(pressed, { at: '07:15', days: 'weekly' }));
    expect(shownText(told)).toContain('Mondays 07:15');
    expect(await store.digests.all()).toMatchObject([{ schedule: '15 7 * * 1', topic: query }]);
    await deliver(stage.discord());
    const [confirmed = '', heading = '', ...papers] = alice.sees(alice.opensDirect()).map(shownText);
    expect(confirmed).toContain('Mondays 07:15');
    expect(heading).toContain('2 papers');
    expect(papers).toEqual([
      expect.stringContaining('Window-Based Early-Exit Cascades'),
      expect.stringContaining('arXiv 2212.07959'),
    ]);
  });

  it('subscribes nothing in Discord where somebody takes no direct messages, and says so', async () => {
    const { store, stage, press } = await openInDiscord();
    const { double, alice } = stage;
    double.state.unreachable.add(alice.id);
    const pressed = await press();
    const told = await double.answered(alice.submits(pressed, {}));
    expect(shownText(told)).toContain('cannot receive direct messages from me');
    expect(await store.digests.all()).toEqual([]);
    double.state.unreachable.delete(alice.id);
    await double.answered(alice.presses(told, 'Try again'));
    expect(await store.digests.all()).toMatchObject([{ topic: query, schedule: '0 9 * * *' }]);
  });

  it('asks once in the terminal, where leaving the form changes nothing, and shows the papers there', async () => {
    const { store, bot, digests, deliver } = await open();
    const { type, platform } = await sit({ bot });
    digests.started(platform);
    await type(`/paper ${query}\r`, 'f follow this search');
    await type('f\r', 'Topic [');
    await type('cancel\r', 'Nothing was changed');
    expect(await store.digests.all()).toEqual([]);
    await type('f\r', 'Topic [');
    for (const [answer, next] of [
      ['', 'Time of day ['],
      ['7:15', 'Days ['],
      ['weekly', 'Time zone ['],
      ['', 'Papers, 1 to 10 ['],
    ])
      await type(`${answer}\r`, next ?? '');
    await type('\r', 'Mondays 07:15');
    expect(await store.digests.all()).toMatchObject([{ schedule: '15 7 * * 1', topic: query }]);
    const shown = type('', 'arXiv 2212.07959');
    await deliver(platform);
    expect(await shown).toContain('Window-Based Early-Exit Cascades');
  });
});
