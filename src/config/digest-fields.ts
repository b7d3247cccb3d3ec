import type { DigestPlan } from '../core/store/digests/digest.ts';

/** One line of a declared digest: what it must be, an example, and what there is to say beside it. */
export type DigestField = {
  /** Absent for when it comes, which is read as chat commands read it. */
  readonly accepts?: (text: string) => boolean;
  /** Completes "it must be ...". */
  readonly mustBe: string;
  /** Absent where the platform has one. */
  readonly example?: string;
  readonly words?: string;
};

/** Every line that a declared digest may have, in the order of the documents. */
export const digestFields = {
  name: {
    accepts: (text) => /^\S(?:.{0,38}\S)?$/u.test(text),
    mustBe: 'a name of at most 40 characters, such as morning',
    example: 'morning',
  },
  platform: {
    accepts: (text) => text !== '',
    mustBe: 'the name of a platform',
  },
  workspace: {
    accepts: (text) => /^[A-Z0-9]{2,}$/u.test(text),
    mustBe: 'the id of a server or a workspace',
  },
  channel: {
    accepts: (text) => /^[\w-]{1,100}$/u.test(text),
    mustBe: 'the id of a channel',
  },
  at: {
    mustBe: 'a time of day from 00:00 to 23:59, such as 09:00',
    example: '09:00',
  },
  zone: {
    mustBe: 'an IANA time zone such as Europe/Zurich or UTC',
    example: 'Europe/Zurich',
  },
  days: {
    mustBe: 'daily, weekdays, weekends, or named days such as mon, wed, fri or mon-thu',
    example: 'daily',
    words: 'or weekdays, weekends, mon, wed, fri',
  },
  cron: {
    mustBe:
      'a cron expression of five fields that matches some day, at most once an hour, such as "30 8 * * mon-fri"',
    example: '"30 8 * * mon-fri"',
    words: 'in place of at and days',
  },
  topic: {
    accepts: (text) => text.length <= 200,
    mustBe: 'a search query of at most 200 characters',
    example: '""',
    words: 'any search, such as uncertainty; without it every paper',
  },
  papers: {
    accepts: (text) => /^(?:[1-9]|10)$/u.test(text),
    mustBe: 'a whole number from 1 to 10',
    example: '5',
    words: '1 to 10',
  },
  layout: {
    accepts: isLayout,
    mustBe: 'cards, compact or recap',
    example: 'cards',
    words: 'a message for each paper; compact: one for all; recap: what was saved most',
  },
  thread: {
    accepts: (text) => /^(?:true|false)$/u.test(text),
    mustBe: 'true or false',
    example: 'false',
    words: 'on Discord: open a thread for discussion',
  },
  taste: {
    accepts: (text) => /^(?:true|false)$/u.test(text),
    mustBe: 'true or false',
    example: 'true',
    words: 'false: what is saved in the channel does not decide which papers come first',
  },
  pings: {
    accepts: (text) => /^[A-Z0-9]{2,}$/u.test(text),
    mustBe: 'the id of a role or group',
    example: '""',
    words: 'the id of a role or group to ping',
  },
} as const satisfies Readonly<Record<string, DigestField>>;

/** Whether it is the name of a layout. */
export function isLayout(text: string): text is DigestPlan['layout'] {
  return text === 'cards' || text === 'compact' || text === 'recap';
}
