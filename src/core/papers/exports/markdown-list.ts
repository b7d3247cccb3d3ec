import { displayTitle } from '../paper.ts';
import { arxivIdOf } from '../publication.ts';
import { isoDay, type ListWriter, typedLine, typedLines } from './exported-paper.ts';

/** Markdown for people: a numbered heading that leads to the paper, its facts, keywords, tags, the note as a quotation. */
export const markdownList: ListWriter = {
  head: '# Papers\n\n',
  separator: '\n\n',
  tail: '\n',
  write({ paper, tags = [], note, savedAt, readAt }, key, number) {
    const facts = [joinList(paper.authors), paper.published, paper.venue].filter(
      (fact) => fact !== undefined && fact !== '',
    );
    const reading = [
      ...(savedAt === undefined ? [] : [`saved ${isoDay(savedAt)}`]),
      ...(readAt === undefined ? [] : [`read ${isoDay(readAt)}`]),
    ];
    const arxivId = arxivIdOf(paper);
    const { keywords = [] } = paper;
    const pages = [
      ...(paper.doi === undefined ? [] : [['DOI', `https://doi.org/${paper.doi}`] as const]),
      ...(arxivId === undefined ? [] : [['arXiv', `https://arxiv.org/abs/${arxivId}`] as const]),
    ];
    const links = [
      ...pages
        .filter(([, address]) => address !== paper.url)
        .map(([name, address]) => `[${name}](${writeAddress(address)})`),
      ...(paper.code === undefined ? [] : [`[Code](${writeAddress(paper.code)})`]),
      `\`${key}\``,
    ];
    return [
      `## ${number}. [${escapeMarkdown(displayTitle(paper))}](${writeAddress(paper.url)})`,
      ...(facts.length === 0 ? [] : [facts.map((fact) => escapeMarkdown(fact ?? '')).join(' · ')]),
      [...reading, ...links].join(' · '),
      ...(keywords.length === 0 ? [] : [`Keywords: ${escapeMarkdown(joinList(keywords))}`]),
      ...(tags.length === 0 ? [] : [`Tags: ${tags.map((tag) => escapeMarkdown(typedLine(tag))).join(', ')}`]),
      ...(note === undefined || note.trim() === '' ? [] : [writeQuotation(note)]),
    ].join('\n\n');
  },
};

/** Parted by semicolons where commas stand within. */
function joinList(words: readonly string[]): string {
  return words.join(words.some((word) => word.includes(',')) ? '; ' : ', ');
}

/** Text that no reader of CommonMark, GitHub or Obsidian takes for mark-up, an address, a mention or a formula. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#|~$=^@&%!]/g, '\\$&')
    .replace(/:(?=\S)/g, '\\:')
    .replace(/\b(www)\./gi, '$1\\.')
    .replace(/^(\s*)([-+])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2');
}

function writeQuotation(note: string): string {
  return typedLines(note)
    .map((line) => `> ${escapeMarkdown(line.trimStart())}`.trimEnd())
    .join('  \n');
}

/** An address inside round brackets. */
function writeAddress(url: string): string {
  return `<${url.replace(/[<>\\\s]/g, encodeURIComponent)}>`;
}
