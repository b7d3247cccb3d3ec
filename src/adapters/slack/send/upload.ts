import { webApi } from '@slack/bolt';
import type { CardFile } from '../../../core/chat/card.ts';
import type { Log } from '../../../core/chat/log.ts';
import { entry, LoggableError } from '../../../core/text/log-entry.ts';
import { tryPatiently } from './patience.ts';
import { REQUEST_TIMEOUT } from './response-url.ts';

const { WebAPIHTTPError, WebAPIRequestError } = webApi;

/**
 * Sends a file into a conversation of the bot's: docs.slack.dev/messaging/working-with-files#upload. Its id must be a
 * conversation's, not a person's. Rejects with the Web API's errors.
 */
export async function uploadFile(
  client: webApi.WebClient,
  { name, content }: CardFile,
  conversation: string,
  log: Log,
): Promise<void> {
  const patiently = <T>(request: () => Promise<T>) => tryPatiently(request, log);
  // Slack takes no file of zero bytes.
  const bytes = Buffer.from(content === '' ? '\n' : content, 'utf8');
  const filename = name.replace(/[^\w.-]/gu, '-');
  const { upload_url: url, file_id: id } = await patiently(() =>
    client.files.getUploadURLExternal({ filename, length: bytes.length }),
  );
  if (url === undefined || id === undefined)
    throw new LoggableError(entry`Slack gave no upload address for the file`);
  await patiently(() => send(url, bytes));
  await patiently(() =>
    client.files.completeUploadExternal({ files: [{ id, title: filename }], channel_id: conversation }),
  );
}

async function send(url: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
      signal: AbortSignal.timeout(6 * REQUEST_TIMEOUT),
    });
    await response.arrayBuffer();
  } catch (error) {
    throw new WebAPIRequestError(error instanceof Error ? error : new Error(String(error)));
  }
  if (!response.ok) throw new WebAPIHTTPError(response.status, response.statusText, {}, '');
}
