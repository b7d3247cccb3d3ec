import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { listenForStop } from '../../../src/app/operation/stopping.ts';

/** A program that is told to end so much later than requests are to go elsewhere, in seconds. */
function listen(delay: number) {
  const program = new EventEmitter();
  const codes: number[] = [];
  let isOver = () => {};
  const waits: number[] = [];
  const { leaving, stop } = listenForStop(
    Object.assign(program, { exit: (code: number) => void codes.push(code) }),
    delay,
    (milliseconds, signal) => {
      waits.push(milliseconds);
      return new Promise((resolve) => {
        isOver = resolve;
        signal?.addEventListener('abort', () => resolve());
      });
    },
  );
  return {
    codes,
    waits,
    send: (signal: string) => void program.emit(signal),
    pass: async () => isOver(),
    state: () => (stop.aborted ? 'stopping' : leaving.aborted ? 'leaving' : 'running'),
  };
}

it.each(['SIGTERM', 'SIGINT'])('ends at once after %s where nothing else is set', (signal) => {
  const { send, state, codes } = listen(0);
  expect(state()).toBe('running');
  send(signal);
  expect(state()).toBe('stopping');
  expect(codes).toEqual([]);
});

it('goes on for as long as is set after SIGTERM, and then ends', async () => {
  const { send, state, waits, pass } = listen(5_000);
  send('SIGTERM');
  expect(state()).toBe('leaving');
  expect(waits).toEqual([5_000]);
  await pass();
  expect(state()).toBe('stopping');
});

it('does not let a person wait who presses Ctrl-C', () => {
  const { send, state, waits } = listen(5_000);
  send('SIGINT');
  expect(state()).toBe('stopping');
  expect(waits).toEqual([]);
});

it.each(['SIGTERM', 'SIGINT'])('ends after a second signal (%s), and at once after one more', (signal) => {
  const { send, state, codes } = listen(5_000);
  send('SIGTERM');
  send(signal);
  expect(state()).toBe('stopping');
  expect(codes).toEqual([]);
  send(signal);
  expect(codes).toEqual([1]);
});
