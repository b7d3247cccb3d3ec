import { faultsOfView } from './block-kit.ts';
import type { Grants } from './grants.ts';
import { isRecord, type Json, recordsIn, stringOf } from './json.ts';
import { findMessage } from './messages.ts';
import { chatMethods } from './methods-chat.ts';
import type { View, World } from './world.ts';

/** One Web API method. */
export type Method = {
  /** Any one of these scopes is enough; none needed where the list is empty. */
  readonly scopes: readonly string[];
  readonly token?: 'app';
  readonly perMinute: number;
  readonly required: readonly string[];
  /** Further arguments; any other is a violation. */
  readonly known: readonly string[];
  run(args: Json): Json;
};

/** A view as the replies and payloads show it. */
export function showView(world: World, view: View): Json {
  return {
    id: view.id,
    team_id: world.team.id,
    private_metadata: '',
    callback_id: '',
    state: { values: {} },
    clear_on_close: false,
    notify_on_close: false,
    close: null,
    submit: null,
    previous_view_id: null,
    external_id: '',
    ...view.view,
    hash: view.hash,
    root_view_id: view.id,
    app_id: world.appId,
    app_installed_team_id: world.team.id,
    bot_id: world.botId,
  };
}

function refuseView(world: World, where: string, view: unknown): Json | undefined {
  const faults = faultsOfView(view);
  if (faults.length === 0) return undefined;
  world.violate(where, `invalid view: ${faults.join('; ')}`);
  return {
    ok: false,
    error: 'invalid_arguments',
    response_metadata: { messages: faults.map((fault) => `[ERROR] ${fault}`) },
  };
}

/** The Web API methods this double knows, by name. */
export function createMethods(
  world: World,
  grants: Grants,
  access: { hasScope(scope: string): boolean; socketUrl(): string },
): { readonly [name: string]: Method } {
  const addView = (user: string, view: Json): View => {
    const opened: View = { id: world.nextId('V'), user, hash: `${world.clock.now()}.h`, view, open: true };
    world.views.set(opened.id, opened);
    world.changed();
    return opened;
  };
  return {
    ...chatMethods(world, access.hasScope),
    'auth.test': {
      scopes: [],
      perMinute: 600,
      required: [],
      known: [],
      run: () => ({
        ok: true,
        url: `https://${world.team.domain}.slack.com/`,
        team: world.team.name,
        user: world.users.get(world.botUserId)?.name ?? '',
        team_id: world.team.id,
        user_id: world.botUserId,
        bot_id: world.botId,
        is_enterprise_install: false,
      }),
    },
    'apps.connections.open': {
      scopes: [],
      token: 'app',
      perMinute: 50,
      required: [],
      known: [],
      run: () => ({ ok: true, url: access.socketUrl() }),
    },
    'views.open': {
      scopes: [],
      perMinute: 100,
      required: ['trigger_id', 'view'],
      known: [],
      run(args) {
        const refusal = refuseView(world, 'views.open', args.view);
        if (refusal !== undefined) return refusal;
        const trigger = grants.spendTrigger(stringOf(args.trigger_id));
        if ('error' in trigger) return { ok: false, error: trigger.error };
        const view = addView(trigger.user, isRecord(args.view) ? args.view : {});
        return { ok: true, view: showView(world, view) };
      },
    },
    'views.update': {
      scopes: [],
      perMinute: 100,
      required: ['view', 'view_id'],
      known: ['hash'],
      run(args) {
        const refusal = refuseView(world, 'views.update', args.view);
        if (refusal !== undefined) return refusal;
        const view = world.views.get(stringOf(args.view_id));
        if (view === undefined) return { ok: false, error: 'not_found' };
        if (args.hash !== undefined && args.hash !== view.hash) return { ok: false, error: 'hash_conflict' };
        view.view = isRecord(args.view) ? args.view : {};
        view.hash = `${world.clock.now()}.${world.nextId('h')}`;
        world.changed();
        return { ok: true, view: showView(world, view) };
      },
    },
    'conversations.open': {
      scopes: ['im:write', 'mpim:write', 'channels:manage'],
      perMinute: 50,
      required: ['users'],
      known: ['return_im', 'prevent_creation'],
      run(args) {
        if (!world.users.has(stringOf(args.users))) return { ok: false, error: 'users_not_found' };
        return { ok: true, channel: { id: world.directChannel(stringOf(args.users)).id } };
      },
    },
    'conversations.info': {
      scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
      perMinute: 50,
      required: ['channel'],
      known: ['include_num_members', 'include_locale'],
      run(args) {
        const channel = world.channels.get(stringOf(args.channel));
        const hidden = channel?.kind !== 'public' && channel?.members.has(world.botUserId) !== true;
        if (channel === undefined || hidden) return { ok: false, error: 'channel_not_found' };
        const { id, name, kind } = channel;
        return {
          ok: true,
          channel: {
            id,
            name,
            is_im: kind === 'im',
            is_private: kind !== 'public',
            is_member: channel.members.has(world.botUserId),
          },
        };
      },
    },
    'users.info': {
      scopes: ['users:read'],
      perMinute: 100,
      required: ['user'],
      known: ['include_locale'],
      run(args) {
        const user = world.users.get(stringOf(args.user));
        if (user === undefined) return { ok: false, error: 'user_not_found' };
        const { id, name, realName } = user;
        return {
          ok: true,
          user: {
            id,
            name,
            real_name: realName,
            is_bot: user.bot,
            profile: { real_name: realName, display_name: name },
          },
        };
      },
    },
    'reactions.get': {
      scopes: ['reactions:read'],
      perMinute: 50,
      required: ['channel', 'timestamp'],
      known: ['full'],
      run(args) {
        const message = findMessage(world, stringOf(args.channel), stringOf(args.timestamp));
        if (message === undefined || message.onlyFor !== undefined)
          return { ok: false, error: 'message_not_found' };
        const reactions = [...message.reactions].map(([name, users]) => ({
          name,
          users: [...users],
          count: users.size,
        }));
        return {
          ok: true,
          type: 'message',
          channel: message.channel,
          message: { type: 'message', ts: message.ts, reactions },
        };
      },
    },
  };
}

/** The external selects of a view, with the block each stands in. */
export function selectsOf(view: Json): readonly { readonly block: Json; readonly select: Json }[] {
  return recordsIn(view.blocks).flatMap((block) => {
    const candidates = [block.element, block.accessory, ...recordsIn(block.elements)].filter(isRecord);
    return candidates.filter(({ type }) => type === 'external_select').map((select) => ({ block, select }));
  });
}
