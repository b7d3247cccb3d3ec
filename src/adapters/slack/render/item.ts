import type { CardItem } from '../../../core/chat/card.ts';
import { cleanLine, cleanMarked } from '../../../core/text/clean-text.ts';
import { clipMarked, clipText } from '../../../core/text/clip-text.ts';
import { counted } from '../../../core/text/counted.ts';
import { LIMITS } from '../limits.ts';
import type { ButtonRenderer } from './buttons.ts';
import { fitsOneMessage, type MessagePart, renderNote } from './message-parts.ts';
import { drawLines, drawLink, drawMarked, drawText, type RichText } from './rich-text.ts';

/** How much of an item is drawn. */
export type Size = { readonly text: number; readonly marks: number; readonly links: number };

/** The sizes to try, one after the other, until a page of papers is one message. */
export const SIZES: readonly Size[] = [
  { text: LIMITS.itemText, marks: LIMITS.marks, links: LIMITS.links },
  { text: 1_000, marks: 10, links: 2 },
  { text: 300, marks: 6, links: 2 },
  { text: 150, marks: 3, links: 1 },
  { text: 100, marks: 0, links: 0 },
];

/**
 * One paper: its linked title, its facts, why it is here, then its buttons. Together where they fit together; in the
 * first of the sizes that a message takes.
 */
export function renderItem(
  item: CardItem,
  renderButtons: ButtonRenderer,
  sizes: readonly Size[],
): readonly MessagePart[] {
  const body = renderLargestBody(item, sizes);
  const own = [item.action, item.open, ...(item.buttons ?? [])].filter((one) => one !== undefined);
  const rows = renderButtons(own);
  if (body === undefined) return rows;
  if (!fitsOneMessage([body, ...rows])) return [body, ...rows];
  const blocks = [...body.blocks, ...rows.flatMap((row) => row.blocks)];
  return [{ ...body, blocks, lines: [...body.lines, ...rows.flatMap(({ lines }) => lines)] }];
}

/** Draws one size after the other only until one fits; the last where none does. */
function renderLargestBody(item: CardItem, sizes: readonly Size[]): MessagePart | undefined {
  let body: MessagePart | undefined;
  for (const size of sizes) {
    body = renderBody(item, size);
    if (fitsOneMessage([body])) break;
  }
  return body;
}

function renderBody(item: CardItem, size: Size): MessagePart {
  const heading = clipText(cleanLine(item.heading), LIMITS.heading);
  const { facts } = item;
  const said = [item.reason, ...facts.map((fact) => fact.text)].filter(Boolean).join('  ·  ');
  const meta = clipText(cleanLine(said), LIMITS.meta);
  const text = clipMarked(cleanMarked(item.text ?? { text: '', marks: [] }), size.text);
  const why = clipText(cleanLine([item.note, item.endnote?.text].filter(Boolean).join(' · ')), LIMITS.why);
  const linked = facts.flatMap(({ text: label, url }) => (url === undefined ? [] : [{ label, url }]));
  const links = drawLinks([...linked, ...(item.links ?? [])], size.links);
  const between = why === '' || links.length === 0 ? [] : drawText(' · ');
  const place = item.number === undefined ? '' : `${item.number}. `;
  const title =
    item.number === undefined
      ? drawLink(item.url ?? '', heading, { bold: true })
      : [...drawText(place), ...drawLink(item.url ?? '', heading)];
  return {
    blocks: [
      ...renderNote(item.before ?? '').flatMap(({ blocks }) => blocks),
      ...drawLines([title]),
      ...renderNote(meta).flatMap(({ blocks }) => blocks),
      ...drawLines([
        drawMarked(text, size.marks),
        [...drawText(why, { italic: true }), ...between, ...links],
      ]),
    ],
    lines: [`${place}${heading}`, meta, text.text, why],
    papers: [item.paper],
  };
}

function drawLinks(links: readonly { label: string; url: string }[], limit: number): readonly RichText[] {
  const drawn = links.slice(0, limit).flatMap(({ label, url }, at) => {
    const link = drawLink(url, clipText(cleanLine(label), LIMITS.linkLabel));
    return at === 0 ? link : [...drawText(' · '), ...link];
  });
  const left = links.length - limit;
  return left > 0
    ? [...drawn, ...drawText(`${limit === 0 ? '' : ' · '}${counted(left, 'more link')}`)]
    : drawn;
}
