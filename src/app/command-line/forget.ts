import type { Config } from '../../config/config.ts';
import type { Member, Workspace } from '../../core/chat/channel.ts';
import type { Holdings } from '../../core/store/lists/holdings.ts';
import { openStore } from '../../core/store/open-store.ts';
import type { Store } from '../../core/store/store.ts';
import { counted } from '../../core/text/counted.ts';
import { silentLog } from '../log.ts';
import { type NamedMember, program } from './arguments.ts';
import { findDatabase } from './transfer.ts';

/**
 * Deletes all that is stored of somebody, also while the bot runs, or tells what that is where it is not `sure`; yields the
 * lines to print. Rejects with a StoreFailure or a TransferFailure.
 */
export async function forgetMember(
  { databaseUrl }: Pick<Config, 'databaseUrl'>,
  named: NamedMember,
  sure: boolean,
  now: Date,
): Promise<string> {
  findDatabase(databaseUrl);
  const store = await openStore({ url: databaseUrl, log: silentLog });
  try {
    const found = await findMembers(named, store);
    if (found.length === 0) return `Nothing is stored about ${writeMember(named)}.\n`;
    const lines = await Promise.all(
      found.map(
        async (member) => `${writeMember(member)}: ${writeHoldings(await store.privacy.holdings(member))}`,
      ),
    );
    if (!sure)
      return `${lines.join('\n')}\nNothing was deleted. To delete it for good: ${program} forget ${writeMember(named)} --yes\n`;
    for (const member of found) await store.privacy.forget(member, now);
    return `${lines.join('\n')}\nAll of this is deleted. Older backups still hold it: after restoring one, run this again.\n`;
  } finally {
    await store.close();
  }
}

/**
 * Deletes all that is stored of a workspace, and that the app is installed there, or tells how much that is where it is not `sure`;
 * yields the lines to print. Rejects with a StoreFailure or a TransferFailure.
 */
export async function forgetWorkspace(
  { databaseUrl }: Pick<Config, 'databaseUrl'>,
  workspace: Workspace,
  sure: boolean,
): Promise<string> {
  findDatabase(databaseUrl);
  const store = await openStore({ url: databaseUrl, log: silentLog });
  const name = `${workspace.platform}:${workspace.workspace}/`;
  try {
    const { people, digests, messages, installations } = await store.removedWorkspaces.holdings(workspace);
    if (people + digests + messages + installations === 0) return `Nothing is stored about ${name}\n`;
    const held = [
      counted(people, 'person', 'people'),
      counted(digests, 'digest or subscription', 'digests and subscriptions'),
      counted(messages, 'message that shows papers', 'messages that show papers'),
      counted(installations, 'installation'),
    ];
    const line = `${name} ${held.join(', ')}, and all that belongs to them`;
    if (!sure)
      return `${line}\nNothing was deleted. To delete it for good: ${program} forget ${name} --yes\n`;
    await store.removedWorkspaces.forget(workspace);
    return `${line}\nAll of this is deleted. Older backups still hold it: after restoring one, run this again.\n`;
  } finally {
    await store.close();
  }
}

async function findMembers(named: NamedMember, { privacy }: Store): Promise<readonly Member[]> {
  const all = await privacy.namesakes({ workspace: '', ...named });
  return all.filter(({ workspace }) => named.workspace === undefined || workspace === named.workspace);
}

function writeMember({ platform, workspace, id }: NamedMember): string {
  return workspace === undefined || workspace === '' ? `${platform}:${id}` : `${platform}:${workspace}/${id}`;
}

function writeHoldings({
  saved,
  notes,
  tags,
  reactions,
  removed,
  subscriptions,
  addresses,
  added,
}: Holdings): string {
  return [
    counted(saved, 'saved paper'),
    counted(notes, 'note'),
    counted(tags, 'tag'),
    counted(reactions, 'reaction'),
    counted(removed, 'removed paper'),
    counted(subscriptions, 'subscription'),
    counted(addresses, 'mail address', 'mail addresses'),
    counted(added, 'added paper'),
  ].join(', ');
}
