import { add } from './adding/add.ts';
import type { Command } from './command.ts';
import { digestAdd } from './digests/add.ts';
import { digestEdit } from './digests/edit.ts';
import { digestList, digests } from './digests/list.ts';
import { digestNow } from './digests/now.ts';
import { digestPause, digestResume } from './digests/pause.ts';
import { digestPreview } from './digests/preview.ts';
import { digestRemove } from './digests/remove.ts';
import { digestWhy } from './digests/why.ts';
import { followAnswer } from './follows/answer.ts';
import { followAuthor } from './follows/author.ts';
import { followCiting } from './follows/citing.ts';
import { followFrom } from './follows/from-paper.ts';
import { followList, followStop } from './follows/list.ts';
import { followNews } from './follows/news.ts';
import { followCategory, followVenue } from './follows/venue.ts';
import { followWhen } from './follows/when.ts';
import { help } from './help.ts';
import { exportList } from './reading-list/export.ts';
import { forgetMe } from './reading-list/forget-me.ts';
import { markRead, markUnread } from './reading-list/mark-read.ts';
import { note } from './reading-list/note.ts';
import { save } from './reading-list/save.ts';
import { saved } from './reading-list/saved.ts';
import { tag } from './reading-list/tag.ts';
import { tags } from './reading-list/tags.ts';
import { unsave } from './reading-list/unsave.ts';
import { cite } from './search/cite.ts';
import { find } from './search/find.ts';
import { newest } from './search/newest.ts';
import { open } from './search/open.ts';
import { paper } from './search/paper.ts';
import { share } from './search/share.ts';
import { show } from './search/show.ts';
import { similar } from './search/similar.ts';
import { sources } from './search/sources.ts';
import { trending } from './search/trending.ts';
import { confirm } from './subscriptions/confirm.ts';
import { declareSubscribe } from './subscriptions/subscribe.ts';
import { subscriptions, unsubscribe } from './subscriptions/subscriptions.ts';
import { forYou } from './taste/for-you.ts';
import { less } from './taste/less.ts';

/** The commands there are, with those that need mail or without: platforms announce these, and the help follows. */
export function listCommands({ mail }: { readonly mail: boolean }): readonly Command[] {
  return [
    paper,
    trending,
    newest,
    sources,
    similar,
    show,
    open,
    share,
    cite,
    find,
    add,
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
    forYou,
    less,
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
    followAuthor,
    followVenue,
    followCategory,
    followCiting,
    followList,
    followStop,
    followWhen,
    followNews,
    followFrom,
    followAnswer,
  ];
}

/** Every command there is: the documentation and the Slack manifest follow these. */
export const commands: readonly Command[] = listCommands({ mail: true });
