import type { Post } from '../adapters/mail/mail.ts';
import type { Config } from '../config/config.ts';
import type { Meter } from '../core/async/meter.ts';
import { createFirstReactions } from '../core/bot/first-reactions.ts';
import type { Card } from '../core/chat/card.ts';
import type { Channel, Member } from '../core/chat/channel.ts';
import { writeCommandLine } from '../core/chat/command-line.ts';
import { PostFailure } from '../core/chat/failures.ts';
import type { Log } from '../core/chat/log.ts';
import type { Platform } from '../core/chat/platform.ts';
import { reconcileDeclared } from '../core/digest/declared-digests.ts';
import type { DigestContext } from '../core/digest/delivery/context.ts';
import { type RunningDigests, startDigests } from '../core/digest/delivery/scheduler.ts';
import { holdMail } from '../core/digest/hold-mail.ts';
import type { CodeMailer } from '../core/digest/mail.ts';
import { endBySecret, limitCodes } from '../core/digest/mail.ts';
import { entryOfAnswer, MailFailure } from '../core/digest/mail-failure.ts';
import type { Occasion } from '../core/digest/occasion.ts';
import type { Posting } from '../core/digest/posting.ts';
import { systemClock } from '../core/digest/schedule/clock.ts';
import { type Compose, createCompose } from '../core/digest/selection/compose.ts';
import type { DigestSettings } from '../core/digest/selection/settings.ts';
import { type SearchEngine, SearchFailure } from '../core/search/engine.ts';
import type { LiveCorpus } from '../core/sources/corpus.ts';
import type { ListedWorks } from '../core/sources/look-up/listed-works.ts';
import { type Store, StoreFailure } from '../core/store/store.ts';
import type { Health } from '../core/text/health.ts';
import { entry, kindOf } from '../core/text/log-entry.ts';
import { askQuietly } from './ask-quietly.ts';
import { tellTurn } from './operation/health-of-parts.ts';
import type { Web } from './web/web.ts';

export type DigestServicesOptions = {
  readonly config: Pick<
    Config,
    | 'prefix'
    | 'digests'
    | 'digestWeights'
    | 'digestNothing'
    | 'digestArchiveDays'
    | 'digestGrace'
    | 'mail'
    | 'bookmarks'
    | 'reactFirst'
  >;
  readonly corpus: Pick<LiveCorpus, 'papers' | 'get' | 'titled' | 'sources'>;
  readonly search: SearchEngine;
  readonly store: Store;
  readonly now: () => Date;
  readonly log: Log;
  /** Where links to unsubscribe arrive. */
  readonly web: Pick<Web, 'serve'>;
  /** What follows ask outside; absent where nobody may be asked. */
  readonly works?: ListedWorks;
  /** Resolves when all papers can be found, which at a start may be long after people are answered; at once unless told. */
  readonly whole?: Promise<void>;
  /** Resolves soon, once what came for digests is there; at once unless told. */
  readonly ready?: () => Promise<void>;
  /** The time that a digest is composed for which was brought before it; undefined for any other. */
  readonly timeOf?: (digest: number, due: Date) => Date | undefined;
  /** As in `DigestContext`. */
  readonly sending?: DigestContext['sending'];
  readonly late?: DigestContext['late'];
  readonly meter?: Meter;
};

/** Digests as the bot and the platforms see them. */
export type DigestServices = {
  readonly settings: DigestSettings;
  readonly posting: Posting;
  /** Composes what they bring, also what they brought. */
  readonly compose: Compose;
  /** Absent where no mail can be sent. */
  readonly mail?: CodeMailer;
  /** Delivers from now on what is due on this platform too. */
  started(platform: Platform): void;
  /** Whether what is due is looked for. */
  health(): Health;
  /** How much is due here and not delivered yet. */
  underWay(): number;
  /** Finishes the message under way. */
  stop(): Promise<void>;
};

const hour = 60 * 60 * 1_000;

