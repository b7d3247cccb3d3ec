import type { Workspace } from '../../chat/channel.ts';

/** What is stored of a workspace, in numbers. */
export type WorkspaceHoldings = {
  readonly people: number;
  readonly digests: number;
  /** Messages of the bot that show papers. */
  readonly messages: number;
  /** Where the app is installed, the organisation itself included. */
  readonly installations: number;
};

/** Workspaces that removed the bot, whose data is kept for a while, should it return. */
export type RemovedWorkspaces = {
  /** The first moment counts; yields whether this is news. */
  add(workspace: Workspace, at: Date): Promise<boolean>;
  /** The bot is there again: everything stays, and digests that were refused meanwhile, and paused for that, go on. */
  remove(workspace: Workspace): Promise<void>;
  /** How much is stored of a workspace, or of an organisation with those that take part in its installation. */
  holdings(workspace: Workspace): Promise<WorkspaceHoldings>;
  /** Deletes it for good now, and where the app is installed there. */
  forget(workspace: Workspace): Promise<void>;
  /** Deletes for good all that is stored of those removed before then, unless an app is installed there; yields how many they are. */
  prune(before: Date): Promise<number>;
};
