import type { Paper } from '../paper.ts';

/** A paper with what its reader knows about it. */
export type ExportedPaper = {
  readonly paper: Paper;
  readonly tags?: readonly string[];
  /** As it was typed, of several lines; '' for none. */
  readonly note?: string;
  readonly savedAt?: Date;
  readonly readAt?: Date;
};

/** A text file; `type` is its media type. */
export type ExportFile = { readonly name: string; readonly type: string; readonly content: string };

/** How papers become a file: `separator` stands between them; `key` is unique in the file, `number` counts from 1. */
export type ListWriter = {
  readonly head: string;
  readonly separator: string;
  readonly tail: string;
  write(exported: ExportedPaper, key: string, number: number): string;
};

/** The lines of what a person typed, without control characters and halves of characters. */
export function typedLines(text = ''): readonly string[] {
  return text
    .trim()
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map((line) =>
      line
        .replace(/\p{Cc}+/gu, ' ')
        .replace(/\p{Cs}/gu, '\uFFFD')
        .trimEnd(),
    );
}

/** The same on one line. */
export function typedLine(text = ''): string {
  return typedLines(text).join(' ').replace(/\s+/gu, ' ').trim();
}

/** The keywords of a paper and the tags of its reader, each once. */
export function keywordsAndTags({ keywords = [] }: Paper, tags: readonly string[]): readonly string[] {
  return [...new Set([...keywords, ...tags.map(typedLine)])].filter((word) => word !== '');
}

/** `2023-03-14`, in UTC. */
export function isoDay(date: Date | undefined): string {
  return date === undefined || Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}
