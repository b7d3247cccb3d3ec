import type { Card, CardSection, Detail, Link } from '../../../core/chat/card.ts';
import { tellPlace, turnPages } from '../../../core/chat/pager.ts';
import { cleanLine, cleanText } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { LIMITS } from '../limits.ts';
import { type ControlOptions, type Controls, createControls } from './buttons.ts';
import { renderAlone, renderItem, SIZES, type Size } from './item.ts';
import {
  type MessagePart,
  packParts,
  plainTextObject,
  type Rendered,
  renderMessages,
} from './message-parts.ts';
import {
  drawSmall,
  escapeMrkdwn,
  mrkdwn,
  writeBold,
  writeCode,
  writeDetail,
  writeLink,
  writeMarked,
  writeSection,
} from './mrkdwn.ts';
import { drawPreformatted, drawText } from './rich-text.ts';
import { splitText } from './split-text.ts';

/**
 * The messages that show a card: nearly always one, at most five. The texts of its papers are as long as they may be
 * without making one message more.
 */
export function renderCard(card: Card): readonly Rendered[] {
  let fewest = packParts(renderParts(card, SIZES[0]));
  for (const size of SIZES.slice(1)) {
    if (fewest.length === 1) break;
    const smaller = packParts(renderParts(card, size));
    if (smaller.length < fewest.length) fewest = smaller;
  }
  return renderMessages(fewest);
}

/** A card in parts that stay together. */
export function renderParts(card: Card, size: Size, options: ControlOptions = {}): readonly MessagePart[] {
  const controls = createControls({ redraw: card.redraw, ...options });
  const { items = [], tone, text = '', footer = '', filters = [], buttons = [] } = card;
  const [only] = items;
  const isAlone = items.length === 1 && only !== undefined && only.number === undefined;
  const isFiltered = filters.length > 0;
  // What is said stands under the small line, as on every card.
  const isSmall = card.subtitle !== undefined;
  const body = [
    ...(tone !== undefined
      ? renderNotice(isSmall ? { ...card, text: '' } : card)
      : isAlone
        ? []
        : renderTitle(card.title)),
    ...renderSubtitle(card),
    ...(tone !== undefined && !isSmall ? [] : renderText(text)),
    ...renderDetails(card.details ?? []),
    ...renderContents(card.contents ?? []),
    ...(card.sections ?? []).flatMap((section) => renderSection(section, controls)),
    ...(isFiltered ? controls.rows(buttons, filters) : []),
    ...(isAlone
      ? renderAlone(only, controls, size)
      : items.flatMap((item) => [divider, ...renderItem(item, controls, size)])),
    ...renderPreformatted(card.preformatted ?? ''),
  ];
  const end = [...controls.rows([...turn(card), ...(isFiltered ? [] : buttons)]), ...renderSmall(footer)];
  return [...body, ...(items.length > 0 && !isAlone && end.length > 0 ? [divider] : []), ...end];
}

const divider: MessagePart = { blocks: [{ type: 'divider' }], lines: [] };

/** `Next 5`: how many papers there are on the next page. */
function turn({ pager }: Card) {
  if (pager === undefined) return [];
  const left = pager.total - pager.last;
  const next = Math.min(left, Math.max(1, pager.last - pager.first + 1));
  return turnPages(pager).map((button) =>
    button.label === 'Next' && next > 0 ? { ...button, label: `Next ${next}` } : button,
  );
}

/** A header, which Slack shows as plain text; `…` for an empty one, so that no card is without blocks. */
function renderTitle(title: string): readonly MessagePart[] {
  const text = clipText(cleanLine(title), LIMITS.header) || '…';
  return [{ blocks: [{ type: 'header', text: plainTextObject(text) }], lines: [text] }];
}

const signs = { done: '✅ ', failed: '', notice: '' } as const;

