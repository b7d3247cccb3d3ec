import { writeFileSync } from 'node:fs';
import { readAuthorName } from '../src/core/papers/authors/author-name.ts';
import { enterName, manyFirstNames } from '../src/core/papers/authors/name-usage.ts';
import { readPapers } from '../tests/bench/read-papers.ts';

const target = 'src/core/papers/authors/common-surnames.ts';
const width = 108;

/** The surnames that stand with one initial for many first names among the authors of these papers. */
function findCommonSurnames(authors: readonly string[]): readonly string[] {
  const found = new Map<string, Set<string>>();
  for (const printed of authors) enterName(found, readAuthorName(printed));
  const often = [...found].filter(([, firstNames]) => firstNames.size >= manyFirstNames);
  const surnames = often.map(([key]) => key.slice(0, key.lastIndexOf(' ')));
  return [...new Set(surnames)].filter((surname) => surname.length > 1).toSorted();
}

function writeFile(surnames: readonly string[], papers: number): string {
  const lines: string[] = [];
  for (const surname of surnames) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${surname}`.length < width)
      lines[lines.length - 1] = `${last} ${surname}`;
    else lines.push(surname);
  }
  return [
    '/**',
    ` * Surnames under which ${manyFirstNames} or more first names share an initial, folded: made by config/common-surnames.ts from the author names of`,
    ` * ${papers.toLocaleString('en')} records of arXiv (CC0) and the ACL Anthology (CC BY 4.0).`,
    ' */',
    'export const commonSurnames: readonly string[] = `',
    ...lines.map((line) => `  ${line}`),
    '`',
    '  .trim()',
    '  .split(/\\s+/);',
    '',
  ].join('\n');
}

const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write(
    'Usage: tsx config/common-surnames.ts FILE, a .jsonl or .jsonl.gz of papers, one record a line.\n',
  );
  process.exitCode = 2;
} else {
  const papers = await readPapers(file);
  const surnames = findCommonSurnames(papers.flatMap(({ authors }) => authors));
  writeFileSync(target, writeFile(surnames, papers.length));
  process.stdout.write(`${surnames.length} surnames of ${papers.length} papers are in ${target}.\n`);
}
