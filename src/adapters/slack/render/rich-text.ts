import type { types } from '@slack/bolt';
import { type MarkedText, splitMarked } from '../../../core/text/marked-text.ts';
import { LIMITS } from '../limits.ts';

/**
 * Text is drawn as rich text, whose elements Slack shows as they are: a title with `*`, `<!channel>` or an address in it
 * stays that title. In mrkdwn each of these would format, ping or link, and no escape exists for `*`, `_` and `~`.
 */
export type RichText = types.RichTextElement;
type Style = { readonly bold?: true; readonly italic?: true };

/** Plain text; no element where it is empty, which Slack refuses. */
export function drawText(text: string, style: Style = {}): readonly RichText[] {
  return text === '' ? [] : [{ type: 'text', text, ...styleOf(style) }];
}

/**
 * A moment, which Slack shows each reader in a zone and a format of their own; in UTC where it cannot.
 * docs.slack.dev/reference/block-kit/blocks/rich-text-block#date-element-type
 */
export function drawDate(at: Date): readonly RichText[] {
  const timestamp = Math.floor(at.getTime() / 1000);
  const fallback = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return [{ type: 'date', timestamp, format: '{date_short_pretty} at {time}', fallback }];
}

/** A link with its label; the label alone where the address is none that Slack takes. */
export function drawLink(url: string, label: string, style: Style = {}): readonly RichText[] {
  if (label === '') return [];
  return isLinkable(url) ? [{ type: 'link', url, text: label, ...styleOf(style) }] : drawText(label, style);
}

/** Text with at most `limit` of its marks in bold, linked where an address is given; every part repeats the address. */
export function drawMarked({ text, marks }: MarkedText, limit: number, url?: string): readonly RichText[] {
  const shown = url === undefined ? limit : Math.min(limit, Math.floor(LIMITS.url / (2 * url.length + 1)));
  return splitMarked({ text, marks: marks.slice(0, shown) }).flatMap((run) => {
    const style: Style = run.strong ? { bold: true } : {};
    return url === undefined ? drawText(run.text, style) : drawLink(url, run.text, style);
  });
}

/** One block of these lines; none where all are empty. */
export function drawLines(lines: readonly (readonly RichText[])[]): readonly types.RichTextBlock[] {
  const filled = lines.filter((line) => line.length > 0);
  const elements = filled.flatMap((line, at) => (at === 0 ? line : [newline, ...line]));
  if (elements.length === 0) return [];
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
}

const newline: RichText = { type: 'text', text: '\n' };

function styleOf(style: Style): { style?: Style } {
  return style.bold || style.italic ? { style } : {};
}

function isLinkable(url: string): boolean {
  return /^https?:\/\//iu.test(url) && url.length <= LIMITS.url && URL.canParse(url);
}
