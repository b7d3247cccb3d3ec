import { createHmac } from 'node:crypto';
import { isRecord, type Json } from './json.ts';
import {
  ACKNOWLEDGE_WITHIN,
  type Acknowledgement,
  type Envelope,
  type Transport,
  UNACKNOWLEDGED,
} from './transport.ts';
import type { Shared } from './world.ts';

/** Signs a body as Slack does: HMAC-SHA256 over `v0:{timestamp}:{body}`. */
export function signatureOf(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

/** A body and its type: events as JSON, the rest as a form. */
function encodeEnvelope({ type, payload }: Envelope): {
  readonly contentType: string;
  readonly body: string;
} {
  if (type === 'events_api') return { contentType: 'application/json', body: JSON.stringify(payload) };
  const fields: [string, string][] =
    type === 'slash_commands'
      ? Object.entries(payload).map(([name, value]) => [name, String(value)])
      : [['payload', JSON.stringify(payload)]];
  return { contentType: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() };
}

/** Until an event is sent again after it was not taken, in milliseconds: docs.slack.dev/apis/events-api#retries */
const RETRIES = [0, 60_000, 5 * 60_000];

/**
 * Slack's side of HTTP mode: signed requests to the app, answered within three seconds with a 200. Of several addresses each
 * has its turn, as behind a balancer that leaves out what refuses connections; there events are sent again.
 */
export function createSignedHttp(world: Shared, secret: string, addresses: readonly string[]): Transport {
  let turn = 0;
  const isBalanced = addresses.length > 1;

  /** Undefined where nobody listens there. */
  async function send(address: string, envelope: Envelope): Promise<Acknowledgement | undefined> {
    const { contentType, body } = encodeEnvelope(envelope);
    const timestamp = Math.floor(Date.now() / 1000);
    const late = new AbortController();
    const callOff = world.clock.after(ACKNOWLEDGE_WITHIN, () => late.abort());
    try {
      const response = await fetch(address, {
        method: 'POST',
        body,
        headers: {
          'content-type': contentType,
          'x-slack-request-timestamp': String(timestamp),
          'x-slack-signature': signatureOf(secret, timestamp, body),
          ...(envelope.retry && {
            'x-slack-retry-num': String(envelope.retry.number),
            'x-slack-retry-reason': envelope.retry.reason,
          }),
        },
        signal: late.signal,
      });
      const text = await response.text();
      if (response.status !== 200) {
        world.violate('http', `${envelope.type} answered with ${response.status}`);
        return UNACKNOWLEDGED;
      }
      return { acknowledged: true, body: bodyOf(text, response.headers.get('content-type') ?? '') };
    } catch (error) {
      if (isBalanced && !late.signal.aborted) return undefined;
      world.violate(
        'http',
        late.signal.aborted
          ? `${envelope.type} not acknowledged within ${ACKNOWLEDGE_WITHIN} ms`
          : `${envelope.type}: ${error}`,
      );
      return UNACKNOWLEDGED;
    } finally {
      callOff();
      world.changed();
    }
  }

  async function deliverOnce(envelope: Envelope): Promise<Acknowledgement> {
    const first = turn;
    turn += 1;
    for (let at = 0; at < addresses.length; at += 1) {
      const taken = await send(addresses[(first + at) % addresses.length] ?? '', envelope);
      if (taken !== undefined) return taken;
    }
    return UNACKNOWLEDGED;
  }

  return {
    async deliver(envelope) {
      let outcome = await deliverOnce(envelope);
      if (!isBalanced || envelope.type !== 'events_api') return outcome;
      for (const [number, pause] of RETRIES.entries()) {
        if (outcome.acknowledged) break;
        if (pause > 0) await new Promise<void>((resolve) => void world.clock.after(pause, resolve));
        const retry = { number: number + 1, reason: 'connection_failed' };
        outcome = await deliverOnce({ ...envelope, retry });
      }
      return outcome;
    },
    deliverToAll: (envelope) =>
      Promise.all(addresses.map(async (address) => (await send(address, envelope)) ?? UNACKNOWLEDGED)),
  };
}

function bodyOf(text: string, contentType: string): Json {
  if (text === '') return {};
  if (!contentType.startsWith('application/json')) return { text };
  const parsed: unknown = JSON.parse(text);
  return isRecord(parsed) ? parsed : {};
}
