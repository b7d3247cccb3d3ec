import { emojiToName, nameToEmoji } from 'gemoji';

/** The emoji that Slack calls by this name, skin tone or not; the name itself for a workspace's own emoji. */
export function readEmoji(name: string): string {
  const plain = name.replace(/::skin-tone-\d$/u, '');
  return nameToEmoji[plain] ?? plain;
}

/** What Slack calls an emoji; a workspace's own goes by its name. */
export function nameEmoji(emoji: string): string {
  const bare = emoji.replaceAll(/^:|:$/gu, '').replace(/\p{Emoji_Modifier}/u, '');
  return emojiToName[bare] ?? emojiToName[`${bare}\uFE0F`] ?? emojiToName[bare.replace('\uFE0F', '')] ?? bare;
}
