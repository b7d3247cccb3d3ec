import { createHmac } from 'node:crypto';
import { isRecord, type Json } from './json.ts';
import {
  ACKNOWLEDGE_WITHIN,
  type Acknowledgement,
  type Envelope,
  type Transport,
  UNACKNOWLEDGED,
} from './transport.ts';
import type { World } from './world.ts';

/** Signs a body as Slack does: HMAC-SHA256 over `v0:{timestamp}:{body}`. */
export function signatureOf(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

/** A body and its type: events as JSON, the rest as a form. */
export function encodeEnvelope({ type, payload }: Envelope): {
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

/** Slack's side of HTTP mode: signed requests to the app, answered within three seconds with a 200. */
export function createSignedHttp(world: World, secret: string, appUrl: () => string): Transport {
  return {
    async deliver(envelope) {
      const { contentType, body } = encodeEnvelope(envelope);
      const timestamp = Math.floor(Date.now() / 1000);
      const late = new AbortController();
      const callOff = world.clock.after(ACKNOWLEDGE_WITHIN, () => late.abort());
      try {
        const response = await fetch(appUrl(), {
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
        return {
          acknowledged: true,
          body: bodyOf(text, response.headers.get('content-type') ?? ''),
        } satisfies Acknowledgement;
      } catch (error) {
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
    },
  };
}

function bodyOf(text: string, contentType: string): Json {
  if (text === '') return {};
  if (!contentType.startsWith('application/json')) return { text };
  const parsed: unknown = JSON.parse(text);
  return isRecord(parsed) ? parsed : {};
}
