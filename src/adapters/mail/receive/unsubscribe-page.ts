import type { IncomingMessage, ServerResponse } from 'node:http';
import { showPage } from '../../../core/async/web-page.ts';
import type { WebHandler } from '../../../core/async/web-server.ts';
import type { Log } from '../../../core/chat/log.ts';
import { entry, traceOf } from '../../../core/text/log-entry.ts';

export type UnsubscribeOptions = {
  /** Ends what the secret of a link belongs to; an unknown one ends nothing. Rejects where that cannot be done just now. */
  end(secret: string): Promise<void>;
  readonly log: Log;
};

const path = /\/unsubscribe\/([\w-]{8,128})\/?$/u;

/**
 * A page with a button for people, and the one click of mail programs (RFC 8058). A look at the page changes nothing, for
 * programs look at links; it tells nothing either.
 */
export function createUnsubscribePage(options: UnsubscribeOptions): WebHandler {
  return (request, response) => {
    const [pathname = ''] = (request.url ?? '').split(/[?#]/u);
    const secret = path.exec(pathname)?.[1];
    if (secret === undefined) return false;
    request.resume();
    answer(secret, request, response, options).catch((error: unknown) => {
      options.log.error(entry`A link to unsubscribe could not be answered: ${traceOf(error)}`, error);
      response.destroy();
    });
    return true;
  };
}

async function answer(
  secret: string,
  request: IncomingMessage,
  response: ServerResponse,
  { end, log }: UnsubscribeOptions,
): Promise<void> {
  if (request.method === 'GET' || request.method === 'HEAD')
    return showPage(response, {
      ...{ status: 200, title: 'Unsubscribe from these papers?', text: [] },
      button: 'Unsubscribe',
    });
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'GET, POST');
    return showPage(response, { status: 405, title: 'This does not work here', text: [] });
  }
  try {
    await end(secret);
  } catch (error) {
    log.error(entry`Somebody could not be unsubscribed: ${traceOf(error)}`, error);
    response.setHeader('Retry-After', '60');
    return showPage(response, { status: 503, title: 'That did not work', text: ['Try again in a minute.'] });
  }
  showPage(response, {
    ...{ status: 200, title: 'You are unsubscribed' },
    text: ['You will get no more papers from this subscription.'],
  });
}
