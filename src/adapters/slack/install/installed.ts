import type { webApi } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import type { Log } from '../../../core/chat/log.ts';
import type { Installation, Installations } from '../../../core/chat/workspaces/installation.ts';
import { counted } from '../../../core/text/counted.ts';
import { entry, nameOf, nobodyTyped } from '../../../core/text/log-entry.ts';
import { isEnding } from '../failures.ts';
import { readJson, readRecord } from '../receive/json.ts';
import type { Access, Grant } from '../workspaces/access.ts';
import type { Identity } from '../workspaces/identity.ts';
import type { Whose } from '../workspaces/whose.ts';
import type { Seal } from './seal.ts';

const platform = 'slack';

/** The workspaces and organisations that people added the app to. */
export type InstalledAccess = Access & {
  /** Keeps how the bot speaks there from now on. */
  keep(token: string, identity: Identity): Promise<void>;
  /**
   * Encrypts under the newest secret what is kept under an older one; the log tells how much none opens. Yields how many installations
   * there are.
   */
  renewSeals(): Promise<number>;
};

export type InstalledOptions = {
  readonly installations: Installations;
  readonly seal: Seal;
  readonly log: Log;
  /** Where the app is added. */
  readonly address: string;
  clientFor(token: string): webApi.WebClient;
  /** The app is in a workspace from now on, or speaks there by another token. */
  came(workspace: string): Promise<void>;
};

/** A removal that Slack tells so much later (ms) may be of an installation before the present one: it sends an event again for 5 minutes. */
const LATE = 10 * 60_000;
/** So many workspaces are remembered of which the log has told that they cannot be read. */
const TOLD = 10_000;

export function createInstalledAccess(options: InstalledOptions): InstalledAccess {
  const { installations, seal, log, address, clientFor, came } = options;
  const told = new LRUCache<string, true>({ max: TOLD });
  const findRow = (workspace: string) => installations.find({ platform, workspace });

  /** What is kept of an installation of its own; undefined where no secret opens it. */
  function read({ workspace, sealed }: Installation): Kept | undefined {
    const kept = readKept(seal.open(workspace, sealed)?.text);
    if (kept === undefined && !told.has(workspace)) {
      told.set(workspace, true);
      log.error(
        entry`Slack: what is kept of ${nameOf(workspace)} cannot be decrypted. Add the secret it was encrypted with to PAPERBOY_SECRET, or add the app there again at ${nobodyTyped(address)}.`,
      );
    }
    return kept;
  }

  async function grantOf(row: Installation): Promise<Grant | undefined> {
    const { workspace, organisation } = row;
    const own = organisation === '' ? row : await findRow(organisation);
    const kept = own && read(own);
    if (own === undefined || kept === undefined) return undefined;
    const { token, ...who } = kept;
    const isWhole = own.workspace.startsWith('E');
    return {
      token,
      identity: { ...who, workspace, notices: [] },
      ...(isWhole && { organisation: own.workspace }),
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

  async function end(row: Installation): Promise<readonly string[]> {
    return (await installations.end(row)).map(({ workspace }) => workspace);
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

    async leave({ workspaces, organisation }, at, parts) {
      const ended: string[] = [];
      for (const workspace of organisation !== undefined && parts === undefined
        ? [organisation]
        : workspaces) {
        const row = await findRow(workspace);
        if (row === undefined || (parts !== undefined && row.organisation === '')) continue;
        const isLong = row.at.getTime() < at.getTime() - LATE;
        const whole = row.organisation === '' ? row : await findRow(row.organisation);
        const { token } = (!isLong && whole && read(whole)) || {};
        const part = row.organisation === '' ? undefined : workspace;
        if (token === undefined || (await isDead(token, part))) ended.push(...(await end(row)));
      }
      return ended;
    },

    async lose({ token, identity: { workspace }, organisation = workspace }) {
      const isPart = organisation !== workspace;
      if (await isDead(token)) {
        const row = await findRow(organisation);
        return row !== undefined && read(row)?.token === token ? end(row) : [];
      }
      const part = isPart && (await isDead(token, workspace)) ? await findRow(workspace) : undefined;
      return part?.organisation === organisation ? end(part) : [];
    },

    async keep(token, { workspace, workspaceName, botId, botUserId, botName }) {
      const kept: Kept = { token, workspaceName, botId, botUserId, botName };
      const sealed = seal.close(workspace, JSON.stringify(kept));
      await installations.keep({ platform, workspace, organisation: '', sealed, at: new Date() });
      told.delete(workspace);
      await came(workspace);
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

/** What is encrypted of an installation. */
type Kept = Pick<Identity, 'botId' | 'botUserId' | 'botName' | 'workspaceName'> & { readonly token: string };

function readKept(text: string | undefined): Kept | undefined {
  if (text === undefined) return undefined;
  const { token, botId, botUserId, botName, workspaceName } = readRecord(readJson(text));
  const isWhole = [token, botId, botUserId, botName, workspaceName].every((one) => typeof one === 'string');
  if (!isWhole) return undefined;
  return {
    token: String(token),
    botId: String(botId),
    botUserId: String(botUserId),
    botName: String(botName),
    workspaceName: String(workspaceName),
  };
}
