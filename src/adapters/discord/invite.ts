import { PermissionFlagsBits } from 'discord.js';

/**
 * All that the bot needs: to see where it is mentioned, to answer there, to reply to a message; to send a reading list
 * as a file; to react and to open a thread where a digest is set to.
 */
const NEEDED =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.CreatePublicThreads;

/** The address with which somebody adds the bot to a server, with exactly the permissions it needs. */
export function inviteLink(application: string): string {
  const query = new URLSearchParams({
    client_id: application,
    scope: 'bot applications.commands',
    permissions: String(NEEDED),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}

/** Such an address within a text. */
export const INVITE =
  /https:\/\/discord\.com\/oauth2\/authorize\?client_id=\d+&scope=bot\+applications\.commands&permissions=\d+/u;
