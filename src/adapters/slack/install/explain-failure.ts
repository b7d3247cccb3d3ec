import { webApi } from '@slack/bolt';
import { AuthorizationError, InvalidStateError, MissingCodeError, MissingStateError } from '@slack/oauth';
import type { WebPage } from '../../../core/async/web-page.ts';
import { ConnectionFailure } from '../../../core/chat/failures.ts';
import { entry, type LogEntry, nobodyTyped } from '../../../core/text/log-entry.ts';

/** Why the app was not added: the page that says so, and for the log what to set right where the bot's settings are wrong. */
export type Explanation = { readonly page: WebPage; readonly remedy?: LogEntry };

/** `redirect` is where Slack sends people back to. */
export function explainFailure(error: unknown, redirect: string): Explanation {
  if (error instanceof AuthorizationError)
    return { page: page(200, 'Paperboy was not added', 'You did not agree, so nothing was changed.') };
  // So it is from the Sharable URL on Slack's page Manage Distribution, and where an admin of an organisation begins.
  if (error instanceof MissingStateError)
    return failed('Start from the page of this bot: that way nobody else can make you add it.');
  if (error instanceof InvalidStateError)
    return failed('This page was open for too long, was used before, or belongs to another browser or tab.');
  if (error instanceof MissingCodeError || isMalformed(error))
    return failed('Slack brings people to this page once they have agreed to add Paperboy.');
  if (error instanceof ConnectionFailure) return { page: refused(error.message) };
  const name = error instanceof webApi.WebAPIPlatformError ? error.data.error : '';
  if (name === 'invalid_code') return failed('Each of these links works once, and only for a few minutes.');
  const remedy = findRemedy(error, redirect);
  if (remedy === undefined)
    return {
      page: page(
        502,
        'Paperboy could not be added',
        'Slack or the database of this bot did not answer as it should. Try again in a minute.',
      ),
    };
  return {
    page: refused('This bot is not set up the way Slack expects.'),
    remedy: entry` ${remedy}`,
  };
}

/** What whoever runs the bot sets right where Slack does not take the app for what it is; undefined for any other failure. */
export function findRemedy(error: unknown, redirect: string): LogEntry | undefined {
  const name = error instanceof webApi.WebAPIPlatformError ? error.data.error : '';
  const remedy = REMEDIES[name];
  return remedy === undefined ? undefined : nobodyTyped(remedy.replace('{redirect}', redirect));
}

/** Slack's words for what only whoever runs the bot can mend: docs.slack.dev/reference/methods/oauth.v2.access */
const REMEDIES: { readonly [error: string]: string } = {
  bad_client_secret:
    'Copy SLACK_CLIENT_SECRET again from the page Basic Information of the Slack app, and start the bot anew.',
  invalid_client_id:
    'Copy SLACK_CLIENT_ID again from the page Basic Information of the Slack app, and start the bot anew.',
  bad_redirect_uri:
    'Add {redirect} to the Redirect URLs on the page OAuth & Permissions of the Slack app, or mend PUBLIC_URL.',
};

/** The request was none that a browser makes, such as one for a host that is none. */
function isMalformed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_INVALID_URL';
}

function page(status: number, title: string, ...text: readonly string[]): WebPage {
  return { status, title, text };
}

function failed(why: string): Explanation {
  return { page: page(400, 'This did not work', why) };
}

function refused(why: string): WebPage {
  return page(502, 'Paperboy could not be added', why, 'Please tell whoever runs this bot.');
}
