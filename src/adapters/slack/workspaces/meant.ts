import type { Session } from './session.ts';

/** A session, and those in other workspaces that have the app, where it may be in several. */
type Among<T> = Pick<Session, 'identity' | 'directory'> & {
  findOther?(workspace: string): Promise<T | undefined>;
};

/**
 * The bot as that of its users who is meant. In a channel of several workspaces that have the app Slack tells an event once, with one
 * of their installations, whichever: docs.slack.dev/changelog/2020-09-15-events-api-truncate-authed-users
 */
export async function findMeant<T extends Among<T>>(heard: T, ids: readonly string[]): Promise<T> {
  const { identity, directory, findOther } = heard;
  if (findOther === undefined || ids.includes(identity.botUserId)) return heard;
  for (const id of new Set(ids)) {
    if (!(await directory.isBot(id))) continue;
    const [workspace] = (await directory.person(id).catch(() => undefined))?.workspaces ?? [];
    const other = workspace === undefined ? undefined : await findOther(workspace).catch(() => undefined);
    if (other?.identity.botUserId === id) return other;
  }
  return heard;
}

/** The same for what Slack tells of everybody, of whom those alone are looked up who are in a channel with another workspace. */
export async function findMeantOf<T extends Among<T>>(
  heard: T,
  { is_ext_shared_channel: isShared }: { readonly is_ext_shared_channel?: boolean },
  id: string | undefined,
): Promise<T> {
  return isShared === true && id !== undefined ? findMeant(heard, [id]) : heard;
}
