import { webApi } from '@slack/bolt';
import { PostFailure } from '../../core/chat/post-failure.ts';
import { describe, findFailure } from './failure.ts';

const GONE: { readonly [error: string]: string } = {
  channel_not_found: 'there is no such channel any more, or it is private and the bot was removed from it',
  is_archived: 'the channel is archived',
  message_not_found: 'the message was deleted',
  user_not_found: 'there is no such person any more',
  users_not_found: 'there is no such person any more',
  user_disabled: 'this person’s account is switched off',
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
  cannot_dm_bot: 'bots cannot be written to',
  messages_tab_disabled: 'switch on the Messages tab on the page App Home of the Slack app',
};

/** What kept a post from being posted, whether it passes, and what to do about it. */
export function toPostFailure(error: unknown, place: string, botName: string): PostFailure {
  if (error instanceof PostFailure) return error;
  const what = describe(error);
  const say = (reason: PostFailure['reason'], words: string) =>
    new PostFailure(reason, `Slack refuses it in ${place} (${what}): ${words.replace('{bot}', botName)}.`, {
      cause: error,
    });
  const [gone, forbidden] = error instanceof webApi.WebAPIPlatformError ? [GONE[what], FORBIDDEN[what]] : [];
  if (gone !== undefined) return say('gone', gone);
  if (forbidden !== undefined) return say('forbidden', forbidden);
  const failure = findFailure(error);
  if (failure !== undefined) return new PostFailure('forbidden', failure.message, { cause: error });
  return say('passing', 'it may work later');
}
