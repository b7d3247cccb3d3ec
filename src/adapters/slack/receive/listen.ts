import type { App } from '@slack/bolt';
import { entry, nameOf } from '../../../core/text/log-entry.ts';
import { describe } from '../failures.ts';
import { listenToCommandsAndButtons } from './commands-and-buttons.ts';
import type { ReceiveContext } from './context.ts';
import { listenToEvents } from './events.ts';
import { listenToForms } from './forms.ts';
import { listenToHome } from './home.ts';
import { readRecord } from './json.ts';
import { listenToLinks } from './links.ts';
import { listenToSearch } from './search.ts';

/** An app that is in several workspaces is told of all; this one answers in its own, with its own token and papers. */
function ignoreOthers(app: App, { identity: { workspace }, log }: ReceiveContext): void {
  // One that is installed for a whole organisation is in each of its workspaces.
  if (workspace.startsWith('E')) return;
  app.use(async ({ body, ack, next }) => {
    const concerned = workspacesOf(body);
    if (concerned.length === 0 || concerned.includes(workspace)) return next();
    log.debug(entry`Slack: something of another workspace (${nameOf(concerned[0])}) is left unanswered`);
    await ack?.();
  });
}

/**
 * The workspaces that something Slack tells is of: those whose installation of the app is meant. In a channel that two share, the
 * person may be of another, and `team` is that of the app which posted the message (slackapi/java-slack-sdk#1041).
 */
function workspacesOf(body: unknown): readonly string[] {
  const { type, authorizations, team_id: own, team, user, view, message } = readRecord(body);
  const authorized = Array.isArray(authorizations)
    ? authorizations.map((one) => readRecord(one).team_id)
    : [];
  const pressed = type === 'block_actions' ? readRecord(message).team : undefined;
  const told = [
    authorized,
    [readRecord(view).app_installed_team_id],
    [own, readRecord(team).id, pressed],
    [readRecord(user).team_id],
  ];
  return told.map((ids) => ids.filter(isId)).find((ids) => ids.length > 0) ?? [];
}

function isId(given: unknown): given is string {
  return typeof given === 'string' && given !== '';
}

/** Puts the bot's context on an app. Nothing that goes wrong in a listener reaches further than the log. */
export function listen(app: App, context: ReceiveContext): void {
  ignoreOthers(app, context);
  listenToCommandsAndButtons(app, context);
  listenToEvents(app, context);
  listenToForms(app, context);
  listenToHome(app, context);
  if (context.unfurls) listenToLinks(app, context);
  listenToSearch(app, context);
  app.error(async (error) =>
    context.log.error(entry`Slack: a message could not be handled: ${describe(error)}`),
  );
}
