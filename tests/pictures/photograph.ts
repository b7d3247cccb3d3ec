import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from './page.ts';

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Photographs a whole page into a PNG file, with Chromium; `CHROMIUM` names it where it is not in /usr/bin. */
export function photograph(page: Page, file: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-picture-'));
  try {
    writePage(page, folder);
    const { width } = page;
    const dom = runChromium(folder, [`--window-size=${width},600`, '--dump-dom']);
    const height = Number(/<title>(\d+)<\/title>/u.exec(dom)?.[1]);
    if (!(height > 0)) throw new Error(`The page to photograph has no height: ${dom.slice(0, 1000)}`);
    runChromium(folder, [
      `--window-size=${width},${height}`,
      '--force-device-scale-factor=1.2',
      `--screenshot=${file}`,
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The page says its height in its title. */
const measure =
  'addEventListener("load", () => setTimeout(() => { document.title = Math.ceil(document.body.getBoundingClientRect().height); }, 500));';

function writePage({ body, styles, script }: Page, folder: string): void {
  writeFileSync(join(folder, 'page.css'), `html, body { margin: 0 } body { display: flow-root }\n${styles}`);
  writeFileSync(join(folder, 'page.js'), script);
  writeFileSync(
    join(folder, 'page.html'),
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title></title><link rel="stylesheet" href="page.css"></head><body>${body}<script src="page.js"></script><script>${measure}</script></body></html>`,
  );
}

function runChromium(folder: string, options: readonly string[]): string {
  const all = [
    ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-sync', '--hide-scrollbars'],
    ...['--no-first-run', '--disable-background-networking', '--disable-component-update'],
    ...['--virtual-time-budget=4000', `--user-data-dir=${join(folder, 'profile')}`, ...options],
  ];
  try {
    return execFileSync(chromium, [...all, `file://${join(folder, 'page.html')}`], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing) throw error;
    throw new Error(`There is no ${chromium}: install Chromium, or set CHROMIUM to its path.`, {
      cause: error,
    });
  }
}
