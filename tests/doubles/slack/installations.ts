import { randomBytes } from 'node:crypto';
import type { Enterprise, Shared, World } from './world.ts';

/** The app in a workspace, or in an organisation and those of its workspaces to which it was added. */
export type Installation = {
  readonly botToken: string;
  /** What the token may do. */
  scopes: readonly string[];
  /** Answered to every call once the token is no good any more: `account_inactive`, `token_revoked`. */
  refusal?: string | undefined;
  /** The whole organisation; undefined where it is one workspace. */
  readonly enterprise?: Enterprise;
  /** Where the token works. */
  readonly worlds: Set<World>;
};

export type Installations = {
  find(token: string): Installation | undefined;
  /** The living one of an organisation. */
  findOf(enterprise: Enterprise | undefined): Installation | undefined;
  /**
   * Installs the app. Where it is installed already the token stays and the scopes are added up:
   * docs.slack.dev/authentication/installing-with-oauth
   */
  install(place: World | Enterprise, scopes: readonly string[], token?: string): Installation;
  /** Ends a token: the bot user is deactivated and leaves its channels. docs.slack.dev/reference/methods/auth.revoke */
  revoke(installation: Installation, refusal?: string): void;
};

/** Bot tokens and what they are good for. */
export function createInstallations({ worlds }: Pick<Shared, 'worlds'>): Installations {
  const all = new Map<string, Installation>();
  const isWorld = (place: World | Enterprise): place is World => 'team' in place;
  return {
    find: (token) => all.get(token),
    findOf: (enterprise) =>
      [...all.values()].find(
        ({ enterprise: own, refusal }) =>
          own !== undefined && own.id === enterprise?.id && refusal === undefined,
      ),
    install(place, scopes, token = `xoxb-${all.size + 1}-${randomBytes(12).toString('hex')}`) {
      const living = [...all.values()].find(
        ({ refusal, enterprise, worlds: own }) =>
          refusal === undefined &&
          (isWorld(place) ? enterprise === undefined && own.has(place) : enterprise?.id === place.id),
      );
      const installation: Installation = living ?? {
        botToken: token,
        scopes: [],
        worlds: new Set(),
        ...(!isWorld(place) && { enterprise: place }),
      };
      installation.scopes = [...new Set([...installation.scopes, ...scopes])];
      all.set(installation.botToken, installation);
      if (isWorld(place)) {
        installation.worlds.add(place);
        place.installation = installation;
      }
      return installation;
    },
    revoke(installation, refusal = 'account_inactive') {
      installation.refusal = refusal;
      for (const world of worlds) {
        if (world.installation !== installation) continue;
        world.installation = undefined;
        for (const channel of world.channels.values())
          if (channel.kind !== 'im') channel.members.delete(world.botUserId);
      }
    },
  };
}
