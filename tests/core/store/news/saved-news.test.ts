import { beforeEach, describe, expect, it } from 'vitest';
import { beginNews } from '../../../../src/core/commands/follows/news.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import type { Store } from '../../../../src/core/store/store.ts';
import { engines, openAt } from '../open.ts';
import { alice, bob, day, lab, paperNamed } from '../things.ts';

const paper: Paper = paperNamed('arxiv:2401.00001', { abstract: 'It is so.', published: '2024-01-01' });
const withdrawn = { ...paper, withdrawn: 'Withdrawn: an error' };

describe.each(engines)('news of saved papers on $engine', ({ freshUrl }) => {
  let url = '';
  let store: Store;
  beforeEach(async () => {
    url = await freshUrl();
    store = await openAt(url);
  });

  const told = async (member = alice) => (await store.savedNews.of(member)).map(({ kind }) => kind);

  it('are of what sources tell after somebody saved a paper, for those alone in whose list it is', async () => {
    const comes = (one: Paper) =>
      store.keptPapers.take('arxiv:cs.LG', [{ key: '1', paper: one }], [], day(3));
    await comes(paper);
    await store.saves.save(alice, paper, day(2));
    await comes({ ...paper, doi: '10.48550/arxiv.2401.00001' });
    expect(await told()).toEqual([]);
    await comes({ ...withdrawn, doi: '10.1000/x' });
    await comes({ ...withdrawn, doi: '10.1000/x', withdrawn: 'Withdrawn, once more' });
    expect(await told()).toEqual(['withdrawn']);
    expect(await told(bob)).toEqual([]);
    await store.saves.save(bob, withdrawn, day(4));
    expect(await told(bob)).toEqual([]);
    await store.saves.unsave(alice, paper.id, day(4));
    expect(await told()).toEqual([]);
  });

  it('are noted once where two processes are told the same at the same time', async () => {
    await store.saves.save(alice, paper, day(2));
    const other = await openAt(url);
    const found = [{ key: '1', paper: withdrawn }];
    await Promise.all([
      store.keptPapers.take('arxiv:cs.LG', found, [], day(3)),
      other.keptPapers.take('arxiv:cs.AI', found, [], day(3)),
    ]);
    expect(await told()).toEqual(['withdrawn']);
  });

  it('go with the last save of a paper: with who is forgotten, with a removed workspace, with what is taken out for good', async () => {
    const note = async (at: number) => {
      await store.saves.save(alice, paper, day(at));
      await store.savedNews.take([{ paper: withdrawn }], day(at + 1));
      expect(await told()).toEqual(['withdrawn']);
    };
    await note(2);
    await store.privacy.forget(alice, day(4));
    await store.saves.save(alice, paper, day(1));
    expect(await told()).toEqual([]);
    await note(5);
    await store.removedWorkspaces.add(lab, day(7));
    await store.removedWorkspaces.prune(day(8));
    await store.saves.save(alice, paper, day(1));
    expect(await told()).toEqual([]);
    await note(9);
    await store.saves.unsave(alice, paper.id, day(11));
    await store.saves.prune(day(12));
    await store.saves.save(alice, paper, day(1));
    expect(await told()).toEqual([]);
  });

  it('go over to the paper that another turns out to be, and are still told once', async () => {
    const draft = paperNamed('it-is-so');
    await store.saves.save(alice, draft, day(2));
    await store.saves.save(bob, paper, day(2));
    await store.savedNews.take(
      [{ paper: { ...draft, withdrawn: 'Withdrawn.' } }, { paper: withdrawn }],
      day(3),
    );
    await store.papers.merge(draft.id, paper);
    expect(await told()).toEqual(['withdrawn']);
    expect(await told(bob)).toEqual(['withdrawn']);
  });

  it('make one message for who has none, whatever number of processes begin it', async () => {
    await store.saves.save(alice, paper, day(2));
    await store.savedNews.take([{ paper: withdrawn }], day(3));
    const other = await openAt(url);
    const now = () => day(4);
    await Promise.all([store, other].map((one) => beginNews({ store: one, now })));
    await beginNews({ store, now });
    expect(await store.follows.list({ kind: 'direct', member: alice })).toMatchObject([
      { kind: 'saved', createdAt: day(3) },
    ]);
    expect(await store.digests.all()).toMatchObject([{ layout: 'follows', count: 10 }]);
  });
});
