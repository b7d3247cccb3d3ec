import pLimit from 'p-limit';
import type { Member, MessageRef } from '../chat/channel.ts';
import { createReadEmoji, type ReadEmoji } from '../chat/emoji.ts';
import type { Log } from '../chat/log.ts';
import type { GivenReaction, Platform } from '../chat/platform.ts';
import { findPaper } from '../store/lists/find-paper.ts';
import type { ReactionSave } from '../store/lists/reaction-save.ts';
import { type ShownMessage, StoreFailure } from '../store/store.ts';
import { counted } from '../text/counted.ts';
import { entry, type LogEntry, nameOf, nobodyTyped, traceOf } from '../text/log-entry.ts';
import { pickPaper, type ReactionOptions, tagOf } from './reactions.ts';
import { watchSaves } from './watch-saves.ts';

export type ReconcileOptions = ReactionOptions & {
  readonly platforms: readonly Pick<Platform, 'name' | 'readReactions'>[];
  /** Only messages posted since then are looked at; the last 14 days unless told. */
  readonly since?: Date;
  /** At most so many messages of each platform, the newest; 500 unless told. */
  readonly limit?: number;
  /** In which workspaces messages are looked at; in all unless told. */
  readonly isConcerned?: (workspace: string) => boolean;
  /** These messages are looked at, whenever they were posted, in place of the newest. */
  readonly messages?: readonly MessageRef[];
  /** Ends it early, between two messages. */
  readonly stop?: AbortSignal;
  /** Told of everybody whose list changes. */
  readonly changed?: (member: Member) => void;
};

const day = 24 * 60 * 60 * 1000;
/** So many workspaces are looked at side by side: one whose platform does not answer holds up no other. */
const atOnce = 8;

/**
 * Takes the reactions that were given and taken back while the bot was away: in each workspace message after message, the newest
 * first, each together with what arrives about it meanwhile. An emoji that is gone from a message for everybody changes nothing.
 * Messages that cannot be read are logged and passed over. Never rejects; yields how many messages were looked at.
 */
export async function reconcileReactions(options: ReconcileOptions): Promise<number> {
  const { platforms, bookmarks, stop, log } = options;
  const store = watchSaves(options.store, options.changed ?? (() => undefined));
  const readEmoji = createReadEmoji(bookmarks);
  let seen = 0;
  for (const platform of platforms) {
    try {
      const lanes = new Map<string, ShownMessage[]>();
      for (const shown of await findShown(platform.name, options)) {
        const { workspace } = shown.message.channel;
        lanes.set(workspace, [...(lanes.get(workspace) ?? []), shown]);
      }
      const inTurn = pLimit(atOnce);
      await Promise.all(
        [...lanes.values()].map((lane) =>
          inTurn(async () => {
            const failed = new Map<LogEntry, MessageRef[]>();
            for (const shown of lane) {
              if (stop?.aborted === true) break;
              const why = await reconcileMessage(shown, platform, readEmoji, { ...options, store });
              if (why !== undefined) failed.set(why, [...(failed.get(why) ?? []), shown.message]);
              seen += 1;
            }
            tellFailed(failed, log);
          }),
        ),
      );
    } catch (error) {
      const what = entry`Reactions given on ${nameOf(platform.name)} in the meantime could not be looked up`;
      // The store has said in the log what is wrong with it.
      if (error instanceof StoreFailure) log.warn(entry`${what}; it is tried again at the next start.`);
      else log.error(entry`${what}: ${traceOf(error)}`, error);
    }
  }
  return seen;
}

/** The messages that are to be looked at; those that nothing is known of are passed over. */
async function findShown(
  platform: string,
  { store, now, messages, limit = 500, ...options }: ReconcileOptions,
): Promise<readonly ShownMessage[]> {
  const since = options.since ?? new Date(now().getTime() - 14 * day);
  if (messages === undefined) return store.shown.recent(platform, since, limit, options.isConcerned);
  const own = messages.filter(({ channel }) => channel.platform === platform);
  const found = await Promise.all(own.map((message) => store.shown.find(message)));
  return found.filter((shown) => shown !== undefined);
}

/** A line for each reason, however many messages of a workspace have it. */
function tellFailed(failed: ReadonlyMap<LogEntry, readonly MessageRef[]>, log: Log): void {
  for (const [why, [first, ...others]] of failed) {
    if (first === undefined) continue;
    const { id, channel } = first;
    const more =
      others.length === 0 ? entry`` : entry` and ${nobodyTyped(counted(others.length, 'more message'))}`;
    log.warn(
      entry`The reactions to message ${nameOf(id)} in ${nameOf(channel.id)}${more} could not be read: ${why}`,
    );
  }
}

/** Yields why it cannot be read, where it cannot. */
async function reconcileMessage(
  shown: ShownMessage,
  platform: Pick<Platform, 'readReactions'>,
  readEmoji: ReadEmoji,
  options: ReactionOptions,
): Promise<LogEntry | undefined> {
  const { message } = shown;
  try {
    await options.memory.inTurn(message, async () => {
      const given = await platform.readReactions(message, (emoji) => readEmoji(emoji) !== undefined);
      if (given !== undefined) await bringUpToDate(shown, given, readEmoji, options);
    });
    return undefined;
  } catch (error) {
    return traceOf(error);
  }
}

async function bringUpToDate(
  shown: ShownMessage,
  given: readonly GivenReaction[],
  readEmoji: ReadEmoji,
  options: ReactionOptions,
): Promise<void> {
  const { store, now } = options;
  const standing = new Map<string, Omit<ReactionSave, 'paper'> & { readonly paper: string | undefined }>();
  for (const { emoji, member } of given) {
    const meaning = readEmoji(emoji);
    if (meaning === undefined) continue;
    const save = {
      message: shown.message,
      member: { ...member, workspace: shown.home },
      emoji: meaning.emoji,
      paper: pickPaper(meaning, shown),
      ...tagOf(meaning),
    };
    standing.set(keyOf(save), save);
  }
  const known = new Map((await store.reactionSaves.on(shown.message)).map((save) => [keyOf(save), save]));
  for (const [key, { paper: id, ...save }] of standing) {
    if (known.has(key) || id === undefined) continue;
    const paper = await findPaper(id, options);
    if (paper !== undefined && !(await store.privacy.wasForgotten(save.member)))
      await store.reactionSaves.give({ ...save, paper: paper.id }, paper, now());
  }
  const emojis = new Set([...standing.values()].map(({ emoji }) => emoji));
  for (const [key, save] of known) {
    // An emoji that the settings do not name any more was not asked for: nobody took it back. One that is gone for everybody
    // was cleared by somebody else, as a moderator may: nobody took that back either.
    if (readEmoji(save.emoji) === undefined || standing.has(key)) continue;
    if (!emojis.has(save.emoji)) await store.reactionSaves.keepCleared(shown.message, save.emoji);
    else await store.reactionSaves.takeBack(save, now());
  }
}

function keyOf({ member, emoji }: Pick<ReactionSave, 'member' | 'emoji'>): string {
  return JSON.stringify([member.id, emoji]);
}
