import { z } from 'zod';
import { largestPage } from '../../core/cards/paper-list.ts';
import type { SettingEntries } from '../../core/chat/settings/setting.ts';

/** How commands are named and answered. */
export const answerSettings = {
  pageSize: {
    variable: 'PAPERBOY_PAGE_SIZE',
    key: 'page-size',
    part: 'Answers',
    schema: z.coerce.number().int().min(1).max(largestPage).default(largestPage),
    mustBe: `a whole number from 1 to ${largestPage}, as many as one message in Discord holds`,
    words: `Papers on one page of an answer, from 1 to ${largestPage}: a page is one message, so that Next replaces the whole of it, and one in Discord holds no more.`,
  },
  answers: {
    variable: 'PAPERBOY_ANSWERS',
    key: 'answers',
    part: 'Answers',
    schema: z.enum(['private', 'public']).default('private'),
    mustBe: 'private or public',
    words:
      "Who sees an answer: private (only who asked, who can share a paper of it with a button) or public (everyone in the channel). What is one person's own, such as a list, is private in any case.",
  },
  prefix: {
    variable: 'PAPERBOY_PREFIX',
    key: 'prefix',
    part: 'Answers',
    schema: z
      .string()
      .regex(/^[a-z0-9_-]{0,20}$/u)
      .default(''),
    mustBe: 'at most 20 small letters, digits, hyphens and underscores',
    words:
      'Put before the names of the commands where another app already has a /paper: lab- makes them /lab-paper, /lab-papers. For Slack, make the manifest anew: npm run slack:manifest -- --prefix lab-',
    example: "''",
    unset: 'the commands are /paper, /papers and /digest',
  },
} satisfies SettingEntries;
