import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** A page to photograph: its width in CSS pixels, what stands in its body, its styles and its script. */
export type Page = {
  readonly width: number;
  readonly body: string;
  readonly styles: string;
  readonly script: string;
};

/** When the pictures say they were taken: the same every time. */
export const pictureTime = '2026-03-02T09:30:00';

/** A script for the browser with all that it imports from the packages of this folder, and the styles it imports. */
export async function bundle(script: string): Promise<{ readonly script: string; readonly styles: string }> {
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true,
    write: false,
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    outdir: mkdtempSync(join(tmpdir(), 'paperboy-bundle-')),
    logLevel: 'error',
  });
  const textOf = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  return { script: textOf('.js'), styles: textOf('.css') };
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A round picture with a letter, in place of a person's. */
export function drawAvatar(letter: string, colour: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="${colour}"/><text x="20" y="27" font-family="Liberation Sans, Arial, sans-serif" font-size="20" font-weight="bold" fill="#fff" text-anchor="middle">${letter}</text></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
