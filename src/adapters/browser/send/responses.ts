import type { ServerResponse } from 'node:http';

/** Nothing from elsewhere, no script but the page's own file, and no frame but its own mails. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A mail is styled line by line, as mails are, and does nothing. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

const COMMON = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export type Body = { readonly type: string; readonly content: string | Buffer; readonly isMail?: true };

export function respond(response: ServerResponse, status: number, { type, content, isMail }: Body): void {
  response
    .writeHead(status, {
      ...COMMON,
      'content-type': `${type}; charset=utf-8`,
      'content-security-policy': isMail ? MAIL_POLICY : POLICY,
    })
    .end(content);
}

export function respondJson(response: ServerResponse, status: number, value: object): void {
  respond(response, status, { type: 'application/json', content: JSON.stringify(value) });
}

/** One sentence for whoever looks at the address. */
export function refuse(response: ServerResponse, status: number, words: string): void {
  // What is left of a body is not read.
  response.setHeader('connection', 'close');
  respond(response, status, { type: 'text/plain', content: `${words}\n` });
}

/** Begins a stream of events. */
export function beginEvents(response: ServerResponse): void {
  response.writeHead(200, {
    ...COMMON,
    'content-type': 'text/event-stream',
    'content-security-policy': POLICY,
  });
}

/** The page; all in it is drawn by its script. */
export const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Paperboy</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
<script type="module" src="/page.js"></script>
</head>
<body><noscript>This page needs JavaScript.</noscript></body>
</html>
`;
