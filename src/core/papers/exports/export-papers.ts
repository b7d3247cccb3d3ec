import { type Breathe, createBreather } from '../../async/time-slices.ts';
import { tellWithdrawal } from '../news/withdrawal.ts';
import type { PaperId } from '../paper.ts';
import { citationKeys } from './citation-key.ts';
import type { ExportedPaper, ExportFile, ListWriter } from './exported-paper.ts';

/** The formats that lists of papers leave in, with the names people know them by. */
export const exportFormats = {
  bibtex: { label: 'BibTeX (LaTeX, JabRef, Zotero)', extension: 'bib', type: 'application/x-bibtex' },
  ris: {
    label: 'RIS (EndNote, Mendeley, Zotero)',
    extension: 'ris',
    type: 'application/x-research-info-systems',
  },
  csl: {
    label: 'CSL-JSON (Zotero, Pandoc)',
    extension: 'json',
    type: 'application/vnd.citationstyles.csl+json',
  },
  csv: { label: 'CSV (Excel, LibreOffice)', extension: 'csv', type: 'text/csv' },
  markdown: { label: 'Markdown (Obsidian, GitHub)', extension: 'md', type: 'text/markdown' },
} as const satisfies Readonly<
  Record<string, { readonly label: string; readonly extension: string; readonly type: string }>
>;

export type ExportFormat = keyof typeof exportFormats;

/** Each loaded when it is first asked for. */
const writers: Readonly<Record<ExportFormat, () => Promise<ListWriter>>> = {
  bibtex: async () => (await import('./bibtex-list.ts')).bibtexList,
  ris: async () => (await import('./ris-list.ts')).risList,
  csl: async () => (await import('./csl-list.ts')).cslList,
  csv: async () => (await import('./csv-list.ts')).csvList,
  markdown: async () => (await import('./markdown-list.ts')).markdownList,
};

/**
 * A list of papers as a text file, in its order; lets others have their turn behind each paper (`breathe`). `whole` is the
 * list they are a part of: a paper has the same citation key in each part.
 */
export async function exportPapers(
  papers: readonly ExportedPaper[],
  format: ExportFormat,
  whole: readonly ExportedPaper[] = papers,
  breathe: Breathe = createBreather(),
): Promise<ExportFile> {
  const { head, write, separator, tail } = await writers[format]();
  const keys = chooseKeys(whole);
  const parts: string[] = [];
  for (const [index, paper] of papers.entries()) {
    parts.push(write(warnOf(paper), keys.get(paper.paper.id) ?? '', index + 1));
    await breathe();
  }
  const { extension, type } = exportFormats[format];
  return { name: `papers.${extension}`, type, content: `${head}${parts.join(separator)}${tail}` };
}

/** A paper that was withdrawn says so in the note, before what its reader wrote; once, for an exported list may have been read in. */
function warnOf(exported: ExportedPaper): ExportedPaper {
  const { paper, note = '' } = exported;
  if (paper.withdrawn === undefined) return exported;
  const warning = tellWithdrawal(paper.withdrawn);
  if (note.startsWith(warning)) return exported;
  return { ...exported, note: note === '' ? warning : `${warning}\n${note}` };
}

/** Those saved first choose first, so that another save changes no key that is in a manuscript already. */
function chooseKeys(papers: readonly ExportedPaper[]): ReadonlyMap<PaperId, string> {
  const keys = citationKeys(
    papers.map(({ paper }) => paper),
    papers.map(({ savedAt }) => savedAt?.getTime() ?? 0),
  );
  return new Map(papers.map(({ paper }, index) => [paper.id, keys[index] ?? '']));
}
