import type { ServerResponse } from 'node:http';

/** What a page says, in text; `link` is pressed next, or `button`, which hands in the page's own address. */
export type WebPage = {
  readonly status: number;
  readonly title: string;
  readonly text: readonly string[];
  readonly link?: { readonly label: string; readonly address: string };
  readonly button?: string;
};

const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'X-Robots-Tag': 'noindex',
};

/** Answers with a page; headers that were set before stay. */
export function showPage(response: ServerResponse, page: WebPage): void {
  if (response.headersSent) return void response.end();
  response.writeHead(page.status, headers).end(writePage(page));
}

export function writePage({ title, text, link, button }: Omit<WebPage, 'status'>): string {
  const [name, paragraphs] = [escapeHtml(title), text.map((one) => `<p>${escapeHtml(one)}</p>`).join('')];
  const next =
    link === undefined
      ? ''
      : `<p><a href="${escapeHtml(link.address)}" style="display:inline-block;padding:8px 16px;border:1px solid;border-radius:4px;color:inherit;text-decoration:none">${escapeHtml(link.label)}</a></p>`;
  const form =
    button === undefined
      ? ''
      : `<form method="post"><button style="font:inherit;padding:8px 16px">${escapeHtml(button)}</button></form>`;
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name}</title></head>` +
    `<body style="font-family:system-ui,sans-serif;margin:2rem;max-width:40rem"><h1 style="font-size:1.3rem">${name}</h1>${paragraphs}${next}${form}</body></html>\n`
  );
}

/** Sets the headers of such a page where something else writes its body. */
export function setPageHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it, in an attribute too. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => escapes[character] ?? '');
}
