import { normaliseEmoji, writeShortName } from '../../core/chat/emoji.ts';
import { emojiNames } from './emoji-names.ts';

/** Slack's names where they are not those that all others use: of each emoji, the first as Slack writes it. */
const table = emojiNames.split(',').map((line) => {
  const [emoji = '', ...names] = line.trim().split(' ');
  return { emoji, names };
});
const emojiByName = new Map(table.flatMap(({ emoji, names }) => names.map((name) => [name, emoji] as const)));
const nameByEmoji = new Map(
  table.flatMap(({ emoji, names: [name] }) => (name ? [[emoji, name] as const] : [])),
);

/**
 * What the name of a reaction in Slack may be known by: its emoji, without a skin tone, and the name itself where it means no other
 * emoji elsewhere, as it may have been set.
 */
export function readEmojiName(name: string): readonly string[] {
  const bare = name.replace(/::skin-tone-[2-6]$/u, '');
  const emoji = emojiByName.get(bare);
  const usual = normaliseEmoji(bare);
  if (emoji === undefined) return [usual];
  return usual === bare ? [emoji, bare] : [emoji];
}

/** Slack's own name of an emoji, without colons; a custom one's as it is. */
export function writeEmojiName(emoji: string): string {
  return nameByEmoji.get(normaliseEmoji(emoji)) ?? writeShortName(emoji);
}
