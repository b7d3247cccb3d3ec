import { cite } from './cite.ts';
import type { Command } from './command.ts';
import { confirm } from './confirm.ts';
import { digestAdd } from './digest-add.ts';
import { digestEdit } from './digest-edit.ts';
import { digestList, digests } from './digest-list.ts';
import { digestNow } from './digest-now.ts';
import { digestPause, digestResume } from './digest-pause.ts';
import { digestPreview } from './digest-preview.ts';
import { digestRemove } from './digest-remove.ts';
import { digestWhy } from './digest-why.ts';
import { exportList } from './export.ts';
import { find } from './find.ts';
import { forgetMe } from './forget-me.ts';
import { help } from './help.ts';
import { markRead, markUnread } from './mark-read.ts';
import { newest } from './newest.ts';
import { note } from './note.ts';
import { paper } from './paper.ts';
import { save } from './save.ts';
import { saved } from './saved.ts';
import { share } from './share.ts';
import { show } from './show.ts';
import { similar } from './similar.ts';
import { declareSubscribe } from './subscribe.ts';
import { subscriptions, unsubscribe } from './subscriptions.ts';
import { tag } from './tag.ts';
import { tags } from './tags.ts';
import { trending } from './trending.ts';
import { unsave } from './unsave.ts';

/** The commands there are, with those that need mail or without: platforms announce these, and the help follows. */
export function listCommands({ mail }: { readonly mail: boolean }): readonly Command[] {
  return [
    paper,
    trending,
    newest,
    similar,
    show,
    share,
    cite,
    find,
    save,
    saved,
    unsave,
    tag,
    tags,
    note,
    markRead,
    markUnread,
    exportList,
    declareSubscribe(mail),
    unsubscribe,
    subscriptions,
    ...(mail ? [confirm] : []),
    digests,
    forgetMe,
    help,
    digestAdd,
    digestList,
    digestEdit,
    digestPause,
    digestResume,
    digestRemove,
    digestPreview,
    digestNow,
    digestWhy,
  ];
}

/** Every command there is: the README and the Slack manifest follow these. */
export const commands: readonly Command[] = listCommands({ mail: true });
