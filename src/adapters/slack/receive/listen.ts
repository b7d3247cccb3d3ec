import type { App } from '@slack/bolt';
import { entry } from '../../../core/text/log-entry.ts';
import { describe } from '../failures.ts';
import { listenToCommandsAndButtons } from './commands-and-buttons.ts';
import type { ReceiveContext } from './context.ts';
import { listenToEvents } from './events.ts';
import { listenToForms } from './forms.ts';
import { listenToHome } from './home.ts';
import { listenToLinks } from './links.ts';
import { listenToSearch } from './search.ts';

/** Puts the bot's context on an app. Nothing that goes wrong in a listener reaches further than the log. */
export function listen(app: App, context: ReceiveContext): void {
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
