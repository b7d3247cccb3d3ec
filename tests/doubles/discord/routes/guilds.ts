import { ApiError, missingAccess } from '../api-error.ts';
import type { Guild } from '../state.ts';
import { guildObject } from '../wire.ts';
import { type ApiRequest, ok, type Routes, type World } from '../world.ts';

/** What the bot may ask of guilds. */
export function guildRoutes({ state }: World): Routes {
  function guildOf({ route }: ApiRequest): Guild {
    const guild = state.guilds.get(route.parameters.guild_id ?? '');
    if (!guild) throw new ApiError(404, 10004, 'Unknown Guild');
    if (!guild.members.has(state.bot.id)) throw missingAccess();
    return guild;
  }

  return {
    'GET /guilds/{guild_id}': (request) => {
      // What only the gateway tells.
      const { channels, threads, members, presences, joined_at, member_count, ...guild } = guildObject(
        state,
        guildOf(request),
      );
      return ok({ ...guild, approximate_member_count: member_count, approximate_presence_count: 0 });
    },
    'GET /guilds/{guild_id}/members/{user_id}': (request) => {
      const member = guildOf(request).members.get(request.route.parameters.user_id ?? '');
      if (!member) throw new ApiError(404, 10007, 'Unknown Member');
      return ok(member);
    },
  };
}
