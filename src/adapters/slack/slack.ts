import type { Rates } from '../../core/async/rate-limit.ts';
import { growingPause, type RetryOptions, retry } from '../../core/async/retry.ts';
import { within } from '../../core/async/within.ts';
import type { Bot } from '../../core/chat/bot.ts';
import type { Member } from '../../core/chat/channel.ts';
import { PostFailure } from '../../core/chat/failures.ts';
import type { Log } from '../../core/chat/log.ts';
import type { Platform } from '../../core/chat/platform.ts';
import { entry, nameOf } from '../../core/text/log-entry.ts';
import { clientOptionsOf, connect, createSdkLog } from './connection.ts';
import { describe, findFailure, isEnding, isLocalRefusal, toPostFailure } from './failures.ts';
import { createHome, type Home } from './home.ts';
import { createKeptConnection } from './keep-connected.ts';
import { POSTING_RATES } from './limits.ts';
import type { ReceiveContext } from './receive/context.ts';
import { createAuthorize, listen } from './receive/listen.ts';
import { react, readReactions } from './receive/reactions.ts';
import { createFirst, createSeen } from './receive/seen.ts';
import { isGroup, postCard } from './send/post.ts';
import { publishHome } from './send/publish-home.ts';
import { findObstacle, openDirect } from './send/reach.ts';
import { createRefusals } from './send/refusals.ts';
import type { SlackSettings } from './settings.ts';
import type { Grant } from './workspaces/access.ts';
import { createDirectoryCaches } from './workspaces/directory.ts';
import { createReach } from './workspaces/reach.ts';
import { createSession, type Session } from './workspaces/session.ts';
import { createSessions } from './workspaces/sessions.ts';
import type { Whose } from './workspaces/whose.ts';

/** How long a stop waits for answers under way. */
const DRAIN_WITHIN = 6_000;

