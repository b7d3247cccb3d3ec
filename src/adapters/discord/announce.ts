import {
  type APIApplicationCommandStringOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord.js';
import type { Argument, CommandDeclaration } from '../../core/chat/contract.ts';
import { clip } from './clip.ts';
import { LIMITS } from './limits.ts';
import type { Requests } from './requests.ts';

/** One command as Discord registers it. */
export type NativeCommand = Readonly<Record<string, unknown>> & { readonly name: string };

/** Offered in servers, in direct messages with the bot and, to those who installed it for themselves, anywhere. */
const EVERYWHERE = {
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
};

/** The declared commands in Discord's form: verbs become sub-commands, shortcuts become message commands. */
export function nativeCommands(declared: readonly CommandDeclaration[]): readonly NativeCommand[] {
  const names = [...new Set(declared.map(({ name }) => name))];
  const chatCommands = names.map((name) => {
    const own = declared.filter((one) => one.name === name);
    const verbs = own.filter((one) => one.verb !== undefined);
    const single = own.find((one) => one.verb === undefined);
    return {
      ...EVERYWHERE,
      type: ApplicationCommandType.ChatInput,
      name,
      description: describe(single?.description ?? verbs.map(({ verb }) => verb).join(', ')),
      options: verbs.length > 0 ? verbs.map(subCommand) : optionsOf(single?.argument),
    };
  });
  const shortcuts = declared.flatMap(({ shortcut }) => (shortcut === undefined ? [] : [shortcut]));
  const messageCommands = shortcuts.map((name) => ({
    ...EVERYWHERE,
    type: ApplicationCommandType.Message,
    name,
  }));
  return [...chatCommands, ...messageCommands];
}

function subCommand({ verb, description, argument }: CommandDeclaration) {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: verb,
    description: describe(description),
    options: optionsOf(argument),
  };
}

function optionsOf(argument: Argument | undefined): readonly APIApplicationCommandStringOption[] {
  if (argument === undefined) return [];
  const { name, description, required } = argument;
  return [
    {
      type: ApplicationCommandOptionType.String,
      name,
      description: describe(description),
      required,
      autocomplete: true,
      max_length: LIMITS.argument,
    },
  ];
}

function describe(text: string): string {
  return clip(text, LIMITS.commandDescription);
}

/** Registers the commands, in one guild or everywhere, unless they are registered just so; yields whether it had to. */
export async function announceCommands(
  requests: Requests,
  application: string,
  guild: string | undefined,
  commands: readonly NativeCommand[],
): Promise<boolean> {
  const registered = await requests.listCommands(application, guild);
  if (fingerprint(registered) === fingerprint(commands)) return false;
  await requests.setCommands(application, guild, commands);
  return true;
}

const COMPARED = ['type', 'name', 'description', 'options', 'contexts', 'integration_types'];
const COMPARED_OF_OPTION = [
  'type',
  'name',
  'description',
  'required',
  'autocomplete',
  'max_length',
  'options',
];

/** Commands in a form that is the same whenever they mean the same: Discord leaves out defaults and adds ids. */
function fingerprint(commands: readonly object[]): string {
  return JSON.stringify(commands.map((command) => JSON.stringify(reduce(command, COMPARED))).sort());
}

function reduce(part: object, keys: readonly string[]): object {
  const values: ReadonlyMap<string, unknown> = new Map(Object.entries(part));
  return Object.fromEntries(
    keys.map((key) => {
      const value = values.get(key);
      if (key === 'options') {
        const options: readonly unknown[] = Array.isArray(value) ? value : [];
        return [key, options.map((one) => reduce(Object(one), COMPARED_OF_OPTION))];
      }
      if (Array.isArray(value)) return [key, [...value].sort()];
      return [key, value === undefined || value === false || value === '' ? null : value];
    }),
  );
}
