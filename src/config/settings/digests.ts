import { z } from 'zod';
import type { SettingEntries } from '../../core/chat/settings/setting.ts';
import { several } from '../../core/chat/settings/several.ts';
import { defaultDigestSettings } from '../../core/digest/selection/settings.ts';
import { readDigestWeights } from '../digest-weights.ts';
import { days } from './schemas.ts';

/** What all digests have in common. */
export const digestSettings = {
  digestGrace: {
    variable: 'PAPERBOY_DIGEST_GRACE',
    key: 'digest-grace',
    part: 'Digests',
    schema: z.coerce.number().min(0).max(168).default(6),
    mustBe: 'a number of hours from 0 to 168',
    words:
      'Hours for which a digest that was missed, as when the bot was off, is still delivered, marked late. After that it is recorded as missed.',
  },
  digestNothing: {
    variable: 'PAPERBOY_DIGEST_NOTHING',
    key: 'digest-nothing',
    part: 'Digests',
    schema: z.enum(['silent', 'say']).default('silent'),
    mustBe: 'silent or say',
    words: 'What a digest does when there is no paper to show: silent, or say so in one line.',
  },
  digestArchiveDays: {
    variable: 'PAPERBOY_DIGEST_ARCHIVE_DAYS',
    key: 'digest-archive-days',
    part: 'Digests',
    schema: days(0).default(90),
    mustBe: 'a whole number of days, or 0 for never',
    words:
      'Where every paper has been shown, those not shown for so many days return, marked as from the archive; 0 for never.',
  },
  digestWeights: {
    variable: 'PAPERBOY_DIGEST_WEIGHTS',
    key: 'digest-weights',
    part: 'Digests',
    schema: several(readDigestWeights).default(defaultDigestSettings.weights),
    mustBe: 'numbers for fresh, trending, match, variety and taste, such as fresh: 2',
    words:
      'How much each part of a paper\'s rank in a digest counts against the others: numbers from 0; the default is 1, of taste 2, which 0 switches off. In the environment: PAPERBOY_DIGEST_WEIGHTS="fresh=2 variety=0"',
    example: '{ fresh: 1, trending: 1, match: 1, variety: 1, taste: 2 }',
    unset: '1 for each, 2 for taste',
    several: true,
  },
} satisfies SettingEntries;
