import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { configure } from '../../../src/app/configure.ts';
import { silentLog } from '../../../src/app/log.ts';
import { previewing } from '../../../src/app/preview/previewing.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { runBot } from '../../../src/main.ts';
import { temporaryFolder } from '../../core/store/open.ts';

/** The whole bot with its preview page over these papers, as `preview` starts it; yields the page's address. */
export async function startPreview(papers: readonly Pick<Paper, 'title'>[]): Promise<string> {
  const folder = await temporaryFolder();
  const corpus = join(folder, 'papers');
  await mkdir(corpus);
  writeFileSync(join(corpus, 'papers.jsonl'), papers.map((paper) => JSON.stringify(paper)).join('\n'));
  const config = configure({
    environment: { PAPERBOY_PREVIEW_PORT: String(await findFreePort()) },
    folder,
    shippedCorpus: corpus,
    previewOnly: true,
  });
  const output = new PassThrough();
  const said = new Promise<string>((resolve) => {
    output.on('data', (text) => {
      const address = /http:\S+/u.exec(String(text))?.[0];
      if (address !== undefined) resolve(address);
    });
  });
  const stop = new AbortController();
  const surroundings = { environment: {}, input: new PassThrough(), output, stop: stop.signal };
  const running = runBot(previewing(config), surroundings, silentLog);
  onTestFinished(async () => {
    stop.abort();
    await running;
  });
  return said;
}

/** Another may take it meanwhile: then the next free one is. */
async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
