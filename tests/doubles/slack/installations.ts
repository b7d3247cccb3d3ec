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

/** A token that ends, and the one that is exchanged for the next, once. */
export type EndingToken = { readonly token: string; readonly refreshToken: string; readonly seconds: number };

export type Installations = {
  find(token: string): Installation | undefined;
  /**
   * A token that ends, after so many seconds. Of one installation two are good at a time: docs.slack.dev/authentication/
   * using-token-rotation
   */
  issue(installation: Installation, seconds: number): EndingToken;
  /** The next one; undefined where the refresh token is unknown, was used, or its installation has ended. */
  exchange(refreshToken: string, seconds: number): (EndingToken & { readonly of: Installation }) | undefined;
  /** Why a token that was issued so is no good any more; undefined for any other. */
  refusalOf(token: string): string | undefined;
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
export function createInstallations({ worlds, clock }: Pick<Shared, 'worlds' | 'clock'>): Installations {
  const all = new Map<string, Installation>();
  const ends = new Map<string, { readonly of: Installation; readonly at: number; revoked: boolean }>();
  const refreshTokens = new Map<string, { readonly of: Installation; spent: boolean }>();
  const isWorld = (place: World | Enterprise): place is World => 'team' in place;
  const issue: Installations['issue'] = (installation, seconds) => {
    const [token, refreshToken] = ['xoxe.xoxb-1-', 'xoxe-1-'].map(
      (kind) => kind + randomBytes(20).toString('hex'),
    );
    if (token === undefined || refreshToken === undefined) throw new Error('no tokens');
    all.set(token, installation);
    ends.set(token, { of: installation, at: clock.skipped() + seconds * 1_000, revoked: false });
    const good = [...ends.values()].filter(({ of, revoked }) => of === installation && !revoked);
    for (const one of good.slice(0, -2)) one.revoked = true;
    refreshTokens.set(refreshToken, { of: installation, spent: false });
    return { token, refreshToken, seconds };
  };
  return {
    find: (token) => all.get(token),
    issue,
    exchange(refreshToken, seconds) {
      const known = refreshTokens.get(refreshToken);
      if (known === undefined || known.spent || known.of.refusal !== undefined) return undefined;
      known.spent = true;
      return { ...issue(known.of, seconds), of: known.of };
    },
    refusalOf(token) {
      const ending = ends.get(token);
      if (ending?.revoked) return 'token_revoked';
      return ending !== undefined && ending.at <= clock.skipped() ? 'token_expired' : undefined;
    },
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
