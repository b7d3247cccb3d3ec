import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { bundle, escapeHtml, type Page } from './page.ts';

const [columns, rows] = [100, 34];

/** The built program in a real terminal, in tmux: a search. */
export async function drawTerminal(): Promise<Page> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-terminal-'));
  const tmux = openTmux(join(folder, 'socket'));
  try {
    const command = `cd ${folder} && env -u DISCORD_TOKEN -u SLACK_BOT_TOKEN PAPERBOY_PAGE_SIZE=2 FORCE_HYPERLINK=0 ${process.execPath} ${resolve('dist/cli.js')} start`;
    tmux('-f', '/dev/null', 'new-session', '-d', '-x', String(columns), '-y', String(rows), command);
    await showsIn(tmux, 'lists them');
    tmux('send-keys', '/paper uncertainty', 'Enter');
    await showsIn(tmux, '1–2 of');
    const { script } = await bundle(draw);
    const body = `<pre id="screen"></pre><textarea id="text" hidden>${escapeHtml(tmux('capture-pane', '-e', '-p'))}</textarea>`;
    return { width: 900, body, styles, script };
  } finally {
    tmux('kill-server');
    rmSync(folder, { recursive: true, force: true });
  }
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
document.getElementById('screen').innerHTML = painter.ansi_to_html(document.getElementById('text').value.trimEnd());
`;

const styles = `
body { background: #16161e; }
#screen { margin: 0; padding: 16px 20px; color: #c8ccd8; font: 14px/1.4 "DejaVu Sans Mono", monospace; white-space: pre; }
.ansi-cyan-fg { color: #5fc9d8; } .ansi-green-fg { color: #8fc97a; } .ansi-yellow-fg { color: #e8c468; }
.ansi-magenta-fg { color: #d58fe0; } .ansi-bright-blue-fg { color: #7aa2f7; }
`;
