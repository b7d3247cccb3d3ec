import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Card } from '../../core/chat/card.ts';
import type { Bot, Platform } from '../../core/chat/contract.ts';
import type { Log } from '../../core/chat/log.ts';
import { completeLine } from './complete.ts';
import { historyLength, loadHistory, saveHistory } from './history.ts';
import { measureScreen, paint, type Screen } from './screen.ts';
import { createSession, type Session } from './session.ts';

export type TerminalOptions = {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** NO_COLOR, FORCE_COLOR and TERM are heeded. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Shown first where a person sits at the terminal. */
  readonly greeting?: Card;
  /** Keeps what was typed for the arrow keys of the next session. */
  readonly historyFile?: string;
  readonly memberName?: string;
  readonly log: Log;
  /** Called once, when the input has ended or the person has left. */
  onEnd(): void;
};

/** The bot with no account at all: in a terminal for a person, in a pipe for a program, one command a line. */
export function createTerminal(options: TerminalOptions): Platform {
  const { input, output, environment, greeting, log, onEnd } = options;
  const interactive = input.isTTY === true && output.isTTY === true;
  const screen = (): Screen => measureScreen(output, interactive, environment);
  let readline: Interface | undefined;
  let session: Session | undefined;
  let broken = false;
  let conversation: Promise<void> = Promise.resolve();

  async function write(text: string): Promise<void> {
    if (broken || output.write(text)) return;
    await new Promise<void>((resolve) => {
      const go = () => {
        for (const event of ['drain', 'close', 'error']) output.off(event, go);
        resolve();
      };
      for (const event of ['drain', 'close', 'error']) output.on(event, go);
    });
  }

  async function converse(lines: Interface, { take }: Session): Promise<void> {
    if (interactive) lines.prompt();
    for await (const line of lines) {
      if (!(await take(line)) || broken) break;
      if (interactive) lines.prompt();
    }
    lines.close();
    if (interactive) await write('\n');
  }

  return {
    name: 'terminal',

    async start(bot) {
      session = createSession({ bot, screen, write, memberName: options.memberName ?? 'you' });
      output.on('error', (error: NodeJS.ErrnoException) => {
        broken = true;
        if (error.code !== 'EPIPE') log.error(`The terminal cannot be written to: ${error.message}`);
        readline?.close();
      });
      if (interactive && greeting !== undefined) await session.show([greeting]);
      readline = openReadline(options, interactive, screen, bot);
      conversation = converse(readline, session)
        .catch((error: unknown) => log.error(`The terminal stopped: ${String(error)}`))
        .then(onEnd);
    },

    async post(_channel, card) {
      const posted = (await session?.show([card])) ?? [];
      if (interactive) readline?.prompt(true);
      return posted;
    },

    async stop() {
      readline?.close();
      await conversation;
    },
  };
}

function openReadline(
  { input, output, historyFile, log }: TerminalOptions,
  interactive: boolean,
  screen: () => Screen,
  bot: Bot,
): Interface {
  if (!interactive) return createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY, terminal: false });
  const readline = createInterface({
    input,
    output,
    terminal: true,
    prompt: `${paint(screen(), ['bold', 'magenta'], '›')} `,
    completer: (typed: string) => completeLine(typed, bot),
    history: historyFile === undefined ? [] : loadHistory(historyFile),
    historySize: historyLength,
    removeHistoryDuplicates: true,
  });
  let keeping = historyFile !== undefined;
  readline.on('history', (lines: string[]) => {
    if (historyFile === undefined || !keeping) return;
    try {
      saveHistory(historyFile, lines);
    } catch (error) {
      keeping = false;
      log.warn(`What you type cannot be kept in ${historyFile}: ${String(error)}`);
    }
  });
  readline.on('SIGINT', () => {
    if (readline.line === '') readline.close();
    else {
      readline.write(null, { ctrl: true, name: 'e' });
      readline.write(null, { ctrl: true, name: 'u' });
    }
  });
  return readline;
}
