import type { ClearedReactions, Reaction } from '../chat/bot.ts';
import type { Card } from '../chat/card.ts';
import type { Member } from '../chat/channel.ts';
import type { Bookmark } from '../chat/emoji.ts';
import { createReadEmoji, type Meaning, nameBookmark } from '../chat/emoji.ts';
import type { Log } from '../chat/log.ts';
import type { Services } from '../commands/command.ts';
import { findPaper } from '../store/lists/find-paper.ts';
import { type ShownMessage, StoreFailure } from '../store/store.ts';
import { entry, nameOf } from '../text/log-entry.ts';
import type { Memory } from './memory.ts';

export type ReactionOptions = Pick<Services, 'corpus' | 'store' | 'now' | 'bookmarks'> & {
  readonly memory: Memory;
  readonly log: Log;
};

const rememberedHints = 10_000;

/**
 * Saves by reactions and takes out by their removal, without a word; one that picks no paper of the message is explained
 * to each person once. While the store cannot be used, even to look up the message, what is to be done waits.
 */
export function createReactionTaker(options: ReactionOptions): (reaction: Reaction) => Promise<void> {
  const { memory, bookmarks } = options;
  const readEmoji = createReadEmoji(bookmarks);
  const told = new Set<string>();

  return async (reaction) => {
    const meaning = readEmoji(reaction.emoji);
    if (meaning === undefined) return;
    const explained = await memory.inTurn(reaction.message, () => takeOrWait(reaction, meaning, options));
    if (explained === undefined) return;
    const person = JSON.stringify(reaction.member);
    if (told.has(person)) return;
    if (told.size < rememberedHints) told.add(person);
    await reaction.reply([explained]);
  };
}

/** Keeps what reactions saved that were cleared for everybody, as if it had been saved by a command; waits for the store. */
export async function keepCleared(
  { message, emoji }: ClearedReactions,
  { memory, store, bookmarks }: Pick<ReactionOptions, 'memory' | 'store' | 'bookmarks'>,
): Promise<void> {
  const meant = emoji === undefined ? undefined : createReadEmoji(bookmarks)(emoji)?.emoji;
  if (emoji !== undefined && meant === undefined) return;
  const keep = () => store.reactionSaves.keepCleared(message, meant);
  await memory.inTurn(message, () => memory.backlog.write(keep));
}

/** Yields what to tell where no paper is picked; nothing where that shows only later. */
async function takeOrWait(
  reaction: Reaction,
  meaning: Meaning,
  options: ReactionOptions,
): Promise<Card | undefined> {
  const { memory } = options;
  try {
    // What is taken back was given before: the message is no longer new.
    const shown = await memory.find(reaction.message, reaction.added);
    return shown && (await take(reaction, meaning, shown, memory.backlog.write, options));
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
  }
  await memory.backlog.write(async () => {
    const shown = await memory.find(reaction.message, reaction.added);
    await (shown && take(reaction, meaning, shown, (work) => work(), options));
  });
  return undefined;
}

/** Yields what to tell where no paper is picked. */
async function take(
  { added, message, member, isLeft, isFirst }: Reaction,
  meaning: Meaning,
  shown: ShownMessage,
  write: (work: () => Promise<unknown>) => Promise<unknown>,
  options: ReactionOptions,
): Promise<Card | undefined> {
  const { store, now, log, bookmarks } = options;
  const own: Member = { ...member, workspace: shown.home };
  const save = { message, member: own, emoji: meaning.emoji, ...tagOf(meaning) };
  const at = now();
  if (!added) {
    if ((await isLeft?.()) || (await isFirst?.()) === false) return undefined;
    await write(() => store.reactionSaves.takeBack(save, at));
    return undefined;
  }
  if ((await isFirst?.()) === false) return undefined;
  const id = pickPaper(meaning, shown);
  if (id === undefined) return explainNumbers(shown, bookmarks);
  await write(async () => {
    const paper = await findPaper(id, options);
    if (paper === undefined) log.warn(entry`A reaction saved nothing: ${nameOf(id)} is no longer known.`);
    else await store.reactionSaves.give({ ...save, paper: paper.id }, paper, at);
  });
  return undefined;
}

/** The paper that an emoji picks on a message: that at its place, or the only one. */
export function pickPaper({ place }: Meaning, { papers }: Pick<ShownMessage, 'papers'>): string | undefined {
  if (place !== undefined) return papers[place - 1];
  return papers.length === 1 ? papers[0] : undefined;
}

export function tagOf({ tag }: Meaning): { readonly tag?: string } {
  return tag === undefined ? {} : { tag };
}

function explainNumbers({ papers }: ShownMessage, bookmarks: readonly Bookmark[]): Card {
  const one = papers.length === 1;
  const bookmark = nameBookmark(bookmarks);
  return {
    title: 'No paper was saved',
    text: one
      ? `That message shows one paper: react with ${bookmark} to save it.`
      : `That message shows ${papers.length} papers: 1️⃣ saves the first on it, 2️⃣ the second, and so on. ${bookmark} saves where there is only one.`,
    footer: 'You will not be told again.',
  };
}
