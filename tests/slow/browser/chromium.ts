import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

const places = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser'];

/** Where Chromium is; undefined on a machine without one, where what needs it is skipped. `CHROMIUM` names it elsewhere. */
export const chromiumPath = places.find((path) => path !== '' && existsSync(path));

if (chromiumPath === undefined)
  process.stderr.write(
    'No Chromium here: what needs a browser is skipped. Install the package chromium, or set CHROMIUM.\n',
  );

/** A page that keeps what went wrong on it, and which addresses of elsewhere it asked for. */
export type WatchedPage = { readonly page: Page; readonly faults: readonly string[] };

/** Opens an address in a browser of its own, which is closed after the test. */
export async function openPage(address: string, width = 1_200): Promise<WatchedPage> {
  const browser: Browser = await chromium.launch({
    executablePath: chromiumPath ?? '',
    args: ['--no-sandbox'],
  });
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const faults: string[] = [];
  const own = new URL(address).origin;
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  page.on('dialog', (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(own) && !/^(?:data|blob|about):/u.test(url)) faults.push(`a request to ${url}`);
  });
  page.setDefaultTimeout(20_000);
  await page.goto(address);
  return { page, faults };
}
