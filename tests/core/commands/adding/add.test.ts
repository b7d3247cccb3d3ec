import { describe, expect, it } from 'vitest';
import { lookUpsAnHour } from '../../../../src/core/commands/adding/paper-adder.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { RequestFailure } from '../../../../src/core/sources/http/request-failure.ts';
import { UnreadableAnswer } from '../../../../src/core/sources/http/unreadable-answer.ts';
import { CoolingDown } from '../../../../src/core/sources/rounds/ask-host.ts';
import { buttonNamed, buttonsOn, itemsOf, only, papersOn } from '../../talk.ts';
import { attention, folding, openDesk } from './desk.ts';

const ada = { platform: 'test', workspace: 'lab', id: 'ada' };
const inLab = { platform: 'test', workspace: 'lab' };
const labels = (cards: Parameters<typeof itemsOf>[0]) =>
  buttonsOn(itemsOf(cards)[0]).map(({ label }) => label);

describe('/papers add', () => {
  it('brings a paper here that services know: shown, saved by who asked and found by everybody', async () => {
    const { talk, store, asked } = await openDesk();
    const cards = await talk.type('/papers add https://arxiv.org/abs/1706.03762v5');
    expect(only(cards).title).toBe('Added, and saved to your list');
    expect(itemsOf(cards)[0]?.heading).toBe('Attention Is All You Need');
    expect(labels(cards)).toEqual([
      '✓ Saved',
      'Similar papers',
      'Cite',
      'Share to channel',
      'Follow …',
      'Less like this',
      'Take down',
    ]);
    expect(asked).toEqual(['arxiv:1706.03762']);
    expect(await store.saves.list(ada)).toMatchObject([{ paper: { id: attention.id } }]);
    const bob = talk.as('bob');
    expect(papersOn(await bob.type('/paper attention is all you need'))).toContain(attention.id);
    expect(itemsOf(await bob.type('/papers cite 1706.03762'))).toEqual([]);
    expect(await store.saves.list({ ...ada, id: 'bob' })).toEqual([]);
    expect(await store.addedPapers.find(inLab, attention.id)).toMatchObject({ by: ada });
  });

  it.each([
    ['1706.03762', attention],
    ['arXiv:1706.03762', attention],
    ['https://arxiv.org/pdf/1706.03762v2.pdf', attention],
    ['https://huggingface.co/papers/1706.03762', attention],
    ['https://hf.co/papers/1706.03762', attention],
    ['10.48550/arXiv.1706.03762', attention],
    ['https://doi.org/10.1038/s41586-021-03819-2', folding],
    ['doi:10.1038/S41586-021-03819-2', folding],
    ['Have you read this? https://arxiv.org/abs/1706.03762 (old, but good)', attention],
  ])('reads %s', async (text, { id }) => {
    const { talk, asked } = await openDesk();
    expect(papersOn(await talk.type(`/papers add ${text}`))).toEqual([id]);
    expect(asked).toEqual([id]);
  });

  it('asks nobody for a paper that is here, shows it and saves it', async () => {
    const { talk, store, asked } = await openDesk();
    const card = only(await talk.type('/papers add https://arxiv.org/abs/2303.08010'));
    expect(card.title).toBe('Here already, and saved to your list');
    expect(labels([card])).toEqual([
      '✓ Saved',
      'Similar papers',
      'Cite',
      'Share to channel',
      'Follow …',
      'Less like this',
    ]);
    expect(only(await talk.type('/papers add 2303.08010')).title).toBe(
      'Here already, and in your list already',
    );
    expect(asked).toEqual([]);
    expect(await store.saves.list(ada)).toHaveLength(1);
    expect(await store.addedPapers.among(inLab, ['arxiv:2303.08010'])).toEqual(new Set(['arxiv:2303.08010']));
  });

  it.each(['https://example.org/blog/attention', '2313.99', 'arXiv:1706.3762', '10.12/x', 'some words'])(
    'repeats what names no paper, and asks nobody: %s',
    async (text) => {
      const { talk, asked } = await openDesk();
      const card = only(await talk.type(`/papers add ${text}`));
      expect(card.title).toContain(text);
      expect(card.text).toContain('Nothing was looked up.');
      expect(asked).toEqual([]);
    },
  );

  it('explains itself where nothing is given', async () => {
    const { talk } = await openDesk();
    const card = only(await talk.type('/papers add'));
    expect(card.text).toContain('/papers add https://arxiv.org/abs/');
  });

  it('says of what no service knows which id that was', async () => {
    const { talk, store } = await openDesk();
    const card = only(await talk.type('/papers add https://arxiv.org/abs/2303.99999'));
    expect(card.title).toBe('No paper found: arXiv:2303.99999');
    expect(only(await talk.type('/papers add 10.1000/none')).title).toBe('No paper found: doi:10.1000/none');
    expect(await store.saves.list(ada)).toEqual([]);
  });

  it('says when a service that cools down may be asked again, with a button that does', async () => {
    const { talk, answers } = await openDesk();
    const until = new Date('2023-03-20T13:00:00Z');
    answers.set(attention.id, new CoolingDown(until, 'export.arxiv.org refused (HTTP 429)'));
    const card = only(await talk.type('/papers add 1706.03762'));
    expect(card.title).toBe('arXiv:1706.03762 cannot be looked up at the moment');
    expect(card.text).toContain('export.arxiv.org refused (HTTP 429)');
    expect(card.details?.map(({ at }) => at)).toEqual([until]);
    answers.set(attention.id, attention);
    const again = buttonNamed('Try again', card);
    expect(again?.replaces).toBe(true);
    expect(only(await talk.press(again)).title).toBe('Added, and saved to your list');
  });

  it.each([
    new RequestFailure('export.arxiv.org did not answer'),
    new UnreadableAnswer('the service answered HTTP 500'),
  ])('says why a service does not tell: $message', async (failure) => {
    const { talk, answers } = await openDesk();
    answers.set(attention.id, failure);
    const card = only(await talk.type('/papers add 1706.03762'));
    expect(card.text).toContain(failure.message);
    expect(card.details).toBeUndefined();
    expect(buttonNamed('Try again', card)?.command.text).toBe(attention.id);
  });

  it('takes several papers of one text, those here and those not, and tells of each that is missing', async () => {
    const { talk, store, asked } = await openDesk();
    const text = 'arxiv.org/abs/2303.08010, 1706.03762, 2303.99999 and 10.1038/s41586-021-03819-2';
    const [shown, missing, ...others] = await talk.type(`/papers add ${text}`);
    expect(papersOn(shown === undefined ? [] : [shown])).toEqual([
      'arxiv:2303.08010',
      attention.id,
      folding.id,
    ]);
    expect(missing?.title).toBe('No paper found: arXiv:2303.99999');
    expect(others).toEqual([]);
    expect(asked).toHaveLength(3);
    expect(await store.saves.list(ada)).toHaveLength(3);
  });

  it('looks up five papers of one text at most', async () => {
    const { talk, asked } = await openDesk();
    await talk.type(
      '/papers add 2401.00001 2401.00002 2401.00003 2401.00004 2401.00005 2401.00006 2401.00007',
    );
    expect(asked).toHaveLength(5);
  });

  it('asks once for a paper that several want at the same time, and saves it for each', async () => {
    const { talk, store, answers, asked } = await openDesk();
    let tell: (paper: Paper) => void = () => {};
    answers.set(attention.id, new Promise((resolve) => (tell = resolve)));
    const both = ['ada', 'bob'].map((name) => talk.as(name).type('/papers add 1706.03762'));
    while (asked.length === 0) await new Promise(setImmediate);
    tell(attention);
    for (const cards of await Promise.all(both))
      expect(only(cards).title).toBe('Added, and saved to your list');
    expect(asked).toEqual([attention.id]);
    for (const id of ['ada', 'bob']) expect(await store.saves.list({ ...ada, id })).toHaveLength(1);
  });

  it('looks up so many for one person an hour, and then says when one more may be', async () => {
    let now = new Date('2023-03-20T12:00:00Z');
    const { talk, asked } = await openDesk({ now: () => now });
    for (let count = 0; count < lookUpsAnHour; count += 1)
      await talk.type(`/papers add 2401.${String(10_000 + count)}`);
    const card = only(await talk.type('/papers add 1706.03762'));
    expect(asked).toHaveLength(lookUpsAnHour);
    expect(card.title).toBe('That is the limit for this hour');
    expect(card.text).toContain('arXiv:1706.03762 was not looked up');
    expect(card.details?.map(({ at }) => at)).toEqual([new Date('2023-03-20T13:00:00Z')]);
    expect(only(await talk.type('/papers add 2303.08010')).title).toContain('Here already');
    expect(only(await talk.as('bob').type('/papers add 1706.03762')).title).toContain('Added');
    now = new Date('2023-03-20T13:00:01Z');
    expect(only(await talk.type('/papers add 10.1038/s41586-021-03819-2')).title).toContain('Added');
  });

  it('is for whom the setting names; what is here can be saved all the same', async () => {
    for (const [whoMayAdd, title] of [
      ['nobody', 'No papers can be added here'],
      ['managers', 'Only managers of this workspace can add papers'],
    ] as const) {
      const { talk, store, asked } = await openDesk({ whoMayAdd });
      const card = only(await talk.type('/papers add 1706.03762'));
      expect(card.title).toBe(title);
      expect(card.text).toContain('arXiv:1706.03762');
      expect(card.text).toContain('add-papers');
      expect(only(await talk.type('/papers add 2303.08010')).title).toContain('saved to your list');
      expect(await store.addedPapers.among(inLab, ['arxiv:2303.08010'])).toEqual(new Set());
      expect(only(await talk.type('/papers find arxiv.org/abs/1706.03762')).title).toContain(
        'No paper found',
      );
      expect(asked).toEqual([]);
    }
    const { talk } = await openDesk({ whoMayAdd: 'managers' });
    const head = talk.as('grace', 'papers', { managesWorkspace: true });
    expect(only(await head.type('/papers add 1706.03762')).title).toContain('Added');
  });

  it('is not added by people of another workspace, who may save what is here', async () => {
    const { talk, store, asked } = await openDesk();
    const guest = talk.as('eve', 'papers', { belongs: false });
    const card = only(await guest.type('/papers add 1706.03762'));
    expect(card.title).toBe('Only members of this workspace can add papers');
    expect(only(await guest.type('/papers save 1706.03762')).title).not.toBe('Saved');
    expect(only(await guest.type('/papers add 2303.08010')).title).toContain('saved to your list');
    expect(await store.addedPapers.among(inLab, ['arxiv:2303.08010'])).toEqual(new Set());
    expect(asked).toEqual([]);
  });

  it('is told by /digest why, without a name', async () => {
    const { talk } = await openDesk();
    await talk.type('/papers add 1706.03762');
    await talk.fill('/digest add', { at: '09:00' });
    const why = only(await talk.as('bob').type('/digest why 1706.03762'));
    expect(why.text).toContain('It was added by a member.');
    expect(JSON.stringify(why)).not.toContain('ada');
    expect(only(await talk.type('/digest why 2303.08010')).text).not.toContain('added');
  });

  it('is in /papers new of its day, where others than its workspace do not read that a member added it', async () => {
    const { talk } = await openDesk();
    await talk.type('/papers add 1706.03762');
    expect(itemsOf(await talk.type('/papers new'))[0]?.reason).toBe('added by a member');
    const elsewhere = talk.as('eve', 'papers', { workspace: 'elsewhere' });
    const [item] = itemsOf(await elsewhere.type('/papers new'));
    expect([item?.paper, item?.reason]).toEqual([attention.id, 'added by hand']);
  });

  it('repeats no more of a long complaint than a line or two', async () => {
    const { talk, answers } = await openDesk();
    answers.set(attention.id, new UnreadableAnswer('arXiv says: '.padEnd(5_000, 'no ')));
    expect(only(await talk.type('/papers add 1706.03762')).text?.length).toBeLessThan(300);
  });

  it('names nobody who added a paper, on any card', async () => {
    const { talk } = await openDesk();
    await talk.type('/papers add 1706.03762');
    const cards = await talk.as('bob').type('/papers add 1706.03762');
    expect(JSON.stringify(cards)).not.toContain('"ada"');
    expect(labels(cards)).not.toContain('Take down');
  });
});

