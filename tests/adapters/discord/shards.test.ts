import { test as base, describe, expect } from 'vitest';
import { type Process, type Processes, runTwo, setProcesses } from './processes.ts';

const test = base.extend<{ shards: number; far: Processes }>({
  shards: 2,
  far: async ({ shards }, use) => {
    const far = await setProcesses(shards);
    await use(far);
    await far.end();
    expect(far.double.violations).toEqual([]);
    expect(far.double.gateway.doubled).toEqual([]);
    expect(far.double.gateway.hasty).toEqual([]);
  },
});
const wideTest = test.extend({ shards: 4 });

const open = ({ double }: Processes) => double.gateway.shards().toSorted();

/** Lets time pass until the process has so many shards, and has started. */
const untilHeld = (far: Processes, { shards, isStarted }: Process, many: number) =>
  far.until('the shards', () => shards().length === many && isStarted());

/** Asks in a server of each shard; yields who answered. */
async function askEverywhere({ double, channels, answers }: Processes): Promise<readonly string[]> {
  const alice = double.addPerson('alice', ...double.state.guilds.values());
  answers.length = 0;
  for (const channel of channels)
    await double.answered(alice.types(channel, 'paper', { options: { query: 'x' } }));
  return answers.toSorted();
}

describe('shards among processes', () => {
  test('are all one’s that is alone, one connected five seconds after another', async ({ far }) => {
    const one = far.run('one');
    await untilHeld(far, one, 2);
    expect(open(far)).toEqual(['0/2', '1/2']);
    expect(far.elapsed()).toBeGreaterThanOrEqual(5_000);
    expect(await askEverywhere(far)).toEqual(['one', 'one']);
    expect(one.gaps).toEqual([]);
    expect(one.lines.join('\n')).toMatch(/connected as Paperboy in \d+ servers; with \/paper/u);
    expect(one.lines).toContain(
      'info Discord: 2 shards are to be connected here, 1 in 6 s as Discord allows: the last in 6 s or more.',
    );
    expect(one.lines.flatMap((line) => /shard (\d) of 2 is connected/u.exec(line)?.[1] ?? [])).toEqual([
      '0',
      '1',
    ]);
  });

  test('are shared by those that start together, and each server is answered once', async ({ far }) => {
    await runTwo(far);
    expect(open(far)).toEqual(['0/2', '1/2']);
    expect((await askEverywhere(far)).toSorted()).toEqual(['one', 'two']);
  });

  test('are none of a third’s, which stands by until it is needed', async ({ far }) => {
    const [one] = await runTwo(far);
    const three = far.run('three');
    await far.until('the start', three.isStarted);
    expect(three.lines.join('\n')).toContain('ready as Paperboy');
    await one.kill();
    await far.until('the takeover', () => three.shards().length === 1, 40);
    expect((await askEverywhere(far)).toSorted()).toEqual(['three', 'two']);
  });

  wideTest('are handed over one at a time to a process that starts later', async ({ far }) => {
    const one = far.run('one');
    await untilHeld(far, one, 4);
    await far.pass(6_000);
    // What is handed over cannot be connected at once.
    await far.identifyElsewhere(7_000);
    const two = far.run('two');
    let least = 4;
    await far.until('the share', () => {
      least = Math.min(least, open(far).length);
      return two.shards().length === 2 && open(far).length === 4;
    });
    expect(least).toBe(3);
    expect(one.shards().length).toBe(2);
    await far.until('the start', two.isStarted);
    expect((await askEverywhere(far)).toSorted()).toEqual(['one', 'one', 'two', 'two']);
  });

  test('are taken over within 30 seconds from a process that died, and what was missed there is looked for', async ({
    far,
  }) => {
    const [one, two] = await runTwo(far);
    // What was handed over to it at the start, if anything was, has a gap of its own.
    const before = two.gaps.length;
    await one.kill();
    await far.until('the loss', () => open(far).length === 1, 0);
    await far.until('the takeover', () => two.shards().length === 2, 30);
    expect(await askEverywhere(far)).toEqual(['two', 'two']);
    expect(two.gaps.slice(before)).toEqual([[expect.any(String)]]);
  });

  test('are free at once where a process is stopped', async ({ far }) => {
    const [one, two] = await runTwo(far);
    await one.stop();
    await far.until('the takeover', () => two.shards().length === 2, 10);
  });

  test('are closed before another takes them where the database does not renew them, and taken again later', async ({
    far,
  }) => {
    const [one, two] = await runTwo(far);
    one.cutOff(true);
    await far.until('the end', () => open(far).length === 1, 17);
    expect(one.lines.join('\n')).toContain(
      '1 shard closed, because no lease was renewed in the database in time',
    );
    await far.until('the takeover', () => two.shards().length === 2, 30);
    one.cutOff(false);
    await far.until('its share', () => one.shards().length === 1);
    expect((await askEverywhere(far)).toSorted()).toEqual(['one', 'two']);
  });

  test('are not acted on by a process that was frozen until it knows that they are still its own', async ({
    far,
  }) => {
    const one = far.run('one');
    await untilHeld(far, one, 2);
    const { double, channels, answers } = far;
    const alice = double.addPerson('alice', ...double.state.guilds.values());
    const [channel] = channels;
    if (channel === undefined) throw new Error('There is no channel.');
    const say = (text: string) => alice.says(channel, `<@${double.state.bot.id}> ${text}`);
    const since = one.lines.length;
    far.freeze(14_000);
    say('while frozen');
    await far.heard();
    const again = () => one.lines.slice(since).filter((line) => line.includes(' is connected, in '));
    await far.until('the connections anew', () => again().length === 2, 60);
    expect(answers).toEqual([]);
    say('afterwards');
    await double.until('a reply', () => answers.length > 0);
    expect(answers).toEqual(['one']);
  });

  test('are kept by one that is alone while the database is away, and are its own afterwards', async ({
    far,
  }) => {
    const one = far.run('one');
    await untilHeld(far, one, 2);
    const { remaining } = far.double.state.sessions;
    one.cutOff(true);
    await far.pass(60_000);
    expect(await askEverywhere(far)).toEqual(['one', 'one']);
    one.cutOff(false);
    await far.pass(20_000);
    expect(await askEverywhere(far)).toEqual(['one', 'one']);
    expect(far.double.state.sessions.remaining).toBe(remaining);
    expect(one.lines.filter((line) => line.startsWith('warn'))).toEqual([]);
  });

  test('are divided anew, and once more connected one after another, where Discord wants more of them', async ({
    far,
  }) => {
    const both = await runTwo(far);
    far.double.state.shards = 3;
    far.double.gateway.closeSockets(4011);
    await far.until('three', () => open(far).join() === '0/3,1/3,2/3');
    await far.until('shares', () =>
      both.every(({ shards }) => shards().some((shard) => shard.endsWith('/3'))),
    );
    expect(both.flatMap(({ ends }) => ends)).toEqual([]);
    expect(both.some(({ lines }) => lines.join('\n').includes('2 shards are not enough'))).toBe(true);
    expect(await askEverywhere(far)).toHaveLength(2);
  });

  test('are divided as Discord says by then where it ends one connection alone, though others had asked earlier', async ({
    far,
  }) => {
    await runTwo(far);
    far.double.state.shards = 3;
    const before = far.double.state.sessions.remaining;
    far.double.gateway.closeShard('0/2', 4011);
    await far.until('three', () => open(far).join() === '0/3,1/3,2/3');
    expect(before - far.double.state.sessions.remaining).toBe(3);
  });

  test('are tried ever more rarely where Discord refuses the number that it recommends', async ({ far }) => {
    const both = ['one', 'two'].map((name) => far.run(name, { firstPause: 1_000 }));
    await far.until('equal shares', () => both.every((process) => process.shards().length === 1));
    const { state, gateway } = far.double;
    state.fewestShards = 3;
    const before = gateway.received.length;
    gateway.closeSockets(4011);
    await far.pass(120_000);
    const identified = gateway.received.slice(before).filter((one) => one === 'IDENTIFY');
    expect(identified.length).toBeLessThan(16);
  });

  test('are one’s at once that died and is back, where that is certain', async ({ far }) => {
    const holder = (name: string, dead?: string) => ({ name, isDead: (other: string) => other === dead });
    const one = far.run('one', { holder: holder('one') });
    await untilHeld(far, one, 2);
    await far.pass(6_000);
    await one.kill();
    const again = far.run('again', { holder: holder('again', 'one') });
    await far.until('all', () => again.shards().length === 2, 8);
  });

  test('are missed where no connections are left for the day, by one that is to have them', async ({
    far,
  }) => {
    const both = await runTwo(far);
    const three = far.run('three');
    await far.until('the start', three.isStarted);
    const health = () => three.platform.health?.();
    const standby = 'No shard is connected here. Other processes have them, or they are being connected.';
    expect(health()).toEqual({ state: 'ok', words: standby });
    const { sessions } = far.double.state;
    const { remaining } = sessions;
    sessions.remaining = 0;
    for (const process of both) await process.kill();
    await far.pass(80_000);
    expect(health()?.state).not.toBe('wrong');
    await far.until('a warning', () => health()?.state === 'wrong', 30);
    expect(health()?.words).toMatch(
      /No shard is connected here\. 2 shards of this process could not be connected for \d+ s\. Discord lets the bot open no more connections/u,
    );
    sessions.remaining = remaining;
    await far.until('the takeover', () => three.shards().length === 2);
    expect(health()).toEqual({ state: 'ok', words: 'Shards connected here: 2 of 2.' });
  });

  test('are missed where they cannot be taken, and why is said', async ({ far }) => {
    const both = await runTwo(far);
    const three = far.run('three');
    await far.until('the start', three.isStarted);
    far.double.faults.add(/gateway.bot/, { status: 503 }, 10);
    for (const process of both) await process.kill();
    await far.pass(40_000);
    expect(three.platform.health?.().state).toBe('ok');
    await far.until('a warning', () => three.platform.health?.().state === 'wrong', 40);
    expect(three.platform.health?.().words).toMatch(
      /here\. No process has had 2 shards for \d+ s\. The last attempt: .*503/u,
    );
    await far.until('the takeover', () => three.shards().length === 2, 600);
    expect(three.platform.health?.().state).toBe('ok');
  });

  test('are waited for where Discord is down, and left to others meanwhile', async ({ far }) => {
    far.double.faults.add(/gateway.bot/, { status: 503 }, 2);
    const one = far.run('one');
    await untilHeld(far, one, 2);
    expect(one.lines.filter((line) => line.startsWith('warn'))).toEqual([
      expect.stringContaining('Discord cannot be reached'),
      expect.stringContaining('Discord cannot be reached'),
    ]);
  });

  test('are nobody’s where the token is wrong, which is said at once', async ({ far }) => {
    const one = far.run('one', { token: 'wrong' });
    await expect(one.started).rejects.toThrow('Discord refused the token');
    const two = far.run('two');
    await untilHeld(far, two, 2);
    far.double.gateway.closeSockets(4004);
    await far.until('the end', () => two.ends.length > 0);
    expect(two.ends).toEqual([expect.stringContaining('Discord refused the token')]);
  });
});

