import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { drawDiscord } from './discord.ts';
import { photograph } from './photograph.ts';
import { drawDigest, drawSlack } from './slack.ts';
import { drawTerminal } from './terminal.ts';

/** Draws a picture for each scene beside this file, or only those named on the command line. */
const folder = import.meta.dirname;
const scenes = { discord: drawDiscord, slack: drawSlack, digest: drawDigest, terminal: drawTerminal };
const wanted = process.argv.slice(2);

if (!existsSync(join(folder, 'node_modules'))) execFileSync('npm', ['ci'], { cwd: folder, stdio: 'inherit' });
for (const [name, draw] of Object.entries(scenes)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const file = join(folder, `${name}.png`);
  photograph(await draw(), file);
  process.stdout.write(`${file}\n`);
}
