import { findPaperIds, readPaperId } from '../../identity.ts';
import type { RawRecord } from '../record.ts';
import { dropEscapes, dropMarkdown } from './plain-markdown.ts';

type Link = { readonly text: string; readonly url: string; readonly at: number; readonly end: number };

const LINK =
  /\[((?:[^[\]\\\n]|\\.|\[[^[\]\n]{0,200}\]){0,500})\]\(\s*<?([^\s()<>]{1,500}(?:\([^\s()]{0,200}\)[^\s()<>]{0,300})?)>?(?:\s+"[^"\n]{0,300}")?\s*\)/g;
/** Pages of papers beside those whose address holds an id. */
const PAGE =
  /^https?:\/\/(?:www\.)?(?:openreview\.net\/(?:forum|pdf)|aclanthology\.org\/|(?:www\.)?aclweb\.org\/anthology\/|proceedings\.(?:mlr\.press|neurips\.cc)\/|papers\.n(?:eur)?ips\.cc\/|openaccess\.thecvf\.com\/|ojs\.aaai\.org\/.*\/view|ieeexplore\.ieee\.org\/document\/|dl\.acm\.org\/doi\/|link\.springer\.com\/(?:article|chapter)\/|www\.nature\.com\/articles\/|semanticscholar\.org\/paper\/|[^\s]+\.pdf$)/i;
const CODE = /^https?:\/\/(?:www\.)?(?:github|gitlab|bitbucket|codeberg)\.(?:com|org)\/[^/\s]+\/[^/\s]+/i;
/** What links to papers are called when they do not bear the title. */
const LABEL =
  /^[\s[(]*(?:📄|📝|🔗)?\s*(?:the\s+)?(?:paper|papers|pdf|link|links|arxiv|ar5iv|doi|html|abs|abstract|openreview|official|page|url|here|read|preprint|pub|publication|source|article|\d+|arxiv[:\s]*[\w./-]+)(?:\s+(?:link|page|pdf|paper|version))?[\s\])]*$/i;
/** Words that stand before a title and are none of it. */
const BEFORE = /^[\s\-*+|>]*(?:\[[ x]\]\s*)?(?:\d+[.)]\s+)?/i;
/** When or where, in brackets in front of a title: `[2021/06]`, `(ICML 2019)`. */
const DATED = /^(?:\[[^[\]]{0,40}\d{2}[^[\]]{0,10}\](?!\()|\([^()]{0,60}\d{4}[^()]{0,10}\))[\s:.,–-]*/;
/** A title in quotation marks inside a citation. */
const QUOTED = /["“]([^"“”]{8,300}?)[,.]?["”]/;
const ANCHOR = /<a\s[^<>]{0,200}?href\s*=\s*["']([^"'<>\s]{1,500})["'][^<>]{0,200}>([^<>]{1,500})<\/a>/gi;
const LONGEST_LINE = 4000;

/** A list of links, as people collect papers: each line with a link to a paper is one, under the title that the line has. */
export function readLinkList(body: string, firstLine: number): readonly RawRecord[] {
  return body.split(/\r?\n/).flatMap((written, at) => {
    if (written.length > LONGEST_LINE) return [];
    const line = written.includes('<a') ? written.replace(ANCHOR, '[$2]($1)') : written;
    if (!line.includes('](')) return [];
    return readLine(line, firstLine + at) ?? [];
  });
}

function readLine(line: string, number: number): RawRecord | undefined {
  const links = linksIn(line);
  const paper =
    links.find(({ url }) => readPaperId(url) !== undefined) ?? links.find(({ url }) => isPaperPage(url));
  if (paper === undefined) return undefined;
  const title = titleOf(line, links, paper);
  if (title === undefined) return undefined;
  const others = links.filter((link) => link !== paper && readPaperId(link.url) !== undefined);
  const [id] = findPaperIds(paper.url);
  const rest = line.slice(0, paper.at) + line.slice(paper.end);
  const code = links.find(({ url }) => CODE.test(url))?.url;
  return {
    line: number,
    fields: {
      title,
      // Two papers in one line are told apart by nobody; the first is it.
      id,
      url: paper.url,
      doi: others.find(({ url }) => readPaperId(url)?.startsWith('doi:'))?.url,
      year: yearIn(rest.replace(LINK, ' ')),
      code,
    },
  };
}

function linksIn(line: string): readonly Link[] {
  return [...line.matchAll(LINK)].map(({ 0: whole, 1: text = '', 2: url = '', index }) => {
    return { text: dropMarkdown(text).trim(), url, at: index, end: index + whole.length };
  });
}

function isPaperPage(url: string): boolean {
  return PAGE.test(url) || (!CODE.test(url) && findPaperIds(url).length === 1 && /^https?:\/\//i.test(url));
}

/** The text of the link, else what is bold, else another link that says more than its kind, else what stands before the links. */
function titleOf(line: string, links: readonly Link[], paper: Link): string | undefined {
  const isTitle = (text: string) => !LABEL.test(text) && /\p{L}{2}/u.test(text) && !text.startsWith('!');
  const bold = /(?:\*\*|__)(?=\S)([^*_\n]{2,500}?)(?:\*\*|__)/.exec(line)?.[1] ?? '';
  const boldText = dropMarkdown(bold);
  const beginning = line.slice(0, Math.min(...links.map(({ at }) => at)));
  const before = beginning
    .replace(BEFORE, '')
    .replace(DATED, '')
    .split(/\||\s[-–—:]\s|<br>|\(\s*\d{4}|[[(]\s*$/)[0];
  const quoted = QUOTED.exec(beginning)?.[1];
  const candidates = [
    paper.text,
    boldText,
    ...links.filter((link) => link !== paper && !CODE.test(link.url)).map(({ text }) => text),
    dropMarkdown(quoted ?? ''),
    dropMarkdown(before ?? '').replace(/[\s.,;:[(–—-]+$/, ''),
  ];
  const found = candidates.find(isTitle);
  return found === undefined ? undefined : dropEscapes(found).replace(/^["“](.*)["”]\.?$/, '$1');
}

/** The year that a line names, if it names one. */
function yearIn(text: string): string | undefined {
  const years = new Set(
    [...text.matchAll(/(?<![\w.])(?:'|’)?((?:19|20)\d\d)(?![\w.]?\d)/g)].map(([, year]) => year),
  );
  return years.size === 1 ? [...years][0] : undefined;
}
