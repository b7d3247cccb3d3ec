import type { Client } from 'discord.js';

/** An emoji as the bot knows it: itself, or a custom one's name, without skin tone. */
export function nameEmoji(name: string): string {
  return name.replace(/[\u{1F3FB}-\u{1F3FF}]/gu, '');
}

/** An emoji as routes name it: a custom one of the server with its id. */
export function routeEmoji(emoji: string, client: Client, guild: string): string {
  const custom = client.guilds.cache.get(guild)?.emojis.cache.find(({ name }) => name === emoji);
  return custom === undefined ? emoji : `${emoji}:${custom.id}`;
}
