import { createServer } from 'node:net';
import { createManifest } from '../../../src/adapters/slack/manifest.ts';
import { createSlack } from '../../../src/adapters/slack/slack.ts';
import { createWeb } from '../../../src/app/web/web.ts';
import type { Rates } from '../../../src/core/async/rate-limit.ts';
import type { BotOptions } from '../../../src/core/bot/bot.ts';
import type { Bot } from '../../../src/core/chat/bot.ts';
import type { ConnectionFailure } from '../../../src/core/chat/failures.ts';
import type { Platform } from '../../../src/core/chat/platform.ts';
import { noPosting, type Posting } from '../../../src/core/digest/posting.ts';
import { openTestStore } from '../../core/store/open.ts';
import { startTalk } from '../../core/talk.ts';
import { type SlackDouble, startSlackDouble } from '../../doubles/slack/double.ts';
import type { Message } from '../../doubles/slack/world.ts';

export type Mode = 'socket' | 'http';

/** The real adapter with the real Bolt app, connected to the double: a lab with people in it. */
export type Lab = {
  readonly slack: SlackDouble;
  readonly bot: Bot;
  readonly platform: Platform;
  readonly logged: string[];
  readonly ended: ConnectionFailure[];
  /** How often the adapter said that events may be missing. */
  readonly gaps: () => number;
  /** Stops the bot and starts another, as after a crash: nothing is remembered. */
  restart(): Promise<void>;
  /** Does something and waits until somebody's list has changed by it; yields whose. */
  changing(act: () => Promise<unknown>): Promise<string>;
  /** Waits for the bot's newest message in a channel, once there are at least `count`. */
  answer(channel: string, count?: number): Promise<Message>;
  stop(): Promise<void>;
};

export type LabOptions = Partial<
  Pick<BotOptions, 'prefix' | 'answers' | 'adding' | 'bookmarks' | 'store'>
> & {
  readonly mode?: Mode;
  /** What is listened with instead of the bot over the test papers. */
  readonly bot?: Bot;
  readonly managers?: readonly string[];
  readonly unfurl?: boolean;
  /** What the platform declares; nothing unless given, so that tests need not wait. */
  readonly postingRates?: Rates;
  /** Connects only when told. */
  readonly idle?: true;
};

/** Starts a lab; a test that expects no violations checks `slack.world.violations` at its end. */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const logged: string[] = [];
  const ended: ConnectionFailure[] = [];
  const write = (level: string) => (text: string) => {
    logged.push(`${level} ${text}`);
    slack?.world.changed();
  };
  const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  let slack: SlackDouble | undefined;
  let gaps = 0;
  const { mode, idle, bot: given, managers, unfurl, postingRates = {}, ...botOptions } = options;
  const posting: Posting = {
    ...noPosting,
    findObstacle: (channel, how) => platform.findObstacle(channel, how),
  };
  const newBot = async () => given ?? (await startTalk({ ...botOptions, posting, log })).bot;
  let bot = await newBot();
  const double = await startSlackDouble({ manifest: createManifest(bot.commands) });
  slack = double;
  const port = mode === 'http' ? await findFreePort() : 0;
  const web = createWeb({ port, host: undefined }, log);
  const connection =
    mode === 'http'
      ? { signingSecret: double.signingSecret, port, serve: web.serve }
      : { appToken: double.credentials.appToken };
  const { botToken } = double.credentials;
  const { seenEvents, installations, leases, quotas } = await openTestStore();
  const newPlatform = () =>
    createSlack(
      {
        ...{ botToken, seenEvents, installations, leases, quotas },
        apiUrl: double.apiUrl,
        ...connection,
        ...(managers && { managers }),
        ...(unfurl !== undefined && { unfurl }),
        onGap: () => {
          gaps += 1;
          double.world.changed();
        },
        onEnd: (failure) => {
          ended.push(failure);
          double.world.changed();
        },
      },
      log,
      postingRates,
    );
  if (mode === 'http') double.useHttp(`http://127.0.0.1:${port}/slack/events`);
  let platform = newPlatform();
  if (idle !== true) await platform.start(bot);
  return {
    slack: double,
    get bot() {
      return bot;
    },
    get platform() {
      return platform;
    },
    logged,
    ended,
    gaps: () => gaps,
    async restart() {
      await platform.stop();
      bot = await newBot();
      platform = newPlatform();
      await platform.start(bot);
    },
    async changing(act) {
      let stop = () => {};
      const changed = new Promise<string>((resolve) => {
        stop = bot.onChange((change) => {
          if (change.member !== undefined) resolve(change.member.id);
        });
      });
      await act();
      return changed.finally(stop);
    },
    answer(name, count = 1) {
      const { id } = double.channel(name);
      const said = () =>
        double.world.messages.filter(
          ({ channel, user, deleted }) => channel === id && user === double.world.botUserId && !deleted,
        );
      return double.world.until(
        () => (said().length >= count ? said().at(-1) : undefined),
        `answer ${count} in #${name}`,
      );
    },
    async stop() {
      await platform.stop();
      await web.close();
      await double.stop();
    },
  };
}

export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return typeof address === 'object' && address !== null ? address.port : 0;
}
