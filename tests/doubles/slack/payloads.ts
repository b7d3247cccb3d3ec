import type { Json } from './json.ts';
import { showMessage, showUnfurls } from './messages.ts';
import { showView } from './methods.ts';
import type { Channel, Message, User, View, World } from './world.ts';

const TOKEN = 'verification-token';

const teamOf = (world: World): Json => ({ id: world.team.id, domain: world.team.domain });
const userOf = (world: World, user: User): Json => ({
  id: user.id,
  username: user.name,
  name: user.name,
  team_id: user.team ?? world.team.id,
});

const commonOf = (world: World, user: User): Json => ({
  team: teamOf(world),
  user: userOf(world, user),
  api_app_id: world.appId,
  token: TOKEN,
  ...enterpriseOf(world),
});

/** With a view Slack names no workspace of an organisation's app: `ViewSubmitAction` of @slack/bolt, slackapi/bolt-python#23. */
const viewTeamOf = (world: World): Json => (world.installation?.enterprise ? { team: null } : {});

const enterpriseOf = ({ enterprise, installation }: World): Json => ({
  enterprise: enterprise === undefined ? null : { id: enterprise.id, name: enterprise.name },
  is_enterprise_install: installation?.enterprise !== undefined,
});

/** `/paper uncertainty`, as a form in HTTP mode and as an object over a socket. */
export function slashPayload(
  world: World,
  act: {
    user: User;
    channel: Channel;
    command: string;
    text: string;
    responseUrl: string;
    triggerId: string;
  },
): Json {
  return {
    token: TOKEN,
    team_id: world.team.id,
    team_domain: world.team.domain,
    channel_id: act.channel.id,
    channel_name: act.channel.kind === 'private' ? 'privategroup' : act.channel.name,
    user_id: act.user.id,
    user_name: act.user.name,
    command: act.command,
    text: act.text,
    api_app_id: world.appId,
    ...(world.enterprise && { enterprise_id: world.enterprise.id, enterprise_name: world.enterprise.name }),
    is_enterprise_install: String(world.installation?.enterprise !== undefined),
    response_url: act.responseUrl,
    trigger_id: act.triggerId,
  };
}

/** A pressed button, of a message or (`unfurl`) of what the app has put under its link of this address. */
export function pressPayload(
  world: World,
  act: {
    user: User;
    message: Message;
    unfurl?: string;
    block: Json;
    button: Json;
    responseUrl: string;
    triggerId: string;
  },
): Json {
  const { message, unfurl, block, button } = act;
  const attachment = showUnfurls(world, message).find(({ from_url }) => from_url === unfurl);
  const channel = world.channels.get(message.channel);
  const ephemeral = message.onlyFor !== undefined;
  return {
    type: 'block_actions',
    ...commonOf(world, act.user),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: ephemeral,
      ...(attachment && {
        type: 'message_attachment',
        attachment_id: attachment.id,
        is_app_unfurl: true,
        app_unfurl_url: unfurl,
      }),
      ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    },
    trigger_id: act.triggerId,
    channel: { id: message.channel, name: channel?.name ?? '' },
    // Slack leaves the message out where it is ephemeral, and where it is somebody's with a link:
    // docs.slack.dev/messaging/unfurling-links-in-messages
    ...(!ephemeral && !attachment && { message: showMessage(world, message) }),
    ...(attachment && { app_unfurl: attachment }),
    state: { values: {} },
    response_url: act.responseUrl,
    actions: [describeAction(world, block, button)],
  };
}

/** A button pressed on the home tab: no channel, no message, no response URL. */
export function homePressPayload(
  world: World,
  act: { user: User; view: View; block: Json; button: Json; triggerId: string },
): Json {
  const { view, block, button } = act;
  return {
    type: 'block_actions',
    ...commonOf(world, act.user),
    ...viewTeamOf(world),
    container: { type: 'view', view_id: view.id },
    trigger_id: act.triggerId,
    view: showView(world, view),
    actions: [describeAction(world, block, button)],
  };
}

