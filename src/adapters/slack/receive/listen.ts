import type { App, Authorize } from '@slack/bolt';
import { within } from '../../../core/async/within.ts';
import type { Log } from '../../../core/chat/log.ts';
import { entry, nameOf } from '../../../core/text/log-entry.ts';
import { describe } from '../failures.ts';
import { postToResponseUrl } from '../send/response-url.ts';
import { ACCESS_EVENTS, readWhose, type Whose } from '../workspaces/whose.ts';
import { listenToCommandsAndButtons } from './commands-and-buttons.ts';
import type { ReceiveContext } from './context.ts';
import { listenToEvents } from './events.ts';
import { listenToForms } from './forms.ts';
import { listenToHome } from './home.ts';
import { readRecord } from './json.ts';
import { listenToLinks } from './links.ts';
import { listenToSearch } from './search.ts';

/** What the app hears with. */
export type Ears = {
  readonly log: Log;
  /** Whether links to papers become cards. */
  readonly unfurls: boolean;
  /** The bot in the workspace whose something is; undefined where it is of none that has the app. */
  find(whose: Whose): Promise<ReceiveContext | undefined>;
  /** Slack told at that moment that the app was removed; `parts`: from workspaces of an organisation. */
  leave(whose: Whose, at: Date, parts?: 'parts'): Promise<void>;
  /** Slack told that an organisation has the app in one more of its workspaces. */
  enter(workspace: string, organisation: string): Promise<void>;
  /** What is answered to a command where the app is not installed, as far as is known here; nothing without. */
  readonly stranger?: string;
};

/** Slack waits for three seconds; whose something is must be known before that (ms). */
const FOUND_WITHIN = 2_000;
const LATE = 'late' as const;
const NOT_NOW = 'I cannot look up this workspace just now. Try again in a minute.';

/**
 * Whose something is that arrives, before anything else is done with it. No token is told to Bolt, which would keep a client for each
 * workspace for good; the bot has its own.
 */
export function createAuthorize({ find, log }: Pick<Ears, 'find' | 'log'>): Authorize<boolean> {
  return async (_, body) => {
    if (isOfAppItself(body)) return {};
    const finding = find(readWhose(body)).catch((error: unknown) => {
      log.debug(entry`Slack: it is not known whose something is: ${describe(error)}`);
      return LATE;
    });
    const heard = await within(FOUND_WITHIN, finding, LATE);
    if (heard === LATE) return { isLate: true };
    if (heard === undefined) return {};
    const { botId, botUserId, workspace } = heard.identity;
    return { botId, botUserId, teamId: workspace, heard };
  };
}

/** An app that is in several workspaces is told of all; what is of none that has it here is left alone. */
function ignoreOthers(app: App, { log, stranger }: Ears): void {
  app.use(async (act) => {
    const { body, context, next } = act;
    if (context.heard !== undefined || isOfAppItself(body)) return next();
    const words = context.isLate === true ? NOT_NOW : stranger;
    log.debug(
      entry`Slack: something of another workspace (${nameOf(readWhose(body).workspaces[0])}) is left unanswered`,
    );
    if ('command' in act && words !== undefined) return act.ack({ response_type: 'ephemeral', text: words });
    const field =
      context.isLate === true && body.type === 'view_submission'
        ? findField(readRecord(body).view)
        : undefined;
    // What was filled in stays.
    if (field !== undefined && 'view' in act && act.ack !== undefined)
      return act.ack({ response_action: 'errors', errors: { [field]: NOT_NOW } });
    await act.ack?.();
    const { response_url: url } = readRecord(body);
    if (context.isLate !== true || typeof url !== 'string') return;
    const told = postToResponseUrl(
      url,
      { text: NOT_NOW, blocks: [], papers: [] },
      { everyone: false, replaces: false },
    );
    await told.catch((error: unknown) =>
      log.debug(entry`Slack: nobody could be told that a press was not taken: ${describe(error)}`),
    );
  });
}

/** The last field of a form. */
function findField(view: unknown): string | undefined {
  const { blocks } = readRecord(view);
  const fields = (Array.isArray(blocks) ? blocks.map(readRecord) : []).filter(({ type }) => type === 'input');
  const id = fields.at(-1)?.block_id;
  return typeof id === 'string' ? id : undefined;
}

/** What becomes of the app itself: it need not be installed where that is told. */
const OF_APP_ITSELF: readonly unknown[] = ['app_uninstalled', 'tokens_revoked', ...ACCESS_EVENTS];

function isOfAppItself(body: unknown): boolean {
  return OF_APP_ITSELF.includes(readRecord(readRecord(body).event).type);
}

/** Hears that the app was removed, or added to a workspace of an organisation: docs.slack.dev/reference/events/app_uninstalled */
function listenToRemovals(app: App, { leave, enter }: Ears): void {
  const momentOf = (body: unknown) => new Date(Number(readRecord(body).event_time ?? 0) * 1_000);
  app.event('app_uninstalled', ({ body }) => leave(readWhose(body), momentOf(body)));
  app.event('tokens_revoked', async ({ event: { tokens }, body }) => {
    if ((tokens.bot ?? []).length > 0) await leave(readWhose(body), momentOf(body));
  });
  app.event('team_access_revoked', async ({ event: { team_ids: workspaces }, body }) =>
    leave({ workspaces }, momentOf(body), 'parts'),
  );
  app.event('team_access_granted', async ({ event: { team_ids: ids }, body }) => {
    const { organisation } = readWhose(body);
    if (organisation === undefined) return;
    await Promise.all(ids.map((id) => enter(id, organisation)));
  });
}

/** Has an app hear. Nothing that goes wrong in a listener reaches further than the log. */
export function listen(app: App, ears: Ears): void {
  ignoreOthers(app, ears);
  listenToCommandsAndButtons(app);
  listenToEvents(app);
  listenToForms(app);
  listenToHome(app);
  if (ears.unfurls) listenToLinks(app);
  listenToRemovals(app, ears);
  listenToSearch(app);
  app.error(async (error) =>
    ears.log.error(entry`Slack: a message could not be handled: ${describe(error)}`, error),
  );
}
