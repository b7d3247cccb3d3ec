import type { types, webApi } from '@slack/bolt';
import type { Log } from '../../../core/chat/log.ts';
import { entry, nameOf } from '../../../core/text/log-entry.ts';
import { describe } from '../failures.ts';
import type { Published } from '../home.ts';
import { tryPatiently } from './patience.ts';

/**
 * Publishes somebody's home tab; where Slack does not take it, the log says so. With a `hash` only where the tab is still the one of
 * that hash: docs.slack.dev/reference/methods/views.publish
 */
export async function publishHome(
  client: webApi.WebClient,
  user: string,
  view: types.HomeView,
  log: Log,
  hash?: string,
): Promise<Published> {
  const over = hash === undefined ? {} : { hash };
  try {
    const answer = await tryPatiently(() => client.views.publish({ user_id: user, view, ...over }), log);
    const now = answer.view?.hash;
    return now === undefined ? {} : { hash: now };
  } catch (error) {
    if (describe(error) === 'hash_conflict') return { isOvertaken: true };
    log.warn(entry`Slack: the home tab of ${nameOf(user)} could not be published: ${describe(error)}`);
    return {};
  }
}
