import { clip, makeSafe } from './clip.ts';
import { LIMITS } from './limits.ts';

/** Slack reads three characters of a text as its own: docs.slack.dev/messaging/formatting-message-text#escaping. */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * The text beside the blocks, which notifications show and screen readers read: as many lines as fit, the last one
 * clipped before it is escaped, so that no escape is cut in two.
 */
export function writeFallback(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) {
    const safe = makeSafe(line).trim();
    if (safe === '') continue;
    const before = text === '' ? '' : `${text}\n`;
    const whole = before + escapeText(safe);
    if (whole.length <= LIMITS.fallback) {
      text = whole;
      continue;
    }
    // An escape is at most five units long, so a fifth of the room always holds the line escaped.
    const room = Math.floor((LIMITS.fallback - before.length) / 5);
    return room > 20 ? before + escapeText(clip(safe, room)) : text;
  }
  return text === '' ? '…' : text;
}
