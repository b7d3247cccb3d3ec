import type { webApi } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import type { Log } from '../../../core/chat/log.ts';
import type { Installation, Installations } from '../../../core/chat/workspaces/installation.ts';
import { counted } from '../../../core/text/counted.ts';
import { entry, type LogEntry, nameOf, nobodyTyped } from '../../../core/text/log-entry.ts';
import { isEnding } from '../failures.ts';
import { type Access, findNamed, type Grant, namedBy } from '../workspaces/access.ts';
import type { Identity } from '../workspaces/identity.ts';
import { isOrganisation, type Whose } from '../workspaces/whose.ts';
import { type BotToken, type Kept, readKept, writeKept } from './kept-token.ts';
import type { Seal } from './seal.ts';
import { createTokenRenewal, type RenewalOptions } from './token-renewal.ts';

const platform = 'slack';

/** The workspaces and organisations that people added the app to. */
export type InstalledAccess = Access & {
  /** Keeps how the bot speaks there from now on; yields whether it is back there, and finds what it had. */
  keep(token: BotToken, identity: Identity): Promise<boolean>;
  /**
   * Encrypts under the newest secret what is kept under an older one; the log tells how much none opens. Yields how many installations
   * there are.
   */
  renewSeals(): Promise<number>;
};

export type InstalledOptions = Pick<RenewalOptions, 'exclusive' | 'exchange' | 'track' | 'closed'> & {
  readonly installations: Installations;
  readonly seal: Seal;
  readonly log: Log;
  /** Where the app is added. */
  readonly address: string;
  clientFor(token: string): webApi.WebClient;
  /** The app is in a workspace from now on, or speaks there by another token. */
  came(workspace: string): Promise<void>;
  /** The app is in these no more: Slack renews its token no longer. */
  went(workspaces: readonly string[]): void;
};

/** A removal that Slack tells so much later (ms) may be of an installation before the present one: it sends an event again for 5 minutes. */
const LATE = 10 * 60_000;
/** So many workspaces are remembered of which the log has told what is wrong with their tokens. */
const TOLD = 10_000;

