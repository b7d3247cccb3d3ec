import type { types, webApi } from '@slack/bolt';
import { retry } from '../../../core/async/retry.ts';
import type { Log } from '../../../core/chat/log.ts';
import { entry } from '../../../core/text/log-entry.ts';
import { describe, findPause } from '../failures.ts';

/** What a person did opens a view for three seconds (docs.slack.dev/surfaces/modals); some are left for the way (ms). */
const OPENS_FOR = 2_700;
/** Slack's words for a trigger that has opened a view already, and for a view that is open by its own name. */
const OPENED = ['exchanged_trigger_id', 'duplicate_external_id'];

/** What opens a view, and since when (ms). */
export type Trigger = { readonly id: string; readonly since: number };

/** Opens a modal, trying once more where there is time. Rejects with Slack's error. */
export async function openView(
  client: webApi.WebClient,
  { id, since }: Trigger,
  view: types.ModalView,
  log: Log,
): Promise<void> {
  let isSecond = false;
  try {
    await retry(() => client.views.open({ trigger_id: id, view }), {
      tries: 2,
      pauseAfter(error, tries) {
        const pause = findPause(error, tries);
        return pause !== undefined && Date.now() + pause < since + OPENS_FOR ? pause : undefined;
      },
      onRetry(error) {
        isSecond = true;
        log.debug(entry`Slack did not open a window: ${describe(error)}; trying once more`);
      },
    });
  } catch (error) {
    // The connection broke after Slack had opened it.
    if (!isSecond || !OPENED.includes(describe(error))) throw error;
  }
}
