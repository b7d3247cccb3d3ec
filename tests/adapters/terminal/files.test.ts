import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepFile } from '../../../src/adapters/terminal/send/keep-file.ts';
import { startTalk } from '../../core/talk.ts';
import { makeFolder, sit } from './sitting.ts';

const file = { name: 'papers.bib', type: 'application/x-bibtex', content: '@misc{x,\n}\n' };

describe('a file on a card', () => {
  it('is written into the folder, and the card says where', async () => {
    const { bot } = await startTalk();
    const folder = makeFolder();
    const { type } = await sit({
      folder,
      bot: { ...bot, onCommand: async ({ reply }) => void (await reply([{ title: 'Your list', file }])) },
    });
    const shown = await type('/papers export\r', 'Written to');
    expect(shown).toContain(`Written to ${join(folder, 'papers.bib')}`);
    expect(readFileSync(join(folder, 'papers.bib'), 'utf8')).toBe(file.content);
  });

  it('is for the eyes of its owner alone', async () => {
    const folder = makeFolder();
    await keepFile(file, folder);
    expect(statSync(join(folder, 'papers.bib')).mode & 0o777).toBe(0o600);
  });

  it('never takes the place of another', async () => {
    const folder = makeFolder();
    await keepFile(file, folder);
    expect(await keepFile({ ...file, content: 'second' }, folder)).toBe(
      `Written to ${join(folder, 'papers-2.bib')}`,
    );
    expect(await keepFile({ ...file, content: 'third' }, folder)).toContain('papers-3.bib');
    expect(readFileSync(join(folder, 'papers.bib'), 'utf8')).toBe(file.content);
    expect(readFileSync(join(folder, 'papers-2.bib'), 'utf8')).toBe('second');
  });

  it('stays inside the folder, whatever its name', async () => {
    const folder = makeFolder();
    for (const name of ['../../evil.bib', '/etc/evil', '..', '', 'a\u0000b\u001B[31m.bib']) {
      expect(await keepFile({ ...file, name }, folder)).toMatch(/^Written to /u);
    }
    expect(readdirSync(folder)).toHaveLength(5);
  });

  it('that cannot be written is told with the reason and the remedy', async () => {
    const folder = makeFolder();
    expect(await keepFile(file, join(folder, 'nowhere'))).toContain(
      'papers.bib could not be written: the folder is gone; start Paperboy in one that is there',
    );
    chmodSync(folder, 0o500);
    const told = await keepFile(file, folder);
    chmodSync(folder, 0o700);
    // The superuser may write everywhere.
    expect(told).toMatch(
      process.getuid?.() === 0 ? /^Written to / : /no permission; start Paperboy in a folder/u,
    );
  });
});
