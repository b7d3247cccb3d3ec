import { webApi } from '@slack/bolt';
import type { Rendered } from '../render/message-parts.ts';

const { WebAPIHTTPError, WebAPIRateLimitedError, WebAPIRequestError } = webApi;

/** How long one request may take. */
export const REQUEST_TIMEOUT = 10_000;

export type ResponseOptions = {
  readonly everyone: boolean;
  /** In place of the message whose button was pressed. */
  readonly replaces: boolean;
  readonly threadTs?: string;
};

/**
 * Posts to the address that came with a command or a press: it works where the bot is in no channel, but for half an
 * hour and five times only. Throws the Web API's errors, so that one policy decides what is tried again.
 */
export async function postToResponseUrl(
  url: string,
  message: Rendered,
  options: ResponseOptions,
): Promise<void> {
  const { everyone, replaces, threadTs } = options;
  const body = {
    text: message.text,
    blocks: message.blocks,
    response_type: everyone ? 'in_channel' : 'ephemeral',
    replace_original: replaces,
    unfurl_links: false,
    ...(threadTs !== undefined && { thread_ts: threadTs }),
  };
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT),
    });
    await response.arrayBuffer();
  } catch (error) {
    throw new WebAPIRequestError(error instanceof Error ? error : new Error(String(error)));
  }
  const seconds = Number(response.headers.get('retry-after'));
  if (response.status === 429) throw new WebAPIRateLimitedError(seconds || 1);
  if (!response.ok) throw new WebAPIHTTPError(response.status, response.statusText, {}, '');
}
