import { webApi } from '@slack/bolt';
import { ConnectionFailure } from '../../core/chat/connection-failure.ts';

const { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } = webApi;

/** Slack's own word for what is wrong (`invalid_auth`), or '' where it did not say. */
function nameError(error: unknown): string {
  return error instanceof WebAPIPlatformError ? error.data.error : '';
}

const REMEDIES: { readonly [error: string]: string } = {
  not_authed: 'set SLACK_BOT_TOKEN to the token on the page OAuth & Permissions of your Slack app',
  invalid_auth:
    'the token is wrong or was revoked: copy it anew from your Slack app (SLACK_BOT_TOKEN from OAuth & Permissions, SLACK_APP_TOKEN from Basic Information)',
  token_revoked: 'the token was revoked: install the app again and set SLACK_BOT_TOKEN anew',
  token_expired: 'the token has expired: install the app again and set SLACK_BOT_TOKEN anew',
  account_inactive: 'the app was removed from the workspace: install it again and set SLACK_BOT_TOKEN anew',
  user_removed_from_team: 'the bot was removed from the workspace: install the app again',
  team_disabled: 'the workspace is switched off; only its owners can change that',
  not_allowed_token_type:
    'SLACK_BOT_TOKEN must begin with xoxb- and SLACK_APP_TOKEN with xapp-: they may have been swapped',
  missing_scope:
    'give the app the scopes in config/slack-manifest.json and install it again; SLACK_APP_TOKEN needs connections:write',
  no_permission: 'give the app the scopes in config/slack-manifest.json and install it again',
  link_disabled: 'switch Socket Mode on in the settings of your Slack app',
  app_not_installed: 'install the app into the workspace',
};

/** Where waiting cannot help, the failure to report; undefined where another try may. */
export function findFailure(error: unknown): ConnectionFailure | undefined {
  if (error instanceof ConnectionFailure) return error;
  const name = nameError(error);
  const remedy = REMEDIES[name];
  if (remedy !== undefined)
    return new ConnectionFailure(`Slack refuses the connection (${name}): ${remedy}.`);
  if (isSystemError(error) && error.code === 'EADDRINUSE')
    return new ConnectionFailure('The port for Slack is taken by another program: set PORT to a free one.');
  if (isSystemError(error) && error.code === 'EACCES')
    return new ConnectionFailure('The port for Slack may not be opened: set PORT to one above 1023.');
  return undefined;
}

/** What went wrong, in a few words without tokens. */
export function describe(error: unknown): string {
  if (error instanceof WebAPIPlatformError) return error.data.error;
  if (error instanceof WebAPIHTTPError) return `HTTP ${error.statusCode}`;
  if (error instanceof WebAPIRateLimitedError) return `rate limited for ${error.retryAfter} s`;
  if (error instanceof WebAPIRequestError) return describe(error.original);
  if (!(error instanceof Error)) return 'the connection was closed';
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}

/** Seconds to wait before the same request may be sent again; undefined where sending again is no use. */
export function findPause(error: unknown, attempt: number): number | undefined {
  if (error instanceof WebAPIRateLimitedError) return error.retryAfter;
  const growing = 0.3 * 3 ** attempt;
  if (error instanceof WebAPIHTTPError) return error.statusCode >= 500 ? growing : undefined;
  return error instanceof WebAPIRequestError ? growing : undefined;
}

/** Whether Slack asks for a pause. */
export function isRateLimit(error: unknown): boolean {
  return error instanceof WebAPIRateLimitedError;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
