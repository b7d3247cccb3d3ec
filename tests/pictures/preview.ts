import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Browser, Locator, Page } from 'playwright-core';
import { configure } from '../../src/app/configure.ts';
import { silentLog } from '../../src/app/log.ts';
import { previewing } from '../../src/app/preview/previewing.ts';
import { runBot } from '../../src/main.ts';

/** The preview page over the papers that ship, in a browser, as somebody uses it. */
export type Visit = {
  readonly page: Page;
  /** Says or asks something in a service as one of the people, in the channel, and waits for the message after it. */
  says(service: string, person: string, text: string): Promise<Locator>;
  paneOf(service: string): Locator;
  /** Photographs the messages of a service, in light and in dark. */
  photograph(service: string, fileOf: (scheme: 'light' | 'dark') => string | undefined): Promise<void>;
};

/** Opens the page for a scene, and ends the bot after it. */
export async function visitPreview(
  browser: Browser,
  pageSize: number,
  scene: (visit: Visit) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-pictures-'));
  const environment = { PAPERBOY_PREVIEW_PORT: '4847', PAPERBOY_PAGE_SIZE: String(pageSize) };
  const config = configure({ environment, folder, shippedCorpus: resolve('corpus'), previewOnly: true });
  const output = new PassThrough();
  const said = new Promise<string>((done) => {
    output.on('data', (text) => done(/http:\S+/u.exec(String(text))?.[0] ?? ''));
  });
  const stop = new AbortController();
  const surroundings = { environment, input: new PassThrough(), output, stop: stop.signal };
  const running = runBot(previewing(config), surroundings, silentLog);
  try {
    const page = await browser.newPage({
      viewport: { width: 1_500, height: 3_000 },
      deviceScaleFactor: 1.5,
      bypassCSP: true,
    });
    await page.goto(await said);
    await scene(openVisit(page));
    await page.close();
  } finally {
    stop.abort();
    await running;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What belongs to the page alone, and that the bot introduces itself. */
const hidden =
  '.messages > div:first-child { display: none } .react, .as-mail { display: none } article.private { background: none }';

function openVisit(page: Page): Visit {
  const paneOf = (service: string) => page.getByRole('region', { name: service, exact: true });
  return {
    page,
    paneOf,
    async says(service, person, text) {
      const pane = paneOf(service);
      await pane.getByRole('button', { name: person, exact: true }).click();
      const before = await pane.getByRole('article').count();
      await pane.getByLabel(/^Message in/u).fill(text);
      await pane.getByRole('button', { name: 'Send' }).click();
      await pane.getByRole('article').nth(before).waitFor();
      return pane.getByRole('article').last();
    },
    async photograph(service, fileOf) {
      const messages = paneOf(service).locator('.messages');
      await page.addStyleTag({ content: hidden });
      await page.mouse.move(0, 0);
      for (const scheme of ['light', 'dark'] as const) {
        const file = fileOf(scheme);
        if (file === undefined) continue;
        await page.getByLabel('Dark', { exact: true }).setChecked(scheme === 'dark');
        const first = await messages.boundingBox();
        const last = await messages.getByRole('article').last().boundingBox();
        if (first === null || last === null) throw new Error('there is nothing to photograph');
        const clip = {
          x: first.x,
          y: first.y,
          width: first.width,
          height: last.y + last.height - first.y + 12,
        };
        await page.screenshot({ path: file, clip });
      }
    },
  };
}
