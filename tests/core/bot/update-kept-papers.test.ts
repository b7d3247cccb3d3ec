import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { updateKeptPapers } from '../../../src/core/bot/update-kept-papers.ts';
import { slugOf } from '../../../src/core/papers/identity.ts';
import { lookUp } from '../../../src/core/papers/lookup.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { openCorpus } from '../../../src/core/sources/corpus.ts';
import { createFolderSource } from '../../../src/core/sources/folder/folder-source.ts';
import { findPaper } from '../../../src/core/store/lists/find-paper.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { keepLog, openTestStore } from '../store/open.ts';

const title = 'Window-Based Early-Exit Cascades for Uncertainty Estimation';
const titleOnly: Paper = {
  id: slugOf(title, ''),
  recordIds: [],
  title,
  abstract: 'Deep ensembles improve the uncertainty estimates of deep learning.',
  authors: ['Guoxuan Xia'],
  published: '2023',
  url: 'https://arxiv.org/a/search',
  urlIsSearch: true,
  categories: [],
};
const onArxiv = {
  id: '2303.08010',
  title,
  abstract: 'Deep ensembles improve the uncertainty estimates of deep learning.',
  authors: ['Guoxuan Xia', 'Christos-Savvas Bouganis'],
  published: '2023-03-14',
};
const channel = { platform: 'test', workspace: 'lab', id: 'papers' };
const ada = { platform: 'test', workspace: 'lab', id: 'ada' };
const message = { channel, id: 'm' };
const at = new Date('2023-03-20T12:00:00Z');

async function corpusOf(records: readonly object[]) {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-papers-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'papers.jsonl'), records.map((record) => JSON.stringify(record)).join('\n'));
  return openCorpus([createFolderSource(folder)], { follow: false });
}

async function follow(store: Store, records: readonly object[]) {
  const log = keepLog();
  const following = updateKeptPapers({ corpus: await corpusOf(records), store, log });
  await following.settled();
  following.stop();
  return log;
}

describe('papers that are kept', () => {
  it('become the paper they turn out to be, in lists, reactions and messages', async () => {
    const store = await openTestStore();
    await store.shown.remember([{ message, papers: [titleOnly.id] }], at);
    await store.reactionSaves.give({ message, member: ada, emoji: '🔖', paper: titleOnly.id }, titleOnly, at);
    await store.saves.setNote(ada, titleOnly.id, 'ask Guoxuan');
    await follow(store, [onArxiv]);
    const [saved] = await store.saves.list(ada);
    expect(saved?.paper.id).toBe('arxiv:2303.08010');
    expect(saved?.paper.published).toBe('2023-03-14');
    expect(saved?.note).toBe('ask Guoxuan');
    expect((await store.shown.find(message))?.papers).toEqual(['arxiv:2303.08010']);
    await store.saves.setNote(ada, 'arxiv:2303.08010', '');
    await store.reactionSaves.takeBack({ message, member: ada, emoji: '🔖' }, at);
    expect(await store.saves.list(ada)).toEqual([]);
  });

  it('are still found by their former id, on buttons and in lists from before', async () => {
    const store = await openTestStore();
    const long = `${title}: When Deep Ensembles are More Efficient than Single Models`;
    const former = { ...titleOnly, id: slugOf(long, ''), title: long };
    await store.saves.save(ada, former, at);
    const corpus = await corpusOf([{ ...onArxiv, title: long }]);
    const following = updateKeptPapers({ corpus, store, log: keepLog() });
    await following.settled();
    following.stop();
    expect(former.id).toMatch(/--[\da-f]{8}$/u);
    expect(lookUp(corpus, former.id)?.id).toBe('arxiv:2303.08010');
    expect((await findPaper(former.id, { corpus, store }))?.id).toBe('arxiv:2303.08010');
    expect((await findPaper(titleOnly.id, { corpus, store }))?.id).toBeUndefined();
  });

  it('stay what they are where the corpus has another paper of that title, or none', async () => {
    const store = await openTestStore();
    await store.saves.save(ada, titleOnly, at);
    await follow(store, [
      { ...onArxiv, authors: ['Ada Lovelace'], abstract: 'Another one.', published: '1999' },
    ]);
    await follow(store, []);
    expect((await store.saves.list(ada)).map(({ paper }) => paper)).toEqual([titleOnly]);
  });

  it('never lose an arXiv id to a record that has none', async () => {
    const store = await openTestStore();
    await follow(store, [onArxiv]);
    const paper = (await corpusOf([onArxiv])).get('arxiv:2303.08010');
    if (paper === undefined) throw new Error('no such paper');
    await store.saves.save(ada, paper, at);
    await follow(store, [{ ...onArxiv, id: undefined }]);
    expect((await store.saves.list(ada)).map((saved) => saved.paper.id)).toEqual(['arxiv:2303.08010']);
  });

  it('become the paper of their DOI, under whatever title the corpus has it', async () => {
    const store = await openTestStore();
    const preprint = {
      ...titleOnly,
      id: 'doi:10.1000/x',
      doi: '10.1000/x',
      title: 'As it was called before',
    };
    await store.saves.save(ada, preprint, at);
    await follow(store, [{ ...onArxiv, doi: '10.1000/x' }]);
    expect((await store.saves.list(ada)).map(({ paper }) => paper.id)).toEqual(['arxiv:2303.08010']);
  });

  it('are known as the corpus has them now', async () => {
    const store = await openTestStore();
    const paper = (await corpusOf([onArxiv])).get('arxiv:2303.08010');
    if (paper === undefined) throw new Error('no such paper');
    await store.saves.save(ada, paper, at);
    await follow(store, [{ ...onArxiv, venue: 'ICCV 2023' }]);
    expect((await store.saves.list(ada))[0]?.paper.venue).toBe('ICCV 2023');
  });

  it('are followed when the corpus changes, and a failure is logged', async () => {
    const store = await openTestStore();
    await store.saves.save(ada, titleOnly, at);
    const [before, after] = [await corpusOf([]), await corpusOf([onArxiv])];
    let present = before;
    let tell: () => void = () => undefined;
    const corpus = {
      get papers() {
        return present.papers;
      },
      get: (id: string) => present.get(id),
      titled: (wanted: string) => present.titled(wanted),
      onChange(listener: (change: { put: []; removed: [] }) => void) {
        tell = () => listener({ put: [], removed: [] });
        return () => undefined;
      },
    };
    const log = keepLog();
    let told = 0;
    const followed = () => {
      told += 1;
    };
    const following = updateKeptPapers({ corpus, store, log, updated: followed });
    await following.settled();
    expect(told).toBe(1);
    present = after;
    tell();
    expect(told).toBe(1);
    await following.settled();
    expect(told).toBe(2);
    expect((await store.saves.list(ada)).map(({ paper }) => paper.id)).toEqual(['arxiv:2303.08010']);
    await store.close();
    tell();
    await following.settled();
    expect(log.lines.join()).toContain('could not be updated');
  });
});
