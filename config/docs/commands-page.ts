import { readFileSync } from 'node:fs';
import type { Option } from '../../src/core/chat/command.ts';
import { writeCommandLine } from '../../src/core/chat/command-line.ts';
import type { Command } from '../../src/core/commands/command.ts';
import { usage } from '../../src/core/commands/help.ts';
import { commands } from '../../src/core/commands/list.ts';

const typed = (name: string, verb?: string, text = '') =>
  writeCommandLine({ name, text, ...(verb === undefined ? {} : { verb }) });

/** `docs/commands.md`: the page as people wrote it, with what each command declares of itself between the two marks. */
export function writeCommandsPage(): string {
  const page = readFileSync('docs/commands.md', 'utf8');
  const marked = /(<!-- made by "npm run docs" -->\n)[\s\S]*?(\n<!-- end -->)/u;
  if (!marked.test(page)) throw new Error('docs/commands.md has no marks between which the commands belong.');
  const reference = commands.map(describeCommand).join('\n\n');
  return page.replace(marked, (_, before: string, after: string) => `${before}\n${reference}\n${after}`);
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
