import { bibtex } from './bibtex/bibtex.ts';
import { csv } from './csv.ts';
import { dailyPage } from './daily-page.ts';
import type { Format } from './format.ts';
import { json } from './json.ts';
import { jsonLines } from './json-record.ts';
import { isReadme, markdown } from './markdown/markdown.ts';
import { tagged } from './tagged/tagged.ts';
import { xml } from './xml/xml.ts';

/** The formats that are read. A new one is a file beside this and a place in this list. */
export const formats: readonly Format[] = [jsonLines, json, bibtex, tagged, markdown, csv, xml, dailyPage];

const byEnding = new Map(formats.flatMap((format) => format.endings.map((ending) => [ending, format])));
const NO_PAPERS =
  /^(?:readme(?!\.(?:md|markdown)$)|licen[cs]e|copying|notice|changelog|contributing|authors|citation)(?:\.(?:md|markdown|txt|rst|html?|cff)|$)/i;

/** The format of a file by its name or its path; nothing for what holds no papers: other kinds of files, hidden ones, README, LICENSE. */
export function formatOf(name: string): Format | undefined {
  if (isMeantToHoldNone(name)) return undefined;
  return byEnding.get(/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '');
}

/** The format of a file by what it begins with, where that is certain, and else by its name. */
export function formatFor(name: string, head: string): Format | undefined {
  const named = formatOf(name);
  if (named === undefined || head.trim() === '' || named.isLike?.(head) === true) return named;
  return formats.find((format) => format !== named && format.isLike?.(head) === true) ?? named;
}

/** Whether it is no problem that a file holds no papers: a note among many, or a README, which may be a list of links. */
export function mayHoldNone(name: string): boolean {
  return isReadme(name) || (name.includes('/') && formatOf(name)?.isOftenProse === true);
}

/** Whether a file is one that nobody expects papers in: hidden, a backup, README, LICENSE, the head of a section of a site. */
export function isMeantToHoldNone(name: string): boolean {
  const file = name.slice(name.lastIndexOf('/') + 1);
  return file.startsWith('.') || file.endsWith('~') || file === '_index.md' || NO_PAPERS.test(file);
}

/** The endings to save papers under: `.jsonl`, `.json` and the like. */
export const advisedEndings: readonly string[] = formats
  .filter(({ isAdvised }) => isAdvised)
  .map(({ endings }) => `.${endings[0]}`);
