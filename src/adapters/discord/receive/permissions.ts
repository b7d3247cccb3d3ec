import {
  type APIInteraction,
  ApplicationIntegrationType,
  type Client,
  InteractionContextType,
  InteractionType,
  PermissionFlagsBits,
  PermissionsBitField,
} from 'discord.js';
import { LRUCache } from 'lru-cache';
import type { Channel } from '../../../core/chat/channel.ts';
import type { NativeCommand } from './commands.ts';

const MANAGING = [PermissionFlagsBits.ManageChannels, PermissionFlagsBits.ManageGuild];

/** The commands from which Discord itself keeps people, once they are registered so. */
export type Enforced = ReadonlySet<string>;

/** Those of the commands registered in one guild, or everywhere. */
export function listEnforced(commands: readonly NativeCommand[], guild: string | undefined): Enforced {
  const restricted = commands.filter((command) => command.default_member_permissions !== undefined);
  return new Set(restricted.map((command) => keyOf({ ...command, guild_id: guild })));
}

function keyOf({ type, name, guild_id = '' }: Identity): string {
  return `${type} ${name} ${guild_id}`;
}

type Identity = { readonly type?: unknown; readonly name: string; readonly guild_id?: string | undefined };

/**
 * Whether whoever typed or pressed may manage the channel. Where Discord lets only those use the command whom the
 * server's integration settings name, its use is the proof, also for its form and buttons soon after, for as long as the person
 * keeps the roles and permissions they had then.
 */
export function mayManage(
  interaction: APIInteraction,
  command: string,
  enforced: Enforced,
  proofs: Proofs,
): boolean {
  const { guild_id, context, member, channel, authorizing_integration_owners: owners } = interaction;
  if (guild_id === undefined) return context !== InteractionContextType.PrivateChannel;
  const isInstalled = owners[ApplicationIntegrationType.GuildInstall] !== undefined;
  const [place, person] = [channel?.id ?? '', member?.user.id ?? ''];
  const standing = { permissions: BigInt(member?.permissions ?? 0), roles: member?.roles ?? [] };
  if (interaction.type === InteractionType.ApplicationCommand) {
    if (isInstalled && enforced.has(keyOf(interaction.data))) {
      proofs.keep(command, place, person, standing);
      return true;
    }
  } else if (proofs.has(command, place, person, standing)) return true;
  return new PermissionsBitField(standing.permissions).any(MANAGING);
}

/** Whether whoever typed or pressed manages the whole server. */
export function managesServer({ guild_id, member }: APIInteraction): boolean {
  if (guild_id === undefined) return false;
  return new PermissionsBitField(BigInt(member?.permissions ?? 0)).has(PermissionFlagsBits.ManageGuild);
}

/** Whether whoever wrote a message in a channel may manage it: a message does not tell its writer's permissions. */
export async function mayWriterManage(client: Client, channel: Channel, person: string): Promise<boolean> {
  if (channel.workspace === '') return true;
  const guild = client.guilds.cache.get(channel.workspace);
  const place = await client.channels.fetch(channel.id);
  if (guild === undefined || place === null || place.isDMBased()) return false;
  const member = await guild.members.fetch(person);
  return place.permissionsFor(member).any(MANAGING);
}

/** For so long (ms) a command that Discord let somebody type shows that they may press its buttons and fill in its form. */
const VALID = 15 * 60_000;

/** What Discord says of a person at the moment of typing or pressing. */
export type Standing = { readonly permissions: bigint; readonly roles: readonly string[] };

/** Who has lately shown by typing a command that the server's integration settings let them use it. */
export type Proofs = {
  keep(command: string, channel: string, person: string, standing: Standing): void;
  /** No where the person has lost a permission or a role since: it may have been the reason. */
  has(command: string, channel: string, person: string, standing: Standing): boolean;
};

export function createProofs(now: () => number = Date.now, limit = 1_000): Proofs {
  const typed = new LRUCache<string, Standing>({ max: limit, ttl: VALID, ttlResolution: 0, perf: { now } });
  const keyOf = (...words: readonly string[]) => words.join(' ');
  return {
    keep(command, channel, person, standing) {
      typed.set(keyOf(command, channel, person), standing);
    },
    has(command, channel, person, { permissions, roles }) {
      const then = typed.get(keyOf(command, channel, person));
      if (then === undefined) return false;
      return (
        (permissions & then.permissions) === then.permissions &&
        then.roles.every((role) => roles.includes(role))
      );
    },
  };
}
