import { RateLimitError } from 'discord.js';
import { test as base, describe, expect } from 'vitest';
import { ANSWERED_WITHIN, createGate } from '../../../src/adapters/discord/send/gate.ts';
import { PostFailure } from '../../../src/core/chat/failures.ts';
import { type Stage, setStage, shownText } from './stage.ts';

/** Every test has a stage of its own, so that they wait side by side. */
const test = base.extend<{ stage: Stage }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names it is to provide from the pattern
  stage: async ({}, use) => {
    const stage = await setStage();
    await use(stage);
    stage.double.faults.clear();
    await stage.end();
    expect(stage.double.violations).toEqual([]);
  },
});

const page = { page: 429 } as const;
const hour = { retryAfter: 3_600 } as const;
const always = 1_000_000;

const ask = ({ alice, channel }: Stage, query: string) =>
  alice.types(channel, 'paper', { options: { query } });

const post = (stage: Stage, place = stage.channel) =>
  stage
    .discord()
    .post({ platform: 'discord', workspace: place.guild ?? '', id: place.id }, { title: 'Digest' })
    .catch((error: unknown) => error);

/** How many requests were refused so far. */
const refused = ({ double }: Stage) => double.exchanges.filter(({ status }) => status === 429).length;

const told = ({ lines }: Stage, words: string) => lines.filter((line) => line.includes(words));

function until({ double, lines }: Stage, words: string, within?: number): Promise<string> {
  return double.until(words, () => lines.find((line) => line.includes(words)), within);
}

describe.concurrent('a 429', () => {
  test('that names no pause is not asked again: a command is given up, and the first that gets through is answered', async ({
    stage,
  }) => {
    await stage.start();
    const { double } = stage;
    double.faults.add(/./, page, always);
    for (const query of ['one', 'two', 'three']) {
      const before = told(stage, 'could not be acknowledged').length;
      ask(stage, query);
      await double.until('its end', () => told(stage, 'could not be acknowledged').length > before);
    }
    expect(refused(stage)).toBe(3);
    double.faults.clear();
    expect(shownText(await double.answered(ask(stage, 'four')))).toContain('12 papers');
    expect(told(stage, 'refuses requests')).toHaveLength(1);
    expect(told(stage, 'accepts requests again')).toHaveLength(1);
    expect(stage.invocations.map(({ line }) => line.text)).toEqual(['four']);
  });

  test.for([
    ['without a pause', page],
    ['of an hour', { page: 429, pause: 3_600 }],
  ] as const)(
    '%s in place of an answer is waited for, and holds up no other command',
    async ([, fault], { stage }) => {
      await stage.start();
      const { double } = stage;
      double.faults.add(/@original/, fault, always);
      const slow = ask(stage, 'slow');
      await until(stage, 'refuses requests');
      expect(slow.acknowledgement?.type).toBe(5);
      expect(refused(stage)).toBe(1);
      double.faults.clear();
      await double.answered(ask(stage, 'next'));
      expect(refused(stage)).toBe(1);
    },
  );

  test('of an hour for one channel is no wait for a post there, nor for one elsewhere', async ({ stage }) => {
    await stage.start();
    const { double, guild, channel, bob } = stage;
    const other = double.addChannel(guild, 'other');
    double.faults.add(new RegExp(`POST /channels/${channel.id}/messages`, 'u'), hour, always);
    const failure = await post(stage);
    expect(failure).toBeInstanceOf(PostFailure);
    expect(failure).toMatchObject({ reason: 'passing', pause: { milliseconds: 3_600_000, scope: 'place' } });
    await post(stage, other);
    expect(bob.sees(other)).toHaveLength(1);
    await post(stage);
    expect(refused(stage)).toBe(1);
  });

  test('without a pause lets no post out for a minute, and says so to whoever posts', async ({ stage }) => {
    await stage.start();
    const { double, guild } = stage;
    double.faults.add(/POST .channels/, page, always);
    const failures = [await post(stage)];
    for (let at = 0; at < 20; at += 1) failures.push(await post(stage, double.addChannel(guild, `c${at}`)));
    for (const failure of failures) {
      expect(failure).toMatchObject({ reason: 'passing', pause: { scope: 'overall', begun: false } });
    }
    expect(refused(stage)).toBe(1);
  });

  test('with a pause of nothing is asked again some times, ever more slowly', async ({ stage }) => {
    await stage.start();
    stage.double.faults.add(/POST .channels/, { retryAfter: 0 }, always);
    const posting = post(stage);
    await stage.double.until('three requests', () => refused(stage) === 3);
    await expect(stage.double.until('a fifth', () => refused(stage) === 5, 1_500)).rejects.toThrow();
    stage.double.faults.clear();
    expect(await posting).toHaveLength(1);
  });

  test('for the way to the gateway is asked again after its pause alone', async ({ stage }) => {
    stage.double.faults.add(/gateway/, page, always);
    const outcome = stage.start().catch((error: unknown) => String(error));
    expect(await until(stage, 'The next attempt')).toContain('The next attempt is in 60 s');
    expect(refused(stage)).toBe(1);
    await stage.discord().stop();
    expect(await outcome).toContain('stopped before it was connected');
  });

  test('for a completion is not asked again, and what is typed meanwhile asks nothing', async ({ stage }) => {
    await stage.start();
    const { double, alice, channel } = stage;
    double.faults.add(/callback/, page, always);
    for (const query of ['u', 'un', 'unc']) {
      const before = told(stage, 'a completion did not arrive').length;
      alice.isTyping(channel, 'paper', { options: { query } });
      await double.until('its end', () => told(stage, 'a completion did not arrive').length > before);
    }
    expect(refused(stage)).toBe(1);
  });

  test('does not keep the bot from stopping', async ({ stage }) => {
    await stage.start();
    stage.double.faults.add(/@original/, page, always);
    ask(stage, 'slow');
    await until(stage, 'is asked again in');
    const asked = refused(stage);
    await stage.discord().stop();
    expect(refused(stage)).toBe(asked);
  });
});

