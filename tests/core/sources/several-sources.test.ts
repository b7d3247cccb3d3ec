import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { describeProblem } from '../../../src/core/papers/problem.ts';
import { type LiveCorpus, openCorpus } from '../../../src/core/sources/corpus.ts';
import { createFolderSource } from '../../../src/core/sources/folder/folder-source.ts';
import type { Change } from '../../../src/core/sources/gathering.ts';
import { openSources } from '../../../src/core/sources/list.ts';
import type { Source } from '../../../src/core/sources/source.ts';
import { createToySource } from '../../contracts/toy-source.ts';
import { createFolder, jsonLines, paperWith } from '../papers/papers.ts';

async function openLive(...sources: readonly Source[]): Promise<LiveCorpus> {
  const corpus = await openCorpus(sources);
  onTestFinished(() => corpus.close());
  return corpus;
}

function nextChange(corpus: LiveCorpus): Promise<Change> {
  return new Promise((resolve) => {
    const stop = corpus.onChange((change) => {
      stop();
      resolve(change);
    });
  });
}

const ids = (papers: readonly Paper[]) => papers.map(({ id }) => id);
const abstract = 'We give a long account of what was done, why, and what came of it in the end.';
const title = 'A paper that two sources know of';

/** One paper: sparse in a file, rich at a service. */
async function openBoth() {
  const folder = await createFolder({
    'a.jsonl': jsonLines({
      id: '2303.08010',
      title,
      abstract: 'Short.',
      authors: ['A B'],
      venue: 'ICML 2023',
    }),
  });
  const toy = createToySource('toy:papers');
  const rich = paperWith({
    id: 'arxiv:2303.08010',
    recordIds: ['toy-1'],
    ...{ title, abstract, authors: ['A B', 'C D'], published: '2023-03-14', doi: '10.1000/x', upvotes: 7 },
  });
  return { folder, toy, rich, corpus: await openLive(createFolderSource(folder), toy.source) };
}

describe('a corpus of a folder and a service', () => {
  it('makes one paper of what both know, with the richer fields and all ids', async () => {
    const { toy, rich, corpus } = await openBoth();
    const change = nextChange(corpus);
    toy.hold('k', rich);
    expect(await change).toMatchObject({ put: [{ id: 'arxiv:2303.08010' }], removed: [] });
    expect(corpus.papers).toEqual([corpus.get('arxiv:2303.08010')]);
    expect(corpus.get('arxiv:2303.08010')).toMatchObject({
      recordIds: ['2303.08010', 'toy-1'],
      ...{ title, abstract, authors: ['A B', 'C D'], published: '2023-03-14', doi: '10.1000/x', upvotes: 7 },
      venue: 'ICML 2023',
    });
    expect(corpus.counts).toEqual({ parts: 2, records: 2, papers: 1, merged: 1 });
  });

  it('says nothing of a record that is told again as it was', async () => {
    const { toy, rich, corpus } = await openBoth();
    let change = nextChange(corpus);
    toy.hold('k', rich);
    await change;
    const merged = corpus.get('arxiv:2303.08010');
    change = nextChange(corpus);
    toy.hold('k', { ...rich, authors: [...rich.authors] });
    toy.hold('l', paperWith({ id: 'other', title: 'Other' }));
    expect(ids((await change).put)).toEqual(['other']);
    expect(corpus.get('arxiv:2303.08010')).toBe(merged);
  });

  it('keeps what one still has when it goes from the other', async () => {
    const { toy, rich, corpus } = await openBoth();
    let change = nextChange(corpus);
    toy.hold('k', rich);
    await change;
    change = nextChange(corpus);
    toy.hold('k', undefined);
    expect(await change).toMatchObject({ put: [{ abstract: 'Short.' }], removed: [] });
    expect(corpus.get('arxiv:2303.08010')?.doi).toBeUndefined();
  });

  it('keeps it the other way round, under the id that is left', async () => {
    const { folder, toy, corpus } = await openBoth();
    let change = nextChange(corpus);
    toy.hold('k', paperWith({ id: 'doi:10.1000/x', doi: '10.1000/x', title, authors: ['A B'] }));
    await change;
    expect(corpus.papers).toHaveLength(1);
    change = nextChange(corpus);
    await rm(join(folder, 'a.jsonl'));
    expect(await change).toMatchObject({ put: [{ id: 'doi:10.1000/x' }], removed: ['arxiv:2303.08010'] });
    expect(ids(corpus.papers)).toEqual(['doi:10.1000/x']);
  });

  it('gives papers in order of the sources, whichever tells first, and the earlier source leads', async () => {
    const [first, second] = [createToySource('toy:z'), createToySource('toy:a')];
    const shared = { title: 'One title of some words', authors: ['A B'], published: '2020' };
    first.hold('2', paperWith({ id: 'x', title: 'X', venue: 'First' }));
    second.hold('1', paperWith({ id: 'w', title: 'W' }));
    second.hold('0', paperWith({ id: 'one-title-of-some-words', ...shared, venue: 'Second' }));
    const corpus = await openLive(first.source, second.source);
    expect(ids(corpus.papers)).toEqual(['x', 'one-title-of-some-words', 'w']);
    const change = nextChange(corpus);
    first.hold('3', paperWith({ id: 'one-title-of-some-words', ...shared, venue: 'First' }));
    await change;
    expect(ids(corpus.papers)).toEqual(['x', 'one-title-of-some-words', 'w']);
    expect(corpus.get('one-title-of-some-words')?.venue).toBe('First');
  });

  it('does not take own ids of different sources for different papers, as it does those of one part', async () => {
    const paper = (recordId: string) =>
      paperWith({ id: 'short', recordIds: [recordId], title: 'Short', authors: ['A B'], published: '2020' });
    const [one, other] = [createToySource('toy:one'), createToySource('toy:other')];
    one.hold('k', paper('1'));
    other.hold('k', paper('2'));
    expect((await openLive(one.source, other.source)).papers).toHaveLength(1);
  });
});

