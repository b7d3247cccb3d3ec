import {
  type APIApplicationCommandStringOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import type { Argument, CommandDeclaration, Option } from '../../../core/chat/command.ts';
import { cleanLine } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { LIMITS } from '../limits.ts';

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

/** Offered to those who may manage channels, unless a server's integration settings say otherwise. */
const FOR_MANAGERS = { default_member_permissions: String(PermissionFlagsBits.ManageChannels) };

/** The declared commands in Discord's form: verbs become sub-commands, shortcuts become message commands. */
export function nativeCommands(all: readonly CommandDeclaration[]): readonly NativeCommand[] {
  const declared = all.filter(({ unlisted }) => unlisted !== true);
  const names = [...new Set(declared.map(({ name }) => name))];
  const chatCommands = names.map((name) => {
    const own = declared.filter((one) => one.name === name);
    const verbs = own.filter((one) => one.verb !== undefined);
    const single = own.find((one) => one.verb === undefined);
    return {
      ...EVERYWHERE,
      ...(isForManagers(name, declared) ? FOR_MANAGERS : {}),
      type: ApplicationCommandType.ChatInput,
      name,
      description: describe(single?.description ?? verbs.map(({ verb }) => verb).join(', ')),
      options: verbs.length > 0 ? verbs.map(subCommand) : optionsOf(single),
    };
  });
  const messageCommands = declared.flatMap(({ shortcut, managers }) =>
    shortcut === undefined
      ? []
      : [
          {
            ...EVERYWHERE,
            ...(managers ? FOR_MANAGERS : {}),
            type: ApplicationCommandType.Message,
            name: shortcut,
          },
        ],
  );
  return [...chatCommands, ...messageCommands];
}

/** Whether all that a name stands for is for managers alone: Discord knows permissions of whole commands only. */
function isForManagers(name: string, declared: readonly CommandDeclaration[]): boolean {
  const own = declared.filter((one) => one.name === name);
  return own.length > 0 && own.every(({ managers }) => managers === true);
}

function subCommand(declaration: CommandDeclaration) {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: declaration.verb,
    description: describe(declaration.description),
    options: optionsOf(declaration),
  };
}

/** The argument, then the options; Discord wants what is required first. */
function optionsOf(declaration?: CommandDeclaration): readonly APIApplicationCommandStringOption[] {
  const { argument, options = [] } = declaration ?? {};
  return [...(argument === undefined ? [] : [nativeArgument(argument)]), ...options.map(nativeOption)].slice(
    0,
    LIMITS.options,
  );
}

function nativeArgument({ name, description, required }: Argument): APIApplicationCommandStringOption {
  return {
    type: ApplicationCommandOptionType.String,
    name,
    description: describe(description),
    required,
    autocomplete: true,
    max_length: LIMITS.argument,
  };
}

function nativeOption({
  name,
  description,
  choices = [],
  completes,
  long,
}: Option): APIApplicationCommandStringOption {
  const common = {
    type: ApplicationCommandOptionType.String as const,
    name,
    description: describe(description),
    required: false,
  };
  if (choices.length > 0 && choices.length <= LIMITS.choices) {
    const native = choices.map(({ label, value }) => ({
      name: clipText(cleanLine(label), LIMITS.choice),
      value,
    }));
    return { ...common, choices: native };
  }
  const isCompleted = completes === true || choices.length > 0;
  const max_length = long ? LIMITS.longOption : LIMITS.argument;
  return { ...common, ...(isCompleted ? { autocomplete: true } : {}), max_length };
}

function describe(text: string): string {
  return clipText(text, LIMITS.commandDescription);
}
