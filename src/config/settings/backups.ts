import { z } from 'zod';
import type { SettingEntries } from '../../core/chat/settings/setting.ts';
import { readSchedule, type When } from '../../core/digest/schedule/schedule.ts';

const usual: When = {
  schedule: '30 3 * * *',
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
};

/** Backups that are made by themselves. */
export const backupSettings = {
  backups: {
    variable: 'PAPERBOY_BACKUPS',
    key: 'backups',
    part: 'Backups',
    schema: z.unknown().transform((given, context): When | undefined => {
      if (given === undefined) return usual;
      const text = typeof given === 'string' ? given.trim() : '';
      if (text === 'off' || given === false) return undefined;
      const isCron = /^(?:\S+\s+){4}\S+$/u.test(text) && /[*,\d]/u.test(text.charAt(0));
      const read = text === '' ? undefined : readSchedule(isCron ? { cron: text } : { at: text }, usual);
      if (read !== undefined && read.troubles.length === 0) return read.when;
      context.addIssue({ code: 'custom', message: 'is not a schedule' });
      return z.NEVER;
    }),
    mustBe: 'off, or days and a time as for digests, such as daily 03:30 or sun 04:00',
    words:
      'When the database is backed up to the folder “backups” in the data folder, each time to a new file that is then verified: days and a time as for digests, or off. A missed backup is made soon after the start.',
    example: 'daily 03:30',
    unset: 'daily at 03:30 by this machine’s clock',
  },
  keepBackups: {
    variable: 'PAPERBOY_KEEP_BACKUPS',
    key: 'keep-backups',
    part: 'Backups',
    schema: z.coerce.number().int().min(1).max(1_000).default(5),
    mustBe: 'a whole number from 1 to 1000',
    words:
      'How many of the newest backups are kept. Each takes about as much space as the database, and still holds what people have deleted since.',
  },
} satisfies SettingEntries;
