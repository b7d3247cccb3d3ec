import { escapeHtml } from '../../../core/async/web-page.ts';
import type { Card, CardItem, CardSection, Fact } from '../../../core/chat/card.ts';
import { cleanLine, cleanMarked, cleanText } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { type MarkedText, splitMarked } from '../../../core/text/marked-text.ts';
import { ACCENT, darkStyles, inColour } from './colours.ts';
import { safeUrl } from './safe-url.ts';
import { plainTitle } from './words.ts';

const FONT = '-apple-system,Segoe UI,Roboto,Noto Sans,Helvetica,Arial,sans-serif';
const preheaderShown = 200;

/**
 * Cards as an HTML page for mail: one column, tables and inline styles, light and dark, no pictures, no scripts, links to http(s)
 * alone.
 */
export function renderHtml(cards: readonly Card[], footer: readonly string[]): string {
  const rows = [
    ...cards.flatMap((card, at) => renderCard(card, at === 0)),
    ...renderEnd([...cards.flatMap((card) => card.footer ?? []), ...footer]),
  ];
  const table = 'role="presentation" cellpadding="0" cellspacing="0"';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(plainTitle(cards[0]?.title ?? ''))}</title>
<style>${darkStyles()}</style></head>
<body ${inColour('page', `margin:0;font-family:${FONT}`)}>
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(writePreheader(cards))}</div>
<table ${table} width="100%"><tr><td align="center" style="padding:24px 12px">
<table ${table} width="600" ${inColour('card', `max-width:600px;width:100%;border-top:4px solid ${ACCENT};border-radius:8px;padding:24px 28px`)}>
${rows.join('\n')}
</table></td></tr></table></body></html>
`;
}

/** What a mailbox shows beside the subject: the small line and the first titles. */
function writePreheader(cards: readonly Card[]): string {
  const titles = cards.flatMap(({ items = [] }) => items.map(({ heading }) => cleanLine(heading)));
  const small = cleanLine(cards[0]?.subtitle?.text ?? '');
  return clipText([small, titles.join('; ')].filter((part) => part !== '').join(': '), preheaderShown);
}

function renderCard(card: Card, isFirst: boolean): readonly string[] {
  const { subtitle, text = '', details = [], preformatted = '' } = card;
  const title = escapeHtml(plainTitle(card.title));
  const size = isFirst ? 24 : 19;
  const head = [
    ...(isFirst ? [`<div ${inColour('small', 'font-size:13px')}>Paperboy</div>`] : []),
    `<h1 ${inColour('title', `margin:0;font-size:${size}px;font-weight:800;line-height:1.3`)}>${title}</h1>`,
    ...(subtitle === undefined
      ? []
      : [`<div ${inColour('small', 'font-size:14px')}>${renderMarked(subtitle)}</div>`]),
    ...(text === '' ? [] : [renderText(escapeHtml(cleanText(text)).replaceAll('\n', '<br>'), 15)]),
    ...details.map(({ label, words }) => {
      return renderText(
        `<strong>${escapeHtml(cleanLine(label))}</strong> &nbsp;${escapeHtml(cleanLine(words))}`,
        15,
      );
    }),
    ...(preformatted === ''
      ? []
      : [
          `<pre ${inColour('text', 'font-size:14px;white-space:pre-wrap')}>${escapeHtml(cleanText(preformatted))}</pre>`,
        ]),
  ];
  return [
    `<tr><td style="padding-bottom:18px">${head.join('\n')}</td></tr>`,
    ...(card.sections ?? []).map(renderSection),
    ...(card.items ?? []).map(renderItem),
  ];
}

function renderText(html: string, size: number): string {
  return `<div ${inColour('text', `font-size:${size}px;line-height:1.5;margin-top:6px`)}>${html}</div>`;
}

function renderRow(lines: readonly string[]): string {
  return `<tr><td ${inColour('line', 'padding:20px 0;border-top:1px solid')}>\n${lines.filter((line) => line !== '').join('\n')}</td></tr>`;
}

function renderSection({ heading, typed = '', text }: CardSection): string {
  const command = typed === '' ? '' : ` <code>${escapeHtml(cleanLine(typed))}</code>`;
  return renderRow([
    renderText(`<strong>${escapeHtml(cleanLine(heading))}</strong>${command}`, 15),
    text === '' ? '' : renderText(escapeHtml(cleanText(text)).replaceAll('\n', '<br>'), 15),
  ]);
}

function renderItem(item: CardItem): string {
  const { heading, url = '', reason = '', text, note = '', endnote, links = [] } = item;
  const pages = links.map((one): Fact => ({ text: one.label, url: one.url }));
  const title = link(cleanLine(heading), url, 'title');
  const facts = [...item.facts, ...pages].filter((fact) => cleanLine(fact.text) !== '').map(renderFact);
  return renderRow([
    item.before === undefined
      ? ''
      : `<div ${inColour('small', 'font-size:14px')}>${escapeHtml(cleanLine(item.before))}</div>`,
    reason === ''
      ? ''
      : `<div ${inColour('reason', 'font-size:13px;font-weight:700')}>${escapeHtml(cleanLine(reason))}</div>`,
    `<h2 ${inColour('title', 'margin:2px 0 6px;font-size:18px;line-height:1.35;font-weight:700')}>${title}</h2>`,
    text === undefined || text.text === '' ? '' : renderText(renderMarked(text), 15),
    note === '' ? '' : renderText(`<i>${escapeHtml(cleanLine(note))}</i>`, 15),
    facts.length === 0
      ? ''
      : `<div ${inColour('small', 'font-size:13px;margin-top:6px')}>${facts.join(' &nbsp;·&nbsp; ')}</div>`,
    endnote === undefined ? '' : `<div ${inColour('small', 'font-size:13px')}>${renderMarked(endnote)}</div>`,
  ]);
}

function renderFact({ text, url, isBold }: Fact): string {
  if (url !== undefined) return link(cleanLine(text), url, 'small');
  return isBold ? `<strong>${escapeHtml(cleanLine(text))}</strong>` : escapeHtml(cleanLine(text));
}

function renderMarked(marked: MarkedText): string {
  return splitMarked(cleanMarked(marked))
    .map(({ text, strong }) => (strong ? `<strong>${escapeHtml(text)}</strong>` : escapeHtml(text)))
    .join('');
}

/** The text as a link, or by itself where the address is none to follow. */
function link(text: string, url: string, place: 'title' | 'small'): string {
  const address = safeUrl(url);
  if (address === undefined) return escapeHtml(text);
  const style = place === 'title' ? 'text-decoration:none' : 'text-decoration:underline';
  return `<a href="${escapeHtml(address)}" ${inColour('link', style)}>${escapeHtml(text)}</a>`;
}

function renderEnd(lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const written = lines.map(linkify).join('<br>');
  return [
    `<tr><td ${inColour('line', 'padding-top:16px;border-top:1px solid')}><div ${inColour('small', 'font-size:13px;line-height:1.55')}>${written}</div></td></tr>`,
  ];
}

/** A line of our own; `Unsubscribe: https://…` becomes a link that says so. */
function linkify(line: string): string {
  const [, words = '', address = ''] = /^([^:]*): (https?:\/\/\S+)$/u.exec(line) ?? [];
  return address === '' ? escapeHtml(cleanLine(line)) : link(words, address, 'small');
}
