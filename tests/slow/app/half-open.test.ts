import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createManifest } from '../../../src/adapters/slack/manifest.ts';
import { commands } from '../../../src/core/commands/list.ts';
import { findFreePort } from '../../adapters/slack/lab.ts';
import { startProgram } from '../../app/program.ts';
import { temporaryFolder } from '../../core/store/open.ts';
import { startSlackDouble } from '../../doubles/slack/double.ts';

const connections = 1_300;
const descriptors = 512;

/** What is sent of a request that never ends: nothing, half a head, half a body. */
const halves = [
  '',
  'GET /healthz HTTP/1.1\r\nHost: a\r\nX-',
  'POST /slack/events HTTP/1.1\r\nHost: a\r\nX-Slack-Signature: v0=0\r\nContent-Length: 9000\r\n\r\npay',
];

it('answers while 1,300 connections are half open, with the file descriptors that it has', async () => {
  const slack = await startSlackDouble({ manifest: createManifest(commands) });
  onTestFinished(() => slack.stop());
  const port = await findFreePort();
  const program = startProgram(
    await temporaryFolder(),
    {
      SLACK_BOT_TOKEN: slack.credentials.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      PORT: String(port),
      PAPERBOY_HOST: '127.0.0.1',
    },
    descriptors,
  );
  await program.says('Slack: connected as');
  slack.useHttp(`http://127.0.0.1:${port}/slack/events`);
  for (let at = 0; at < connections; at += 1) {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    socket.write(halves[at % halves.length] ?? '');
  }
  const ada = slack.person('U01ALICE');
  await ada.types('/paper uncertainty', slack.channel('papers'));
  await slack.world.until(
    () => ada.reads(slack.channel('papers')).some((text) => text.includes('on “uncertainty”')),
    'an answer',
    20_000,
  );
  expect((await readdir(`/proc/${program.child.pid}/fd`)).length).toBeLessThan(descriptors - 100);
  expect(program.log()).not.toMatch(/EMFILE|error/u);
  expect(slack.world.violations).toEqual([]);
  expect(await program.stop()).toBe(0);
});
