import type { types } from '@slack/bolt';
import type { Posted } from '../../../core/chat/channel.ts';
import { cleanLine, cleanText } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { counted } from '../../../core/text/counted.ts';
import { LIMITS } from '../limits.ts';
import { escapeEntities } from './mrkdwn.ts';

/** Blocks that stay together, with the lines that say the same in words. */
export type MessagePart = {
  readonly blocks: readonly types.KnownBlock[];
  readonly lines: readonly string[];
  readonly papers?: Posted['papers'];
};

/** One message as Slack takes it. */
export type Rendered = {
  /** For notifications and screen readers. */
  readonly text: string;
  readonly blocks: types.KnownBlock[];
  readonly papers: Posted['papers'];
};

/** Plain text is shown as it is; without `emoji: false` Slack would draw `:bomb:` as a picture. */
export function plainTextObject(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

/** One small line; none for an empty one. */
export function renderNote(note: string): readonly MessagePart[] {
  const text = clipText(cleanLine(note), LIMITS.context);
  return text === ''
    ? []
    : [{ blocks: [{ type: 'context', elements: [plainTextObject(text)] }], lines: [text] }];
}

/** Whether parts fit into one message; one block and 500 characters are kept free for a note at its end. */
function fitsOneMessage(parts: readonly MessagePart[]): boolean {
  const blocks = parts.flatMap((part) => part.blocks);
  return blocks.length < LIMITS.blocks && JSON.stringify(blocks).length <= LIMITS.blocksTotal - 500;
}

/** Parts in order, in as few messages as they fit in. */
export function packParts(parts: readonly MessagePart[]): readonly (readonly MessagePart[])[] {
  const messages: MessagePart[][] = [[]];
  for (const part of parts) {
    const current = messages.at(-1) ?? [];
    if (current.length === 0 || fitsOneMessage([...current, part])) current.push(part);
    else messages.push([part]);
  }
  return messages;
}

/** Messages as Slack takes them: at most five, the last of which counts what those cannot hold. */
export function renderMessages(messages: readonly (readonly MessagePart[])[]): readonly Rendered[] {
  const left = messages.slice(LIMITS.messages).flat().length;
  const note =
    left > 0
      ? renderNote(`Too long for Slack: ${counted(left, 'more part is', 'more parts are')} not shown.`)
      : [];
  const shown = messages
    .slice(0, LIMITS.messages)
    .map((message, at) => (at === LIMITS.messages - 1 ? [...message, ...note] : message));
  return shown.map((message) => ({
    text: writeFallback(message.flatMap(({ lines }) => lines)),
    blocks: message.flatMap(({ blocks }) => blocks),
    papers: [...new Set(message.flatMap(({ papers = [] }) => papers))],
  }));
}

/**
 * The text beside the blocks, which notifications show and screen readers read: as many lines as fit, the last one
 * clipped before it is escaped, so that no escape is cut in two.
 */
function writeFallback(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) {
    const safe = cleanText(line).trim();
    if (safe === '') continue;
    const before = text === '' ? '' : `${text}\n`;
    const whole = before + escapeEntities(safe);
    if (whole.length <= LIMITS.fallback) {
      text = whole;
      continue;
    }
    // An escape is at most five units long, so a fifth of the room always holds the line escaped.
    const room = Math.floor((LIMITS.fallback - before.length) / 5);
    return room > 20 ? before + escapeEntities(clipText(safe, room)) : text;
  }
  return text === '' ? '…' : text;
}
