import { describe, expect, it } from 'vitest';
import { runThread } from '../../../src/core/async/thread.ts';

describe('a module run in a thread of its own', () => {
  it('yields what it posts, and takes over what is transferred to it', async () => {
    const data = Float64Array.of(1, 2, 3.5);
    const answer = await runThread('./threads/answering.ts', import.meta.url, data, {
      transfer: [data.buffer],
    });
    expect(answer).toBe(6.5);
    expect(data).toHaveLength(0);
  });

  it('rejects where it throws, and where it ends without an answer', async () => {
    await expect(runThread('./threads/failing.ts', import.meta.url, undefined)).rejects.toThrow(
      'no such luck',
    );
    await expect(runThread('./threads/exiting.ts', import.meta.url, undefined)).rejects.toThrow(
      'ended (3) before it had an answer',
    );
  });

  it('is ended when it is aborted, and does not begin when it was', async () => {
    const abort = new AbortController();
    const running = runThread('./threads/waiting.ts', import.meta.url, undefined, { signal: abort.signal });
    abort.abort(new Error('enough'));
    await expect(running).rejects.toThrow('before it had an answer');
    await expect(
      runThread('./threads/waiting.ts', import.meta.url, undefined, { signal: abort.signal }),
    ).rejects.toThrow('enough');
  });
});
