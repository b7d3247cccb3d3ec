import type { webApi } from '@slack/bolt';
import type { Installation, Installations } from '../../../core/chat/workspaces/installation.ts';
import { type Identity, identify } from './identity.ts';
import type { Whose } from './whose.ts';

/** By what right the bot speaks in a workspace, and as whom. */
export type Grant = {
  readonly token: string;
  readonly identity: Identity;
  /** The organisation whose token it is; Slack is told then with each request which of its workspaces is meant. */
  readonly organisation?: string;
};

/** Where the app is installed. */
export type Access = {
  /** The grant of the likeliest workspace that has the app; undefined where none has. Rejects where that cannot be found out just now. */
  find(whose: Whose): Promise<Grant | undefined>;
  /** Slack told at that moment that the app was removed; yields where it is no more. `parts`: from workspaces of an organisation. */
  leave(whose: Whose, at: Date, parts?: 'parts'): Promise<readonly string[]>;
  /** Slack takes the token no more; yields where that ended the installation. */
  lose(grant: Grant): Promise<readonly string[]>;
};

/** The one workspace, or the one organisation as a whole, that a token of the settings is for. */
export function createSoleAccess(
  token: string,
  client: webApi.WebClient,
  unwanted: readonly string[],
  installations: Pick<Installations, 'find' | 'end'>,
): Access & {
  /** Asks Slack anew who the bot is. Rejects with Slack's error, or a ConnectionFailure. */
  identify(): Promise<Identity>;
} {
  let grant: Grant | undefined;
  async function ask(): Promise<Grant> {
    grant = { token, identity: await identify(client, unwanted) };
    return grant;
  }
  /** What names no workspace is this one's, unless it names an organisation whose own installation is meant. */
  const isOf = (
    { workspaces, organisation }: Whose,
    { identity: { workspace, organisation: whole } }: Grant,
  ) =>
    whole !== undefined ||
    workspaces.includes(workspace) ||
    (workspaces.length === 0 && organisation === undefined);
  return {
    identify: async () => (await ask()).identity,
    async find(whose) {
      const known = grant ?? (await ask());
      return isOf(whose, known) ? known : undefined;
    },
    // What people added the app to before the token was set is not served, and ends all the same where it is removed.
    async leave(whose, _, parts) {
      const named = namedBy(whose, parts);
      const { workspace: own, organisation = own } = grant?.identity ?? {};
      const isUnnamed = named.length === 0 && parts === undefined;
      const isOwn = own !== undefined && (isUnnamed || named.some((id) => id === organisation));
      const left = new Set(isOwn ? [own] : []);
      const ending = isOwn ? [own, ...named] : named.filter((id) => id !== own);
      for (const row of await findNamed(installations, ending, parts))
        for (const { workspace } of await installations.end(row)) left.add(workspace);
      return [...left];
    },
    lose: async () => [],
  };
}

/** Where the app is installed, of what Slack tells that it was removed from. */
export async function findNamed(
  installations: Pick<Installations, 'find'>,
  named: readonly string[],
  parts: 'parts' | undefined,
): Promise<readonly Installation[]> {
  const found = await Promise.all(
    [...new Set(named)].map((workspace) => installations.find({ platform: 'slack', workspace })),
  );
  return found.flatMap((row) => (row && (parts === undefined || row.organisation !== '') ? [row] : []));
}

/** The organisation that Slack tells of as a whole, or the workspaces. */
export function namedBy({ workspaces, organisation }: Whose, parts: 'parts' | undefined): readonly string[] {
  return organisation !== undefined && parts === undefined ? [organisation] : workspaces;
}
