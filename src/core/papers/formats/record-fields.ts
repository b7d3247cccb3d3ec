import { distance } from 'fastest-levenshtein';
import { z } from 'zod';

const words = z.union([z.string(), z.array(z.string())]).nullish();
const text = z.string().nullish();
const count = z.number().int().nonnegative().nullish();

/** A record of a paper as files have it; `corpus/README.md` describes every field. */
export const paperRecord = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  title: text,
  abstract: text,
  authors: words,
  published: z.union([z.string(), z.number()]).nullish(),
  year: z.union([z.string(), z.number()]).nullish(),
  arxivId: text,
  doi: text,
  url: text,
  urlIsSearch: z.boolean().nullish(),
  code: text,
  venue: text,
  categories: words,
  keywords: words,
  upvotes: count,
  source: text,
  position: z.number().int().positive().nullish(),
  gist: text,
  withdrawn: text,
});
export type PaperRecord = z.infer<typeof paperRecord>;

/** Other names under which files carry our fields. */
export const ALIASES: ReadonlyMap<string, keyof PaperRecord> = new Map<string, keyof PaperRecord>([
  ['summary', 'abstract'],
  ['author', 'authors'],
  ['date', 'published'],
  ['publishedAt', 'published'],
  ['published_at', 'published'],
  ['publication_date', 'published'],
  ['arxiv', 'arxivId'],
  ['arxiv_id', 'arxivId'],
  ['arXivId', 'arxivId'],
  ['DOI', 'doi'],
  ['URL', 'url'],
  ['link', 'url'],
  ['codeUrl', 'code'],
  ['code_url', 'code'],
  ['githubRepo', 'code'],
  ['journal', 'venue'],
  ['journal-ref', 'venue'],
  ['booktitle', 'venue'],
  ['proceeding', 'venue'],
  ['conference', 'venue'],
  ['url_abs', 'url'],
  ['url_code', 'code'],
  ['repo_url', 'code'],
  ['primaryCategory', 'categories'],
  ['category', 'categories'],
  ['keyword', 'keywords'],
  ['ai_keywords', 'keywords'],
]);

/** What each field holds, in words, for a remedy. */
export const EXPECTED: Readonly<Record<keyof PaperRecord, string>> = {
  id: 'a string',
  title: 'a string',
  abstract: 'a string',
  authors: 'a list of names',
  published: 'a date such as "2023-03-14", "2023-03" or "2023"',
  year: 'a year such as 2023',
  arxivId: 'an arXiv id such as "2303.08010"',
  doi: 'a DOI such as "10.1000/xyz"',
  url: 'an address that begins with http:// or https://',
  urlIsSearch: 'true where the address is a search',
  code: 'an address that begins with http:// or https://',
  venue: 'a string',
  categories: 'a list of strings such as ["cs.LG"]',
  keywords: 'a list of words, or one string with commas between them',
  upvotes: 'a whole number, 0 or more',
  source: 'a string',
  position: 'a whole number, 1 or more',
  gist: 'a sentence or two',
  withdrawn: 'why it was withdrawn, in words',
};

const KNOWN = Object.keys(paperRecord.shape) as readonly (keyof PaperRecord)[];
const IGNORED: ReadonlySet<string> = new Set([
  'sources',
  'verified',
  'type',
  'note',
  'pages',
  'name',
  'publisher',
]);

export function isField(name: string): name is keyof PaperRecord {
  return Object.hasOwn(EXPECTED, name);
}

/** Names under which others keep the authors or the date of a paper, when its shape is not known. */
const OF_OTHERS: readonly (readonly [name: RegExp, field: keyof PaperRecord])[] = [
  [/author|creator|contributor|writers?$/i, 'authors'],
  [/date$|^date|year|issued|^posted$|^published/i, 'published'],
];
/** Names of that kind that hold neither. */
const NEITHER =
  /count|number|num_|ids?$|url|updated|modified|added|access|affiliation|email|orcid|first_?author/i;

/** The field of ours that an unknown one is likely meant to be; nothing where it is one of someone else's. */
export function guessField(name: string): keyof PaperRecord | undefined {
  if (isField(name) || ALIASES.has(name) || IGNORED.has(name) || name.length > 30) return undefined;
  const kept = NEITHER.test(name) ? undefined : OF_OTHERS.find(([pattern]) => pattern.test(name))?.[1];
  if (kept !== undefined) return kept;
  const letters = name.toLowerCase().replace(/[^a-z]/g, '');
  const tolerance = letters.length <= 4 ? 1 : 2;
  return KNOWN.find((known) => letters.length > 2 && distance(letters, known.toLowerCase()) <= tolerance);
}
