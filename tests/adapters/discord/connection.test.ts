import { createHook } from 'node:async_hooks';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { PermissionFlagsBits } from 'discord.js';
import { test as base, describe, expect, onTestFinished } from 'vitest';
import { ConnectionFailure } from '../../../src/core/chat/failures.ts';
import { pageOf, type Stage, setStage, shownText } from './stage.ts';

/** Every test has a stage of its own, so that they wait side by side. */
const test = base.extend<{ heartbeat: number; stage: Stage }>({
  heartbeat: 45_000,
  stage: async ({ heartbeat }, use) => {
    const stage = await setStage(heartbeat);
    await use(stage);
    await stage.end();
    expect(stage.double.violations).toEqual([]);
  },
});
const hastyTest = test.extend({ heartbeat: 100 });

async function ask(stage: Stage, query = 'uncertainty') {
  const { double, alice, channel } = stage;
  const asked = alice.types(channel, 'paper', { options: { query } });
  return { asked, answer: await double.answered(asked) };
}

function requestsFor(stage: Stage, method: string): readonly number[] {
  return stage.double.exchanges
    .filter(({ request }) => request.startsWith(method))
    .map(({ status }) => status);
}

describe.concurrent('start', () => {
  test('says as whom, in how many servers, with which commands, and how to invite the bot', async ({
    stage,
  }) => {
    await stage.start();
    const { bot, application } = stage.double.state;
    expect(stage.lines.filter((line) => line.startsWith('info'))).toEqual([
      `info Discord: connected as ${bot.username} in 1 server; with /paper, /papers similar|share|find|new|saved|note, /digest add|list, /sweep, “Find this paper”; invite: https://discord.com/oauth2/authorize?client_id=${application.id}&scope=bot+applications.commands&permissions=309237746752`,
    ]);
    const needed =
      PermissionFlagsBits.ViewChannel |
      PermissionFlagsBits.SendMessages |
      PermissionFlagsBits.SendMessagesInThreads |
      PermissionFlagsBits.ReadMessageHistory |
      PermissionFlagsBits.AttachFiles |
      PermissionFlagsBits.AddReactions |
      PermissionFlagsBits.CreatePublicThreads;
    expect(String(needed)).toBe('309237746752');
  });

  test('registers the commands once, and again only when they differ', async ({ stage }) => {
    await stage.start();
    await stage.restart();
    expect(requestsFor(stage, 'PUT')).toHaveLength(1);
    stage.double.state.commands.set('', []);
    await stage.restart();
    expect(requestsFor(stage, 'PUT')).toHaveLength(2);
  });

  test('registers the commands in one server alone where that is set, or says why it cannot', async ({
    stage,
  }) => {
    await stage.start({ guildId: stage.guild.id });
    expect([...stage.double.state.commands.keys()]).toEqual([stage.guild.id]);
    await stage.start({ guildId: '123456789012345678' });
    expect(stage.lines.join('\n')).toContain(
      'error Discord: the commands could not be registered in server 123456789012345678, to which the bot must have been added',
    );
  });

  test('gives up at once on a wrong token, with the remedy', async ({ stage }) => {
    const failure = await stage.start({ token: 'wrong' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConnectionFailure);
    expect(String(failure)).toContain('Discord refused the token: copy');
    expect(requestsFor(stage, 'GET')).toEqual([401]);
  });

  test('waits with growing pauses for a Discord that is down, and then connects', async ({ stage }) => {
    stage.double.faults.add(/gateway\/bot/, { status: 503 }, 2);
    stage.double.faults.add(/gateway\/bot/, { closes: 'before' }, 1);
    await stage.start();
    expect(stage.lines.filter((line) => line.startsWith('warn'))).toHaveLength(3);
    expect((await ask(stage)).answer).toBeDefined();
  });

  test('waits where Discord lets it open fewer connections than it has shards, and says so', async ({
    stage,
  }) => {
    const { sessions } = stage.double.state;
    Object.assign(stage.double.state, { shards: 2 });
    sessions.remaining = 1;
    let waited = 0;
    const wait = async (milliseconds: number) => {
      waited += milliseconds;
      sessions.remaining = 999;
    };
    await stage.start({ clock: { elapsed: () => waited, wait } });
    expect(waited).toBe(60_000);
    expect(stage.lines.filter((line) => /^(warn|error)/u.test(line))).toEqual([
      'warn Discord lets the bot open only 1 more connection (of 1000 a day) in the next 240 minutes, and it needs 2. Check whether something starts the bot again and again.',
    ]);
  });

  test('opens as many connections as Discord recommends, and answers in the servers of each', async ({
    stage,
  }) => {
    const { double, alice } = stage;
    double.state.shards = 3;
    const places = [stage.channel];
    const shardOf = (id = '0') => (BigInt(id) >> 22n) % 3n;
    while (new Set(places.map(({ guild }) => shardOf(guild))).size < 3) {
      double.state.clock.advance(1);
      places.push(double.addChannel(double.addGuild('Another lab'), 'papers'));
    }
    await stage.start();
    expect(double.gateway.connected()).toBe(3);
    expect(stage.lines.join('\n')).toContain(`in ${places.length} servers`);
    const carol = double.addPerson('carol', ...double.state.guilds.values());
    for (const place of places) {
      await double.answered(carol.types(place, 'paper', { options: { query: 'x' } }));
    }
    const direct = alice.opensDirect();
    alice.says(direct, 'uncertainty');
    await double.until('a reply', () => alice.sees(direct)[1]);
  });

  test('can be stopped while it waits', async ({ stage }) => {
    const unused = createServer().listen(0, '127.0.0.1');
    await once(unused, 'listening');
    const address = unused.address();
    unused.close();
    const port = typeof address === 'object' ? address?.port : 0;
    const starting = stage.start({ apiUrl: `http://127.0.0.1:${port}/api`, firstPause: 60_000 });
    const outcome = starting.catch((error: unknown) => String(error));
    await stage.double.until('a warning', () => stage.lines.length > 0);
    expect(stage.lines[0]).toContain('ECONNREFUSED');
    await stage.discord().stop();
    expect(await outcome).toContain('stopped before it was connected');
  });
});

describe.concurrent('a connection that fails', () => {
  const breaks = {
    'drops without a word': (stage: Stage) => stage.double.gateway.dropSockets(),
    'is asked to reconnect': (stage: Stage) => stage.double.gateway.askToReconnect(),
  };
  for (const [name, breakIt] of Object.entries(breaks)) {
    test(`and ${name} is resumed, and what was missed is answered once`, async ({ stage }) => {
      const gaps: string[] = [];
      await stage.start({ onGap: () => gaps.push('gap') });
      const { double } = stage;
      breakIt(stage);
      await double.until('the break', () => double.gateway.connected() === 0);
      const health = () => stage.discord().health?.();
      await expect.poll(health).toEqual({ state: 'wrong', words: 'Shards connected here: 0 of 1.' });
      await expect.poll(health).toEqual({ state: 'ok', words: 'Shards connected here: 1 of 1.' });
      const { asked } = await ask(stage);
      expect(double.gateway.received).toContain('RESUME');
      expect(asked.refusals).toEqual([]);
      expect(stage.invocations).toHaveLength(1);
      expect(gaps).toEqual([]);
    });
  }

  test('and whose session is invalid is opened anew, and what was missed meanwhile can be looked for', async ({
    stage,
  }) => {
    const gaps: string[] = [];
    await stage.start({ onGap: () => gaps.push('gap') });
    const { double } = stage;
    double.gateway.invalidateSessions(false);
    // discord.js lets five seconds pass between two of them.
    await double.until('a second IDENTIFY', () => count(double.gateway.received, 'IDENTIFY') === 2, 10_000);
    await double.until('a session', () => double.gateway.connected() === 1);
    await ask(stage);
    expect(gaps).toEqual(['gap']);
    expect(stage.invocations).toHaveLength(1);
  });

  test('and dispatches the same thing twice is answered once', async ({ stage }) => {
    await stage.start();
    const { double, alice, channel } = stage;
    await ask(stage);
    double.gateway.repeatLast('INTERACTION_CREATE');
    alice.says(channel, `<@${double.state.bot.id}> uncertainty`);
    await double.until('a reply', () => stage.bob.sees(channel)[1]);
    const reply = stage.bob.sees(channel)[1];
    if (!reply) throw new Error('There is no reply.');
    alice.reacts(reply, '🔖');
    for (const event of ['INTERACTION_CREATE', 'MESSAGE_REACTION_ADD']) double.gateway.repeatLast(event);
    await ask(stage, 'another');
    expect(stage.invocations.map(({ line }) => line.text)).toEqual(['uncertainty', 'uncertainty', 'another']);
    expect(stage.reactions).toHaveLength(1);
  });

  hastyTest('and does not acknowledge heartbeats is resumed', async ({ stage }) => {
    await stage.start();
    const { double } = stage;
    double.gateway.ignoreHeartbeats(true);
    await double.until('a RESUME', () => double.gateway.received.includes('RESUME'));
    double.gateway.ignoreHeartbeats(false);
    await ask(stage);
  });

  test.for<[number, string]>([
    [4004, 'Discord refused the token'],
    [4014, 'Discord refused an intent'],
    [4011, 'Discord requires more shards'],
    [4012, 'Discord closed the connection for good (code 4012)'],
  ])('for good, with code %i, is told to whoever started the bot', async ([code, text], { stage }) => {
    const failures: ConnectionFailure[] = [];
    await stage.start({ onEnd: (failure) => failures.push(failure) });
    stage.double.gateway.closeSockets(code);
    await stage.double.until('the end', () => failures.length > 0);
    expect(String(failures[0])).toContain(text);
  });
});

describe.concurrent('a request that fails', () => {
  test.for([
    ['a 503', { status: 503 }],
    ['a closed connection', { closes: 'before' }],
    ['an answer that is lost', { closes: 'after' }],
    ['a rate limit', { retryAfter: 0.2 }],
    ['a rate limit over all', { retryAfter: 0.2, global: true }],
  ] as const)('by %s neither loses nor doubles the answer', async ([, fault], { stage }) => {
    await stage.start();
    const { double, alice, channel } = stage;
    double.faults.add(/callback/, fault);
    double.faults.add(/@original/, fault);
    const { asked, answer } = await ask(stage);
    expect(shownText(answer)).toContain('12 papers');
    expect(alice.sees(channel)).toHaveLength(1);
    expect(asked.refusals.every((code) => code === 40060)).toBe(true);
  });

  test.for([
    ['a 503', { status: 503 }],
    ['a lost answer', { closes: 'after' }],
  ] as const)('by %s neither loses nor doubles a post or a reply', async ([, fault], { stage }) => {
    await stage.start();
    const { double, alice, bob, channel } = stage;
    double.faults.add(/POST .*messages/, fault, 2);
    await stage.discord().post({ platform: 'discord', workspace: '', id: channel.id }, { title: 'Digest' });
    double.faults.add(/POST .*messages/, fault, 2);
    alice.says(channel, `<@${double.state.bot.id}> uncertainty`);
    await double.until('a reply', () => bob.sees(channel)[2]);
    await ask(stage);
    expect(bob.sees(channel)).toHaveLength(3);
  });

  test('by a lost answer never doubles the further messages of an answer, nor stops those after', async ({
    stage,
  }) => {
    await stage.start();
    const { double, alice, bob, channel } = stage;
    stage.answer = ({ reply }) => reply([{ title: 'One' }, { title: 'Two' }, { title: 'Three' }]);
    double.faults.add(/POST .webhooks/, { closes: 'after' });
    alice.types(channel, 'papers', { verb: 'share', options: { paper: '1' } });
    await double.until('the last', () =>
      bob.sees(channel).some((message) => shownText(message).includes('Three')),
    );
    expect(bob.sees(channel)).toHaveLength(3);
    expect(stage.lines.join('\n')).toContain('part of an answer may be missing');
  });

  test('by one stray 401 does not make the bot forget its token', async ({ stage }) => {
    await stage.start();
    const { double, bob, channel } = stage;
    double.faults.add(/POST .*messages/, { status: 401, body: { message: '401: Unauthorized', code: 0 } });
    await stage.discord().post({ platform: 'discord', workspace: '', id: channel.id }, { title: 'Digest' });
    expect(bob.sees(channel)).toHaveLength(1);
  });

  test('because the three seconds are over is told in the log, and nothing is run', async ({ stage }) => {
    await stage.start();
    const { double, alice, channel } = stage;
    double.faults.add(/callback/, { delay: 50 });
    const asked = alice.types(channel, 'paper', { options: { query: 'late' } });
    double.state.clock.advance(3_001);
    await double.until('a line', () =>
      stage.lines.some((line) => line.includes('could not be acknowledged')),
    );
    expect(asked.refusals).toEqual([10062]);
    expect(stage.invocations).toEqual([]);
    expect(stage.lines.join('\n')).toContain('it was too late for Discord');
  });

  test('because the fifteen minutes are over is told, and the bot goes on', async ({ stage }) => {
    await stage.start();
    const { double, alice, channel } = stage;
    stage.answer = ({ line, reply }) => {
      if (line.text === 'slow') double.state.clock.advance(15 * 60_000 + 1);
      return reply([pageOf(line)]);
    };
    const asked = alice.types(channel, 'paper', { options: { query: 'slow' } });
    await double.until('the refusal', () => asked.refusals.includes(50027));
    await double.until('a line', () => stage.lines.some((line) => line.includes('too late')));
    expect((await ask(stage, 'next')).answer).toBeDefined();
  });

  test('because another process was first leaves the command to that one', async ({ stage }) => {
    await stage.start();
    const { double, alice, channel } = stage;
    double.faults.add(/callback/, { status: 400, body: { code: 40060, message: 'Already acknowledged.' } });
    alice.types(channel, 'paper', { options: { query: 'x' } });
    await double.until('a line', () => stage.lines.some((line) => line.includes('another process')));
    expect(stage.invocations).toEqual([]);
  });

  test('for want of a permission is told with the remedy', async ({ stage }) => {
    await stage.start();
    const { double, alice } = stage;
    const closed = double.addChannel(stage.guild, 'announcements', PermissionFlagsBits.ViewChannel);
    const posting = stage
      .discord()
      .post({ platform: 'discord', workspace: '', id: closed.id }, { title: 'Digest' });
    await expect(posting).rejects.toThrow(/grant it Send Messages/);
    alice.says(closed, `<@${double.state.bot.id}> uncertainty`);
    await double.until('a line', () => stage.lines.some((line) => line.includes('grant it View Channel')));
  });
});

describe.concurrent('stop', () => {
  test('finishes what is under way, takes nothing new, and disconnects', async ({ stage }) => {
    await stage.start();
    const { double, alice, channel } = stage;
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    stage.answer = async ({ line, reply }) => {
      await finished;
      return await reply([pageOf(line)]);
    };
    const asked = alice.types(channel, 'paper', { options: { query: 'slow' } });
    await double.until('the command', () => stage.invocations[0]);
    const stopping = stage.discord().stop();
    alice.types(channel, 'paper', { options: { query: 'after' } });
    finish();
    await stopping;
    expect(shownText(await double.answered(asked))).toContain('12 papers');
    expect(stage.invocations).toHaveLength(1);
    await double.until('the end of the connection', () => double.gateway.connected() === 0);
  });

  test('waits for a post of several messages to be whole', async ({ stage }) => {
    await stage.start();
    const { double, bob, channel } = stage;
    double.faults.add(/POST .*messages/, { delay: 50 });
    const text = `${'words '.repeat(100)}\n`.repeat(12);
    const place = { platform: 'discord', workspace: stage.guild.id, id: channel.id };
    const posting = stage.discord().post(place, { title: 'Long', text });
    await stage.discord().stop();
    expect(bob.sees(channel)).toHaveLength((await posting).length);
  });
});

function count(list: readonly string[], item: string): number {
  return list.filter((one) => one === item).length;
}

test('a stop leaves no timer behind, however often the bot could not connect', async ({ stage }) => {
  const timers = new Set<number>();
  const hook = createHook({
    init(id, type, _, resource) {
      if (type === 'Timeout' && Number(Object(resource)._idleTimeout) >= 3_600_000) timers.add(id);
    },
    destroy: (id) => void timers.delete(id),
  }).enable();
  onTestFinished(() => void hook.disable());
  stage.double.faults.add(/gateway/, { status: 500 }, 3);
  const platform = await stage.start();
  expect(timers.size).toBeGreaterThan(0);
  await platform.stop();
  await expect.poll(() => timers.size).toBe(0);
});