/** A message shortcut. */
export function shortcutPayload(
  world: World,
  act: { user: User; message: Message; callbackId: string; responseUrl: string; triggerId: string },
): Json {
  return {
    type: 'message_action',
    token: TOKEN,
    team: teamOf(world),
    ...enterpriseOf(world),
    user: { id: act.user.id, name: act.user.name, team_id: world.team.id },
    callback_id: act.callbackId,
    trigger_id: act.triggerId,
    message_ts: act.message.ts,
    action_ts: world.nextTs(),
    response_url: act.responseUrl,
    channel: { id: act.message.channel, name: world.channels.get(act.message.channel)?.name ?? '' },
    message: showMessage(world, act.message),
  };
}

/** What is typed into an external select. */
export function suggestionPayload(
  world: World,
  act: { user: User; view: View; block: Json; select: Json; typed: string },
): Json {
  return {
    type: 'block_suggestion',
    ...commonOf(world, act.user),
    ...viewTeamOf(world),
    action_id: act.select.action_id,
    block_id: act.block.block_id,
    value: act.typed,
    container: { type: 'view', view_id: act.view.id },
    view: showView(world, act.view),
  };
}

/** A modal handed in, with what was chosen in it. */
export function submissionPayload(
  world: World,
  act: { user: User; view: View; values: Json; triggerId: string },
): Json {
  return {
    type: 'view_submission',
    ...commonOf(world, act.user),
    ...viewTeamOf(world),
    trigger_id: act.triggerId,
    view: { ...showView(world, act.view), state: { values: act.values } },
    response_urls: [],
  };
}

/**
 * An event with its wrapper, which names one installation that may see it: docs.slack.dev/apis/events-api. `event_id` stays
 * the same when it is sent again.
 */
export function eventPayload(world: World, event: Json, installation = world.installation): Json {
  const members = [...(world.channels.get(String(event.channel))?.members ?? [])];
  const isWhole = installation?.enterprise !== undefined;
  return {
    token: TOKEN,
    team_id: world.team.id,
    ...(world.enterprise && { enterprise_id: world.enterprise.id }),
    api_app_id: world.appId,
    type: 'event_callback',
    event_id: world.nextId('Ev'),
    event_time: Math.floor(world.clock.now() / 1000),
    event_context: '4-context',
    context_team_id: isWhole ? null : world.team.id,
    context_enterprise_id: world.enterprise?.id ?? null,
    is_ext_shared_channel: members.some((id) => world.users.get(id)?.team !== undefined),
    authorizations: [
      {
        enterprise_id: world.enterprise?.id ?? null,
        team_id: isWhole ? null : world.team.id,
        user_id: world.botUserId,
        is_bot: true,
        is_enterprise_install: isWhole,
      },
    ],
    event,
  };
}

/**
 * What an app of an organisation is told of one of its workspaces: the wrapper names none, and no installation as a whole.
 * docs.slack.dev/reference/events/team_access_granted, slackapi/bolt-js#1778
 */
export function accessPayload(world: World, type: 'team_access_granted' | 'team_access_revoked'): Json {
  const { id } = world.team;
  const enterprise_id = world.enterprise?.id ?? null;
  const installation = { enterprise_id, user_id: world.botUserId, is_bot: true };
  return {
    ...eventPayload(world, { type, team_ids: [id] }),
    ...{ team_id: null, enterprise_id, context_team_id: null },
    authorizations: [{ ...installation, team_id: id, is_enterprise_install: false }],
  };
}

/** What was pressed, or chosen of a menu. */
function describeAction(world: World, block: Json, control: Json): Json {
  const { type, action_id, text, value, selected_option } = control;
  const chosen =
    selected_option === undefined ? { text, ...(value !== undefined && { value }) } : { selected_option };
  return { type, action_id, block_id: block.block_id, ...chosen, action_ts: world.nextTs() };
}

/**
 * What an app is told when its token ends: whose tokens, and whether it is uninstalled, in either order. docs.slack.dev/reference/
 * events/app_uninstalled: "you could receive a tokens_revoked event after app_uninstalled".
 */
export function endingEvents(
  bot: string,
  isUninstalled: boolean,
  first: 'app_uninstalled' | 'tokens_revoked' = 'tokens_revoked',
): readonly Json[] {
  const revoked = { type: 'tokens_revoked', tokens: { oauth: [], bot: [bot] } };
  if (!isUninstalled) return [revoked];
  const uninstalled = { type: 'app_uninstalled' };
  return first === 'tokens_revoked' ? [revoked, uninstalled] : [uninstalled, revoked];
}
