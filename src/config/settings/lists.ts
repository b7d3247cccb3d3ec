import { defaultBookmarks } from '../../core/chat/emoji.ts';
import { type SettingEntries, yesOrNo } from '../../core/chat/settings/setting.ts';
import { several } from '../../core/chat/settings/several.ts';
import { readBookmarks } from '../bookmarks.ts';
import { days } from './schemas.ts';

/** How papers get into people's lists, and what is remembered for it. */
export const listSettings = {
  bookmarks: {
    variable: 'PAPERBOY_BOOKMARKS',
    key: 'bookmarks',
    part: 'Reading lists',
    schema: several(readBookmarks).default(defaultBookmarks),
    mustBe: 'emoji, each with its tag or none, such as "⭐": favourite',
    words:
      'The emoji that save a paper to the list of whoever reacts with it, and the tag that each gives (\'\' for none). A custom emoji goes by its name, such as lab_save. In the environment: PAPERBOY_BOOKMARKS="🔖 ⭐=favourite lab_save=to-read"',
    example: '{ "🔖": "", "⭐": favourite }',
    unset: '🔖 alone, which gives no tag',
    several: true,
  },
  reactFirst: {
    variable: 'PAPERBOY_REACT_FIRST',
    key: 'react-first',
    part: 'Reading lists',
    schema: yesOrNo.default(false),
    mustBe: 'true or false',
    words:
      'Whether the bot puts the first of them under its posts itself, so that one click saves: true or false.',
  },
  keepMessages: {
    variable: 'PAPERBOY_KEEP_MESSAGES',
    key: 'keep-messages',
    part: 'Reading lists',
    schema: days(1).default(1_095),
    mustBe: 'a whole number of days from 1',
    words:
      'Days for which the bot remembers which papers a message shows: until then, a reaction to it saves.',
  },
  keepRemoved: {
    variable: 'PAPERBOY_KEEP_REMOVED',
    key: 'keep-removed',
    part: 'Reading lists',
    schema: days(0).default(30),
    mustBe: 'a whole number of days from 0',
    words:
      'Days for which the note and tags of a paper removed from a list are kept, in case it is saved again.',
  },
  keepRemovedWorkspaces: {
    variable: 'PAPERBOY_KEEP_REMOVED_WORKSPACES',
    key: 'keep-removed-workspaces',
    part: 'Reading lists',
    schema: days(0).default(30),
    mustBe: 'a whole number of days from 0',
    words:
      'Days for which the lists, digests and addresses of a workspace or server are kept after it removed the bot, in case it returns.',
  },
} satisfies SettingEntries;