describe('a paper added by mistake', () => {
  it('is taken down by who added it; saved lists keep it, and it can come again', async () => {
    const { talk, corpus } = await openDesk();
    const cards = await talk.type('/papers add 1706.03762');
    await talk.as('bob').type('/papers save 1706.03762');
    const asked = only(await talk.press(buttonNamed('Take down', itemsOf(cards)[0])));
    expect(asked).toMatchObject({
      title: 'Take this paper down?',
      text: expect.stringContaining('no longer be found'),
    });
    expect(only(await talk.press(buttonNamed('Keep', asked))).title).toBe('This paper stays here');
    expect(corpus.get(attention.id)).toBeDefined();
    expect(buttonNamed('Take down', asked)?.isDanger).toBe(true);
    const down = only(await talk.press(buttonNamed('Take down', asked)));
    expect(down.title).toBe('Taken down');
    expect(corpus.get(attention.id)).toBeUndefined();
    expect(papersOn(await talk.type('/paper attention is all you need'))).not.toContain(attention.id);
    expect(papersOn(await talk.as('bob').type('/papers saved'))).toEqual([attention.id]);
    const again = only(await talk.press(buttonNamed('Add again', down)));
    expect(again.title).toBe('Added, and in your list already');
    expect(corpus.get(attention.id)).toBeDefined();
  });

  it('is taken down by who manages the workspace, not by others, nor from elsewhere', async () => {
    const { talk, corpus } = await openDesk();
    const cards = await talk.type('/papers add 1706.03762');
    const button = buttonNamed('Take down', itemsOf(cards)[0]);
    expect(only(await talk.as('bob').press(button)).title).toBe('This paper stays here');
    const stranger = talk.as('ada', 'papers', { workspace: 'elsewhere', managesWorkspace: true });
    expect(only(await stranger.press(button)).title).toBe('There is nothing to take down');
    expect(corpus.get(attention.id)).toBeDefined();
    const head = talk.as('grace', 'papers', { managesWorkspace: true });
    const found = await head.type('/papers find arxiv.org/abs/1706.03762');
    const asked = only(await head.press(buttonNamed('Take down', itemsOf(found)[0])));
    expect(only(await talk.as('bob').press(buttonNamed('Take down', asked))).title).toBe(
      'This paper stays here',
    );
    expect(only(await head.press(buttonNamed('Take down', asked))).title).toBe('Taken down');
    expect(only(await talk.press(button)).title).toBe('There is nothing to take down');
    expect(corpus.get(attention.id)).toBeUndefined();
  });

  it('stays where it comes from elsewhere too', async () => {
    const { talk, store, corpus } = await openDesk();
    await store.keptPapers.take(
      'added',
      [{ key: 'arxiv:2303.08010', paper: { ...attention, id: 'arxiv:2303.08010' } }],
      [],
      new Date(),
    );
    await talk.type('/papers add 2303.08010');
    const cards = await talk.type('/papers find arxiv.org/abs/2303.08010');
    const asked = only(await talk.press(buttonNamed('Take down', itemsOf(cards)[0])));
    const down = only(await talk.press(buttonNamed('Take down', asked)));
    expect(down.text).toContain('It stays, because');
    expect(corpus.get('arxiv:2303.08010')).toBeDefined();
  });

  it('is nothing for whoever types the button’s words for a paper that nobody added', async () => {
    const { talk, corpus } = await openDesk();
    const card = only(await talk.type('/papers add take-down arxiv:2303.08010'));
    expect(card.title).toBe('There is nothing to take down');
    expect(corpus.get('arxiv:2303.08010')).toBeDefined();
  });
});

