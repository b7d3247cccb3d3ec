import { expect } from 'vitest';
import type { Store } from '../../../../src/core/store/store.ts';
import { day, lab, paperNamed } from '../things.ts';

const reader = { ...lab, id: 'frank' };
const left = { ...lab, id: 'grace' };
const before = paperNamed('arxiv:2401.00001', { version: 1, published: '2024-01-01' });
const gone = paperNamed('arxiv:2401.00002', { abstract: 'It is so.', published: '2024-01-01' });
const now = { ...before, version: 2, doi: '10.1000/news', code: 'https://example.org/"code"' };

/** A paper that somebody saved and of which there is news, and somebody who wants none. */
export async function fillNews({ saves, savedNews }: Store): Promise<void> {
  await saves.save(reader, before, day(20));
  await savedNews.take([{ paper: now, before }], day(21));
  await savedNews.checked([before.id], day(21));
  await saves.save(reader, gone, day(20));
  const known = { ...gone, withdrawn: 'withdrawn: an error' };
  await savedNews.take([{ paper: { ...gone, abstract: 'Another.' }, before: gone }], day(21));
  await savedNews.take([{ paper: known }, { paper: { ...known, withdrawn: 'retracted' } }], day(22));
  await savedNews.switchOff(left, true);
}

export async function expectNews({ savedNews }: Store): Promise<void> {
  const news = { paper: before.id, at: day(21) };
  expect(await savedNews.of(reader)).toEqual(
    expect.arrayContaining([
      { ...news, kind: 'published', detail: '', words: 'doi.org/10.1000/news' },
      { ...news, kind: 'version', detail: '2', words: 'Version 2' },
      { ...news, kind: 'code', detail: '', words: 'example.org/"code"' },
      {
        ...news,
        paper: gone.id,
        kind: 'version',
        detail: day(21).toISOString().slice(0, 10),
        words: 'Abstract changed',
      },
      { paper: gone.id, at: day(22), kind: 'withdrawn', detail: '', words: 'withdrawn: an error' },
      { paper: gone.id, at: day(22), kind: 'retracted', detail: '', words: 'retracted' },
    ]),
  );
  expect(await savedNews.waiting()).toEqual([{ member: reader, since: day(21) }]);
  expect(await savedNews.isOff(left)).toBe(true);
  expect(await savedNews.unchecked(day(21), 99)).not.toContain(before.id);
  expect(await savedNews.unchecked(day(22), 99)).toContain(before.id);
}
