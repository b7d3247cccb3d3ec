import { readBibtex } from './bibtex.ts';
import { readDailyPage } from './daily-page.ts';
import type { ReadRecords } from './format.ts';
import { readJson } from './json.ts';
import { readJsonLines } from './json-record.ts';
import { readMarkdown } from './markdown.ts';
import { readRis } from './ris.ts';

const READERS: Readonly<Record<string, ReadRecords>> = {
  jsonl: readJsonLines,
  ndjson: readJsonLines,
  json: readJson,
  bib: readBibtex,
  bibtex: readBibtex,
  ris: readRis,
  md: readMarkdown,
  markdown: readMarkdown,
  txt: readDailyPage,
};
const NO_PAPERS = /^(?:readme|licen[cs]e|copying|notice|changelog|contributing|authors|citation)(?:\.|$)/i;

/** The reader for a file by its name; nothing for what holds no papers: other kinds of files, hidden ones, README, LICENSE. */
export function readerFor(name: string): ReadRecords | undefined {
  if (isMeantToHoldNone(name)) return undefined;
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(READERS, extension) ? READERS[extension] : undefined;
}

/** Whether a file is one that nobody expects papers in: hidden, a backup, README, LICENSE. */
export function isMeantToHoldNone(name: string): boolean {
  return name.startsWith('.') || name.endsWith('~') || NO_PAPERS.test(name);
}

/** Whether a file is read line by line, so that lines appended to it can be read alone. */
export function growsByLines(name: string): boolean {
  return /\.(?:jsonl|ndjson)$/i.test(name);
}
