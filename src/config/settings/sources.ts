import { z } from 'zod';
import { addressSchema, type SettingEntries } from '../../core/chat/settings/setting.ts';
import { several } from '../../core/chat/settings/several.ts';
import { readSourceEntries } from '../source-entries.ts';
import { days } from './schemas.ts';

const part = 'Sources of papers';

/** An address that tests and proxies change, and nobody else. */
function address(variable: string, usual: string, what: string) {
  return {
    variable,
    part,
    schema: addressSchema.transform((text) => text.replace(/\/+$/u, '')).default(usual),
    mustBe: `an address such as ${usual}`,
    words: `Only behind a proxy, or for tests: the address of ${what}.`,
    example: usual,
    unset: usual,
    secret: 'password' as const,
  };
}

/** Which services papers are fetched from. */
export const sourceSettings = {
  sources: {
    variable: 'PAPERBOY_SOURCES',
    key: 'sources',
    part,
    schema: several(readSourceEntries).default([]),
    mustBe: 'sources such as huggingface, arxiv:cs.LG or feed:https://example.org/feed.xml',
    words:
      'Where new papers are fetched from, day by day: huggingface (its daily papers), arxiv:CATEGORY, feed:ADDRESS (RSS, Atom or JSON Feed), oai:ADDRESS (a repository that speaks OAI-PMH). In the environment, separated by spaces. An entry of the file may be a map with source and, besides, name, topic (words its papers must hold), every (hours) and, for oai, set and prefix.',
    example: '[huggingface, "arxiv:cs.LG"]',
    unset: 'nothing is fetched, and no request is sent',
    several: true,
  },
  contact: {
    variable: 'PAPERBOY_CONTACT',
    key: 'contact',
    part,
    schema: z
      .string()
      .regex(/^[\x21-\x7E]{1,200}$/u)
      .optional(),
    mustBe: 'an e-mail address or a web address without spaces',
    words:
      'Whom a service may contact about this bot’s requests; it is sent with every request, as is good practice. An e-mail address or a web page.',
    example: 'papers@lab.example',
    unset: 'the page of the project',
  },
  keepPapers: {
    variable: 'PAPERBOY_KEEP_PAPERS',
    key: 'keep-papers',
    part,
    schema: days(0).default(0),
    mustBe: 'a whole number of days, or 0 for forever',
    words:
      'Days for which fetched papers are kept; 0 for forever. Saved papers are always kept. Searches stay fast up to 100,000 papers.',
  },
  addPapers: {
    variable: 'PAPERBOY_ADD_PAPERS',
    key: 'add-papers',
    part,
    schema: z.enum(['everybody', 'managers', 'nobody']).default('everybody'),
    mustBe: 'everybody, managers or nobody',
    words:
      'Who may add a paper by its link, which is then looked up at arXiv, Crossref or OpenAlex: everybody (but people of another workspace in a channel that Slack shares), managers (of the workspace or server) or nobody. Links that somebody posts in Slack are looked up where everybody may. With nobody, OpenAlex is not asked for citations and ORCIDs that are followed either.',
  },
  checkSaved: {
    variable: 'PAPERBOY_CHECK_SAVED',
    key: 'check-saved',
    part,
    schema: z.enum(['weekly', 'never']).default('never'),
    mustBe: 'weekly or never',
    words:
      'Whether papers that people saved are looked up once a week, at arXiv and OpenAlex by their ids, to tell who saved them that one was withdrawn, retracted, published or revised. These services then see which papers are saved here, though not by whom. Without it news of them come from the sources alone.',
    example: 'weekly',
    unset: 'no saved paper is looked up',
  },
  arxivRssUrl: address('ARXIV_RSS_URL', 'https://rss.arxiv.org', "arXiv's daily announcements"),
  arxivOaiUrl: address('ARXIV_OAI_URL', 'https://oaipmh.arxiv.org/oai', "arXiv's OAI-PMH, for past days"),
  arxivApiUrl: address('ARXIV_API_URL', 'https://export.arxiv.org/api', "arXiv's API, for single papers"),
  huggingFaceUrl: address('HUGGINGFACE_URL', 'https://huggingface.co', 'Hugging Face, for its daily papers'),
  crossrefUrl: address('CROSSREF_URL', 'https://api.crossref.org', "Crossref's API, for the paper of a DOI"),
  openAlexUrl: address(
    'OPENALEX_URL',
    'https://api.openalex.org',
    "OpenAlex's API, for what Crossref does not know",
  ),
} satisfies SettingEntries;