test('commands are announced by one process, and again by the next that has others', async ({ far }) => {
  const asked = (method: string) =>
    far.double.exchanges.filter(({ request }) => request.startsWith(method) && /commands$/u.test(request))
      .length;
  const [one] = await runTwo(far);
  expect([asked('GET'), asked('PUT')]).toEqual([1, 1]);
  await one.stop();
  const three = far.run('three');
  await untilHeld(far, three, 1);
  expect([asked('GET'), asked('PUT')]).toEqual([1, 1]);
  const guildId = far.channels[0]?.guild ?? '';
  for (const settings of [{ guildId }, {}]) {
    const looks = asked('GET');
    const next = far.run('next', settings);
    await far.until('the start', next.isStarted);
    expect(asked('GET')).toBeGreaterThan(looks);
    await next.stop();
  }
});

test('commands are announced again where another process tried to announce others in vain', async ({
  far,
}) => {
  const [one] = await runTwo(far);
  far.double.faults.add(/^PUT .*commands$/u, { status: 403 });
  const other = far.run('other', { guildId: far.channels[0]?.guild ?? '' });
  await far.until('the start', other.isStarted);
  expect(other.lines.join('\n')).toContain('the commands could not be registered');
  await one.stop();
  const before = far.double.exchanges.length;
  const next = far.run('next');
  await far.until('the start', next.isStarted);
  const asked = far.double.exchanges.slice(before).map(({ request }) => request);
  expect(asked).toContainEqual(expect.stringMatching(/^GET .*commands$/u));
});

test('commands are announced to another application, too, where processes are started with its token', async ({
  far,
}) => {
  const start = async (name: string) => {
    const process = far.run(name);
    await far.until('the start', process.isStarted);
    await process.stop();
  };
  await start('one');
  const id = far.double.state.nextId();
  Object.assign(far.double.state, { application: { ...far.double.state.application, id } });
  await start('other');
  const looks = far.double.exchanges.filter(({ request }) => /^GET .*commands/u.test(request));
  expect(looks.map(({ request }) => request)).toEqual([expect.any(String), expect.stringContaining(id)]);
});
