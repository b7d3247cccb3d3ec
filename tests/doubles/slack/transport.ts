import type { Json } from './json.ts';

/** Something Slack sends an app. */
export type Envelope = {
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: Json;
  /** Set where it is sent again. */
  readonly retry?: { readonly number: number; readonly reason: string };
};

/** What became of it. */
export type Acknowledgement = {
  /** In time, and once. */
  readonly acknowledged: boolean;
  /** What came with the acknowledgement: a text, options, errors of a view. */
  readonly body: Json;
};

/** A way from Slack to the app: a socket or signed requests. */
export type Transport = {
  deliver(envelope: Envelope): Promise<Acknowledgement>;
  /** Sends it to each that listens, at the same time, as where an acknowledgement came too late and another took it. */
  deliverToAll(envelope: Envelope): Promise<readonly Acknowledgement[]>;
};

/** Slack gives an app three seconds. */
export const ACKNOWLEDGE_WITHIN = 3_000;

export const UNACKNOWLEDGED: Acknowledgement = { acknowledged: false, body: {} };
