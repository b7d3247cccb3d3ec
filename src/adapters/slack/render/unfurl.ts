import type { types } from '@slack/bolt';
import type { Card, CardItem } from '../../../core/chat/card.ts';
import { cleanLine, cleanText } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { LIMITS } from '../limits.ts';
import { createControls } from './buttons.ts';
import { plainTextObject, renderNote } from './message-parts.ts';

/**
 * What stands under links, by address: plain text alone. Slack refuses rich text there (slackapi/java-slack-sdk#876), and for
 * an address in the blocks it shows a preview of its own beside ours (slackapi/bolt-js#1525). As many as fit together.
 */
export function renderUnfurls(cards: ReadonlyMap<string, Card>): types.LinkUnfurls {
  let drawn: types.LinkUnfurls = {};
  for (const [url, card] of [...cards].slice(0, LIMITS.unfurls)) {
    const more = { ...drawn, [url]: renderUnfurl(card) };
    if (JSON.stringify(more).length > LIMITS.blocksTotal) break;
    drawn = more;
  }
  return drawn;
}

function renderUnfurl({ title, items = [] }: Card): types.MessageAttachment {
  const name = clipText(withoutAddresses(cleanLine(title)), LIMITS.header) || '…';
  return {
    fallback: name,
    preview: { title: plainTextObject(name) },
    blocks: items.flatMap(renderItem),
  };
}

function renderItem({ heading, facts, text, action }: CardItem): readonly types.KnownBlock[] {
  const meta = facts.map((fact) => fact.text).join('  ·  ');
  return [
    ...renderSection(cleanLine(heading), LIMITS.heading),
    ...blocksOf(renderNote(clipText(withoutAddresses(meta), LIMITS.unfurlMeta))),
    ...renderSection(cleanText(text?.text ?? ''), LIMITS.unfurlText),
    ...blocksOf(createControls().rows(action === undefined ? [] : [action])),
  ];
}

function renderSection(text: string, limit: number): readonly types.KnownBlock[] {
  const shown = clipText(withoutAddresses(text), limit);
  return shown.trim() === '' ? [] : [{ type: 'section', text: plainTextObject(shown) }];
}

function blocksOf(parts: readonly { readonly blocks: readonly types.KnownBlock[] }[]) {
  return parts.flatMap(({ blocks }) => blocks);
}

/** `https://a.org/b` as `a.org/b`. */
function withoutAddresses(text: string): string {
  return text.replace(/\bhttps?:\/\//giu, '');
}
