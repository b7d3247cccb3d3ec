import { z } from 'zod';
import { type SettingEntries, yesOrNo } from '../../core/chat/settings/setting.ts';
import { readSearchAddress } from '../../core/search/sphinx/wire/address.ts';
import { isDatabaseAddress } from '../addresses.ts';

/** Where papers come from, and where what the bot knows is kept. */
export const paperSettings = {
  corpus: {
    variable: 'PAPERBOY_CORPUS',
    key: 'corpus',
    part: 'Papers and data',
    schema: z.string().min(1).optional(),
    mustBe: 'the path of a folder of papers',
    words:
      "The folder of papers to search: JSON lines, JSON, BibTeX, RIS, CSL-JSON, Markdown or a page's plain text. It is watched, and checked every minute, so changes are found soon. Relative paths start where the bot is started.",
    example: 'corpus',
    unset: 'the papers that come with Paperboy',
  },
  data: {
    variable: 'PAPERBOY_DATA',
    key: 'data',
    part: 'Papers and data',
    schema: z.string().min(1).default('data'),
    mustBe: 'the path of a folder',
    words:
      'The folder where the bot keeps its data: the database unless DATABASE_URL names another, the search index, and your history in the terminal.',
  },
  databaseUrl: {
    variable: 'DATABASE_URL',
    part: 'Papers and data',
    schema: z.string().refine(isDatabaseAddress).optional(),
    mustBe: 'sqlite: and the path of a file, or postgres://USER:PASSWORD@HOST:5432/NAME',
    words:
      "The database of people's lists and of digests: sqlite:PATH, or postgres://USER:PASSWORD@HOST:5432/NAME, on which several processes may work at once.",
    example: 'sqlite:data/paperboy.db',
    unset: 'the file paperboy.db in the data folder',
    secret: 'password',
  },
  searchUrl: {
    variable: 'SEARCH_URL',
    part: 'Papers and data',
    schema: z
      .string()
      .refine((text) => readSearchAddress(text) !== undefined)
      .optional(),
    mustBe: 'manticore://HOST:9306/TABLE, as docs/search-at-scale.md explains',
    words:
      'A search server for more papers than the memory of a process holds: manticore://HOST:9306/TABLE, with USER:PASSWORD@ before the host where it asks for them. It is filled from the papers by itself. docs/search-at-scale.md says from how many papers on it pays, and how to set it up.',
    example: 'manticore://localhost:9306/papers',
    unset: 'every process keeps an index of its own in memory',
    secret: 'password',
  },
  searchFallback: {
    variable: 'PAPERBOY_SEARCH_FALLBACK',
    key: 'search-fallback',
    part: 'Papers and data',
    schema: yesOrNo.default(false),
    mustBe: 'true or false',
    words:
      'With SEARCH_URL: whether the index in memory is kept as well, and answers while the search server cannot be reached. Digests then also know which papers are alike, and learn from saves.',
  },
  logLevel: {
    variable: 'PAPERBOY_LOG_LEVEL',
    key: 'log-level',
    part: 'Papers and data',
    schema: z.enum(['debug', 'info', 'warn', 'error']).optional(),
    mustBe: 'debug, info, warn or error',
    words: 'The least that is logged: debug, info, warn or error. The log goes to standard error.',
    example: 'info',
    unset: 'info, and warn in the terminal, where the log would mix with the answers',
  },
} satisfies SettingEntries;
