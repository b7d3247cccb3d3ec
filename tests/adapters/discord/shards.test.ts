import { test as base, describe, expect } from 'vitest';
import { type Process, type Processes, setProcesses } from './processes.ts';

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

/** How many shards the process has connected since a line of its log. */
function heldBy({ lines }: Pick<Process, 'lines'>, since = 0): number {
  const count = (words: RegExp) => lines.slice(since).filter((line) => words.test(line)).length;
  return count(/shard \d of \d stands/u) - count(/shard \d of \d is handed over|was lost/u);
}

/** Two processes with a shard each. */
async function runTwo(far: Processes): Promise<readonly [Process, Process]> {
  const both = [far.run('one'), far.run('two')] as const;
  await far.until('equal shares', () => both.every((process) => heldBy(process) === 1));
  for (const { started } of both) await started;
  return both;
}

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
    await far.until('all', () => heldBy(one) === 2);
    await one.started;
    expect(open(far)).toEqual(['0/2', '1/2']);
    expect(far.elapsed()).toBeGreaterThanOrEqual(5_000);
    expect(await askEverywhere(far)).toEqual(['one', 'one']);
    expect(one.gaps).toEqual([]);
    expect(one.lines.join('\n')).toMatch(/connected as Paperboy in \d+ servers; with \/paper/u);
  });

  test('are shared by those that start together, and each server is answered once', async ({ far }) => {
    await runTwo(far);
    expect(open(far)).toEqual(['0/2', '1/2']);
    expect(await askEverywhere(far)).toEqual(['one', 'two']);
  });

  test('are none of a third’s, which stands by until it is needed', async ({ far }) => {
    const [one] = await runTwo(far);
    const three = far.run('three');
    await far.until('the start', () => three.lines.some((line) => line.includes('ready as Paperboy')));
    await three.started;
    await one.kill();
    await far.until('the takeover', () => heldBy(three) === 1, 40);
    expect(await askEverywhere(far)).toEqual(['three', 'two']);
  });

  wideTest('are handed over one at a time to a process that starts later', async ({ far }) => {
    const one = far.run('one');
    await far.until('all', () => heldBy(one) === 4);
    const two = far.run('two');
    let least = 4;
    await far.until('the share', () => {
      least = Math.min(least, open(far).length);
      return heldBy(two) === 2 && open(far).length === 4;
    });
    expect(least).toBe(3);
    expect(heldBy(one)).toBe(2);
    await two.started;
    expect(await askEverywhere(far)).toEqual(['one', 'one', 'two', 'two']);
  });

  test('are taken over within 30 seconds from a process that died, and what was missed there is looked for', async ({
    far,
  }) => {
    const [one, two] = await runTwo(far);
    await one.kill();
    expect(open(far)).toHaveLength(1);
    await far.until('the takeover', () => heldBy(two) === 2, 30);
    expect(await askEverywhere(far)).toEqual(['two', 'two']);
    expect(two.gaps).toEqual([[expect.any(String)]]);
  });

  test('are free at once where a process is stopped', async ({ far }) => {
    const [one, two] = await runTwo(far);
    await one.stop();
    await far.until('the takeover', () => heldBy(two) === 2, 10);
  });

  test('are closed before another takes them where the database does not renew them, and taken again later', async ({
    far,
  }) => {
    const [one, two] = await runTwo(far);
    one.cutOff(true);
    await far.until('the end', () => open(far).length === 1, 17);
    expect(one.lines.join('\n')).toContain('1 shard closed, for the database did not renew them');
    await far.until('the takeover', () => heldBy(two) === 2, 30);
    one.cutOff(false);
    const since = one.lines.length;
    await far.until('its share', () => heldBy(one, since) === 1);
    expect(await askEverywhere(far)).toEqual(['one', 'two']);
  });
});
