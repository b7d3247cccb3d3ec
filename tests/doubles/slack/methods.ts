import { faultsOfView } from './block-kit.ts';
import type { Grants } from './grants.ts';
import type { Installation } from './installations.ts';
import { isRecord, type Json, stringOf } from './json.ts';
import { unfurlMethod } from './links.ts';
import { withIds } from './messages.ts';
import { chatMethods } from './methods-chat.ts';
import { conversationMethods } from './methods-conversations.ts';
import { fileMethods } from './methods-files.ts';
import { reactionMethods } from './methods-reactions.ts';
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
  /** An organisation's token does not tell which of its workspaces is meant. */
  readonly needsTeam?: true;
  run(args: Json, installation?: Installation): Json;
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
    app_installed_team_id: world.installation?.enterprise?.id ?? world.team.id,
    bot_id: world.botId,
  };
}

function withBlockIds(world: World, view: unknown): Json {
  return isRecord(view) ? { ...view, blocks: withIds(world, view.blocks) } : {};
}

function refuseView(world: World, where: string, view: unknown, kind = 'modal'): Json | undefined {
  const faults = [
    ...faultsOfView(view),
    ...(isRecord(view) && view.type === kind ? [] : [`not a view of the type ${kind}`]),
  ];
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
  access: {
    readonly homeTab: boolean;
    readonly unfurlDomains: readonly string[];
    /** Whether `auth.test` names a workspace of an organisation. */
    namesWorkspace(): boolean;
    /** The methods by which an app leaves. */
    readonly ending: { readonly [name: string]: Method };
    socketUrl(): string;
    uploadUrl(id: string): string;
  },
): { readonly [name: string]: Method } {
  const addView = (user: string, view: Json): View => {
    const opened: View = { id: world.nextId('V'), user, hash: `${world.clock.now()}.h`, view, open: true };
    world.views.set(opened.id, opened);
    world.changed();
    return opened;
  };
  /** The open view that the app gave this name. */
  const findNamed = (name: string): View | undefined =>
    name === ''
      ? undefined
      : [...world.views.values()].find(({ open, view }) => open && view.external_id === name);
  const hasScope = (scope: string) => world.installation?.scopes.includes(scope) === true;
  return {
    ...chatMethods(world, hasScope),
    ...conversationMethods(world, hasScope),
    ...fileMethods(world, access.uploadUrl),
    ...reactionMethods(world),
    'chat.unfurl': unfurlMethod(world, access.unfurlDomains),
    'auth.test': {
      scopes: [],
      perMinute: 600,
      required: [],
      known: [],
      run(_, installation) {
        const { id, name, domain } = installation?.enterprise ?? world.team;
        return {
          ok: true,
          url: `https://${domain}${installation?.enterprise ? '.enterprise' : ''}.slack.com/`,
          team: name,
          user: world.users.get(world.botUserId)?.name ?? '',
          // Of an organisation Slack tells its id, or that of one of its workspaces (lobu-ai/lobu#3047).
          team_id: installation?.enterprise && access.namesWorkspace() ? world.team.id : id,
          user_id: world.botUserId,
          bot_id: world.botId,
          ...(world.enterprise && { enterprise_id: world.enterprise.id }),
          is_enterprise_install: installation?.enterprise !== undefined,
        };
      },
    },
    // docs.slack.dev/reference/methods/auth.teams.list
    'auth.teams.list': {
      scopes: [],
      perMinute: 20,
      required: [],
      known: ['cursor', 'limit', 'include_icon'],
      run: (_, installation) => ({
        ok: true,
        teams: [...(installation?.worlds ?? [])].map(({ team: { id, name } }) => ({ id, name })),
        response_metadata: { next_cursor: '' },
      }),
    },
    ...access.ending,
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
        const name = isRecord(args.view) ? stringOf(args.view.external_id) : '';
        if (findNamed(name) !== undefined) return { ok: false, error: 'duplicate_external_id' };
        const view = addView(trigger.user, isRecord(args.view) ? args.view : {});
        return { ok: true, view: showView(world, view) };
      },
    },
    'views.publish': {
      scopes: [],
      perMinute: 100,
      required: ['user_id', 'view'],
      known: ['hash'],
      run(args) {
        const refusal = refuseView(world, 'views.publish', args.view, 'home');
        if (refusal !== undefined) return refusal;
        if (!access.homeTab) return { ok: false, error: 'not_enabled' };
        const user = stringOf(args.user_id);
        if (!world.users.has(user)) return { ok: false, error: 'user_not_found' };
        const known = world.homes.get(user);
        if (args.hash !== undefined && args.hash !== known?.hash)
          return { ok: false, error: 'hash_conflict' };
        const id = known?.id ?? world.nextId('V');
        const hash = `${world.clock.now()}.${world.nextId('h')}`;
        const view = { id, user, hash, view: withBlockIds(world, args.view), open: true };
        world.homes.set(user, view);
        world.changed();
        return { ok: true, view: showView(world, view) };
      },
    },
    'views.update': {
      scopes: [],
      perMinute: 100,
      required: ['view'],
      known: ['hash', 'view_id', 'external_id'],
      run(args) {
        const refusal = refuseView(world, 'views.update', args.view);
        if (refusal !== undefined) return refusal;
        const view = world.views.get(stringOf(args.view_id)) ?? findNamed(stringOf(args.external_id));
        if (view?.open !== true) return { ok: false, error: 'not_found' };
        if (args.hash !== undefined && args.hash !== view.hash) return { ok: false, error: 'hash_conflict' };
        view.view = isRecord(args.view) ? args.view : {};
        view.hash = `${world.clock.now()}.${world.nextId('h')}`;
        world.changed();
        return { ok: true, view: showView(world, view) };
      },
    },
  };
}
