import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebHandler } from '../../../core/async/web-server.ts';
import type { Log } from '../../../core/chat/log.ts';
import { entry, traceOf } from '../../../core/text/log-entry.ts';
import { escapeHtml } from '../render/html.ts';

export type UnsubscribeOptions = {
  /** Ends what the secret of a link belongs to; an unknown one ends nothing. Rejects where that cannot be done just now. */
  end(secret: string): Promise<void>;
  readonly log: Log;
};

const path = /\/unsubscribe\/([\w-]{8,128})\/?$/u;
const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex',
};

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
    return show(
      response,
      200,
      'Unsubscribe from these papers?',
      '<form method="post"><button style="font:inherit;padding:8px 16px">Unsubscribe</button></form>',
    );
  if (request.method !== 'POST')
    return show(response, 405, 'This does not work here', '', { Allow: 'GET, POST' });
  try {
    await end(secret);
  } catch (error) {
    log.error(entry`Somebody could not be unsubscribed: ${traceOf(error)}`, error);
    return show(response, 503, 'That did not work', '<p>Try again in a minute.</p>', {
      'Retry-After': '60',
    });
  }
  show(response, 200, 'You are unsubscribed', '<p>You will get no more papers from this subscription.</p>');
}

function show(
  response: ServerResponse,
  status: number,
  title: string,
  body: string,
  more: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...headers, ...more });
  response.end(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>` +
      `<body style="font-family:system-ui,sans-serif;margin:2rem"><h1 style="font-size:1.3rem">${escapeHtml(title)}</h1>${body}</body></html>\n`,
  );
}
