import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { exportPapers } from '../../../../src/core/papers/exports/export-papers.ts';
import { escapeMarkdown } from '../../../../src/core/papers/exports/markdown-list.ts';
import { hostilePapers, hostileTexts, saved } from './papers-to-export.ts';

function toHtml(markdown: string): string {
  return micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  });
}

describe('a list in Markdown', () => {
  it('is a heading a paper that leads to it, with facts, tags and the note', async () => {
    const { name, type, content } = await exportPapers([saved], 'markdown');
    expect({ name, type }).toEqual({ name: 'papers.md', type: 'text/markdown' });
    expect(content).toBe(
      [
        '# Papers',
        '## 1. [Window-Based Early-Exit Cascades](<https://arxiv.org/abs/2303.08010>)',
        'Guoxuan Xia, Christos-Savvas Bouganis · 2023-03-14',
        'saved 2023-03-20 · read 2023-03-21 · `xia2023window`',
        'Tags: ensembles, to read',
        '> Compare with Fig. 3.  \n> Ask Ada.\n',
      ].join('\n\n'),
    );
  });

  it.each(hostileTexts)('shows a hostile text as text: %j', (text) => {
    const line = text.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim();
    const html = toHtml(`> ${escapeMarkdown(line)}`);
    expect(html).toMatch(/^<blockquote>\n<p>[^<]*<\/p>\n<\/blockquote>$/u);
    expect(readHtml(html.replace(/<\/?(?:blockquote|p)>/g, '')).trim()).toBe(line.replace(/\s+/g, ' '));
  });

  it('has no links, images or mark-up but its own, whatever the texts', async () => {
    const { content } = await exportPapers(hostilePapers, 'markdown');
    const html = toHtml(content);
    const tags = new Set([...html.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag));
    expect([...tags].sort()).toEqual(['a', 'blockquote', 'br', 'code', 'h1', 'h2', 'p']);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address);
    expect(links).toEqual(hostilePapers.map(({ paper }) => paper.url));
    expect(html.match(/<h2>/g)).toHaveLength(hostilePapers.length);
  });
});

function readHtml(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
