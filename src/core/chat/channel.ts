import type { PaperId } from '../papers/paper.ts';

/** One conversation on one platform. `workspace` is a Slack workspace or a Discord server ('' in a direct message there). */
export type Channel = { readonly platform: string; readonly workspace: string; readonly id: string };

/** One person. Two workspaces never share a member. */
export type Member = { readonly platform: string; readonly workspace: string; readonly id: string };

/** One message the bot posted. */
export type MessageRef = { readonly channel: Channel; readonly id: string };

/** What a platform says after showing cards: one of the messages it made of them, and the papers on it. */
export type Posted = { readonly message: MessageRef; readonly papers: readonly PaperId[] };

export type Workspace = Pick<Channel, 'platform' | 'workspace'>;
