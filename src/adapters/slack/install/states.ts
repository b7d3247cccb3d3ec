import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { InstallURLOptions, StateStore } from '@slack/bolt';
import { InvalidStateError } from '@slack/oauth';
import type { SeenEvents } from '../../../core/chat/workspaces/seen-events.ts';

/** Milliseconds for which somebody may take over adding the app. */
const LASTS = 10 * 60_000;

/**
 * States of an installation (RFC 6749, section 10.12) that any process can check: each is signed, ends after ten minutes and is taken
 * once. Nothing is kept of one before it is used, so that whoever only looks at the page leaves nothing behind.
 */
export function createStates(
  secrets: readonly string[],
  options: InstallURLOptions,
  seen: SeenEvents,
): StateStore {
  const keys = secrets.map((secret) =>
    Buffer.from(hkdfSync('sha256', secret, '', 'paperboy slack state', 32)),
  );
  const sign = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  return {
    async generateStateParam(_, now) {
      const text = `${(now.getTime() + LASTS).toString(36)}.${randomBytes(16).toString('base64url')}`;
      const [newest = Buffer.alloc(0)] = keys;
      return `${text}.${sign(newest, text).toString('base64url')}`;
    },
    async verifyStateParam(now, state) {
      const [end = '', nonce = '', signature = ''] = state.split('.');
      const given = Buffer.from(signature, 'base64url');
      const isSigned = keys.some((key) => {
        const expected = sign(key, `${end}.${nonce}`);
        return expected.length === given.length && timingSafeEqual(expected, given);
      });
      if (!isSigned) throw new InvalidStateError('The state was not given out here.');
      if (Number.parseInt(end, 36) <= now.getTime()) throw new InvalidStateError('The state is too old.');
      if (!(await seen.isNew(`slack state ${nonce}`, 2 * LASTS)))
        throw new InvalidStateError('The state was used before.');
      return options;
    },
  };
}
