import type { ConnectionFailure } from '../../core/chat/failures.ts';
import type { PlatformContext } from '../../core/chat/platform-kind.ts';

/** One workspace by its token, or all to which people add the app; by Socket Mode with an app token, or HTTP with a signing secret. */
export type SlackSettings = SharedState & {
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
} & SlackWay &
  ({ readonly botToken: string } | { readonly oauth: OAuthSettings });

/** What is kept for all processes: what Slack told, where people added the app, and what processes share out. */
type SharedState = Pick<PlatformContext, 'seenEvents' | 'installations' | 'leases' | 'quotas'>;

/** How commands arrive. */
export type SlackWay =
  | { readonly appToken: string }
  | { readonly signingSecret: string; readonly port: number; readonly serve: PlatformContext['serve'] };

/** How people add the app to workspaces. */
export type OAuthSettings = Pick<PlatformContext, 'serve'> & {
  readonly clientId: string;
  readonly clientSecret: string;
  /** What encrypts what is kept, the newest first: at least one. */
  readonly secrets: readonly string[];
  /** Where PORT can be reached from outside. */
  readonly publicUrl: string;
};