describe('papers that are not here yet', () => {
  it('are looked up where a message is searched for papers, and not saved', async () => {
    const { talk, store } = await openDesk();
    const cards = await talk.type(
      '/papers find look: https://arxiv.org/abs/1706.03762 and arxiv.org/abs/2303.08010',
    );
    expect(papersOn(cards)).toEqual(['arxiv:2303.08010', attention.id]);
    expect(await store.saves.list(ada)).toEqual([]);
    expect(papersOn(await talk.type('/paper attention is all you need'))).toContain(attention.id);
  });

  it('are looked up where they are saved', async () => {
    const { talk, store, answers } = await openDesk();
    expect(only(await talk.type('/papers save look: https://arxiv.org/abs/1706.03762')).title).toBe('Saved');
    expect(await store.saves.list(ada)).toMatchObject([{ paper: { id: attention.id } }]);
    answers.set(folding.id, new RequestFailure('no answer came'));
    const away = only(await talk.type('/papers save 10.1038/s41586-021-03819-2'));
    expect(away.title).toContain('cannot be looked up at the moment');
    answers.set(folding.id, folding);
    expect(only(await talk.press(buttonNamed('Try again', away))).title).toBe('Saved');
  });

  it('are said to be unknown where a message names nothing else', async () => {
    const { talk } = await openDesk();
    expect(only(await talk.type('/papers find arxiv.org/abs/2303.99999')).title).toBe(
      'No paper found: arXiv:2303.99999',
    );
  });
});
