import type { Card, CommandLine } from './card.ts';
import type { Channel, Member, Posted } from './channel.ts';

/** A command as it reached the bot. */
export type Invocation = {
  readonly line: CommandLine;
  readonly channel: Channel;
  /** The message in whose thread it was said, where threads are no channels of their own. */
  readonly thread?: string;
  /** The message that it replies to. */
  readonly repliesTo?: string;
  /** Set where a button was pressed on a message that others see too. */
  readonly isPressedForAll?: true;
  readonly member: Member;
  /** Set where the member's id is the same person's in every workspace of the platform. */
  readonly sameEverywhere?: true;
  /** The name people see; hostile text like any other. */
  readonly memberName: string;
  /** The channel's name without `#`, where the platform tells it. */
  readonly channelName?: string;
  /** The person's IANA time zone, where the platform tells it. */
  readonly zone?: string;
  /** Whether this person may decide what is posted in this channel; everybody may in a direct message with the bot. */
  mayManage(): Promise<boolean>;
  /** Why nobody can be known to manage this channel, and what to do: the bot is not there. Undefined where it can tell. */
  absence?(): Promise<string | undefined>;
  /** Whether this person manages the whole workspace, wherever it is asked; no where no platform tells it. */
  managesWorkspace?(): Promise<boolean>;
  /** Whether this person is of the workspace, not of another in a channel both share; yes where no platform tells it. */
  belongs?(): Promise<boolean>;
  /** Set where nobody types after the answer, so that its numbers need not be kept. */
  readonly leavesNoList?: true;
  /**
   * Shows the answer to the person who asked: privately where the command is private, in place of the pressed
   * button's message where that button replaces. Yields the messages, none where the platform does not tell them.
   */
  reply(cards: readonly Card[]): Promise<readonly Posted[]>;
};

/** What a command declares about one argument; platforms announce it natively or read it from text. */
export type Argument = {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** What completes it while one types; nothing does a `text`. */
  readonly kind: 'query' | 'paper' | 'saved' | 'digest' | 'command' | 'text';
};

/**
 * A named choice beside the argument. Typed as `tag:physics` or `note:"two words"`; a value out of `choices` may stand alone at
 * either end of the text: `unread`.
 */
export type Option = {
  /** One word of small letters. */
  readonly name: string;
  readonly description: string;
  /** The only values there are. */
  readonly choices?: readonly Choice[];
  /** `bot.suggest` completes it while one types. */
  readonly completes?: true;
  /** A text of several lines. */
  readonly long?: true;
};

/** Questions asked before a command runs; the answers become its argument and its options. */
export type Form = {
  /** At most 24 characters. */
  readonly title: string;
  /** One to five. */
  readonly fields: readonly FormField[];
  /** Further ones, for platforms that show more than five. */
  readonly more?: readonly FormField[];
  /** What the button says that hands it in: `Save`. */
  readonly submit: string;
};

export type FormField = {
  /** The name of the command's argument or of one of its options. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** The answer unless it is changed. */
  readonly value?: string;
  readonly required: boolean;
  readonly choices?: readonly Choice[];
  /** `bot.suggest` completes it where the platform can. */
  readonly completes?: true;
  /** The answer is a role or a group of the platform by its id, which offers its own beside the choices where it can. */
  readonly group?: true;
  readonly long?: true;
  /** Why the present answer will not do, in words. */
  readonly problem?: string;
};

/** Who wants to run what, before it runs. */
export type Question = Pick<
  Invocation,
  | 'line'
  | 'channel'
  | 'thread'
  | 'repliesTo'
  | 'isPressedForAll'
  | 'member'
  | 'sameEverywhere'
  | 'memberName'
  | 'zone'
  | 'mayManage'
  | 'absence'
  | 'managesWorkspace'
  | 'belongs'
>;

/** Who types, and where, for completions that are one's own or of the channel. */
export type Asker = Pick<Invocation, 'channel' | 'member'>;

/** One completion: `value` is what the argument becomes, `label` what is shown. */
export type Choice = { readonly label: string; readonly value: string };

/**
 * What a platform needs to know of a command to announce it.
 *
 * @example
 * const cite: CommandDeclaration = {
 *   name: 'papers',
 *   verb: 'cite',
 *   description: 'Cite a paper',
 *   argument: { name: 'paper', description: 'Its number or its id', required: true, kind: 'paper' },
 *   private: true,
 * };
 */
export type CommandDeclaration = {
  /** `paper`, `papers`: what follows the slash. */
  readonly name: string;
  /** `similar` in `/papers similar`; absent for a command without verbs. */
  readonly verb?: string;
  /** One sentence of at most 100 characters. */
  readonly description: string;
  /** The text after the command without its options; absent where it takes none. */
  readonly argument?: Argument;
  readonly options?: readonly Option[];
  /** Whether a platform with forms must ask `bot.form` first. */
  readonly asks?: true;
  /**
   * Whether running it twice does no more than running it once, so that a platform may run it before it knows that it is the one
   * to answer.
   */
  readonly repeatable?: true;
  /** Whether its cards say what the pressed button becomes. */
  readonly turnsButton?: true;
  /** Whether its answers tell times: by the clocks of whoever asks, where the platform tells those. */
  readonly tellsTimes?: true;
  /** Whether it is for those alone who may manage the channel; each run is checked besides. */
  readonly managers?: true;
  /** Whether only the asker sees the answer. */
  readonly private: boolean;
  /** Whether the answer is the asker's own, so that nobody else may see it, however it was asked for. */
  readonly personal?: true;
  /** Whether it is left out of the lists that platforms show, which are short: it is pressed, or typed where one types freely. */
  readonly unlisted?: true;
  /** Offered under this name on every message too; the argument is then the message's text: `Find this paper`. */
  readonly shortcut?: string;
};
