import type { App } from '@slack/bolt';
import { describe } from '../failures.ts';
import { listenToActs } from './commands-and-buttons.ts';
import type { Ears } from './context.ts';
import { listenToEvents } from './events.ts';
import { listenToForms } from './forms.ts';
import { listenToHome } from './home.ts';
import { listenToSearch } from './search.ts';

/** Puts the bot's ears on an app. Nothing that goes wrong in a listener reaches further than the log. */
export function listen(app: App, ears: Ears): void {
  listenToActs(app, ears);
  listenToEvents(app, ears);
  listenToForms(app, ears);
  listenToHome(app, ears);
  listenToSearch(app, ears);
  app.error(async (error) => ears.log.error(`Slack: a message could not be dealt with: ${describe(error)}`));
}
