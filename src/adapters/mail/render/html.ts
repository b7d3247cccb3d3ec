import type { Card, CardItem } from '../../../core/chat/card.ts';
import { cleanLine, cleanMarked, cleanText } from '../../../core/text/clean-text.ts';
import { type MarkedText, splitMarked } from '../../../core/text/marked-text.ts';
import { safeUrl } from './safe-url.ts';

const page =
  'font-family:system-ui,sans-serif;line-height:1.45;color:#1a1a1a;max-width:42rem;margin:0 auto;padding:16px';
const small = 'color:#5a5a5a;font-size:0.875rem;margin:2px 0';

/** Cards as an HTML page for mail: inline styles, no pictures, no scripts, links to http(s) alone. */
export function renderHtml(cards: readonly Card[], footer: readonly string[]): string {
  const body = cards.map((card, index) => renderCard(card, index === 0 ? 'h1' : 'h2')).join('\n');
  const end = footer.map((line) => `<p style="${small}">${linkify(line)}</p>`).join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(cleanLine(cards[0]?.title ?? ''))}</title></head>
<body style="margin:0;background:#ffffff"><div style="${page}">
${body}
<hr style="border:0;border-top:1px solid #d0d0d0;margin:24px 0 8px">
${end}
</div></body></html>
`;
}

function renderCard(card: Card, heading: 'h1' | 'h2'): string {
  const size = heading === 'h1' ? '1.3rem' : '1.1rem';
  return [
    `<${heading} style="font-size:${size};margin:16px 0 8px">${escapeHtml(cleanLine(card.title))}</${heading}>`,
    ...(card.subtitle === undefined ? [] : [`<p style="${small}">${renderMarked(card.subtitle)}</p>`]),
    ...(card.text === undefined
      ? []
      : [`<p>${escapeHtml(cleanText(card.text)).replaceAll('\n', '<br>')}</p>`]),
    ...(card.details ?? []).map(
      ({ label, words }) => `<p>${escapeHtml(cleanLine(`${label}: ${words}`))}</p>`,
    ),
    ...(card.preformatted === undefined ? [] : [`<pre>${escapeHtml(cleanText(card.preformatted))}</pre>`]),
    ...(card.items ?? []).map(renderItem),
    ...(card.footer === undefined ? [] : [`<p style="${small}">${escapeHtml(cleanLine(card.footer))}</p>`]),
  ].join('\n');
}

function renderItem(item: CardItem): string {
  const number = item.number === undefined ? '' : `${item.number}. `;
  const links = (item.links ?? []).map(({ label, url }) => link(cleanLine(label), url));
  return [
    '<div style="margin:16px 0">',
    `<p style="margin:0;font-size:1.05rem"><strong>${number}${link(cleanLine(item.heading), item.url ?? '')}</strong></p>`,
    `<p style="${small}">${renderFacts(item)}</p>`,
    ...(item.text === undefined ? [] : [`<p style="margin:6px 0">${renderMarked(item.text)}</p>`]),
    ...(links.length === 0 ? [] : [`<p style="margin:2px 0">${links.join(' · ')}</p>`]),
    '</div>',
  ].join('\n');
}

function renderFacts({ reason, facts }: CardItem): string {
  const before = reason === undefined ? [] : [`<strong>${escapeHtml(cleanLine(reason))}</strong>`];
  const written = facts.map(({ text, url = '' }) => link(cleanLine(text), url));
  return [...before, ...written].join(' · ');
}

function renderMarked(marked: MarkedText): string {
  return splitMarked(cleanMarked(marked))
    .map(({ text, strong }) => (strong ? `<strong>${escapeHtml(text)}</strong>` : escapeHtml(text)))
    .join('');
}

/** The text as a link, or by itself where the address is none to follow. */
function link(text: string, url: string): string {
  const address = safeUrl(url);
  return address === undefined
    ? escapeHtml(text)
    : `<a href="${escapeHtml(address)}" style="color:#0b57d0">${escapeHtml(text)}</a>`;
}

/** A line of our own; an address at its end becomes a link. */
function linkify(line: string): string {
  const found = /^(.*?)(https:\/\/\S+)$/u.exec(line);
  return found === null
    ? escapeHtml(line)
    : `${escapeHtml(found[1] ?? '')}${link(found[2] ?? '', found[2] ?? '')}`;
}

export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/gu, (sign) => entities[sign] ?? sign);
}
