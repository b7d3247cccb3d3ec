import { z } from 'zod';
import {
  complainOfLack,
  type Given,
  port,
  publicUrl,
  type SettingEntries,
} from '../../core/chat/settings/setting.ts';

/** How mail is sent, and how its readers leave. */
export const mailSettings = {
  smtpUrl: {
    variable: 'SMTP_URL',
    part: 'E-mail',
    schema: z.url({ protocol: /^smtps?$/u, hostname: /./u }).optional(),
    mustBe:
      'smtp://USER:PASSWORD@HOST:587 or smtps://USER:PASSWORD@HOST:465, with % codes for characters such as @',
    words:
      'The server by which people get digests as e-mail, and their codes: smtp://USER:PASSWORD@HOST:587 or smtps://USER:PASSWORD@HOST:465, with % codes for characters such as @. A password is only ever sent over an encrypted connection.',
    example: 'smtps://paperboy:secret@mail.lab.org:465',
    unset: 'no e-mail is sent, and none offered',
    secret: 'password',
  },
  mailFrom: {
    variable: 'PAPERBOY_MAIL_FROM',
    key: 'mail-from',
    part: 'E-mail',
    schema: z
      .string()
      .regex(/^(?:[^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u)
      .optional(),
    mustBe: 'an e-mail address, such as paperboy@lab.org or Paperboy <paperboy@lab.org>',
    words: 'The sender of e-mail, where SMTP_URL is set.',
    example: 'Paperboy <paperboy@lab.org>',
    unset: 'no e-mail; SMTP_URL needs it',
  },
  publicUrl,
  port,
} satisfies SettingEntries;

/** Settings of mail that are of no use without another. */
export function findMailContradictions(given: Given<keyof typeof mailSettings>): readonly string[] {
  return [
    ...complainOfLack(given, 'smtpUrl', 'mailFrom'),
    ...complainOfLack(given, 'mailFrom', 'smtpUrl'),
    ...complainOfLack(given, 'publicUrl', 'port'),
  ];
}