/** What was done or failed: a sentence in bold, and what to know of it. */
function renderNotice({ title, text = '', tone = 'notice' }: Card): readonly MessagePart[] {
  const told = `${signs[tone]}${clipText(cleanLine(title), LIMITS.heading) || '…'}`;
  const [first = '', ...others] = splitText(cleanText(text), LIMITS.section / 2);
  const said = escapeMrkdwn(first).trim();
  return [
    { blocks: [writeSection(`${writeBold(told)}${said === '' ? '' : `\n${said}`}`)], lines: [told, first] },
    ...others.flatMap(renderText),
  ];
}

/** The small line under the title: where in the list the page is, and what is special. */
function renderSubtitle({ subtitle, pager }: Card): readonly MessagePart[] {
  const place = pager === undefined ? '' : escapeMrkdwn(tellPlace(pager));
  const told = subtitle === undefined ? '' : writeMarked(subtitle);
  const written = [told, place].filter((part) => part !== '').join('  ·  ');
  const blocks = drawSmall(
    written.length > LIMITS.context ? clipText(place || '…', LIMITS.context) : written,
  );
  const lines = [subtitle?.text ?? '', pager === undefined ? '' : tellPlace(pager)];
  return blocks.length === 0 ? [] : [{ blocks, lines }];
}

function renderText(text: string): readonly MessagePart[] {
  return splitWritten(text, LIMITS.richText).map((piece) => ({ blocks: [drawText(piece)], lines: [piece] }));
}

/** Side by side, ten in a block. */
function renderDetails(details: readonly Detail[]): readonly MessagePart[] {
  const parts: MessagePart[] = [];
  for (let at = 0; at < details.length; at += LIMITS.fields) {
    const some = details.slice(at, at + LIMITS.fields);
    parts.push({
      blocks: [{ type: 'section', fields: some.map((detail) => mrkdwn(writeDetail(detail))) }],
      lines: some.map(({ label, words }) => `${cleanLine(label)}: ${cleanLine(words)}`),
    });
  }
  return parts;
}

/** The titles of what follows, a line each. */
function renderContents(contents: readonly Link[]): readonly MessagePart[] {
  const lines = contents.map(({ label }) => clipText(cleanLine(label), LIMITS.heading));
  const written = contents.map(({ url }, at) => `${at + 1}.  ${writeLink(lines[at] ?? '', url)}`);
  const parts = splitText(written.join('\n'), LIMITS.section);
  return parts.filter((part) => part !== '').map((part) => ({ blocks: [writeSection(part)], lines }));
}

function renderSection(section: CardSection, controls: Controls): readonly MessagePart[] {
  const { heading, typed = '', text, action, buttons = [] } = section;
  const title = clipText(cleanLine(heading), LIMITS.heading);
  const command = clipText(cleanLine(typed), LIMITS.why);
  const first = `${writeBold(title)}${command === '' ? '' : `   ${writeCode(command)}`}`;
  const said = clipText(cleanText(text), LIMITS.section / 2);
  const written = [first, escapeMrkdwn(said)].filter((line) => line !== '').join('\n');
  const own = [...(action === undefined ? [] : [action]), ...buttons];
  const item = { paper: '', heading: title };
  const block = own.length === 0 ? writeSection(written) : controls.section(written, item, own);
  return [{ blocks: [{ type: 'divider' }, block], lines: [[title, command].join(' ').trim(), said] }];
}

function renderSmall(text: string): readonly MessagePart[] {
  const said = clipText(cleanLine(text), LIMITS.context / 2);
  return said === '' ? [] : [{ blocks: drawSmall(escapeMrkdwn(said)), lines: [said] }];
}

function renderPreformatted(text: string): readonly MessagePart[] {
  const pieces = splitWritten(text, LIMITS.preformatted);
  return pieces.map((piece) => ({ blocks: [drawPreformatted(piece)], lines: [piece] }));
}

/** The pieces of a text that have something to show. */
function splitWritten(text: string, limit: number): readonly string[] {
  return splitText(cleanText(text), limit).filter((piece) => piece.trim() !== '');
}
