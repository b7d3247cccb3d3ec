import { cite } from './cite.ts';
import type { Command } from './command.ts';
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
import { tag } from './tag.ts';
import { tags } from './tags.ts';
import { trending } from './trending.ts';
import { unsave } from './unsave.ts';

/** Every command there is: platforms announce these, and the help, the README and the Slack manifest follow. */
export const commands: readonly Command[] = [
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
  forgetMe,
  help,
];