export function createInstalledAccess(options: InstalledOptions): InstalledAccess {
  const { installations, seal, log, address, clientFor, exclusive, exchange, track, closed } = options;
  const { came, went } = options;
  const told = new LRUCache<string, true>({ max: TOLD });
  /** Which removals were heard: Slack tells of one by two events. */
  const heard = new LRUCache<string, true>({ max: TOLD, ttl: LATE });
  const findRow = (workspace: string) => installations.find({ platform, workspace });

  /** What is kept of an installation of its own; undefined where no secret opens it. */
  function read({ workspace, sealed }: Installation): Kept | undefined {
    const kept = readKept(seal.open(workspace, sealed)?.text);
    if (kept === undefined)
      tellOnce(
        workspace,
        entry`Slack: what is kept of ${nameOf(workspace)} cannot be decrypted. Add the secret it was encrypted with to PAPERBOY_SECRET, or add the app there again at ${nobodyTyped(address)}.`,
      );
    return kept;
  }

  function tellOnce(workspace: string, text: LogEntry): void {
    if (told.has(workspace)) return;
    told.set(workspace, true);
    log.error(text);
  }

  const { renew, last } = createTokenRenewal({
    ...{ exclusive, exchange, address, log, track, closed, tellOnce },
    tokens: {
      async read(workspace) {
        const row = await findRow(workspace);
        return row && read(row);
      },
      // Another process may encrypt it anew meanwhile.
      async replace(workspace, before, kept) {
        for (;;) {
          const row = await findRow(workspace);
          if (row === undefined || read(row)?.token !== before) break;
          await installations.reseal(row, seal.close(workspace, writeKept(kept)));
        }
        told.delete(workspace);
      },
    },
  });

  async function grantOf(row: Installation): Promise<Grant | undefined> {
    const { workspace, organisation } = row;
    const own = organisation === '' ? row : await findRow(organisation);
    const known = own && read(own);
    if (own === undefined || known === undefined) return undefined;
    const kept = await last(own.workspace, known);
    if (kept === undefined) {
      went(await end(own));
      return undefined;
    }
    const { token, renewal: _, ...who } = kept;
    return {
      token,
      identity: { ...who, workspace, notices: [] },
      ...(isOrganisation(own.workspace) && { organisation: own.workspace }),
    };
  }

  async function findInOrganisation(organisation: string, { workspaces, home }: Whose) {
    const [workspace] = workspaces;
    const known = await findRow(workspace ?? home ?? '');
    // A person's own workspace may be another's, who writes in a channel that they share.
    if (known !== undefined && (workspace !== undefined || known.organisation === organisation))
      return grantOf(known);
    const whole = await findRow(organisation);
    if (whole === undefined || workspace === undefined) return whole && grantOf(whole);
    const part = { platform, workspace, organisation, at: new Date() };
    const grant = await grantOf({ ...part, sealed: '' });
    if (grant !== undefined) {
      await installations.join(part);
      await came(workspace);
    }
    return grant;
  }

  /** A token that was renewed meanwhile is of the same installation. */
  async function end(row: Installation): Promise<readonly string[]> {
    const ended = (await installations.end(row)).map(({ workspace }) => workspace);
    for (const workspace of ended) heard.set(workspace, true);
    if (ended.length > 0) return ended;
    const now = await findRow(row.workspace);
    return now?.at.getTime() === row.at.getTime() ? end(now) : [];
  }

  /** Whether Slack takes a token no more, or an organisation's not in a `part` of it. Where it does not say, it is believed to. */
  async function isDead(token: string, part?: string): Promise<boolean> {
    const client = clientFor(token);
    try {
      await (part === undefined ? client.auth.test() : client.usergroups.list({ team_id: part }));
      return false;
    } catch (error) {
      return isEnding(error);
    }
  }

  return {
    async find(whose) {
      if (whose.organisation !== undefined) return findInOrganisation(whose.organisation, whose);
      for (const workspace of whose.workspaces) {
        const row = await findRow(workspace);
        if (row !== undefined) return grantOf(row);
      }
      return undefined;
    },

    async leave(whose, at, parts) {
      const ended: string[] = [];
      const named = namedBy(whose, parts);
      const rows = await findNamed(installations, named, parts);
      for (const row of rows) {
        const isLong = row.at.getTime() < at.getTime() - LATE;
        const whole = row.organisation === '' ? row : await findRow(row.organisation);
        const { token } = (!isLong && whole && read(whole)) || {};
        const part = row.organisation === '' ? undefined : row.workspace;
        if (token === undefined || (await isDead(token, part))) ended.push(...(await end(row)));
      }
      // Of a workspace that had its own SLACK_BOT_TOKEN something may be kept all the same.
      const others =
        parts === undefined ? named.filter((id) => rows.every(({ workspace }) => workspace !== id)) : [];
      for (const workspace of others.filter((id) => !heard.has(id))) {
        heard.set(workspace, true);
        ended.push(workspace);
      }
      return ended;
    },

    async lose({ token, identity: { workspace }, organisation = workspace }) {
      const isPart = organisation !== workspace;
      if (await isDead(token)) {
        const row = await findRow(organisation);
        const kept = row && read(row);
        if (row === undefined || kept?.token !== token) return [];
        const isRenewed = kept.renewal !== undefined && (await renew(organisation, token)) !== undefined;
        return isRenewed ? [] : end(row);
      }
      const part = isPart && (await isDead(token, workspace)) ? await findRow(workspace) : undefined;
      return part?.organisation === organisation ? end(part) : [];
    },

    async keep(token, identity) {
      const { workspace } = identity;
      const sealed = seal.close(workspace, writeKept({ ...identity, ...token }));
      const own = { platform, workspace, organisation: '', sealed, at: new Date() };
      const isBack = await installations.keep(own);
      for (const noted of [told, heard]) noted.delete(workspace);
      await came(workspace);
      return isBack;
    },

    async renewSeals() {
      const own = (await installations.list(platform)).filter(({ sealed }) => sealed !== '');
      let [renewed, unread] = [0, 0];
      for (const row of own) {
        const opened = seal.open(row.workspace, row.sealed);
        if (opened === undefined) unread += 1;
        if (opened?.isOld !== true) continue;
        await installations.reseal(row, seal.close(row.workspace, opened.text));
        renewed += 1;
      }
      if (renewed > 0)
        log.info(
          entry`Slack: ${nobodyTyped(counted(renewed, 'installation'))} encrypted anew with the first PAPERBOY_SECRET; the others are needed no more.`,
        );
      if (unread > 0)
        log.error(
          entry`Slack: ${unread} of ${nobodyTyped(counted(own.length, 'installation'))} cannot be decrypted. Add the secret that encrypted them to PAPERBOY_SECRET, or have the app added there again at ${nobodyTyped(address)}.`,
        );
      return own.length;
    },
  };
}
