import type { webApi } from '@slack/bolt';
import { ConnectionFailure } from '../../../core/chat/failures.ts';
import { entry, type LogEntry, nobodyTyped } from '../../../core/text/log-entry.ts';

/** As whom the bot is connected, and to which workspace. */
export type Identity = {
  readonly botId: string;
  readonly botUserId: string;
  readonly botName: string;
  readonly workspace: string;
  readonly workspaceName: string;
  /** The organisation, where the bot is in all of it; Slack names that as the workspace too, or one of its workspaces. */
  readonly organisation?: string;
  /** What does not work for want of a scope, one line each. */
  readonly notices: readonly LogEntry[];
};

const NEEDED = ['commands', 'chat:write'];
const USEFUL: { readonly [scope: string]: string } = {
  'app_mentions:read': 'the bot does not see mentions',
  'im:history': 'the bot does not see direct messages',
  'reactions:read': 'the bot does not see reactions',
  'reactions:write': 'the bot cannot add the first reaction',
  'usergroups:read': 'forms do not offer user groups to ping',
  'users:read': 'the bot cannot tell who is an admin, or anyone’s time zone',
  'channels:read': 'the bot cannot tell who created a public channel, or whether it may post there',
  'groups:read': 'the bot cannot tell who created a private channel, or whether it may post there',
  'channels:history': 'a digest that may have been sent to a public channel is not tried again',
  'groups:history': 'a digest that may have been sent to a private channel is not tried again',
  'mpim:read': 'the bot cannot tell whether it may post in a group message',
  'mpim:history': 'a digest that may have been sent to a group message is not tried again',
  'metadata.message:read': 'a digest that was sent before a crash may be sent twice',
  'im:write': 'the bot cannot write to people first',
  'files:write': 'exported lists cannot be sent',
  'links:read': 'links to papers are not turned into cards',
  'links:write': 'links to papers are not turned into cards',
};

/**
 * Asks Slack who the bot is; throws a ConnectionFailure where it lacks a scope it cannot work without. No notice is made of
 * the scopes that are not wanted.
 */
export async function identify(
  client: webApi.WebClient,
  unwanted: readonly string[] = [],
): Promise<Identity> {
  const { response_metadata: metadata, ...reply } = await client.auth.test();
  const scopes = metadata?.scopes;
  const missing = scopes === undefined ? [] : NEEDED.filter((scope) => !scopes.includes(scope));
  if (missing.length > 0)
    throw new ConnectionFailure(
      entry`The Slack app lacks the scope ${nobodyTyped(missing.join(' and '))}: give it the scopes in config/slack-manifest.json and install it again.`,
    );
  if (!reply.bot_id || !reply.user_id || !reply.team_id)
    throw new ConnectionFailure(
      entry`Slack says that the token is not that of a bot: SLACK_BOT_TOKEN begins with xoxb-.`,
    );
  const lacking = Object.keys(USEFUL).filter(
    (scope) => scopes !== undefined && !scopes.includes(scope) && !unwanted.includes(scope),
  );
  const notices = [...new Set(lacking.map((scope) => USEFUL[scope]))].map((loss) => {
    const names = lacking.filter((scope) => USEFUL[scope] === loss);
    const [what, has] = names.length === 1 ? ['the scope', 'has it'] : ['the scopes', 'has them'];
    return nobodyTyped(
      `Slack: without ${what} ${names.join(' and ')}, ${loss}; config/slack-manifest.json ${has}`,
    );
  });
  return {
    botId: reply.bot_id,
    botUserId: reply.user_id,
    botName: reply.user ?? 'the bot',
    workspace: reply.team_id,
    workspaceName: reply.team ?? reply.team_id,
    ...(reply.is_enterprise_install && reply.enterprise_id && { organisation: reply.enterprise_id }),
    notices,
  };
}
