import type { PaperId } from '../papers/paper.ts';
import type { Card, CommandLine } from './card.ts';

/** One conversation on one platform. `workspace` is a Slack workspace or a Discord server ('' in a direct message there). */
export type Channel = { readonly platform: string; readonly workspace: string; readonly id: string };

/** One person. Two workspaces never share a member. */
export type Member = { readonly platform: string; readonly workspace: string; readonly id: string };

/** One message the bot posted. */
export type MessageRef = { readonly channel: Channel; readonly id: string };

/** What a platform says after showing cards: one of the messages it made of them, and the papers on it. */
export type Posted = { readonly message: MessageRef; readonly papers: readonly PaperId[] };

/** A command as it reached the bot. */
export type Invocation = {
  readonly line: CommandLine;
  readonly channel: Channel;
  readonly member: Member;
  /** The name people see; hostile text like any other. */
  readonly memberName: string;
  /**
   * Shows the answer to the person who asked: privately where the command is private, in place of the pressed
   * button's message where that button replaces. Yields the messages, none where the platform does not tell them.
   */
  reply(cards: readonly Card[]): Promise<readonly Posted[]>;
};

/** An emoji given to or taken from a message of the bot's. */
export type Reaction = {
  /** The emoji itself, or a custom emoji's name, without colons or skin tone: `🔖`, `bookmark`. */
  readonly emoji: string;
  readonly added: boolean;
  readonly message: MessageRef;
  readonly member: Member;
  /** Says something to that person alone. */
  reply(cards: readonly Card[]): Promise<readonly Posted[]>;
};

/** What a command declares about one argument; platforms announce it natively or read it from text. */
export type Argument = {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** What completes it while one types. */
  readonly kind: 'query' | 'paper' | 'command';
};

/** One completion: `value` is what the argument becomes, `label` what is shown. */
export type Choice = { readonly label: string; readonly value: string };

/** What a platform needs to know of a command to announce it. */
export type CommandDeclaration = {
  /** `paper`, `papers`: what follows the slash. */
  readonly name: string;
  /** `similar` in `/papers similar`; absent for a command without verbs. */
  readonly verb?: string;
  /** One sentence of at most 100 characters. */
  readonly description: string;
  /** All the text after the command is its one argument; absent where it takes none. */
  readonly argument?: Argument;
  /** Whether only the asker sees the answer. */
  readonly private: boolean;
  /** Offered under this name on every message too; the argument is then the message's text: `Find this paper`. */
  readonly shortcut?: string;
};

/** The bot as platforms see it. Neither method throws, whatever was typed. */
export type Bot = {
  readonly commands: readonly CommandDeclaration[];
  /** Runs the command and replies; an unknown one is answered with the nearest. */
  onCommand(invocation: Invocation): Promise<void>;
  onReaction(reaction: Reaction): Promise<void>;
  /** Completions of a command's argument, from memory, at once. */
  suggest(line: CommandLine, limit: number): readonly Choice[];
};

/** A chat service. A folder under `adapters/` holds each. */
export type Platform = {
  readonly name: string;
  /** Connects; resolves once commands can arrive. */
  start(bot: Bot): Promise<void>;
  /** Posts one card for all in the channel to see. */
  post(channel: Channel, card: Card): Promise<readonly Posted[]>;
  /** Finishes what is under way and disconnects. */
  stop(): Promise<void>;
};
