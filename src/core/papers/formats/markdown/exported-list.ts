import type { RawRecord } from '../record.ts';
import { dropEscapes } from './plain-markdown.ts';

const HEADING = /^## \d+\. \[(.*)\]\(<(.*)>\)$/;
const DATE = /^\d{4}(?:-\d\d){0,2}$/;
const KEYWORDS = /^Keywords: (.+)$/;
const LINKS = /\[(Code|DOI|arXiv)\]\(<([^<>]*)>\)/g;

/** A list as this program exports it in Markdown; nothing where the text is another. */
export function readExportedList(body: string, firstLine: number): readonly RawRecord[] {
  if (!/^\uFEFF?# Papers\r?\n/.test(body)) return [];
  const lines = body.split(/\r?\n/);
  const starts = lines.flatMap((line, at) => (HEADING.test(line) ? [at] : []));
  return starts.map((start, index) => {
    const [, title = '', url = ''] = HEADING.exec(lines[start] ?? '') ?? [];
    const below = lines.slice(start + 1, starts[index + 1]).filter((line) => line !== '');
    const at = below.findIndex((line) => /`[^`]+`$/.test(line));
    const links = new Map(
      [...(below[at] ?? '').matchAll(LINKS)].map(([, name = '', address = '']) => [name, address]),
    );
    return {
      line: firstLine + start,
      fields: {
        title: dropEscapes(title),
        url,
        arxivId: links.get('arXiv'),
        doi: links.get('DOI'),
        code: links.get('Code'),
        ...readFacts(at > 0 ? (below[0] ?? '') : ''),
        keywords: splitList(dropEscapes(KEYWORDS.exec(below[at + 1] ?? '')?.[1] ?? '')),
      },
      isPlain: true as const,
    };
  });
}

/** `Guoxuan Xia, Bo Bee · 2023-03-14 · ICCV 2023`; each part may be missing. */
function readFacts(line: string): RawRecord['fields'] {
  const facts = line.split(' · ').map(dropEscapes);
  const at = facts.findIndex((fact) => DATE.test(fact));
  if (line === '') return {};
  const [before, after] = at < 0 ? [facts, []] : [facts.slice(0, at), facts.slice(at + 1)];
  return {
    authors: splitList(before[0] ?? ''),
    published: at < 0 ? undefined : facts[at],
    venue: after[0] ?? before[1],
  };
}

function splitList(text: string): readonly string[] {
  return text === '' ? [] : text.split(text.includes('; ') ? '; ' : ', ');
}
