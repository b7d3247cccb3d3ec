import type { ConnectionFailure } from '../../core/chat/failures.ts';
import type { PlatformContext } from '../../core/chat/platform-kind.ts';

/** Socket Mode with an app token, or HTTP with a signing secret and a port. */
export type SlackSettings = {
  readonly botToken: string;
  /** Where the Web API is; Slack's own unless told. Sockets and response URLs follow what it answers. */
  readonly apiUrl?: string;
  /** The ids of people who may manage what is posted in any channel, beside admins and its creator. */
  readonly managers?: readonly string[];
  /** Whether links to papers become cards; they do unless told. */
  readonly unfurl?: boolean;
  /** Called once where the connection is given up after it stood: a token revoked, the app removed. */
  onEnd?(failure: ConnectionFailure): void;
  /** Called when the connection stands again after a loss: what happened meanwhile may not have been told. */
  onGap?(): void;
} & (
  | { readonly appToken: string }
  | {
      readonly signingSecret: string;
      readonly port: number;
      readonly serve: PlatformContext['serve'];
    }
);
