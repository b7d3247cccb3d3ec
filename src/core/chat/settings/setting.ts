import { z } from 'zod';

/**
 * One thing that whoever runs the bot may decide. The reading, its errors, `.env.example`, `config/paperboy.yaml` and
 * `docs/settings.md` are made from this and from nothing else.
 *
 * @example
 * const pageSize = {
 *   variable: 'PAPERBOY_PAGE_SIZE',
 *   key: 'page-size',
 *   part: 'Answers',
 *   schema: z.coerce.number().int().min(1).max(5).default(5),
 *   mustBe: 'a whole number from 1 to 5',
 *   words: 'Papers on one page of an answer: a page is one message, so that Next replaces the whole of it.',
 * } satisfies Setting;
 */
export type Setting<Value = unknown> = {
  /** Its name in the environment and in `.env`. */
  readonly variable: string;
  /** Its name in the configuration file; absent for what belongs in the environment alone, as secrets do. */
  readonly key?: string;
  /** The part of the program that uses it: the heading it stands under in the documents. */
  readonly part: string;
  /** Reads what was written, or `undefined`: a default is in it. The messages of its custom issues complete its name. */
  readonly schema: z.ZodType<Value>;
  /** Completes "it must be ...". */
  readonly mustBe: string;
  /** What it decides and what follows from it, in whole sentences. */
  readonly words: string;
  /** A value as it may be written; the default where this is absent. */
  readonly example?: string;
  /** What holds where it is not set, in words; the default where this is absent. */
  readonly unset?: string;
  /** What must never be printed: the whole value, or the password of an address. */
  readonly secret?: 'value' | 'password';
  /** Whether the configuration file may hold a list or a map for it. */
  readonly several?: true;
};

/** Settings by the names that the program calls them by. */
export type SettingEntries = Readonly<Record<string, Setting>>;

/** What was read for each of the entries. */
export type ValuesOf<Entries extends SettingEntries> = {
  readonly [Name in keyof Entries]: z.output<Entries[Name]['schema']>;
};

/** What somebody has set, right or wrong. */
export type Given<Name = string> = {
  has(name: Name): boolean;
  /** As the person wrote it and where, `config/paperboy.yaml:7: mail-from`; the variable where it is not set. */
  nameOf(name: Name): string;
};

/** The complaint that the first is set without the other; none where both are, or neither. */
export function complainOfLack<Name>(given: Given<Name>, name: Name, other: Name): readonly string[] {
  if (!given.has(name) || given.has(other)) return [];
  return [`${given.nameOf(name)} is set, but ${given.nameOf(other)} is not. Set both, or neither.`];
}

/** A secret as services give them: no spaces, nothing but ASCII. */
export const tokenSchema = z.string().regex(/^[\x21-\x7E]+$/u);

/** Where a service is. */
export const addressSchema = z.url({ protocol: /^https?$/u });

/** A port of TCP that can be chosen. */
export const portSchema = z.coerce.number().int().min(1).max(65_535);

/** true, false, yes or no. */
export const yesOrNo = z.union([
  z.boolean(),
  z.stringbool({ truthy: ['true', 'yes'], falsy: ['false', 'no'] }),
]);

/** Where all that comes in over HTTP is reached from outside. */
export const publicUrl = {
  variable: 'PUBLIC_URL',
  part: 'HTTP',
  schema: z.url({ protocol: /^https$/u }).optional(),
  mustBe: 'an https address, such as https://paperboy.lab.org',
  words:
    'The https address under which PORT can be reached from outside: mail then offers to unsubscribe with one click, and people add the Slack app to their workspaces there, where SLACK_CLIENT_ID is set.',
  example: 'https://paperboy.lab.org',
  unset: 'mails explain how to unsubscribe in the chat',
} satisfies Setting;

/** The port of all that comes in over HTTP. */
export const port = {
  variable: 'PORT',
  part: 'HTTP',
  schema: portSchema.optional(),
  mustBe: 'a port number from 1 to 65535',
  words:
    'The port on which requests arrive in plain HTTP: those of services that reach the bot that way, and those to unsubscribe, where PUBLIC_URL is set. A proxy with an https address stands before it.',
  example: '3000',
  unset: 'no request arrives',
} satisfies Setting;
