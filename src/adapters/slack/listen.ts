import type { App } from '@slack/bolt';
import type { Ears } from './ears.ts';
import { describe } from './failure.ts';
import { listenToActs } from './listen-to-acts.ts';
import { listenToEvents } from './listen-to-events.ts';
import { listenToForms } from './listen-to-forms.ts';
import { listenToHome } from './listen-to-home.ts';
import { listenToSearch } from './listen-to-search.ts';

/** Puts the bot's ears on an app. Nothing that goes wrong in a listener reaches further than the log. */
export function listen(app: App, ears: Ears): void {
  listenToActs(app, ears);
  listenToEvents(app, ears);
  listenToForms(app, ears);
  listenToHome(app, ears);
  listenToSearch(app, ears);
  app.error(async (error) => ears.log.error(`Slack: a message could not be dealt with: ${describe(error)}`));
}
