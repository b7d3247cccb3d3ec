import { describe, expect, it } from 'vitest';
import { slugOf } from '../../../../src/core/papers/identity.ts';
import { findPaper } from '../../../../src/core/store/lists/find-paper.ts';
import { jsonLines, readFiles } from '../../papers/papers.ts';
import { openTestStore } from '../open.ts';
import { alice, day, paperNamed } from '../things.ts';

const title = 'A title that says what it is about';
const slug = slugOf(title, '');

/** A store that keeps these papers, and a corpus of these records. */
async function start(kept: readonly ReturnType<typeof paperNamed>[], records: readonly object[]) {
  const store = await openTestStore();
  for (const paper of kept) await store.saves.save(alice, paper, day(1));
  return { store, corpus: await readFiles({ 'a.jsonl': jsonLines({ title: 'Another' }, ...records) }) };
}

describe('the paper of an id', () => {
  it('is as the corpus has it, whatever was kept of it', async () => {
    const known = await start(
      [paperNamed('arxiv:2303.08010', { title: 'As it was' })],
      [{ id: '2303.08010', title }],
    );
    expect((await findPaper('arxiv:2303.08010', known))?.title).toBe(title);
  });

  it('is as it was kept, where it left the corpus, even if the corpus has another of its title', async () => {
    const was = paperNamed(slug, { title });
    const known = await start([was], [{ id: '2303.08010', title }]);
    expect(await findPaper(slug, known)).toEqual(was);
  });

  it('is what it turned out to be, where nothing was kept: the paper of its title or its DOI', async () => {
    const known = await start([], [{ id: '2303.08010', title, doi: '10.1000/x' }]);
    expect((await findPaper(slug, known))?.id).toBe('arxiv:2303.08010');
    expect((await findPaper('doi:10.1000/x', known))?.id).toBe('arxiv:2303.08010');
  });

  it('is unknown where none of these is', async () => {
    const known = await start([], [{ id: '2303.08010', title }]);
    expect(await findPaper('arxiv:2303.99999', known)).toBeUndefined();
  });
});
