import { randomUUID } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { LRUCache } from 'lru-cache';
import type { Card } from '../../core/chat/card.ts';
import type { Posted } from '../../core/chat/channel.ts';
import { PostFailure } from '../../core/chat/failures.ts';
import type { Log } from '../../core/chat/log.ts';
import type { Platform } from '../../core/chat/platform.ts';
import { entry, nobodyTyped, traceOf } from '../../core/text/log-entry.ts';
import { completeLine } from './receive/complete.ts';
import { createLineReader, type LineReader } from './receive/line-reader.ts';
import { measureScreen, paint, type Screen } from './render/screen.ts';
import { completingHere, createSession, type Session, terminalChannel } from './session.ts';

export type TerminalOptions = {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** NO_COLOR, FORCE_COLOR and TERM are heeded. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Shown first where a person sits at the terminal. */
  readonly greeting?: Card;
  /** Keeps what was typed for the arrow keys of the next session. */
  readonly historyFile?: string;
  /** Where files go that a command hands out: the folder the program was started in unless told. */
  readonly files?: string;
  readonly memberName?: string;
  readonly log: Log;
  /** Called once, when the input has ended or the person has left. */
  onEnd(): void;
};

/** The bot with no account at all: in a terminal for a person, in a pipe for a program, one command a line. */
export function createTerminal(options: TerminalOptions): Platform {
  const { input, output, environment, greeting, historyFile, log, onEnd } = options;
  const interactive = input.isTTY === true && output.isTTY === true;
  const screen = (): Screen => measureScreen(output, interactive, environment);
  const posts = new LRUCache<string, readonly Posted[]>({ max: 1_000 });
  let lines: LineReader | undefined;
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

  async function converse(reader: LineReader, { take }: Session): Promise<void> {
    for (let line = await reader.read(); line !== undefined; line = await reader.read()) {
      if (!(await take(line)) || broken) break;
    }
    reader.close();
    session = undefined;
    if (interactive) await write('\n');
  }

  return {
    name: 'terminal',
    postingRates: {},

    async start(given) {
      const bot = completingHere(given);
      output.on('error', (error: NodeJS.ErrnoException) => {
        broken = true;
        if (error.code !== 'EPIPE')
          log.error(entry`The terminal cannot be written to: ${traceOf(error)}`, error);
        lines?.close();
      });
      const reader = createLineReader({
        input,
        output,
        interactive,
        ...(historyFile === undefined ? {} : { historyFile }),
        prompt: `${paint(screen(), ['bold', 'magenta'], '›')} `,
        complete: (typed) => completeLine(typed, bot),
        write,
        onHistoryFailure: (error) =>
          log.warn(
            entry`Your history cannot be saved to ${nobodyTyped(historyFile ?? '')}: ${traceOf(error)}`,
          ),
      });
      lines = reader;
      session = createSession({
        bot,
        screen,
        lines: reader,
        memberName: options.memberName ?? 'you',
        sitting: randomUUID(),
        folder: options.files ?? process.cwd(),
      });
      if (interactive && greeting !== undefined) await session.show([greeting]);
      conversation = converse(reader, session)
        .catch((error: unknown) => log.error(entry`The terminal stopped: ${traceOf(error)}`, error))
        .then(onEnd);
    },

    async post(_channel, card, { key, fence } = {}) {
      if (session === undefined || broken) {
        throw new PostFailure(
          'passing',
          entry`The terminal is closed; whatever is due is posted when it is opened again.`,
        );
      }
      const before = key === undefined ? undefined : posts.get(key);
      if (before !== undefined) return before;
      await fence?.();
      const posted = await session.post(card);
      if (key !== undefined) posts.set(key, posted);
      return posted;
    },

    openDirect: async () => terminalChannel,

    findObstacle: async () => undefined,

    /** A terminal keeps no reactions: each message counts as gone, and what was saved by it stays. */
    readReactions: async () => undefined,

    async react() {},

    async stop() {
      lines?.close();
      await conversation;
    },
  };
}
