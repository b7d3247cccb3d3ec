import { expect, it } from 'vitest';
import { findFreePort } from '../../adapters/slack/lab.ts';
import { startSlackProgram } from './slack-program.ts';

it('answers on after SIGTERM while a balancer is to notice, and ends well at a second one', async () => {
  const opsPort = await findFreePort();
  const { program, port, searches } = await startSlackProgram({
    PAPERBOY_OPS_PORT: String(opsPort),
    PAPERBOY_SHUTDOWN_DELAY: '600',
  });
  const ready = () => fetch(`http://127.0.0.1:${opsPort}/readyz/slack`).then(({ status }) => status);
  expect(await ready()).toBe(200);
  program.child.kill('SIGTERM');
  await expect.poll(ready).toBe(503);
  const alive = await fetch(`http://127.0.0.1:${port}/healthz`);
  expect([alive.status, alive.headers.get('connection')]).toEqual([200, 'close']);
  await searches();
  expect(await program.stop()).toBe(0);
  await expect(ready()).rejects.toThrow();
});
