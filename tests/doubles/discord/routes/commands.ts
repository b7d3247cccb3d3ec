import type { APIApplicationCommand } from 'discord-api-types/v10';
import { missingAccess } from '../api-error.ts';
import { type Part, partsOf } from '../message-rules.ts';
import { type ApiRequest, ok, type Routes, type World } from '../world.ts';

/** Registered commands: the global ones, and those of one guild. */
export function commandRoutes(world: World): Routes {
  const { state } = world;
  const scope = ({ route }: ApiRequest) => {
    const { application_id, guild_id } = route.parameters;
    if (application_id !== state.application.id) throw missingAccess();
    if (guild_id !== undefined && !state.guilds.has(guild_id)) throw missingAccess();
    return guild_id ?? '';
  };
  const list = (request: ApiRequest) => ok(state.commands.get(scope(request)) ?? []);
  const overwrite = (request: ApiRequest) => {
    const place = scope(request);
    const commands = partsOf(request.body).map((command) => registered(command, place));
    state.commands.set(place, commands);
    return ok(commands);
  };

  function registered(command: Part, guild: string): APIApplicationCommand {
    const before = state.commands
      .get(guild)
      ?.find(({ name, type }) => name === command.name && type === command.type);
    return {
      id: before?.id ?? state.nextId(),
      application_id: state.application.id,
      version: state.nextId(),
      default_member_permissions: null,
      type: 1,
      description: '',
      dm_permission: true,
      contexts: null,
      integration_types: [0],
      nsfw: false,
      ...withoutNull(command),
      ...(partsOf(command.options).length > 0 ? { options: partsOf(command.options).map(shownOption) } : {}),
      ...(guild === '' ? {} : { guild_id: guild, ...ofGuild }),
    } as unknown as APIApplicationCommand;
  }

  return {
    'GET /applications/{application_id}/commands': list,
    'PUT /applications/{application_id}/commands': overwrite,
    'GET /applications/{application_id}/guilds/{guild_id}/commands': list,
    'PUT /applications/{application_id}/guilds/{guild_id}/commands': overwrite,
  };
}

/** "Only for globally-scoped commands": a guild's are not told with them. */
const ofGuild = { contexts: undefined, integration_types: undefined, dm_permission: undefined };

function withoutNull(part: Part): Part {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== null));
}

/** Discord leaves out what has its default: `required: false`, `autocomplete: false`. */
function shownOption(option: Part): Part {
  const options = partsOf(option.options).map(shownOption);
  const kept = Object.entries(option).filter(([, value]) => value !== null && value !== false);
  return { ...Object.fromEntries(kept), ...(options.length > 0 ? { options } : {}) };
}
