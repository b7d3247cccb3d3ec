import type { Card, CommandLine } from '../chat/card.ts';
import { writeCommandLine } from '../chat/command-line.ts';
import type { Bot, CommandDeclaration, Invocation } from '../chat/contract.ts';
import type { Log } from '../chat/log.ts';
import type { Command, Services } from '../commands/command.ts';
import { help } from '../commands/help.ts';
import { commands } from '../commands/list.ts';
import { deliver } from './deliver.ts';
import { createMemory } from './memory.ts';
import { nameButtons } from './name-buttons.ts';
import { suggestChoices } from './suggest.ts';
import { explainUnknownCommand } from './unknown-command.ts';

export type BotOptions = Omit<Services, 'commands' | 'typed'> & {
  /** Put before every command's name where a workspace already has a `/paper`: `lab-` makes `/lab-paper`. */
  readonly prefix?: string;
  /** `public` lets everyone in the channel see the answers. */
  readonly answers?: 'private' | 'public';
  readonly log: Log;
};

const bookmarks: ReadonlySet<string> = new Set(['🔖', 'bookmark']);

/** The bot that every platform talks to. None of its methods throws. */
export function createBot(options: BotOptions): Bot {
  const { prefix = '', answers = 'private', log } = options;
  const memory = createMemory();
  const services: Services = { ...options, commands, typed };

  function typed(name: string, verb?: string, text = ''): string {
    return writeCommandLine({ name: `${prefix}${name}`, text, ...(verb === undefined ? {} : { verb }) });
  }

  /** The line with the name that the command has here, whatever prefix it goes by. */
  function withoutPrefix(line: CommandLine): CommandLine {
    return line.name.startsWith(prefix) ? { ...line, name: line.name.slice(prefix.length) } : line;
  }

  async function answer(
    line: CommandLine,
    { channel, member, memberName }: Invocation,
  ): Promise<readonly Card[]> {
    const command = findCommand(line);
    if (command === undefined) return [explainUnknownCommand(line, services)];
    try {
      const lastList = memory.lastList(channel, member);
      return await command.run({ line, lastList, memberName }, services);
    } catch (error) {
      log.error(`${typed(line.name, line.verb, line.text)} failed: ${describeError(error)}`);
      return [explainFailure(typed)];
    }
  }

  return {
    commands: commands.map((command) => declare(command, prefix, answers)),

    async onCommand(invocation) {
      const line = withoutPrefix(invocation.line);
      try {
        const cards = nameButtons(await answer(line, invocation), prefix);
        memory.rememberList(invocation.channel, invocation.member, line, cards);
        await deliver(cards, invocation.reply, memory);
      } catch (error) {
        log.error(
          `The answer to ${typed(line.name, line.verb, line.text)} could not be sent: ${describeError(error)}`,
        );
      }
    },

    async onReaction({ emoji, message, reply }) {
      if (!bookmarks.has(emoji.replace(/\uFE0F/gu, ''))) return;
      try {
        if ((await memory.papersOnMessage(message)).length === 0) return;
        await deliver([{ title: 'Saving comes later', text: 'Bookmarks are not kept yet.' }], reply, memory);
      } catch (error) {
        log.error(`The answer to a bookmark could not be sent: ${describeError(error)}`);
      }
    },

    suggest(line, limit) {
      try {
        return suggestChoices(withoutPrefix(line), limit, services);
      } catch (error) {
        log.error(`No completions for ${typed(line.name, line.verb, line.text)}: ${describeError(error)}`);
        return [];
      }
    },
  };
}

/** The command a line names; the help for a name that needs a verb and has none. */
function findCommand(line: CommandLine): Command | undefined {
  const own = commands.filter(({ name }) => name === line.name);
  if (own.length > 0 && line.verb === undefined && own.every(({ verb }) => verb !== undefined)) return help;
  return own.find(({ verb }) => verb === line.verb);
}

function declare(command: Command, prefix: string, answers: 'private' | 'public'): CommandDeclaration {
  const { name, verb, description, argument, shortcut } = command;
  return {
    name: `${prefix}${name}`,
    ...(verb === undefined ? {} : { verb }),
    description,
    ...(argument === undefined ? {} : { argument }),
    private: command.private && answers === 'private',
    ...(shortcut === undefined ? {} : { shortcut }),
  };
}

function explainFailure(typed: Services['typed']): Card {
  return {
    title: 'Something went wrong here',
    text: `It was not your fault, and it is written in the log of whoever runs this bot. Other words may work; ${typed('papers', 'help')} tells what one can type.`,
  };
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