describe('a source that fails', () => {
  const failing = (reason: string): Source => ({
    name: 'toy:failing',
    // biome-ignore lint/correctness/useYield: it fails before it tells anything.
    async *follow() {
      throw new Error(reason);
    },
  });

  it('before it tells anything does not keep the others from being read, and says so', async () => {
    const folder = await createFolder({ 'a.jsonl': jsonLines({ title: 'One' }) });
    const corpus = await openLive(failing('no such host\nat line 1'), createFolderSource(folder));
    expect(ids(corpus.papers)).toEqual(['one']);
    expect(corpus.sources.map(({ name, health }) => [name, health.state])).toEqual([
      ['toy:failing', 'broken'],
      [folder, 'fresh'],
    ]);
    expect(corpus.problems.map(describeProblem)).toEqual([
      'toy:failing: this source stopped (no such host); restart the bot; its papers stay until then',
    ]);
    const change = nextChange(corpus);
    await writeFile(join(folder, 'b.jsonl'), jsonLines({ title: 'Two' }));
    expect(await change).toMatchObject({ put: [{ id: 'two' }] });
  });

  it('later keeps what it told, and the others go on', async () => {
    const [well, ill] = [createToySource('toy:well'), createToySource('toy:ill')];
    ill.hold('k', paperWith({ id: 'old', title: 'Old' }));
    const corpus = await openLive(ill.source, well.source);
    ill.crash(new Error('a mistake'));
    const change = nextChange(corpus);
    well.hold('k', paperWith({ id: 'new', title: 'New' }));
    await change;
    expect(ids(corpus.papers)).toEqual(['old', 'new']);
    expect(corpus.sources.map(({ health }) => health.state)).toEqual(['broken', 'fresh']);
    expect(corpus.counts.records).toBe(2);
  });

  it('is not to blame for who listens: the source goes on, with a warning', async () => {
    const toy = createToySource('toy:papers');
    const corpus = await openLive(toy.source);
    const stop = corpus.onChange(() => {
      throw new Error('a listener');
    });
    const warned = once(process, 'warning');
    toy.hold('k', paperWith({ id: 'one', title: 'One' }));
    expect(String((await warned)[0])).toContain('a listener');
    stop();
    const change = nextChange(corpus);
    toy.hold('l', paperWith({ id: 'two', title: 'Two' }));
    await change;
    expect(ids(corpus.papers)).toEqual(['one', 'two']);
    expect(corpus.sources[0]?.health.state).toBe('fresh');
  });
});

describe('a corpus that is closed', () => {
  it('leaves a source that does not end', async () => {
    const endless: Source = {
      name: 'endless',
      async *follow() {
        yield { parts: [], health: { state: 'quiet', problems: [], read: { parts: 0, records: 0 } } };
        await new Promise(() => {});
      },
    };
    const corpus = await openCorpus([endless], { endWithin: 1 });
    expect(await corpus.close()).toBeUndefined();
  });
});

describe('a corpus that is not followed', () => {
  it('lets the source put away what it holds', async () => {
    let isPutAway = false;
    const source: Source = {
      name: 'toy:careful',
      async *follow() {
        try {
          yield { parts: [], health: { state: 'quiet', problems: [], read: { parts: 0, records: 0 } } };
        } finally {
          isPutAway = true;
        }
      },
    };
    await (await openCorpus([source], { follow: false })).close();
    expect(isPutAway).toBe(true);
  });

  it('takes what there is and leaves the source', async () => {
    const toy = createToySource('toy:papers');
    toy.hold('k', paperWith({ id: 'one', title: 'One' }));
    const corpus = await openCorpus([toy.source], { follow: false });
    toy.hold('l', paperWith({ id: 'two', title: 'Two' }));
    await corpus.close();
    expect(ids(corpus.papers)).toEqual(['one']);
  });
});

describe('the list of sources', () => {
  it('opens what entries name by their kind', () => {
    expect(openSources(['folder:/srv/a:b']).map(({ name }) => name)).toEqual(['/srv/a:b']);
  });

  it.each(['fodler:/srv', 'folder', 'folder:', 'constructor:x'])('refuses %j by name', (entry) => {
    expect(() => openSources([entry])).toThrow(`"${entry}" is not a source of papers; known kinds: folder`);
  });
});
