import { ok, type Routes, type World } from '../world.ts';

/** Who the bot is and where its gateway is. */
export function discoveryRoutes(world: World): Routes {
  const { state } = world;
  return {
    'GET /gateway': () => ok({ url: world.gatewayUrl() }),
    'GET /gateway/bot': () =>
      ok({
        url: world.gatewayUrl(),
        shards: state.shards,
        session_start_limit: {
          total: 1000,
          remaining: state.sessions.remaining,
          reset_after: state.sessions.resetAfter,
          max_concurrency: state.maxConcurrency,
        },
      }),
    'GET /users/@me': () =>
      ok({ ...state.bot, mfa_enabled: true, locale: 'en-US', verified: true, email: null, premium_type: 0 }),
    'GET /applications/@me': () =>
      ok({
        id: state.application.id,
        name: state.application.name,
        icon: null,
        description: '',
        type: null,
        bot: state.bot,
        bot_public: true,
        bot_require_code_grant: false,
        verify_key: '0'.repeat(64),
        flags: 0,
        flags_new: '0',
        redirect_uris: [],
        interactions_endpoint_url: null,
        role_connections_verification_url: null,
        owner: state.bot,
        approximate_guild_count: state.guilds.size,
        approximate_user_install_count: 0,
        approximate_user_authorization_count: 0,
        explicit_content_filter: 0,
        team: null,
        eligible_oauth2_scopes: [],
        integration_types_config: {},
      }),
  };
}
