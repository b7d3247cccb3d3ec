import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { createTerminal } from './adapters/terminal/terminal.ts';
import { type Config, opensInTerminal } from './config.ts';
import { createBot } from './core/bot/bot.ts';
import type { Card } from './core/chat/card.ts';
import { ConnectionFailure } from './core/chat/connection-failure.ts';
import type { Bot, Platform } from './core/chat/contract.ts';
import type { Log } from './core/chat/log.ts';
import { openLibrary } from './library.ts';
import { composeWelcome } from './welcome.ts';

/** What the program is given by the system it runs on. */
export type Surroundings = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** Aborts when the program shall end. */
  readonly stop: AbortSignal;
};

/** Platforms get this many milliseconds to finish what is under way. */
const stopWithin = 7_000;

/** Runs the bot on every platform that has its tokens, else in the terminal, until it is stopped; yields the exit code. */
export async function runBot(config: Config, surroundings: Surroundings, log: Log): Promise<number> {
  const { pageSize, answers, prefix } = config;
  // Whoever pipes commands in wants whole answers; people need not wait for the last paper.
  const early = !opensInTerminal(config) || surroundings.input.isTTY === true;
  const { corpus, search, close } = await openLibrary(
    { folder: config.corpus, data: config.data, watch: true, warm: true, early },
    log,
  );
  try {
    const now = () => new Date();
    const bot = createBot({ corpus, search, pageSize, answers, prefix, now, log });
    return await runPlatforms(bot, log, surroundings.stop, (end) =>
      opensInTerminal(config)
        ? openTerminal(config, surroundings, composeWelcome(corpus, search, prefix), log, end)
        : openServices(config, log, end),
    );
  } finally {
    await close();
  }
}

/** What a platform calls when it has ended by itself: without a failure where a person left. */
type End = (platform: string, failure?: Error) => void;

async function openTerminal(
  config: Config,
  { input, output, environment }: Surroundings,
  greeting: Card,
  log: Log,
  end: End,
): Promise<readonly Platform[]> {
  const historyFile = join(config.data, 'terminal-history');
  const onEnd = () => end('terminal');
  return [createTerminal({ input, output, environment, greeting, historyFile, log, onEnd })];
}

/** Discord and Slack, as far as they have tokens; the SDK of one that has none is not even loaded. */
async function openServices({ discord, slack }: Config, log: Log, end: End): Promise<readonly Platform[]> {
  const platforms: Platform[] = [];
  if (discord !== undefined) {
    const { createDiscord } = await import('./adapters/discord/discord.ts');
    platforms.push(createDiscord({ ...discord, onEnd: (failure) => end('discord', failure) }, log));
  }
  if (slack !== undefined) {
    const { createSlack } = await import('./adapters/slack/slack.ts');
    platforms.push(createSlack({ ...slack, onEnd: (failure) => end('slack', failure) }, log));
  }
  return platforms;
}

/** Starts platforms and waits for a stop or for the last of them to end; one that fails leaves the others be. */
async function runPlatforms(
  bot: Bot,
  log: Log,
  stop: AbortSignal,
  open: (end: End) => Promise<readonly Platform[]>,
): Promise<number> {
  let finish: (code: number) => void = () => {};
  const finished = new Promise<number>((resolve) => {
    finish = resolve;
  });
  const running = new Set<string>();
  const end: End = (name, failure) => {
    if (failure !== undefined) log.error(failure.message);
    if (running.delete(name) && running.size === 0) finish(failure === undefined ? 0 : 1);
  };
  stop.addEventListener('abort', () => finish(0));
  if (stop.aborted) finish(0);
  const platforms = await open(end);
  for (const { name } of platforms) running.add(name);
  for (const { name, start } of platforms) {
    start(bot).catch((error: unknown) => {
      if (!stop.aborted)
        end(name, error instanceof ConnectionFailure ? error : new Error(`${name}: ${String(error)}`));
    });
  }
  const code = await finished;
  const stopped = Promise.allSettled(platforms.map((platform) => platform.stop()));
  await Promise.race([stopped, pause(stopWithin, undefined, { ref: false })]);
  return code;
}
