import { readFileSync } from 'node:fs';
import type { ExportedPaper } from '../../../../src/core/papers/exports/exported-paper.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { paperWith, readFiles } from '../papers.ts';

/** The papers that ship with the bot, as the corpus reads them. */
export async function readShipped(): Promise<readonly Paper[]> {
  const text = readFileSync(new URL('../../../../corpus/daily-papers.jsonl', import.meta.url), 'utf8');
  return (await readFiles({ 'a.jsonl': text })).papers;
}

export const hostileTexts: readonly string[] = [
  'An { open brace',
  'A } closing one {{{ } and } more',
  '100% of $5 & #1 a_b ~ ^ \\foo \\ $x^2$',
  '@article{evil, title = {x}}',
  '}\n\n@misc{evil, title = {gotcha}}\n',
  '\\input{/etc/passwd} \\write18{rm} \\end{document}',
  '"quoted", ‘single’ ``back\'\' -- --- … “x”',
  '👩‍🔬 emoji 🔖, Ελληνικά αβγ, 深度学习, العربية, Ångström Łódź naïve',
  '=HYPERLINK("https://evil.example","x")',
  '+1-1 @SUM(A1) -2',
  'ER  - \nTY  - JOUR\nTI  - evil',
  'kept <script>alert(1)</script> <img src=x onerror=alert(1)> &lt;b&gt; <!-- -->',
  '[link](https://evil.example) ![i](https://evil.example/x.png) https://evil.example www.evil.example <https://evil.example>',
  '**bold** _it_ ~~no~~ `code` $$x$$ ==mark== #tag @everyone ada@evil.example [[wiki]] [^1] :bomb:',
  '# heading\n- item\n1. one\n> quote\n```\nfence\n---\n===\n    code\n| a | b |\n|---|---|',
  'tab\tand null\u0000 bell\u0007 escape\u001B[31m half \uD800 pair',
];

const xia = paperWith({
  id: 'arxiv:2303.08010',
  title: 'Window-Based Early-Exit Cascades',
  abstract: 'We only pass 50% of samples.',
  authors: ['Guoxuan Xia', 'Christos-Savvas Bouganis'],
  published: '2023-03-14',
  url: 'https://arxiv.org/abs/2303.08010',
  categories: ['cs.LG'],
});

/** Each hostile text as title, abstract, tag and note of a paper. */
export const hostilePapers: readonly ExportedPaper[] = hostileTexts.map((text, at) => {
  const line = text.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim();
  return {
    paper: paperWith({
      ...xia,
      id: `arxiv:2303.0${8011 + at}`,
      url: `https://arxiv.org/abs/2303.0${8011 + at}`,
      title: line,
      abstract: line,
      authors: [
        'Guoxuan Xia',
        'Smith and Jones, Inc.',
        'others',
        'Ezequiel de la Rosa',
        '王伟',
        'M. {O}\\"z',
      ],
      venue: line,
    }),
    tags: ['to read', text],
    note: text,
    savedAt: new Date('2023-03-20T12:00:00Z'),
    readAt: new Date('2023-03-21T12:00:00Z'),
  };
});

export const saved: ExportedPaper = {
  paper: xia,
  tags: ['ensembles', 'to read'],
  note: 'Compare with Fig. 3.\nAsk Ada.',
  savedAt: new Date('2023-03-20T12:00:00Z'),
  readAt: new Date('2023-03-21T12:00:00Z'),
};
