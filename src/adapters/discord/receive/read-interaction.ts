import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteraction,
  type APIInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  ApplicationCommandOptionType,
  ApplicationCommandType,
} from 'discord.js';
import type { CommandLine } from '../../../core/chat/card.ts';
import type { Channel, Member } from '../../../core/chat/channel.ts';
import type { CommandDeclaration } from '../../../core/chat/command.ts';
import { findDeclaration } from '../../../core/chat/command-line.ts';
import { type Parts, writeOptions } from '../../../core/chat/options.ts';
import { type Pressed, readButtonId } from '../render/button-id.ts';
import { listButtons, listIds } from './custom-ids.ts';
import { readShownText } from './shown-text.ts';

export const PLATFORM = 'discord';

/** Who asks, where. */
export type Place = {
  readonly channel: Channel;
  readonly member: Member;
  readonly sameEverywhere: true;
  readonly memberName: string;
  readonly channelName?: string;
};

export function readPlace(interaction: APIInteraction): Place | undefined {
  const user = interaction.member?.user ?? interaction.user;
  const id = interaction.channel?.id;
  if (user === undefined || id === undefined) return undefined;
  const workspace = interaction.guild_id ?? '';
  const name =
    interaction.channel !== undefined && 'name' in interaction.channel ? interaction.channel.name : null;
  return {
    channel: { platform: PLATFORM, workspace, id },
    member: { platform: PLATFORM, workspace, id: user.id },
    sameEverywhere: true,
    memberName: interaction.member?.nick ?? user.global_name ?? user.username,
    ...(typeof name === 'string' && name !== '' ? { channelName: name } : {}),
  };
}

/** The command typed, or meant by a message command; undefined for one that we did not declare. */
export function readCommand(
  { data }: APIApplicationCommandInteraction,
  declared: readonly CommandDeclaration[],
): CommandLine | undefined {
  if (data.type === ApplicationCommandType.ChatInput) {
    const typed = readTyped(data.name, data.options ?? [], declared);
    return { ...typed.line, text: writeOptions(typed) };
  }
  if (data.type !== ApplicationCommandType.Message) return undefined;
  const command = declared.find(({ shortcut }) => shortcut === data.name);
  const message = data.resolved.messages[data.target_id];
  if (command === undefined || message === undefined) return undefined;
  const { name, verb } = command;
  return { name, ...(verb === undefined ? {} : { verb }), text: readShownText(message) };
}

/** What is being typed: the argument of a command, or one of its options. */
export type Typing = { readonly line: CommandLine; readonly option?: string };

/** Reads what is being typed; the text of the line is that alone. */
export function readTyping(
  { data }: APIApplicationCommandAutocompleteInteraction,
  declared: readonly CommandDeclaration[],
): Typing {
  const { line, text, options, focused } = readTyped(data.name, data.options, declared);
  const typed = options[focused ?? ''];
  if (focused === undefined || typed === undefined) return { line: { ...line, text } };
  return { line: { ...line, text: typed }, option: focused };
}

type NativeOption = {
  readonly name: string;
  readonly type: number;
  readonly value?: unknown;
  readonly focused?: boolean;
  readonly options?: readonly NativeOption[];
};

type Typed = Parts & { readonly line: Pick<CommandLine, 'name' | 'verb'>; readonly focused?: string };

/** The command's name, its argument and its options; a value under a name that is no longer declared joins the argument. */
function readTyped(
  name: string,
  native: readonly NativeOption[],
  declared: readonly CommandDeclaration[],
): Typed {
  const verb = native.find(({ type }) => type === ApplicationCommandOptionType.Subcommand);
  const line = { name, ...(verb === undefined ? {} : { verb: verb.name }) };
  const known = findDeclaration(line, declared)?.options ?? [];
  const values = verb === undefined ? native : (verb.options ?? []);
  const isOption = (one: NativeOption) => known.some((option) => option.name === one.name);
  const text = values.filter((one) => !isOption(one)).map(readValue);
  const options = values.filter(isOption).map((one) => [one.name, readValue(one)] as const);
  const focused = values.find((one) => one.focused)?.name;
  return {
    line,
    text: text.join(' ').trim(),
    options: Object.fromEntries(options),
    ...(focused === undefined ? {} : { focused }),
  };
}

function readValue({ value }: NativeOption): string {
  return typeof value === 'string' ? value : '';
}

/**
 * What the pressed button or the choice in a select menu means, or the button that opened a form, whose id it has; undefined where
 * the message does not tell any more, and for a form that was opened by a typed command.
 */
export function readPress({
  data,
  message,
}: APIMessageComponentInteraction | APIModalSubmitInteraction): Pressed | undefined {
  const id = 'values' in data ? data.values[0] : data.custom_id;
  return message && id !== undefined ? readButtonId(id, listIds(message.components)) : undefined;
}

/** The list on which a pressed button stands that cannot be read: the place in it, which nobody can press, tells how it was drawn. */
export function readAgain({
  message,
}: APIMessageComponentInteraction): (Pressed & { isAgain: true }) | undefined {
  const ids = listIds(message.components);
  const places = listButtons(message.components).filter(({ disabled }) => disabled === true);
  const [line] = places.flatMap(({ custom_id: id }) => {
    const read = typeof id === 'string' ? readButtonId(id, ids) : undefined;
    return read === undefined || read.line.name === '' ? [] : [read.line];
  });
  return line === undefined ? undefined : { line, replaces: false, isAgain: true };
}
