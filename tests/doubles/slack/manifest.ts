import { isRecord, type Json, recordsIn, stringOf } from './json.ts';

/** What an app's manifest lets it do and hear. */
export type Installed = {
  readonly commands: readonly string[];
  /** The commands whose mentions of people, channels and groups are told with their ids, and whose addresses are links. */
  readonly escaped: readonly string[];
  readonly shortcuts: readonly string[];
  readonly events: readonly string[];
  readonly scopes: readonly string[];
  readonly interactive: boolean;
  readonly messagesTab: boolean;
  readonly homeTab: boolean;
  readonly unfurlDomains: readonly string[];
  /** Where people may be sent back to with a code. */
  readonly redirects: readonly string[];
  /** It may be installed in a whole organisation. */
  readonly orgDeploy: boolean;
};

const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((found, key) => (isRecord(found) ? found[key] : undefined), value);

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

/** Installs an app from its manifest: only what stands in it is dispatched to it. */
export function readManifest(manifest: Json): Installed {
  return {
    commands: recordsIn(at(manifest, 'features', 'slash_commands')).map(({ command }) => stringOf(command)),
    escaped: recordsIn(at(manifest, 'features', 'slash_commands')).flatMap(({ command, should_escape }) =>
      should_escape === true ? stringOf(command) : [],
    ),
    shortcuts: recordsIn(at(manifest, 'features', 'shortcuts')).map(({ callback_id }) =>
      stringOf(callback_id),
    ),
    events: strings(at(manifest, 'settings', 'event_subscriptions', 'bot_events')),
    scopes: strings(at(manifest, 'oauth_config', 'scopes', 'bot')),
    homeTab: at(manifest, 'features', 'app_home', 'home_tab_enabled') === true,
    unfurlDomains: strings(at(manifest, 'features', 'unfurl_domains')),
    redirects: strings(at(manifest, 'oauth_config', 'redirect_urls')),
    orgDeploy: at(manifest, 'settings', 'org_deploy_enabled') === true,
    interactive: at(manifest, 'settings', 'interactivity', 'is_enabled') === true,
    messagesTab:
      at(manifest, 'features', 'app_home', 'messages_tab_enabled') === true &&
      at(manifest, 'features', 'app_home', 'messages_tab_read_only_enabled') === false,
  };
}

/** The scope without which an event is never sent. */
export const SCOPE_OF_EVENT: { readonly [event: string]: string } = {
  app_mention: 'app_mentions:read',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  'message.im': 'im:history',
  'message.channels': 'channels:history',
  link_shared: 'links:read',
  member_joined_channel: 'channels:read',
};
