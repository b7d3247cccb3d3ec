import type { Log } from '../../../core/chat/log.ts';
import { entry, type LogEntry, nameOf } from '../../../core/text/log-entry.ts';
import { describe } from '../failures.ts';
import type { SlackSettings } from '../settings.ts';
import { type Directory, isOfTwo, NOT_THERE } from './directory.ts';

/** Who may decide what is posted where, as Slack tells at the moment of asking: rights may just have been taken away. */
export type Rights = {
  /**
   * Yes in a direct conversation with the bot; elsewhere for the workspace's admins and owners, for whoever created the
   * channel, and for those whom the settings name. Where Slack does not tell: no, and `note` hears what.
   */
  mayManage(channel: string, user: string, note?: (what: string) => void): Promise<boolean>;
  /** Yes for the workspace's admins and owners and for those whom the settings name. Where Slack does not tell: no. */
  managesWorkspace(user: string): Promise<boolean>;
  /** Yes for people of the workspace, no for those of another in a shared channel. Where Slack does not tell: no. */
  belongs(user: string): Promise<boolean>;
};

export function createRights(
  directory: Directory,
  { managers = [] }: Pick<SlackSettings, 'managers'>,
  workspace: string,
  log: Log,
): Rights {
  async function ask(
    what: LogEntry,
    question: () => Promise<boolean>,
    note?: (what: string) => void,
  ): Promise<boolean> {
    try {
      return await question();
    } catch (error) {
      const why = describe(error);
      // The bot is not there, which is no trouble of anybody's.
      if (NOT_THERE.includes(why)) return false;
      const remedy =
        why === 'missing_scope'
          ? entry` The app needs the scopes in config/slack-manifest.json.`
          : entry` It is asked again when the person tries again.`;
      log.warn(entry`Slack does not tell ${what} (${why}): this person may not manage it here.${remedy}`);
      note?.(what);
      return false;
    }
  }
  async function managesWorkspace(user: string, note?: (what: string) => void): Promise<boolean> {
    if (managers.includes(user)) return true;
    const isAdmin = async () => {
      const { manages, workspaces } = await directory.person(user, 'now');
      return manages && workspaces.includes(workspace);
    };
    return ask(entry`whether ${nameOf(user)} is an admin`, isAdmin, note);
  }
  return {
    managesWorkspace: (user) => managesWorkspace(user),
    belongs: (user) =>
      ask(entry`of which workspace ${nameOf(user)} is`, async () =>
        (await directory.person(user, 'now')).workspaces.includes(workspace),
      ),
    async mayManage(channel, user, note) {
      if (isOfTwo(channel))
        return ask(entry`whose conversation ${nameOf(channel)} is`, () => directory.isOwn(channel), note);
      if (await managesWorkspace(user, note)) return true;
      return ask(
        entry`who created ${nameOf(channel)}`,
        async () => (await directory.conversation(channel, 'now')).creator === user,
        note,
      );
    },
  };
}
