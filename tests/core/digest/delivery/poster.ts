import { createInterface } from 'node:readline';
import { createSlack } from '../../../../src/adapters/slack/slack.ts';
import { startDigests } from '../../../../src/core/digest/delivery/scheduler.ts';
import { systemClock } from '../../../../src/core/digest/schedule/clock.ts';
import type { Compose } from '../../../../src/core/digest/selection/compose.ts';
import { openStore } from '../../../../src/core/store/open-store.ts';
import { createProbeBot } from '../../../adapters/slack/probe-bot.ts';
import { paperNamed } from '../../store/things.ts';

/**
 * A process that delivers digests to Slack once it reads `start`, and says `idle` when it is asked and has nothing left to do.
 * It takes the database, the address and the tokens of Slack, and how many milliseconds a lease lasts.
 */
const [url = '', apiUrl = '', botToken = '', appToken = '', leaseTime = ''] = process.argv.slice(2);

const say = (line: string) => void process.stdout.write(`${line}\n`);
const log = { debug: () => {}, info: () => {}, warn: say, error: say };

/** A heading and two papers, the same each time. */
const compose: Compose = async () => {
  const papers = ['one', 'two'].map((id) => paperNamed(id));
  const cards = papers.map(({ id }) => {
    const heading = `paper ${id}`;
    const items = [{ paper: id, heading, url: 'https://example.org/paper', facts: [{ text: '2026' }] }];
    return { card: { title: '', items }, underFirst: true as const };
  });
  return {
    picks: papers.map((paper) => ({ paper, why: 'next in order' })),
    parts: [{ card: { title: 'Papers of today' } }, ...cards],
  };
};

const store = await openStore({ url, log });
const { seenEvents, installations, leases, quotas } = store;
const kept = { seenEvents, installations, leases, quotas };
const platform = createSlack({ botToken, appToken, apiUrl, ...kept }, log, { place: 2 });
await platform.start(createProbeBot({ commands: [] }));
say('ready');
let running: ReturnType<typeof startDigests> | undefined;
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'start')
    running = startDigests({
      ...{ store, compose, log, grace: 3_600_000, leaseTime: Number(leaseTime) },
      platforms: () => [platform],
      clock: {
        ...systemClock,
        onTick(run) {
          const timer = setInterval(run, 50);
          return () => clearInterval(timer);
        },
      },
    });
  if (line === 'idle') {
    await running?.idle();
    say('idle');
  }
}
