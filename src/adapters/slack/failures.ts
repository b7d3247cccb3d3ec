import { webApi } from '@slack/bolt';
import { growingPause } from '../../core/async/retry.ts';
import { ConnectionFailure, PostFailure } from '../../core/chat/failures.ts';
import { entry, kindOf, type LogEntry, nameOf, nobodyTyped } from '../../core/text/log-entry.ts';

const { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } = webApi;

/** Slack's own word for what is wrong (`invalid_auth`), or '' where it did not say. */
function nameError(error: unknown): string {
  return error instanceof WebAPIPlatformError ? error.data.error : '';
}

const REMEDIES: { readonly [error: string]: string } = {
  not_authed: 'set SLACK_BOT_TOKEN to the token on the page OAuth & Permissions of your Slack app',
  invalid_auth:
    'the token is wrong or was revoked: copy it again from your Slack app (SLACK_BOT_TOKEN from OAuth & Permissions, SLACK_APP_TOKEN from Basic Information)',
  token_revoked: 'the token was revoked: install the app again and set the new SLACK_BOT_TOKEN',
  token_expired: 'the token has expired: install the app again and set the new SLACK_BOT_TOKEN',
  account_inactive:
    'the app was removed from the workspace: install it again and set the new SLACK_BOT_TOKEN',
  user_removed_from_team: 'the bot was removed from the workspace: install the app again',
  team_disabled: 'the workspace is deactivated; only its owners can change that',
  not_allowed_token_type:
    'SLACK_BOT_TOKEN must begin with xoxb- and SLACK_APP_TOKEN with xapp-: they may have been swapped',
  missing_scope:
    'give the app the scopes in config/slack-manifest.json and install it again; SLACK_APP_TOKEN needs connections:write',
  no_permission: 'give the app the scopes in config/slack-manifest.json and install it again',
  link_disabled: 'switch Socket Mode on in the settings of your Slack app',
  app_not_installed: 'install the app into the workspace',
};

/** Slack's words for a token that is no good any more, there at least: the app was removed, or its bot. */
const ENDINGS = [
  'account_inactive',
  'app_not_installed',
  'invalid_auth',
  'invalid_refresh_token',
  'team_access_not_granted',
  'token_expired',
  'token_revoked',
  'user_removed_from_team',
];

/** Whether Slack takes the token no more. */
export function isEnding(error: unknown): boolean {
  return ENDINGS.includes(nameError(error));
}

/** Refusals of one call that say nothing of the connection. */
const LOCAL_REFUSALS = ['missing_scope', 'no_permission'];

export function isLocalRefusal(error: unknown): boolean {
  return LOCAL_REFUSALS.includes(nameError(error));
}

/** Where waiting cannot help, the failure to report; undefined where another try may. */
export function findFailure(error: unknown): ConnectionFailure | undefined {
  if (error instanceof ConnectionFailure) return error;
  const name = nameError(error);
  const remedy = REMEDIES[name];
  if (remedy !== undefined)
    return new ConnectionFailure(
      entry`Slack refuses the connection (${nameOf(name)}): ${nobodyTyped(remedy)}.`,
    );
  if (isSystemError(error) && error.code === 'EADDRINUSE')
    return new ConnectionFailure(
      entry`The port for Slack is taken by another program: set PORT to a free one.`,
    );
  if (isSystemError(error) && error.code === 'EACCES')
    return new ConnectionFailure(entry`The port for Slack may not be opened: set PORT to one above 1023.`);
  if (isSystemError(error) && error.code === 'EADDRNOTAVAIL' && error.syscall === 'listen')
    return new ConnectionFailure(
      entry`The port for Slack cannot be opened: set PAPERBOY_HOST to an address that this machine has.`,
    );
  return undefined;
}

