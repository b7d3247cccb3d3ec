import type { Readable, Writable } from 'node:stream';
import type { Holder, Leases } from '../async/leases.ts';
import type { Quotas } from '../async/sharing/quotas.ts';
import type { SharedTurns } from '../async/sharing/shared-turns.ts';
import type { WebHandler } from '../async/web-server.ts';
import type { Card } from './card.ts';
import type { LongTexts } from './command-line.ts';
import type { Log } from './log.ts';
import type { Platform } from './platform.ts';
import type { Preview } from './preview/preview.ts';
import type { WindowMeans } from './preview/window.ts';
import type { Given, SettingEntries, ValuesOf } from './settings/setting.ts';
import type { Installations } from './workspaces/installation.ts';
import type { SeenEvents } from './workspaces/seen-events.ts';

/** What a platform may use of the program around it. */
export type PlatformContext = {
  readonly log: Log;
  /** To be called once when the platform has ended by itself: without a failure where a person left. */
  end(failure?: Error): void;
  /**
   * To be called when the connection stands again after it was away for so long that something may have been missed, by those of
   * the workspaces that are concerned; by all unless told.
   */
  gap(isConcerned?: (workspace: string) => boolean): void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** A folder for what makes the next start nicer and may be lost. */
  readonly data: string;
  /** What all processes on the database share out among themselves; names begin with the platform's. */
  readonly leases: Leases;
  /** Uses that are counted over all of them; what they are of begins with the platform's name. */
  readonly quotas: Quotas;
  /** Who this process is among them, where there may be several. */
  readonly holder?: Holder;
  /** What they take turns by, where there may be several. */
  readonly turns?: SharedTurns;
  /** Processes on other machines may use the same database. */
  readonly isShared: boolean;
  /** Where the platform's app is installed, for one that many workspaces take. */
  readonly installations: Installations;
  /** Texts that are too long for buttons. */
  readonly longTexts: LongTexts;
  /** What services told, noted for all processes. */
  readonly seenEvents: SeenEvents;
  /** What a person sees first who sits at the platform alone. */
  greeting(): Promise<Card>;
  /** Says one line to whoever starts the program, before the greeting. */
  announce?(line: string): void;
  /** What a window shows other platforms with. */
  readonly window?: WindowMeans;
  /**
   * Hangs a handler on PORT, which the first opens and all share; yields how to take it off. Rejects with the system's error where
   * the port cannot be had. A handler answers what is its own alone, by the path.
   */
  serve(handler: WebHandler): Promise<() => void>;
};

/** A platform as settings set it up, before its SDK is loaded. */
export type ReadyPlatform = {
  /** What `doctor` says of it. */
  readonly state: string;
  /** Settings that have no effect beside others, a sentence each. */
  readonly notices?: readonly string[];
  /** Loads what the platform needs, and connects nothing: that is `start`'s. Undefined where it cannot be opened, which the log says. */
  open(context: PlatformContext): Promise<Platform | undefined>;
};

/** What an id on the platform looks like; `mustBe` completes "it must be ...". */
export type IdRule = { readonly pattern: RegExp; readonly mustBe: string; readonly example: string };

/**
 * What a platform declares of itself. A folder under `adapters/` holds each, `adapters/registry.ts` lists them, and
 * nothing else needs to know.
 *
 * @example
 * const settings = { token: { variable: 'MATRIX_TOKEN', ... } } satisfies SettingEntries;
 *
 * export const matrix: PlatformKind<typeof settings> = {
 *   name: 'matrix',
 *   title: 'Matrix',
 *   settings,
 *   reached: 'over a connection that the bot opens',
 *   needs: 'MATRIX_TOKEN',
 *   absence: 'has no token',
 *   ids: { channel: { pattern: /^!/u, mustBe: 'the id of a room', example: '!lab:example.org' } },
 *   prepare: ({ token }) =>
 *     token === undefined
 *       ? undefined
 *       : {
 *           state: 'has a token',
 *           open: async ({ log }) => (await import('./matrix.ts')).createMatrix(token, log),
 *         },
 * };
 */
export type PlatformKind<Entries extends SettingEntries = SettingEntries> = {
  /** As channels, digests and messages name it, and as its settings begin: `slack`. */
  readonly name: string;
  /** As people write it: `Slack`. */
  readonly title: string;
  /** It is where the program was started, and opened where no other platform is set up. */
  readonly isLocal?: true;
  /** It shows what others would: opened only where a person sits at the terminal, or alone where that is asked for. */
  readonly isPreview?: true;
  /** Loads how the platform draws, for such a preview. */
  preview?(): Promise<Preview>;
  /** No settings of the same variable are declared twice; `port` is shared. */
  readonly settings: Entries;
  /** Its row of the table in the documents: how people reach the bot, and which settings it needs. */
  readonly reached: string;
  readonly needs: string;
  /** What `doctor` says of it where it is not set up. */
  readonly absence: string;
  /** How digests of the configuration file name places and groups; no `workspace` where there is one alone. */
  readonly ids: { readonly channel: IdRule; readonly workspace?: IdRule; readonly group?: IdRule };
  /** A sentence for each setting that is of no use without another. */
  findContradictions?(given: Given<keyof Entries>): readonly string[];
  /** What the settings amount to; undefined where they do not ask for this platform. */
  prepare(values: ValuesOf<Entries>): ReadyPlatform | undefined;
};
