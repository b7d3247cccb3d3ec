import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { photographDigest, photographDiscord, photographSlack } from './services.ts';
import { photographTerminal } from './terminal.ts';

/** Takes the pictures of the documents, or those of the scenes named on the command line, and puts them beside this file. */
const folder = import.meta.dirname;
type Scene = (browser: Browser, save: (name: string) => string) => Promise<void>;
const scenes: Readonly<Record<string, Scene>> = {
  slack: photographSlack,
  discord: photographDiscord,
  digest: photographDigest,
  terminal: photographTerminal,
};
const wanted = process.argv.slice(2);

if (!existsSync(join(folder, 'node_modules'))) execFileSync('npm', ['ci'], { cwd: folder, stdio: 'inherit' });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  for (const [name, take] of Object.entries(scenes)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    await take(browser, (picture) => join(folder, `${picture}.png`));
    process.stdout.write(`${name}\n`);
  }
} finally {
  await browser.close();
}
