import { emojiToName, nameToEmoji } from 'gemoji';

/** The emoji that Slack calls by this name, skin tone or not; the name itself for a workspace's own emoji. */
export function readEmoji(name: string): string {
  const plain = name.replace(/::skin-tone-\d$/u, '');
  return lookUp(nameToEmoji, plain) ?? plain;
}

/** What Slack calls an emoji; a workspace's own goes by its name. */
export function nameEmoji(emoji: string): string {
  const bare = emoji.replaceAll(/^:|:$/gu, '').replace(/\p{Emoji_Modifier}/u, '');
  return (
    lookUp(emojiToName, bare) ??
    lookUp(emojiToName, `${bare}\uFE0F`) ??
    lookUp(emojiToName, bare.replace('\uFE0F', '')) ??
    bare
  );
}

/** A workspace may call an emoji of its own `constructor`. */
function lookUp(names: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(names, name) ? names[name] : undefined;
}