/** Slack, by Socket Mode or over HTTP: one workspace, or all that have the app. */
export function createSlack(
  settings: SlackSettings,
  log: Log,
  postingRates: Rates = POSTING_RATES,
): Platform {
  const logger = createSdkLog(log);
  const clientOptions = clientOptionsOf(settings, logger);
  const unfurls = settings.unfurl ?? true;
  const caches = createDirectoryCaches();
  const refusals = createRefusals();
  const [isNew, isFirst] = [createSeen(), createFirst(settings.seenEvents, log)];
  const underWay = new Set<Promise<void>>();
  let bot: Bot | undefined;
  let home: Home | undefined;
  let ended = false;

  const tell = async (workspace: string, isThere: boolean) =>
    bot?.onWorkspace({ platform: 'slack', workspace }, isThere);
  const { access, open, ...reach } = createReach(settings, {
    ...{ clientOptions, logger, log },
    async came(workspace) {
      sessions.forget([workspace]);
      await tell(workspace, true);
    },
    enter,
    went: (workspaces) => void track(forget(workspaces)),
    track: (work) => void track(work),
  });
  const sessions = createSessions(access, (grant) =>
    createSession(grant, { settings, clientOptions, caches, log, trouble: noteTrouble }),
  );
  const connection = createKeptConnection(
    async () => {
      await open();
      const authorize = createAuthorize({ find: hear, log });
      return connect(settings, logger, authorize, (app) =>
        listen(app, { log, unfurls, find: hear, leave, enter, ...reach.words }),
      );
    },
    { log, gap: () => settings.onGap?.() },
  );

  function track(work: Promise<void>): Promise<void> {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  }

  async function hear(whose: Whose): Promise<ReceiveContext | undefined> {
    const session = await sessions.find(whose);
    if (session === undefined || bot === undefined || home === undefined) return undefined;
    const context = { ...session, bot, home, unfurls, log, isNew, isFirst, track };
    if ('botToken' in settings) return context;
    return { ...context, findOther: (workspace) => hear({ workspaces: [workspace] }) };
  }

  /** The app is no more in these: what is kept of them waits to be deleted, should they not come back. */
  async function forget(workspaces: readonly string[]): Promise<void> {
    sessions.forget(workspaces);
    for (const workspace of workspaces) {
      log.info(entry`Slack: the app was removed from ${nameOf(workspace)}`);
      await tell(workspace, false);
    }
  }

  /** What Slack tells once is noted as soon as the database can be written. */
  const patiently: RetryOptions = {
    signal: connection.closed,
    pauseAfter: (_, tries) => growingPause(tries, 1_000, 2, 60_000),
  };

  async function leave(...told: Parameters<typeof access.leave>): Promise<void> {
    await track(retry(() => access.leave(...told), patiently).then(forget));
  }

  /** Found, a workspace takes part in its organisation's installation from then on. */
  async function enter(workspace: string, organisation: string): Promise<void> {
    const found = retry(() => sessions.find({ workspaces: [workspace], organisation }), patiently);
    await track(found.then(() => {}));
  }

  /** Ends what a refusal by Slack is about: the installation in one workspace, or the platform whose only token it is. */
  function noteTrouble(grant: Grant | undefined, error: unknown): void {
    if ((findFailure(error) === undefined && !isEnding(error)) || isLocalRefusal(error)) return;
    if ('botToken' in settings) giveUp(error);
    else if (grant !== undefined) {
      const drop = () => {
        if (isEnding(error)) sessions.forget([grant.identity.workspace]);
      };
      // Another process may have heard already of another token, or it is renewed now.
      drop();
      void track(
        access
          .lose(grant)
          .finally(drop)
          .then(forget, (trouble: unknown) =>
            log.debug(entry`Slack: it is not known whether the app was removed: ${describe(trouble)}`),
          ),
      );
    }
  }

  function giveUp(error: unknown): void {
    const failure = findFailure(error);
    if (failure === undefined || ended || connection.closed.aborted) return;
    ended = true;
    void connection.close().then(() => settings.onEnd?.(failure));
  }

  /** Slack's refusals as failures that say what to do; one that concerns more than this ends that. */
  async function orFail<T>(
    workspace: string,
    place: string,
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    let session: Session | undefined;
    try {
      session = await sessions.find({ workspaces: [workspace] });
      if (session !== undefined) return await work(session);
    } catch (error) {
      noteTrouble(session?.grant, error);
      if (session !== undefined && isEnding(error) && (await hasOtherToken(session)))
        throw new PostFailure('passing', entry`The Slack app was added there anew just now.`, {
          cause: error,
        });
      throw reach.explain(error) ?? toPostFailure(error, place, session?.identity.botName ?? 'Paperboy');
    }
    throw new PostFailure('forbidden', reach.notThere(workspace));
  }

  async function hasOtherToken({ grant: { token, identity } }: Session): Promise<boolean> {
    const found = await sessions.find({ workspaces: [identity.workspace] }).catch(() => undefined);
    return found !== undefined && found.grant.token !== token;
  }

  const sessionOf = async ({ workspace }: Member) =>
    sessions.find({ workspaces: [workspace] }).catch(() => undefined);

  function openHome(its: Bot): Home {
    return createHome({
      bot: its,
      async publish(member, view, over) {
        const session = await sessionOf(member);
        return session === undefined ? {} : publishHome(session.client, member.id, view, log, over);
      },
      async openDirect(member) {
        const session = await sessionOf(member);
        return session === undefined ? '' : openDirect(session.client, member.id).catch(() => '');
      },
      async answer(member, direct, cards) {
        const { workspace, id: user } = member;
        const place = { workspace, user, channel: direct || user };
        return (await sessionOf(member))?.answer(place, 'public', cards) ?? [];
      },
    });
  }

  return {
    name: 'slack',
    postingRates,
    health: () => reach.health(connection.health()),

    async start(its) {
      bot = its;
      home ??= openHome(its);
      if (!(await connection.open())) return;
      await reach.opened(its);
      connection.keep().catch(giveUp);
    },

    post: (channel, card, options) =>
      orFail(channel.workspace, channel.id, ({ client, identity }) =>
        postCard({ client, refusals, identity, log, stop: connection.closed }, channel, card, options),
      ),

    openDirect: ({ platform, workspace, id }) =>
      orFail(workspace, `the direct conversation with ${id}`, async ({ client }) => ({
        ...{ platform, workspace },
        id: await openDirect(client, id),
      })),

    async findObstacle({ workspace, id }, { pings } = {}) {
      if (pings !== undefined && !isGroup(pings))
        return 'There is no such user group to ping in Slack: mention one, as in role:@group.';
      try {
        const session = await sessions.find({ workspaces: [workspace] });
        if (session === undefined) return reach.notThere(workspace);
        return await findObstacle(session.directory, id, session.identity.botName);
      } catch (error) {
        return `Slack did not say whether I may post there (${describe(error)}). Try again in a minute.`;
      }
    },

    readReactions: (message, wanted) =>
      orFail(message.channel.workspace, message.channel.id, ({ client, directory, identity }) =>
        readReactions(client, directory, identity.botUserId, log, message, wanted),
      ),

    react: (message, emoji) =>
      orFail(message.channel.workspace, message.channel.id, ({ client }) =>
        react(client, log, message, emoji),
      ),

    async stop() {
      home?.close();
      await reach.close();
      await connection.close();
      await within(DRAIN_WITHIN, Promise.allSettled(underWay), undefined);
    },
  };
}
