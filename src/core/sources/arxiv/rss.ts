import { createBreather } from '../../async/time-slices.ts';
import { children, textAt, textsAt, type XmlNode } from '../../papers/formats/xml/element.ts';
import { foldSpaces } from '../../text/fold-spaces.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import { parseXmlInSlices } from '../http/xml-slices.ts';
import { type ArxivRecord, datedById, splitVersion } from './arxiv-record.ts';

/** Why arXiv announces a paper. `replace` and `replace-cross` are new versions of what was announced before. */
export type AnnounceType = 'new' | 'cross' | 'replace' | 'replace-cross';

/** What a category announces on one day. */
export type Announcement = {
  /** The day in New York: `2026-08-28`. */
  readonly day: string;
  readonly papers: readonly { readonly type: AnnounceType; readonly record: ArxivRecord }[];
  /** As many entries as the service gives at most: the new ones are what it leaves out first. */
  readonly isCut: boolean;
};

/** https://info.arxiv.org/help/rss.html: more entries than this are left out. */
const MOST_ENTRIES = 2_000;

/**
 * Reads an RSS feed of rss.arxiv.org, in time slices. An entry without an id is left out. Rejects with an UnreadableAnswer, also
 * for the feed that tells of a category there is not.
 */
export async function readAnnouncement(xml: string): Promise<Announcement> {
  const breathe = createBreather();
  const channel = children(await parseXmlInSlices(xml, 'rss', 'item'), 'channel')[0];
  const title = textAt(channel, 'title') ?? '';
  if (title.startsWith('Feed error'))
    throw new UnreadableAnswer(textAt(channel, 'description') ?? 'arXiv reports an error in the feed');
  const published = textAt(channel, 'pubDate');
  const day = published === undefined ? undefined : dayOf(published);
  if (day === undefined) throw new UnreadableAnswer('the feed does not say which day it is for');
  const items = children(channel, 'item');
  const papers: Announcement['papers'][number][] = [];
  for (const item of items) {
    const paper = readItem(item, day);
    if (paper !== undefined) papers.push(paper);
    await breathe();
  }
  return { day, papers, isCut: items.length >= MOST_ENTRIES };
}

function readItem(item: XmlNode, day: string): Announcement['papers'][number] | undefined {
  const description = textAt(item, 'description') ?? '';
  const [head = '', id = ''] =
    /^\s*arXiv:(\S+)\s+Announce Type: \S+\s*(?:Abstract:)?\s*/u.exec(description) ?? [];
  const named = splitVersion(id !== '' ? id : (textAt(item, 'guid') ?? '').replace(/^oai:arXiv\.org:/u, ''));
  if (named === undefined) return undefined;
  const type = readType(textAt(item, 'arxiv:announce_type'));
  const isReplaced = type === 'replace' || type === 'replace-cross';
  const categories = textsAt(item, 'category');
  return {
    type,
    record: {
      arxivId: named.id,
      ...(named.version === undefined ? {} : { version: named.version }),
      title: textAt(item, 'title') ?? '',
      abstract: description.slice(head.length).trim(),
      authors: splitCreators(textAt(item, 'dc:creator') ?? ''),
      published: isReplaced ? datedById(named.id) : day,
      categories,
      ...maybe('doi', textAt(item, 'arxiv:DOI')?.split(/\s+/u)[0]),
      ...maybe('venue', textAt(item, 'arxiv:journal_reference')),
    },
  };
}

function readType(text: string | undefined): AnnounceType {
  return text === 'cross' || text === 'replace' || text === 'replace-cross' ? text : 'new';
}

/** Parentheses in parentheses that an affiliation may have. */
const DEEPEST = 9;

/** Names parted by commas, without the affiliations in parentheses, which hold commas too. */
function splitCreators(creators: string): readonly string[] {
  let bare = foldSpaces(creators);
  for (let depth = 0; depth < DEEPEST && bare.includes('('); depth += 1) {
    bare = bare.replace(/ ?\([^()]*\)/gu, '');
  }
  return bare
    .split(/,(?!\s*(?:Jr|Sr|I{1,3}|IV)\b\.?\s*(?:,|$))/u)
    .map((name) => name.replace(/[()]/gu, ' ').trim())
    .filter((name) => name !== '');
}

/** The date a time in RFC 822 says in its own zone, which is New York's. */
function dayOf(time: string): string | undefined {
  const [, day, month = '', year] = /(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})/u.exec(time) ?? [];
  const number =
    ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].indexOf(month) + 1;
  if (day === undefined || number === 0) return undefined;
  return `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function maybe<Name extends string>(
  name: Name,
  value: string | undefined,
): { readonly [Key in Name]?: string } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: string };
}
