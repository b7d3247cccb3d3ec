import type { types, webApi } from '@slack/bolt';
import type { Log } from '../../../core/chat/log.ts';
import { entry, nameOf } from '../../../core/text/log-entry.ts';
import { describe } from '../failures.ts';
import { tryPatiently } from './patience.ts';

/** Publishes somebody's home tab; where Slack does not take it, the log says so. */
export async function publishHome(
  client: webApi.WebClient,
  user: string,
  view: types.HomeView,
  log: Log,
): Promise<void> {
  try {
    await tryPatiently(() => client.views.publish({ user_id: user, view }), log);
  } catch (error) {
    log.warn(entry`Slack: the home tab of ${nameOf(user)} could not be published: ${describe(error)}`);
  }
}
