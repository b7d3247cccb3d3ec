import { cite } from './cite.ts';
import type { Command } from './command.ts';
import { find } from './find.ts';
import { help } from './help.ts';
import { newest } from './newest.ts';
import { paper } from './paper.ts';
import { share } from './share.ts';
import { show } from './show.ts';
import { similar } from './similar.ts';
import { trending } from './trending.ts';

/** Every command there is: platforms announce these, and the help, the README and the Slack manifest follow. */
export const commands: readonly Command[] = [paper, trending, newest, similar, show, share, cite, find, help];