/** What went wrong, in a few words without tokens. */
export function describe(error: unknown): LogEntry {
  if (error instanceof WebAPIPlatformError) return nameOf(error.data.error);
  if (error instanceof WebAPIHTTPError) return entry`HTTP ${error.statusCode}`;
  if (error instanceof WebAPIRateLimitedError) return entry`rate limited for ${error.retryAfter} s`;
  if (error instanceof WebAPIRequestError) return describe(error.original);
  if (isRateLimit(error)) return entry`rate limited`;
  return error instanceof Error ? kindOf(error) : entry`the connection was closed`;
}

/** Milliseconds to wait, after so many tries, before the same request may be sent again; undefined where that is no use. */
export function findPause(error: unknown, tries: number): number | undefined {
  if (error instanceof WebAPIRateLimitedError) return error.retryAfter * 1000;
  const growing = growingPause(tries, 300, 3);
  if (error instanceof WebAPIHTTPError) return error.statusCode >= 500 ? growing : undefined;
  return error instanceof WebAPIRequestError ? growing : undefined;
}

const REFUSED_BLOCKS = ['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'block_mismatch'];

/** Whether Slack takes no such blocks; a response URL says so by its status alone. */
export function isRefusalOfBlocks(error: unknown): boolean {
  if (error instanceof WebAPIHTTPError) return error.statusCode === 400;
  return REFUSED_BLOCKS.includes(nameError(error));
}

/** How the SDK's error for a 429 without a pause begins, as a network in front of Slack answers. It has no type of its own. */
const UNNAMED_PAUSE = 'Retry header did not contain a valid timeout';

/** Whether Slack asks for a pause, with or without saying for how long. */
export function isRateLimit(error: unknown): boolean {
  if (error instanceof WebAPIRateLimitedError) return true;
  return error instanceof Error && error.message.startsWith(UNNAMED_PAUSE);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}

const GONE: { readonly [error: string]: string } = {
  channel_not_found: 'the channel no longer exists, or it is private and the bot was removed from it',
  is_archived: 'the channel is archived',
  message_not_found: 'the message was deleted',
  user_not_found: 'this person no longer exists',
  users_not_found: 'this person no longer exists',
  user_disabled: 'this person’s account is deactivated',
  channel_is_limited_access: 'the channel is limited to others',
};

const LOCKED = 'ask whoever manages the channel to let the bot post there';
const FORBIDDEN: { readonly [error: string]: string } = {
  not_in_channel: 'invite the bot there: /invite @{bot}',
  missing_scope: 'give the app the scopes in config/slack-manifest.json and install it again',
  no_permission: 'give the app the scopes in config/slack-manifest.json and install it again',
  restricted_action: LOCKED,
  restricted_action_read_only_channel: LOCKED,
  restricted_action_thread_only_channel: LOCKED,
  restricted_action_non_threadable_channel: LOCKED,
  restricted_action_thread_locked: LOCKED,
  access_denied: LOCKED,
  ekm_access_denied: LOCKED,
  cannot_dm_bot: 'bots cannot receive messages',
  messages_tab_disabled: 'switch on the Messages tab on the page App Home of the Slack app',
};

/** What kept a post from being posted, whether it passes, and what to do about it. */
export function toPostFailure(error: unknown, place: string, botName: string): PostFailure {
  if (error instanceof PostFailure) return error;
  const what = describe(error);
  const say = (reason: PostFailure['reason'], words: string) =>
    new PostFailure(
      reason,
      entry`Slack refuses it in ${nameOf(place)} (${what}): ${nobodyTyped(words.replace('{bot}', botName))}.`,
      {
        cause: error,
      },
    );
  const [gone, forbidden] = error instanceof webApi.WebAPIPlatformError ? [GONE[what], FORBIDDEN[what]] : [];
  if (gone !== undefined) return say('gone', gone);
  if (forbidden !== undefined) return say('forbidden', forbidden);
  const failure = findFailure(error);
  if (failure !== undefined) return new PostFailure('forbidden', failure.message, { cause: error });
  return say('passing', 'try again later');
}
