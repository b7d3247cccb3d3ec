import type { Client } from 'discord.js';
import type { ConnectionFailure } from '../../../core/chat/failures.ts';
import type { Health } from '../../../core/text/health.ts';

/** Who the bot is: the ids of its user and of its application, and its name. */
export type Identity = { readonly bot: string; readonly name: string; readonly application: string };

/** Listens to a client before it connects. What it tells is to be acted on only where `isOurs` says so at that moment. */
export type Prepare = (client: Client, isOurs: () => boolean) => void;

/** What connections tell of themselves. */
export type ConnectionHooks = {
  readonly prepare: Prepare;
  /** Called once where Discord ends all of it for good. */
  readonly onEnd: (failure: ConnectionFailure) => void;
  /** Called when something that people did may have been missed, by those of the servers that are concerned. */
  readonly onGap: (isConcerned: (guild: string) => boolean) => void;
};

/** The connections of this process to Discord's gateway. */
export type Connections = {
  /** Resolves once those that are this process's stand; rejects with a ConnectionFailure where waiting cannot help. */
  start(): Promise<Identity>;
  /** How they are, without asking Discord. */
  health(): Health;
  /** Those that stand. */
  clients(): readonly Client<true>[];
  /** The one that is told of the server, or, for '', of direct messages; undefined where another process has it. */
  clientOf(guild: string): Client<true> | undefined;
  /** Takes nothing new; what is under way can still be finished. */
  quiet(): void;
  close(): Promise<void>;
};
