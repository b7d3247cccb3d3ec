import { foldSpaces } from '../../../text/fold-spaces.ts';
import { dropMarkdown } from './plain-markdown.ts';

/** Headings of what people write about a paper: none is its title. */
const OF_NOTES =
  /^(?:abstract|summary|notes?|metadata|meta ?data|annotations?|highlights?|references?|bibliography|tl;?dr|introduction|overview|comments?|key ?points?|links?|citation)$/i;
const CALLOUT = /^>[ \t]*\[!([\w-]+)\][+-]?[ \t]*(.*)$/;
const LONGEST = 100_000;

/** The first heading of the first level that may be a title. */
export function titleIn(body: string): string | undefined {
  for (const line of body.slice(0, LONGEST).split(/\r?\n/)) {
    const heading = /^#[ \t]/.test(line) ? headingIn(line) : undefined;
    if (heading !== undefined && !OF_NOTES.test(bare(heading))) return dropMarkdown(heading);
  }
  return undefined;
}

/** The text of a heading, without the signs that may close it (https://spec.commonmark.org/0.31.2/#atx-headings); nothing for other lines. */
function headingIn(line = ''): string | undefined {
  const [marks] = /^#{1,6}[ \t]+(?=\S)/.exec(line) ?? [];
  if (marks === undefined) return undefined;
  const text = line.slice(marks.length).trimEnd();
  let end = text.length;
  while (text.charAt(end - 1) === '#') end -= 1;
  return /^[ \t]?$/.test(text.charAt(end - 1)) ? text.slice(0, end).trimEnd() : text;
}

/**
 * The abstract in a text: what stands under a heading or in a call-out of this name, or behind the word; else the text up to the
 * first heading. A summary is its reader's own.
 */
export function abstractIn(body: string): string | undefined {
  const lines = body
    .slice(0, LONGEST)
    .replace(/%%[\s\S]*?%%|<!--[\s\S]*?-->/g, '')
    .split(/\r?\n/);
  return underHeading(lines) ?? inCallout(lines) ?? behindWord(lines) ?? beforeHeadings(lines);
}

function underHeading(lines: readonly string[]): string | undefined {
  const start = lines.findIndex((line) => isAbstract(headingIn(line)));
  if (start < 0) return undefined;
  const section = upToHeading(lines.slice(start + 1));
  return inCallout(section) ?? prose(section.map((line) => line.replace(/^>[ \t]?/, '')));
}

/** The quoted lines below `> [!abstract] Abstract`. */
function inCallout(lines: readonly string[]): string | undefined {
  const start = lines.findIndex((line) => {
    const [, kind = '', title = ''] = CALLOUT.exec(line) ?? [];
    return kind !== '' && (isAbstract(title) || (/^abstract$/i.test(kind) && !OF_NOTES.test(bare(title))));
  });
  if (start < 0) return undefined;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => !line.startsWith('>'));
  const quoted = (end < 0 ? rest : rest.slice(0, end)).map((line) => line.replace(/^>[ \t]?/, ''));
  return prose(quoted.filter((line) => !isAbstract(headingIn(line))));
}

/** `**Abstract:** We …` and `abstract:: We …`. */
function behindWord(lines: readonly string[]): string | undefined {
  const word =
    /^[ \t>]*(?:[-*+][ \t]+)?(?:(?:\*\*|__)abstract(?:\*\*|__)[ \t]*[:.—–-]?|(?:\*\*|__)abstract[:.](?:\*\*|__)|abstract::?)[ \t]*/i;
  const start = lines.findIndex((line) => word.test(line));
  if (start < 0) return undefined;
  const rest = [(lines[start] ?? '').replace(word, ''), ...lines.slice(start + 1)];
  const first = rest.findIndex((line) => line.trim() !== '');
  const paragraph = rest.slice(Math.max(first, 0));
  const end = paragraph.findIndex((line) => line.trim() === '');
  return prose(
    upToHeading(end < 0 ? paragraph : paragraph.slice(0, end)).map((line) => line.replace(/^>[ \t]?/, '')),
  );
}

/** Without call-outs, lists and tables, in which nobody writes an abstract. */
function beforeHeadings(lines: readonly string[]): string | undefined {
  const first = lines.findIndex((line) => line.trim() !== '');
  const below = headingIn(lines[first]) !== undefined ? lines.slice(first + 1) : lines;
  return prose(
    upToHeading(below).filter((line) => !/^[ \t]*(?:>|[-*+][ \t]|\d+[.)][ \t]|\||[\w -]{1,30}::)/.test(line)),
  );
}

function upToHeading(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex(
    (line) => headingIn(line) !== undefined || /^[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*$/.test(line),
  );
  return end < 0 ? lines : lines.slice(0, end);
}

function prose(lines: readonly string[]): string | undefined {
  const text = lines
    .filter((line) => !CALLOUT.test(line) && !/^[ \t]*!\[/.test(line))
    .map((line) => line.replace(/[ \t]\^[\w-]+$/, ''))
    .join('\n')
    .trim();
  return text === '' ? undefined : dropMarkdown(text);
}

function isAbstract(title: string | undefined): boolean {
  return title !== undefined && /^abstract$/i.test(bare(title));
}

/** A heading without numbers, emoji, emphasis and colons. */
function bare(heading: string): string {
  return foldSpaces(heading.replace(/[^\p{L};\s]+/gu, ' '));
}
