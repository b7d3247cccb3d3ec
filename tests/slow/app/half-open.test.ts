import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startSlackProgram } from './slack-program.ts';

const connections = 1_300;
const descriptors = 512;

/** What is sent of a request that never ends: nothing, half a head, half a body. */
const halves = [
  '',
  'GET /healthz HTTP/1.1\r\nHost: a\r\nX-',
  'POST /slack/events HTTP/1.1\r\nHost: a\r\nX-Slack-Signature: v0=0\r\nContent-Length: 9000\r\n\r\npay',
];

it('answers while 1,300 connections are half open, with the file descriptors that it has', async () => {
  const { slack, program, port, searches } = await startSlackProgram({}, descriptors);
  for (let at = 0; at < connections; at += 1) {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    socket.write(halves[at % halves.length] ?? '');
  }
  await searches();
  expect((await readdir(`/proc/${program.child.pid}/fd`)).length).toBeLessThan(descriptors - 100);
  expect(program.log()).not.toMatch(/EMFILE|error/u);
  expect(slack.world.violations).toEqual([]);
  expect(await program.stop()).toBe(0);
});
