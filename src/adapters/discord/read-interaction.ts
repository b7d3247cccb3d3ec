import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteraction,
  type APIInteraction,
  type APIMessage,
  type APIMessageComponentInteraction,
  ApplicationCommandOptionType,
  ApplicationCommandType,
} from 'discord.js';
import type { CommandLine } from '../../core/chat/card.ts';
import type { Channel, CommandDeclaration, Member } from '../../core/chat/contract.ts';
import { type Pressed, readButtonId } from './button-id.ts';

export const PLATFORM = 'discord';

/** Who asks, where. */
export type Place = { readonly channel: Channel; readonly member: Member; readonly memberName: string };

export function readPlace(interaction: APIInteraction): Place | undefined {
  const user = interaction.member?.user ?? interaction.user;
  const id = interaction.channel?.id;
  if (user === undefined || id === undefined) return undefined;
  const workspace = interaction.guild_id ?? '';
  return {
    channel: { platform: PLATFORM, workspace, id },
    member: { platform: PLATFORM, workspace, id: user.id },
    memberName: interaction.member?.nick ?? user.global_name ?? user.username,
  };
}

/** The command typed, or meant by a message command; undefined for one that we did not declare. */
export function readCommand(
  { data }: APIApplicationCommandInteraction,
  declared: readonly CommandDeclaration[],
): CommandLine | undefined {
  if (data.type === ApplicationCommandType.ChatInput) return readOptions(data.name, data.options ?? []).line;
  if (data.type !== ApplicationCommandType.Message) return undefined;
  const command = declared.find(({ shortcut }) => shortcut === data.name);
  const message = data.resolved.messages[data.target_id];
  if (command === undefined || message === undefined) return undefined;
  const { name, verb } = command;
  return { name, ...(verb === undefined ? {} : { verb }), text: readMessageText(message) };
}

/** What is being typed, as a command. */
export function readTyping({ data }: APIApplicationCommandAutocompleteInteraction): CommandLine {
  return readOptions(data.name, data.options).line;
}

type Option = {
  readonly name: string;
  readonly type: number;
  readonly value?: unknown;
  readonly options?: readonly Option[];
};

function readOptions(name: string, options: readonly Option[]): { readonly line: CommandLine } {
  const verb = options.find(({ type }) => type === ApplicationCommandOptionType.Subcommand);
  const values = verb === undefined ? options : (verb.options ?? []);
  const text = values.map(({ value }) => (typeof value === 'string' ? value : '')).join(' ');
  return { line: { name, ...(verb === undefined ? {} : { verb: verb.name }), text: text.trim() } };
}

/** What the pressed button means; undefined where its message does not tell any more. */
export function readPress({ data, message }: APIMessageComponentInteraction): Pressed | undefined {
  return readButtonId(data.custom_id, customIds(message.components));
}

function customIds(components: unknown): readonly string[] {
  return partsOf(components).flatMap((part) => [
    ...('custom_id' in part && typeof part.custom_id === 'string' ? [part.custom_id] : []),
    ...('components' in part ? customIds(part.components) : []),
  ]);
}

/** All that a reader sees of a message, embeds and text components too, and the addresses behind it. */
function readMessageText({ content, embeds, components }: APIMessage): string {
  const embedded = embeds.flatMap(({ title, url, description, fields = [] }) => [
    title,
    url,
    description,
    ...fields.map(({ value }) => value),
  ]);
  const parts = [content, ...embedded, ...displayedTexts(components)];
  return parts.filter((part) => part !== undefined && part !== '').join('\n');
}

function displayedTexts(components: unknown): readonly string[] {
  return partsOf(components).flatMap((part) => [
    ...('content' in part && typeof part.content === 'string' ? [part.content] : []),
    ...('components' in part ? displayedTexts(part.components) : []),
  ]);
}

function partsOf(value: unknown): readonly object[] {
  return Array.isArray(value)
    ? value.filter((part): part is object => typeof part === 'object' && part !== null)
    : [];
}
