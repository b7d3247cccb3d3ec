import type { SettingEntries } from '../../core/chat/settings/setting.ts';
import { answerSettings } from './answers.ts';
import { backupSettings } from './backups.ts';
import { digestSettings } from './digests.ts';
import { listSettings } from './lists.ts';
import { mailSettings } from './mail.ts';
import { operationSettings } from './operation.ts';
import { paperSettings } from './papers.ts';
import { sourceSettings } from './sources.ts';

/** Every setting that is none of a platform's. */
export const settings = {
  ...paperSettings,
  ...sourceSettings,
  ...answerSettings,
  ...listSettings,
  ...digestSettings,
  ...mailSettings,
  ...operationSettings,
  ...backupSettings,
} satisfies SettingEntries;

/** Names the configuration file, in the environment alone. */
export const configFileVariable = 'PAPERBOY_CONFIG';
