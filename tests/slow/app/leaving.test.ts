import { expect, it, onTestFinished } from 'vitest';
import { createManifest } from '../../../src/adapters/slack/manifest.ts';
import { commands } from '../../../src/core/commands/list.ts';
import { findFreePort } from '../../adapters/slack/lab.ts';
import { startProgram } from '../../app/program.ts';
import { temporaryFolder } from '../../core/store/open.ts';
import { startSlackDouble } from '../../doubles/slack/double.ts';

it('answers on after SIGTERM while a balancer is to notice, and ends well at a second one', async () => {
  const slack = await startSlackDouble({ manifest: createManifest(commands) });
  onTestFinished(() => slack.stop());
  const [port, opsPort] = [await findFreePort(), await findFreePort()];
  const program = startProgram(await temporaryFolder(), {
    SLACK_BOT_TOKEN: slack.credentials.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    PORT: String(port),
    PAPERBOY_HOST: '127.0.0.1',
    PAPERBOY_OPS_PORT: String(opsPort),
    PAPERBOY_SHUTDOWN_DELAY: '600',
  });
  const ready = () => fetch(`http://127.0.0.1:${opsPort}/readyz/slack`).then(({ status }) => status);
  await program.says('Slack: connected as');
  slack.useHttp(`http://127.0.0.1:${port}/slack/events`);
  expect(await ready()).toBe(200);
  program.child.kill('SIGTERM');
  await expect.poll(ready).toBe(503);
  const alive = await fetch(`http://127.0.0.1:${port}/healthz`);
  expect([alive.status, alive.headers.get('connection')]).toEqual([200, 'close']);
  const ada = slack.person('U01ALICE');
  await ada.types('/paper uncertainty', slack.channel('papers'));
  await slack.world.until(
    () => ada.reads(slack.channel('papers')).some((text) => text.includes('on “uncertainty”')),
    'an answer',
    20_000,
  );
  expect(await program.stop()).toBe(0);
  await expect(ready()).rejects.toThrow();
});
