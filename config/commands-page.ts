import type { Option } from '../src/core/chat/command.ts';
import { writeCommandLine } from '../src/core/chat/command-line.ts';
import type { Command } from '../src/core/commands/command.ts';
import { usage } from '../src/core/commands/help.ts';

const typed = (name: string, verb?: string, text = '') =>
  writeCommandLine({ name, text, ...(verb === undefined ? {} : { verb }) });

/** The reference of `docs/commands.md`: what each command declares of itself, one after the other. */
export function writeCommands(commands: readonly Command[]): string {
  return commands.map(describeCommand).join('\n\n');
}

function describeCommand(command: Command): string {
  const { argument, options = [], explanation } = command;
  const lines = [
    ...(argument === undefined ? [] : [`- \`${argument.name}\`: ${argument.description}.`]),
    ...options.map(describeOption),
  ];
  const parts = [
    `### \`${usage(command, { typed })}\``,
    [`${command.description}.`, ...describeManners(command)].join(' '),
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
    ...(typeof explanation === 'string' ? [explanation] : []),
  ];
  return parts.join('\n\n');
}

function describeManners({ managers, anyone, private: isPrivate, shortcut }: Command): readonly string[] {
  return [
    ...(managers && !anyone ? ['For those who may manage the channel.'] : []),
    ...(isPrivate ? [] : ['Everybody in the channel sees it.']),
    ...(shortcut === undefined ? [] : [`In the menu of a message: “${shortcut}”.`]),
  ];
}

/** An option by its name, and the values there are of it, each of which may stand alone. */
function describeOption({ name, description, choices = [] }: Option): string {
  const written = [`${name}:`, ...choices.map(({ value }) => value)].map((text) => `\`${text}\``);
  return `- ${written.join(' ')}: ${description}.`;
}
