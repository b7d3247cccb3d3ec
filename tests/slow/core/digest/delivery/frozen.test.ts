import { describe, expect, it, onTestFinished } from 'vitest';
import { createManifest } from '../../../../../src/adapters/slack/manifest.ts';
import { planFor } from '../../../../core/digest/stage.ts';
import { openAt, postgresUrl } from '../../../../core/store/open.ts';
import { bundleProgram, type Program, startProgram } from '../../../../core/store/programs.ts';
import { type SlackDouble, startSlackDouble } from '../../../../doubles/slack/double.ts';

/** Milliseconds; the usual one is twelve times as long. */
const leaseTime = 1_500;
const channel = { platform: 'slack', workspace: 'T01LAB', id: 'C01PAPERS' };

const callsOf = ({ calls }: SlackDouble, method: string) => calls.filter((call) => call.method === method);

async function reads(program: Program, line: string): Promise<void> {
  for (let next = await program.next(); next !== line; next = await program.next())
    if (next === undefined) throw new Error(`It ended without saying ${line}.`);
}

describe('a process that is frozen for longer than its lease, beside another', () => {
  it.each<[string, (slack: SlackDouble) => void, (slack: SlackDouble) => boolean]>([
    [
      'while it looks for what an earlier try has posted',
      ({ faults }) => faults.inject('conversations.history', { kind: 'slow', milliseconds: 300 }),
      (slack) => callsOf(slack, 'conversations.history').length > 0,
    ],
    [
      'while its first message is on the way',
      ({ faults }) => faults.inject('chat.postMessage', { kind: 'slow', milliseconds: 300 }),
      (slack) => callsOf(slack, 'chat.postMessage').length > 0,
    ],
    [
      'while it waits for the turn of its second message',
      () => {},
      ({ world }) => world.messages.some(({ user }) => user === world.botUserId),
    ],
  ])('%s, posts nothing that the other has posted', { timeout: 60_000 }, async (_, slowDown, isThere) => {
    const url = await postgresUrl();
    const store = await openAt(url);
    const slack = await startSlackDouble({ manifest: createManifest([]) });
    onTestFinished(() => slack.stop());
    const { botToken, appToken } = slack.credentials;
    const script = await bundleProgram('../digest/delivery/poster.ts');
    const args = [url, slack.apiUrl, botToken, appToken, String(leaseTime)];
    const [frozen, other] = [startProgram(script, args), startProgram(script, args)];
    await Promise.all([reads(frozen, 'ready'), reads(other, 'ready')]);

    const due = new Date(Math.floor(Date.now() / 60_000) * 60_000);
    const plan = planFor({ destination: { kind: 'channel', channel } });
    const home = { platform: channel.platform, workspace: channel.workspace };
    const { id } = await store.digests.add(plan, { home, createdAt: due, nextDue: due });
    // A try that was ended by a crash, so that what it may have posted is looked for.
    const [waiting] = await store.deliveryQueue.due(new Date(), 1);
    const gone = { holder: 'a process that is no more', now: new Date(), until: new Date() };
    if (waiting !== undefined) await store.deliveryQueue.claim(waiting, gone);

    slowDown(slack);
    frozen.process.stdin.write('start\n');
    await expect.poll(() => isThere(slack), { interval: 5, timeout: 10_000 }).toBe(true);
    frozen.process.kill('SIGSTOP');
    other.process.stdin.write('start\n');
    const outcome = async () => (await store.deliveryHistory.list(id, 1))[0]?.outcome;
    await expect.poll(outcome, { interval: 50, timeout: 20_000 }).toBe('sent');
    frozen.process.kill('SIGCONT');
    frozen.process.stdin.write('idle\n');
    await reads(frozen, 'idle');

    const { world } = slack;
    const posted = world.messages.filter(({ user, deleted }) => user === world.botUserId && !deleted);
    expect(
      posted.map(({ blocks }) => /Papers of today|paper \w+/u.exec(JSON.stringify(blocks))?.[0]),
    ).toEqual(['Papers of today', 'paper one', 'paper two']);
    // Whatever Slack does with a message that is sent twice: none is.
    expect(callsOf(slack, 'chat.postMessage')).toHaveLength(3);
    expect(world.violations).toEqual([]);
  });
});
