import type { CommandDeclaration, Option } from '../../core/chat/command.ts';
import { clipText } from '../../core/text/clip-text.ts';
import { LIMITS } from './limits.ts';
import { callbackOf } from './receive/message-command.ts';

/** Where Slack sends requests in HTTP mode; absent for Socket Mode. `publicUrl`: where people of several workspaces add the app. */
export type ManifestOptions = { readonly requestUrl?: string; readonly publicUrl?: string };

/** Where Slack sends people back to who add the app, below the public address. */
export const REDIRECT = '/slack/oauth_redirect';

/** The least that the bot works with; `docs/operating.md` says what each is for. */
export const SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:write',
  'links:read',
  'links:write',
  'metadata.message:read',
  'mpim:history',
  'mpim:read',
  'reactions:read',
  'reactions:write',
  'usergroups:read',
  'users:read',
];

/** What links to papers begin with, below `www.` and the like as well; Slack takes five at most. */
export const UNFURL_DOMAINS = ['alphaxiv.org', 'arxiv.org', 'doi.org', 'hf.co', 'huggingface.co'];

/**
 * The manifest from which Slack makes the app: its commands and shortcuts as the bot declares them, the events it hears
 * and the least scopes for that. docs.slack.dev/reference/app-manifest
 */
export function createManifest(
  declared: readonly CommandDeclaration[],
  { requestUrl, publicUrl }: ManifestOptions = {},
) {
  const names = [...new Set(declared.map(({ name }) => name))];
  const url = requestUrl === undefined ? {} : { url: requestUrl };
  const request = requestUrl === undefined ? {} : { request_url: requestUrl };
  return {
    _metadata: { major_version: 2 },
    display_information: {
      name: 'Paperboy',
      description: 'Finds scientific papers where your group already talks.',
      background_color: '#17375e',
    },
    features: {
      // Direct messages to the bot are a search too, so its messages tab takes what people write.
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'Paperboy', always_online: true },
      shortcuts: declared.flatMap((command) =>
        command.shortcut === undefined
          ? []
          : [
              {
                name: clipText(command.shortcut, LIMITS.shortcutName),
                type: 'message',
                callback_id: callbackOf(command),
                description: clipText(command.description, LIMITS.shortcutDescription),
              },
            ],
      ),
      slash_commands: names.map((name) => ({
        command: `/${name}`,
        ...describeCommand(declared.filter((command) => command.name === name)),
        // So that a mentioned group arrives with its id.
        should_escape: true,
        ...url,
      })),
      unfurl_domains: UNFURL_DOMAINS,
    },
    oauth_config: {
      ...(publicUrl !== undefined && { redirect_urls: [`${publicUrl.replace(/\/+$/u, '')}${REDIRECT}`] }),
      scopes: { bot: SCOPES },
    },
    settings: {
      event_subscriptions: {
        bot_events: [
          'app_home_opened',
          'app_mention',
          'link_shared',
          'member_joined_channel',
          'message.im',
          'reaction_added',
          'reaction_removed',
          'app_uninstalled',
          'tokens_revoked',
          // Of an organisation whose admins choose the workspaces.
          ...(publicUrl === undefined ? [] : ['team_access_granted', 'team_access_revoked']),
        ],
        ...request,
      },
      interactivity: {
        is_enabled: true,
        ...request,
        ...(requestUrl !== undefined && { message_menu_options_url: requestUrl }),
      },
      org_deploy_enabled: publicUrl !== undefined,
      socket_mode_enabled: requestUrl === undefined,
      token_rotation_enabled: false,
    },
  };
}

/** A command of its own by its description; one with verbs by their list. */
function describeCommand(own: readonly CommandDeclaration[]): { description: string; usage_hint?: string } {
  const hints = own.flatMap(({ verb, argument, options = [] }) => {
    const shown =
      argument === undefined ? '' : argument.required ? `<${argument.name}>` : `[${argument.name}]`;
    return [verb ?? '', shown, ...options.map(hintAt)].filter((part) => part !== '').join(' ') || [];
  });
  const single = own.find(({ verb }) => verb === undefined);
  const [first = '', ...others] = own[0]?.name.split('-').at(-1) ?? '';
  const verbs = own.flatMap(({ verb }) => verb ?? []).join(', ');
  return {
    description: clipText(
      single?.description ?? `${first.toUpperCase()}${others.join('')}: ${verbs}`,
      LIMITS.commandDescription,
    ),
    ...(hints.length > 0 && { usage_hint: clipText(hints.join(' | '), LIMITS.usageHint) }),
  };
}

/** How an option is typed: one of a few words, or its name and a value. */
function hintAt({ name, choices = [] }: Option): string {
  return choices.length > 0 && choices.length <= 6
    ? `[${choices.map(({ value }) => value).join('/')}]`
    : `[${name}:…]`;
}
