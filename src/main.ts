import { openAdding } from './app/adding.ts';
import { startBackground } from './app/background.ts';
import { startBackups } from './app/backups/scheduled-backups.ts';
import { openDigests } from './app/digests.ts';
import { startFetching } from './app/fetching.ts';
import { openHolder } from './app/holder.ts';
import { openLibrary } from './app/library.ts';
import type { ProgramLog } from './app/log.ts';
import { tellPapers, tellSources } from './app/operation/health-of-parts.ts';
import { openOperation } from './app/operation/operation.ts';
import { watchPlatforms } from './app/operation/platform-states.ts';
import { readAges } from './app/operation/source-ages.ts';
import { readStorage } from './app/operation/storage.ts';
import { openPlatforms, patience, runPlatforms, type Surroundings } from './app/platforms.ts';
import { createEarlyDigests } from './app/preview/early-digests.ts';
import { openWindow } from './app/preview/window.ts';
import { openKeptSources } from './app/sources.ts';
import { createWeb } from './app/web/web.ts';
import { composeWelcome } from './app/welcome.ts';
import { type Config, namesOfOpened, namesOfTried, opensHere } from './config/config.ts';
import { within } from './core/async/within.ts';
import { createBot } from './core/bot/bot.ts';
import { createChanges } from './core/bot/changes.ts';
import { createMemory } from './core/bot/memory.ts';
import type { MessageRef } from './core/chat/channel.ts';
import type { Platform } from './core/chat/platform.ts';
import { openStore } from './core/store/open-store.ts';
import { counted } from './core/text/counted.ts';
import { entry, nobodyTyped } from './core/text/log-entry.ts';

/**
 * Runs the bot on every platform that settings set up, else where it was started, until it is stopped; yields the exit code.
 * Rejects with a StoreFailure for a database of a newer version.
 */
export async function runBot(config: Config, surroundings: Surroundings, log: ProgramLog): Promise<number> {
  const { pageSize, answers, prefix, bookmarks } = config;
  const { stop, leaving = stop, input, output } = surroundings;
  const announced: string[] = [];
  const isGreeted = namesOfOpened(config).length > 0;
  const now = () => new Date();
  // Whoever pipes commands in wants whole answers; people need not wait for the last paper.
  const isEarly = !opensHere(config) || input.isTTY === true;
  const operation = await openOperation(config, log, leaving);
  const { metrics } = operation;
  const metering = metrics === undefined ? {} : { meter: metrics.meter };
  const states = watchPlatforms(config.platforms, operation);
  const isWhole = () => !stop.aborted && states.areThere();
  const web = createWeb({ ...config, leaving }, log.of('http'), isWhole);
  const store = await openStore({ url: config.databaseUrl, log: log.of('database'), now, ...metering });
  operation.watch('database', store.health);
  const holder = store.isShared ? openHolder(config.data) : undefined;
  const kept = openKeptSources(config, store);
  const { corpus, search, whole, health, close } = await openLibrary(
    { config, kept: kept.sources, leases: store.leases, follow: true, warm: true, early: isEarly, stop },
    log.of('papers'),
  );
  if (health !== undefined) operation.watch('search', health);
  operation.watch('papers', async () =>
    tellPapers(corpus, search, config.searchFallback ? undefined : await health?.()),
  );
  operation.watch('sources', () => tellSources(corpus));
  const fetching = await startFetching({ config, store, log: log.of('sources'), look: kept.look });
  const memory = createMemory({
    ...{ store, corpus, log, now, stop },
    // A reaction may come to this process before another has recorded what it posted; what takes longer is looked at then.
    ...(store.isShared ? { lookAgain: [500, 3_500, 11_000] } : {}),
  });
  const changes = createChanges(log, store.signals);
  const background = startBackground({ corpus, store, memory, changes, settings: config, now, log });
  const backups = startBackups({ config, store, now, log: log.of('backups') });
  if (backups.health !== undefined) operation.watch('backups', backups.health);
  let platforms: readonly Platform[] = [];
  const react = async (message: MessageRef, emoji: string) =>
    platforms.find(({ name }) => name === message.channel.platform)?.react(message, emoji);
  const early = createEarlyDigests(store, now);
  const { adding, works, close: stopAdding } = openAdding(config, store, kept);
  const asking = works === undefined ? {} : { works };
  const digests = await openDigests({
    ...{ config, corpus, search, store, now, web, ...asking },
    ...metering,
    log: log.of('digests'),
    sending: memory.expect,
    late: (platform, posted) =>
      background.catchUp(platform, { messages: posted.map(({ message }) => message) }),
    ready: fetching.ready,
    timeOf: early.timeOf,
    whole,
  });
  operation.watch('digests', digests.health);
  metrics?.read({
    underWay: digests.underWay,
    oldestDue: () => store.dueTimes.oldest(now(), namesOfTried(config)),
    waitingWrites: memory.backlog.size,
    papers: () => ({ known: corpus.papers.length, indexed: search.size }),
    sources: () => readAges(config, store),
    storage: () => readStorage(config, now()),
    databaseSize: store.size,
    lines: log.counts,
  });
  const bot = createBot({
    ...{ corpus, search, store, memory, changes, bookmarks, pageSize, answers, prefix, now, log },
    sources: config.sources,
    digests: digests.settings,
    posting: digests.posting,
    adding,
    ...asking,
    ...(digests.mail === undefined ? {} : { mail: digests.mail }),
    ...(config.backups === undefined ? {} : { backups: { when: config.backups, keep: config.keepBackups } }),
    ...(config.reactFirst ? { reactFirst: react } : {}),
  });
  try {
    return await runPlatforms({
      bot: metrics?.measure(bot) ?? bot,
      log,
      stop,
      open: (hooks) =>
        openPlatforms(
          config,
          {
            ...surroundings,
            data: config.data,
            leases: store.leases,
            quotas: store.quotas,
            ...(holder === undefined ? {} : { holder }),
            ...(store.isShared ? { turns: store.sharedTurns } : {}),
            installations: store.installations,
            seenEvents: store.seenEvents,
            longTexts: store.longTexts,
            isShared: store.isShared,
            log,
            greeting: () => composeWelcome({ corpus, search, prefix, sources: config.sources, announced }),
            announce: (line) => void (isGreeted ? announced.push(line) : output.write(`${line}\n`)),
            window: openWindow({
              ...{ platforms: config.platforms, store, early, now },
              compose: digests.compose,
              wake: digests.posting.wake,
            }),
            serve: web.serve,
          },
          states.following(hooks),
        ),
      opened: (all) => {
        platforms = all;
        states.opened(all);
        operation.started();
      },
      started: (platform, isConcerned) => {
        states.started(platform);
        background.catchUp(platform, isConcerned && { isConcerned });
        digests.started(platform);
      },
      stopping: async () => {
        await Promise.all([background.stop(), backups.stop(), digests.stop(), fetching.stop(), stopAdding()]);
      },
      closing: web.close,
    });
  } finally {
    await web.close();
    await Promise.all([operation.close(), within(patience, closeStore(), undefined), close()]);
    holder?.close();
  }

  async function closeStore(): Promise<void> {
    const lost = await memory.backlog.close();
    if (lost > 0)
      log.error(entry`${nobodyTyped(counted(lost, 'change'))} could not be saved before the bot stopped.`);
    await store.close();
  }
}
