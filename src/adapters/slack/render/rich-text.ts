import type { types } from '@slack/bolt';

/** A text as rich text, which Slack shows as it is: `*`, `<!channel>` or an address in it stays text. It refuses an empty one. */
export function drawText(text: string): types.RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] };
}

/** The same in a fixed-width font. */
export function drawPreformatted(text: string): types.RichTextBlock {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
  };
}
