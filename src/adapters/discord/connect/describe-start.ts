import type { Bot } from '../../../core/chat/bot.ts';
import { counted } from '../../../core/text/counted.ts';
import { inviteLink } from '../invite.ts';
import type { Connections, Identity } from './connections.ts';

/** As whom the bot is connected, in how many servers, and what it offers there, in one line. */
export function describeStart(
  { name, application }: Identity,
  connections: Pick<Connections, 'clients'>,
  bot: Bot,
): string {
  const clients = connections.clients();
  const servers = clients.reduce((sum, client) => sum + client.guilds.cache.size, 0);
  const names = [...new Set(bot.commands.map((command) => command.name))].map((command) => {
    const verbs = bot.commands.flatMap((one) =>
      one.name === command && one.verb !== undefined ? [one.verb] : [],
    );
    return verbs.length === 0 ? `/${command}` : `/${command} ${verbs.join('|')}`;
  });
  const shortcuts = bot.commands.flatMap(({ shortcut }) => (shortcut === undefined ? [] : [`“${shortcut}”`]));
  const state =
    clients.length === 0
      ? `ready as ${name} to take over what other processes have`
      : `connected as ${name} in ${counted(servers, 'server')}`;
  return [
    `Discord: ${state}`,
    `with ${[...names, ...shortcuts].join(', ')}`,
    `invite: ${inviteLink(application)}`,
  ].join('; ');
}
