import { cleanLine } from '../../text/clean-text.ts';
import { clipText, cutText } from '../../text/clip-text.ts';
import { counted } from '../../text/counted.ts';
import type { SourceRecord } from '../source.ts';

/** How much a file tells of its papers. */
export type FileQuality = {
  readonly name: string;
  readonly papers: number;
  readonly undated: number;
  readonly anonymous: number;
  /** Without an address of their own, so that their link is a search for the title. */
  readonly unlinked: number;
  /** Titles in which mark-up may be left. */
  readonly marked: readonly string[];
};

const LEFTOVER = /[{}]|\\[A-Za-z]|\$[^$]*[\\^_][^$]*\$|<\/?[a-z][^<>]{0,40}>|&(?:#\d+|[a-z]{2,8});|\ufffd/i;
/** Files told one by one; of the others the sum. */
const MOST_FILES = 40;

/** What the records of one file lack. */
export function assess(name: string, records: readonly SourceRecord[]): FileQuality {
  const papers = records.map(({ paper }) => paper);
  return {
    name,
    papers: papers.length,
    undated: papers.filter(({ published }) => published === undefined).length,
    anonymous: papers.filter(({ authors }) => authors.length === 0).length,
    unlinked: papers.filter(({ urlIsSearch }) => urlIsSearch === true).length,
    marked: papers.map(({ title }) => title).filter((title) => LEFTOVER.test(title)),
  };
}

/** A line for each file that holds papers: `a.bib: 12 papers, 3 without a date, 1 without authors.` */
export function describeQuality(files: readonly FileQuality[]): readonly string[] {
  const holding = files
    .filter(({ papers }) => papers > 0)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const rest = holding.slice(MOST_FILES);
  const sum = (of: (file: FileQuality) => number) => rest.reduce((total, file) => total + of(file), 0);
  const others: FileQuality = {
    name: counted(rest.length, 'more file'),
    papers: sum(({ papers }) => papers),
    undated: sum(({ undated }) => undated),
    anonymous: sum(({ anonymous }) => anonymous),
    unlinked: sum(({ unlinked }) => unlinked),
    marked: rest.flatMap(({ marked }) => marked),
  };
  return [...holding.slice(0, MOST_FILES), ...(rest.length === 0 ? [] : [others])].map(describeFile);
}

function describeFile({ name, papers, undated, anonymous, unlinked, marked }: FileQuality): string {
  const [example] = marked;
  const lacks = [
    undated === 0 ? '' : `${undated} without a date`,
    anonymous === 0 ? '' : `${anonymous} without authors`,
    unlinked === 0 ? '' : `${unlinked} with a guessed link (a search for the title)`,
    example === undefined
      ? ''
      : `${counted(marked.length, 'title')} with leftovers of mark-up (“${clipText(cleanLine(example), 60)}”)`,
  ].filter((lack) => lack !== '');
  const shown = cutText(cleanLine(name), 100);
  return `${shown}: ${[counted(papers, 'paper'), ...lacks].join(', ')}.`;
}
