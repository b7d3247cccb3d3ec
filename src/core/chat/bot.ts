import type { Card, CommandLine } from './card.ts';
import type { Member, MessageRef, Posted, Workspace } from './channel.ts';
import type { Asker, Choice, CommandDeclaration, Form, Invocation, Question } from './command.ts';
import type { ViewAnswer, ViewChange, ViewRequest } from './view.ts';

/** An emoji given to or taken from a message of the bot's. */
export type Reaction = {
  /** The emoji itself, or a custom emoji's name, without colons or skin tone: `🔖`, `bookmark`. */
  readonly emoji: string;
  readonly added: boolean;
  readonly message: MessageRef;
  readonly member: Member;
  /** Asked of one taken back, where the platform knows several ways to give an emoji: whether this person's is left in another. */
  isLeft?(): Promise<boolean>;
  /** Asked before anything is done, where the platform may tell of it twice: whether it does so for the first time. The same each time. */
  isFirst?(): Promise<boolean>;
  /** Says something to that person alone. */
  reply(cards: readonly Card[]): Promise<readonly Posted[]>;
};

/** All reactions to a message of the bot's were removed at once, as a moderator may, or all of one emoji. */
export type ClearedReactions = { readonly message: MessageRef; readonly emoji?: string };

/** The bot was let into a channel, or, without one, into a whole workspace. `channelName` is without `#`. */
export type NewPlace = Workspace & { readonly channel?: string; readonly channelName?: string };

/**
 * The bot as platforms see it. No method throws, whatever was typed.
 *
 * @example
 * const channel = { platform: 'example', workspace: 'lab', id: 'general' };
 * const member = { platform: 'example', workspace: 'lab', id: 'ada' };
 * await bot.onCommand({
 *   ...{ channel, member, memberName: 'Ada', mayManage: async () => false },
 *   line: readCommandLine('/papers cite 2', bot.commands),
 *   reply: async (cards) => show(cards),
 * });
 */
export type Bot = {
  readonly commands: readonly CommandDeclaration[];
  /**
   * Runs the command and replies; an unknown one is answered with the nearest. Yields the number of the incident in the log where
   * the reply failed, for whoever waits for it.
   */
  onCommand(invocation: Invocation): Promise<number | undefined>;
  onReaction(reaction: Reaction): Promise<void>;
  /** The bot was removed from a workspace, or is there (again). */
  onWorkspace(workspace: Workspace, isThere: boolean): Promise<void>;
  /** What to say there for everybody, once for each place: it is noted as said before it is told. Undefined where it was said. */
  introduce(place: NewPlace): Promise<Card | undefined>;
  /** Nobody took anything back: what the reactions saved stays. */
  onCleared(cleared: ClearedReactions): Promise<void>;
  /**
   * The form to show before a command that `asks` runs, typed or pressed; undefined where it can run as it is. What is
   * handed in is run with `answerForm(line, answers)`; asked for that line, it yields the form again where an answer will not do,
   * filled in and with the `problem` of each such field. Where no form can be shown the command is run all the same: it changes
   * nothing then, and answers what is missing.
   */
  form(question: Question): Promise<Form | undefined>;
  /**
   * Completions of a command's argument, or of the option named, usually within 100 ms; none where they would come too late
   * for a platform to show them. `asker` has what is their own completed, and what is of the channel.
   */
  suggest(line: CommandLine, limit: number, option?: string, asker?: Asker): Promise<readonly Choice[]>;
  /** What a view shows: the cards of the command of that name, without running one. */
  show(request: ViewRequest): Promise<ViewAnswer>;
  /**
   * The card of each paper that one of these addresses names, by the first address that names it, for everybody who sees the
   * links. A paper not known yet is looked up, which may take 15 seconds; where that fails it has no card.
   */
  introduceLinked(addresses: readonly string[]): Promise<ReadonlyMap<string, Card>>;
  /** Tells what views show differently from now on; yields how to stop listening. */
  onChange(listener: (change: ViewChange) => void): () => void;
};
