import type { Log } from '../../../core/chat/log.ts';
import { entry } from '../../../core/text/log-entry.ts';
import { describe, isRefusalOfBlocks } from '../failures.ts';
import type { Rendered } from '../render/message-parts.ts';

/** Sends a message; one whose blocks Slack refuses goes out as its text alone, which says the same. */
export async function orAsText<T>(
  message: Rendered,
  log: Log,
  send: (message: Rendered) => Promise<T>,
): Promise<T> {
  try {
    return await send(message);
  } catch (error) {
    if (!isRefusalOfBlocks(error) || message.blocks.length === 0) throw error;
    log.warn(entry`Slack refused the form of a message (${describe(error)}): it goes out as plain text`);
    return send({ ...message, blocks: [] });
  }
}
