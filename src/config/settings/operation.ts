import { z } from 'zod';
import type { SettingEntries } from '../../core/chat/settings/setting.ts';

/** How the program stands among others, and how it is watched. */
export const operationSettings = {
  host: {
    variable: 'PAPERBOY_HOST',
    part: 'HTTP',
    schema: z
      .string()
      .regex(/^[\w.:-]+$/u)
      .optional(),
    mustBe: 'an address of this machine, such as 127.0.0.1, or its name',
    words:
      'The address of this machine at which PORT is opened. With 127.0.0.1, requests arrive from this machine alone, where the proxy is.',
    example: '127.0.0.1',
    unset: 'all addresses of the machine',
  },
  logFormat: {
    variable: 'PAPERBOY_LOG_FORMAT',
    key: 'log-format',
    part: 'Watching it',
    schema: z.enum(['text', 'json']).default('text'),
    mustBe: 'text or json',
    words:
      'How the log is written: text (a line for people) or json (one object a line, with time, level, message, part, and incident where something failed).',
  },
} satisfies SettingEntries;
