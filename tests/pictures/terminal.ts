import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';

const [columns, rows] = [100, 34];

/** The built program in a real terminal, in tmux: a search. */
export async function photographTerminal(browser: Browser, save: (name: string) => string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-terminal-'));
  const tmux = openTmux(join(folder, 'socket'));
  try {
    const command = `cd ${folder} && env -u DISCORD_TOKEN -u SLACK_BOT_TOKEN PAPERBOY_PREVIEW_PORT=off PAPERBOY_PAGE_SIZE=3 FORCE_HYPERLINK=0 ${process.execPath} ${resolve('dist/cli.js')} start`;
    tmux('-f', '/dev/null', 'new-session', '-d', '-x', String(columns), '-y', String(rows), command);
    await showsIn(tmux, 'lists them');
    tmux('send-keys', '/paper ensembles', 'Enter');
    await showsIn(tmux, 'papers on');
    const page = await browser.newPage({ viewport: { width: 900, height: 700 }, deviceScaleFactor: 1.5 });
    await page.setContent(`<style>${styles}</style><pre id="screen"></pre>`);
    await page.evaluate(`window.screenText = ${JSON.stringify(tmux('capture-pane', '-e', '-p'))}`);
    await page.addScriptTag({ content: await bundlePainter() });
    await page.locator('#screen').screenshot({ path: save('terminal') });
    await page.close();
  } finally {
    tmux('kill-server');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A script that paints the text with the packages of this folder. */
async function bundlePainter(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: draw, resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true,
    write: false,
    minify: true,
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

type Tmux = (...words: readonly string[]) => string;

/** A tmux of our own; whatever else runs in tmux is left alone. */
function openTmux(socket: string): Tmux {
  return (...words) => {
    try {
      return execFileSync('tmux', ['-S', socket, ...words], { encoding: 'utf8' });
    } catch (error) {
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!isMissing) throw error;
      throw new Error('There is no tmux: install it to draw the terminal (apt-get install tmux).', {
        cause: error,
      });
    }
  };
}

/** Resolves once the screen shows the words; there is no event to wait for across tmux. */
async function showsIn(tmux: Tmux, words: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (tmux('capture-pane', '-p').includes(words)) return;
    await wait(100);
  }
  throw new Error(`The terminal never showed "${words}":\n${tmux('capture-pane', '-p')}`);
}

const draw = `
import { AnsiUp } from 'ansi_up';
const painter = new AnsiUp();
painter.use_classes = true;
document.getElementById('screen').innerHTML = painter.ansi_to_html(window.screenText.trimEnd());
`;

const styles = `
body { background: #16161e; }
#screen { margin: 0; padding: 16px 20px; color: #c8ccd8; font: 14px/1.4 "DejaVu Sans Mono", monospace; white-space: pre; }
.ansi-cyan-fg { color: #5fc9d8; } .ansi-green-fg { color: #8fc97a; } .ansi-yellow-fg { color: #e8c468; }
.ansi-magenta-fg { color: #d58fe0; } .ansi-bright-blue-fg { color: #7aa2f7; }
`;
