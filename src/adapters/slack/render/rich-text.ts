import type { types } from '@slack/bolt';

/**
 * Longer texts are drawn as rich text, whose elements Slack shows as they are: `*`, `<!channel>` or an address in it stays text.
 */
export type RichText = types.RichTextElement;

/** Plain text; no element where it is empty, which Slack refuses. */
export function drawText(text: string): readonly RichText[] {
  return text === '' ? [] : [{ type: 'text', text }];
}

/** One block of these lines; none where all are empty. */
export function drawLines(lines: readonly (readonly RichText[])[]): readonly types.RichTextBlock[] {
  const filled = lines.filter((line) => line.length > 0);
  const elements = filled.flatMap((line, at) => (at === 0 ? line : [newline, ...line]));
  if (elements.length === 0) return [];
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
}

const newline: RichText = { type: 'text', text: '\n' };