/** Opens the mail and the page to unsubscribe as configured; digests begin with the first platform that is started. */
export async function openDigests(options: DigestServicesOptions): Promise<DigestServices> {
  const { config, corpus, search, store, now, log } = options;
  const { prefix, digestWeights: weights, digestNothing: nothing, digestArchiveDays: archiveDays } = config;
  const settings: DigestSettings = { weights, nothing, archiveDays };
  const typed = (name: string, verb?: string, text = '') =>
    writeCommandLine({ name: `${prefix}${name}`, text, ...(verb === undefined ? {} : { verb }) });
  const post = await openMail(config);
  // Nobody waits for it: mail is tried again anyway.
  post?.check().catch((error: unknown) => {
    const reason = error instanceof MailFailure ? entryOfAnswer(error.message) : entry`${kindOf(error)}.`;
    log.warn(entry`${reason} Mail waits until it can.`);
  });
  await takeDeclared(options);
  await openPage(options);
  const composeNow = createCompose(
    { corpus, search, store, settings, ...askQuietly(options.works, log) },
    typed,
  );
  /** Nothing is picked among some of the papers. What somebody asks for now, and what was decided before, waits for no source. */
  async function papersReady({ delivery }: Occasion): Promise<void> {
    if (delivery?.picks !== undefined) return;
    await options.whole;
    if (delivery?.onDemand === false) await options.ready?.();
  }
  const compose: Compose = (digest, occasion) => {
    if (occasion.delivery?.picks === undefined) refuseUnread(corpus);
    return composeNow(digest, atItsTime(occasion, options.timeOf));
  };
  const platforms: Platform[] = [];
  let running: RunningDigests | undefined;

  return {
    settings,
    compose,
    posting: {
      async findObstacle(channel, how) {
        return platforms.find(({ name }) => name === channel.platform)?.findObstacle(channel, how);
      },
      sendDirect: (member, card, askedIn) =>
        sendDirect(
          platforms.find(({ name }) => name === member.platform),
          member,
          card,
          askedIn,
        ),
      async wake() {
        running?.kick();
        await running?.idle();
      },
    },
    ...(post === undefined ? {} : { mail: limitCodes(post.sendCode, store.quotas, now) }),
    started(platform) {
      const isKnown = platforms.some(({ name }) => name === platform.name);
      if (!isKnown) platforms.push(config.reactFirst ? reactToPosts(platform, options) : platform);
      if (running !== undefined) return running.kick();
      running = startDigests({
        store,
        platforms: () => platforms,
        compose,
        ready: papersReady,
        log,
        ...(store.isShared ? { turns: store.sharedTurns } : {}),
        grace: config.digestGrace * hour,
        prefix,
        ...(options.sending === undefined ? {} : { sending: options.sending }),
        ...(options.late === undefined ? {} : { late: options.late }),
        ...(options.meter === undefined ? {} : { meter: options.meter }),
        ...(post === undefined ? {} : { mailer: holdMail(post, { clock: systemClock, log }) }),
      });
    },
    health: () => tellTurn(running?.state()),
    underWay: () => running?.state().underWay ?? 0,
    async stop() {
      await running?.stop();
      post?.close();
    },
  };
}

/** A digest that was brought before its time is the one of that time. */
function atItsTime(occasion: Occasion, timeOf: DigestServicesOptions['timeOf']): Occasion {
  const { delivery } = occasion;
  const time = delivery && timeOf?.(delivery.digest, delivery.due);
  if (delivery === undefined || time === undefined) return occasion;
  return { ...occasion, now: time, delivery: { ...delivery, due: time } };
}

/** As `Posting.sendDirect`, on the person's platform. */
async function sendDirect(
  platform: Platform | undefined,
  member: Member,
  card: Card,
  askedIn: Channel,
): Promise<string | undefined> {
  try {
    const direct = await platform?.openDirect(member);
    if (direct !== undefined && direct.id !== askedIn.id) await platform?.post(direct, card);
    return undefined;
  } catch (error) {
    if (!(error instanceof PostFailure)) throw error;
    return error.reason === 'passing' ? undefined : error.message;
  }
}

/** Where no papers are known because their source cannot be read, a digest is not empty: it is tried again. Throws a SearchFailure. */
function refuseUnread({ papers, sources }: Pick<LiveCorpus, 'papers' | 'sources'>): void {
  if (papers.length === 0 && sources.some(({ health }) => health.state === 'broken'))
    throw new SearchFailure(entry`The papers cannot be read at the moment.`);
}

/** The platform, whose digests the bot reacts to first. */
function reactToPosts(platform: Platform, { config, log }: DigestServicesOptions): Platform {
  const { bookmarks } = config;
  const react = createFirstReactions({ react: platform.react, bookmarks, log });
  return {
    ...platform,
    async post(channel, card, options) {
      const posted = await platform.post(channel, card, options);
      void react(posted);
      return posted;
    },
  };
}

/** The library behind mail is loaded only where mail is set up. */
async function openMail({ mail }: Pick<Config, 'mail'>): Promise<Post | undefined> {
  if (mail === undefined) return undefined;
  const { createMail } = await import('../adapters/mail/mail.ts');
  const { smtpUrl, from, web } = mail;
  return createMail({ smtpUrl, from, ...(web === undefined ? {} : { publicUrl: web.publicUrl }) });
}

/** Serves the page to unsubscribe, where HTTP is on. */
async function openPage({ config, store, log, web }: DigestServicesOptions): Promise<void> {
  if (config.mail?.web === undefined) return;
  const { createUnsubscribePage } = await import('../adapters/mail/receive/unsubscribe-page.ts');
  try {
    await web.serve(createUnsubscribePage({ end: (secret) => endBySecret(store.digests, secret), log }));
  } catch (error) {
    const { port } = config.mail.web;
    log.error(
      entry`Unsubscribe links do not work: PORT ${port} cannot be opened (${kindOf(error)}). Choose a free port, at an address of this machine.`,
      error,
    );
  }
}

/** Takes over the digests of the configuration; what is stored of them stays as it was where that fails. */
async function takeDeclared({ config, store, now, log }: DigestServicesOptions): Promise<void> {
  try {
    await reconcileDeclared(config.digests, store.digests, now(), log);
  } catch (error) {
    // The store has said in the log what is wrong with it.
    if (!(error instanceof StoreFailure)) throw error;
    log.warn(entry`The digests of the configuration file could not be stored; those known before continue.`);
  }
}