describe.concurrent('a page of the network', () => {
  test.for([403, 502])(
    'with a %i in place of an answer is told, and the bot goes on',
    async (status, { stage }) => {
      await stage.start();
      const { double } = stage;
      double.faults.add(/callback/, { page: status }, always);
      ask(stage, 'one');
      expect(await until(stage, 'could not be acknowledged')).toContain(
        status === 403 ? 'the network before Discord refused it (403)' : 'HTTPError 502',
      );
      double.faults.clear();
      expect(shownText(await double.answered(ask(stage, 'two')))).toContain('12 papers');
    },
  );
});

describe.concurrent('the gate', () => {
  /** A gate on a clock of its own, before the double. */
  function build({ double }: Stage) {
    const clock = { now: 0 };
    const lines: string[] = [];
    const write = (line: string) => void lines.push(line);
    const gate = createGate({ log: { info: write, warn: write }, now: () => clock.now });
    const headers = { authorization: `Bot ${double.token}` };
    const get = (path = 'gateway') => gate.fetch(`${double.api}/v10/${path}`, { method: 'GET', headers });
    return { gate, clock, lines, get };
  }

  test('lets one request through after a pause, and the others when that one has got through', async ({
    stage,
  }) => {
    const { gate, clock, lines, get } = build(stage);
    stage.double.faults.add(/gateway/, page, 2);
    await expect(get()).rejects.toThrow(RateLimitError);
    clock.now = 59_999;
    expect(() => gate.pass()).toThrow(RateLimitError);
    clock.now = 60_000;
    gate.pass();
    expect(() => gate.pass()).toThrow(RateLimitError);
    await expect(get()).rejects.toThrow(RateLimitError);
    clock.now = 119_999;
    expect(() => gate.pass()).toThrow(RateLimitError);
    clock.now = 120_000;
    gate.pass();
    await get();
    gate.pass();
    gate.pass();
    expect(lines).toEqual([
      expect.stringContaining('The network before Discord refuses requests (429): posts wait 60 s'),
      'Discord accepts requests again, after 120 s.',
    ]);
  });

  test('lets another try where the one that was let through never came back', async ({ stage }) => {
    const { gate, clock, get } = build(stage);
    stage.double.faults.add(/gateway/, page);
    await expect(get()).rejects.toThrow(RateLimitError);
    clock.now = 60_000;
    gate.pass();
    clock.now += ANSWERED_WITHIN;
    gate.pass();
  });

  test("keeps to Discord's own pause for all, though another request gets through, and says nothing of a short one", async ({
    stage,
  }) => {
    const { gate, clock, lines, get } = build(stage);
    stage.double.faults.add(/gateway/, { retryAfter: 2, global: true });
    await expect(get()).rejects.toThrow(RateLimitError);
    expect(() => gate.pass()).toThrow(RateLimitError);
    clock.now = 2_000;
    gate.pass();
    expect(lines).toEqual([]);
    stage.double.faults.add(/gateway/, { retryAfter: 30, global: true });
    await expect(get()).rejects.toThrow(RateLimitError);
    await get();
    expect(() => gate.pass()).toThrow(RateLimitError);
    clock.now = 32_000;
    await get();
    expect(lines).toEqual([
      expect.stringContaining('Discord refuses requests (429): posts wait 30 s'),
      'Discord accepts requests again, after 30 s.',
    ]);
  });

  test("opens after Discord's own pause for all with the request that it let through", async ({ stage }) => {
    const { gate, clock, lines, get } = build(stage);
    stage.double.faults.add(/gateway/, { retryAfter: 30, global: true });
    await expect(get()).rejects.toThrow(RateLimitError);
    clock.now = 30_000;
    gate.pass();
    expect(() => gate.pass()).toThrow(RateLimitError);
    await get();
    gate.pass();
    gate.pass();
    expect(lines.at(-1)).toBe('Discord accepts requests again, after 30 s.');
  });

  test('holds up answers too once the network refuses as well', async ({ stage }) => {
    const { gate, clock, get } = build(stage);
    stage.double.faults.add(/gateway/, { retryAfter: 30, global: true });
    stage.double.faults.add(/gateway/, page);
    await expect(get()).rejects.toThrow(RateLimitError);
    gate.pass(true);
    await expect(get()).rejects.toThrow(RateLimitError);
    expect(() => gate.pass(true)).toThrow(RateLimitError);
    clock.now = 60_000;
    gate.pass(true);
  });

  test('believes no pause of more than an hour', async ({ stage }) => {
    const { gate, clock, get } = build(stage);
    stage.double.faults.add(/gateway/, { page: 429, pause: 1e9 });
    await expect(get()).rejects.toThrow(RateLimitError);
    clock.now = 3_600_000;
    gate.pass();
  });
});
