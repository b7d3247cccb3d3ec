import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dropInvisible } from '../../../../src/core/text/clean-text.ts';
import { measureWork } from '../../../growth.ts';
import { papersToTry } from '../../papers-to-try.ts';
import { openTestStore } from '../../store/open.ts';
import { buttonNamed, buttonsOn, factsOf, itemsOf, only, placeOf, startTalk, type Talk } from '../../talk.ts';

const ids = (cards: Parameters<typeof itemsOf>[0]) => itemsOf(cards).map(({ paper }) => paper);

/** Somebody with a list of four, the last saved first: minutes lie between. */
async function startWithList() {
  let minutes = 0;
  const start = Date.parse('2023-03-20T12:00:00Z');
  const talk = await startTalk({ now: () => new Date(start + minutes * 60_000) });
  const saved = papersToTry.slice(0, 4).map(({ id }) => id);
  for (const id of saved) {
    await talk.type(`/papers save ${id}`);
    minutes += 1;
  }
  const later = (more: number) => {
    minutes += more;
  };
  return { talk, saved: [...saved].reverse(), later };
}

const titlesOf = async (talk: Talk, typed: string) => only(await talk.type(typed)).title;

describe('/papers save', () => {
  it('knows a title as its source writes it in LaTeX, and says in its colour that it is done', async () => {
    const [first, ...others] = papersToTry;
    if (first === undefined) throw new Error('there are no papers to try');
    const talk = await startTalk({}, [
      { ...first, title: 'Fast O(n²) α-Stable Schrödinger Bridges' },
      ...others,
    ]);
    const typed = '/papers save Fast $O(n^2)$ $\\alpha$-Stable Schr{\\"o}dinger Bridges';
    expect(only(await talk.type(typed))).toMatchObject({ title: 'Saved', tone: 'done' });
    expect(only(await talk.type(typed))).toMatchObject({ title: 'Already in your list', tone: 'notice' });
  });

  it.each([
    'https://arxiv.org/pdf/2303.08010v2.pdf',
    'have you seen arXiv:2303.08010 ?',
    'Window-Based Early-Exit Cascades for Uncertainty Estimation',
    'window based',
  ])('saves the one paper that a text names: %s', async (text) => {
    const talk = await startTalk();
    const card = only(await talk.type(`/papers save ${text}`));
    expect(card.title).toBe('Saved');
    expect(card.text).toContain('Window-Based');
    expect(ids(await talk.type('/papers saved'))).toEqual(['arxiv:2303.08010']);
  });

  it('offers the papers of a message that names several, to save one by one', async () => {
    const talk = await startTalk();
    const card = only(await talk.type('/papers save see 2303.08010\nand https://arxiv.org/abs/2006.00001'));
    expect(card.items?.map(({ paper }) => paper)).toEqual(['arxiv:2303.08010', 'arxiv:2006.00001']);
    expect(await titlesOf(talk, '/papers saved')).toBe('Nothing kept yet');
    await talk.press(buttonNamed('Save', card.items?.[1]));
    expect(ids(await talk.type('/papers saved'))).toEqual(['arxiv:2006.00001']);
  });

  it.each([
    ['uncertainty', 'Which paper do you mean by “uncertainty”?', 3],
    [
      'early-exit cascades for uncertainty',
      'Which paper do you mean by “early-exit cascades for uncertainty”?',
      5,
    ],
    ['good morning', 'No paper found for “good morning”', 0],
    ['2401.99999', 'No paper found for “2401.99999”', 0],
    ['uncertainty is\nwhat we talked about', 'No paper found in this text', 0],
    ['', 'Which paper?', 0],
    ['7', 'There is no paper number 7', 0],
  ])('saves no guess: %j', async (text, title, offered) => {
    const talk = await startTalk();
    const card = only(await talk.type(`/papers save ${text}`));
    expect(card.title).toBe(title);
    expect(card.items ?? []).toHaveLength(offered);
    expect(await titlesOf(talk, '/papers saved')).toBe('Nothing kept yet');
  });

  it.each([
    ['1 3', [0, 2]],
    ['2-4', [1, 2, 3]],
    ['#1, #2 and 5', [0, 1, 4]],
  ])(
    'takes several numbers, names what it took, and so do tag, read, unread and unsave: %s',
    async (text, at) => {
      const talk = await startTalk();
      const list = itemsOf(await talk.type('/paper uncertainty'));
      const taken = at.flatMap((place) => list[place] ?? []);
      const answers: string[] = [];
      for (const [typed, title] of [
        [`/papers save ${text}`, `${at.length} papers saved`],
        [`/papers tag ${text} physics`, `${at.length} papers are tagged physics`],
        [`/papers read ${text}`, `${at.length} papers marked as read`],
        [`/papers unread ${text}`, `${at.length} papers marked as unread`],
        [`/papers unsave ${text}`, `${at.length} papers removed from your list`],
      ] as const) {
        const card = only(await talk.type(typed));
        expect(card.title).toBe(title);
        for (const { heading } of taken) expect(card.text).toContain(`“${heading}”`);
        answers.push(card.text ?? '');
      }
      expect(await titlesOf(talk, '/papers saved')).toBe('Nothing kept yet');
    },
  );

  it('takes none of several numbers where one of them is none, and none that is not saved', async () => {
    const talk = await startTalk();
    await talk.type('/paper uncertainty');
    expect(await titlesOf(talk, '/papers save 1 3 9')).toBe('There is no paper number 9');
    expect(await titlesOf(talk, '/papers saved')).toBe('Nothing kept yet');
    await talk.type('/paper uncertainty');
    await talk.type('/papers save 1');
    const refused = only(await talk.type('/papers unsave 1 2'));
    expect(refused.title).toBe('Nothing was changed, because not all of them are in your list');
    expect(await titlesOf(talk, '/papers saved')).toBe('1 paper in your list');
  });

  it('is offered in the menu of every message', async () => {
    const { bot } = await startTalk();
    expect(bot.commands.filter(({ shortcut }) => shortcut === 'Save paper').map(({ verb }) => verb)).toEqual([
      'save',
    ]);
  });
});

describe('/papers tag', () => {
  it('takes the numbers at the beginning, in an instant however many they are', async () => {
    const { talk } = await startWithList();
    await talk.type('/papers saved');
    expect(only(await talk.type('/papers tag 1, 2 and 3 physics')).title).toBe('3 papers are tagged physics');
    const time = await measureWork(async () =>
      expect(only(await talk.type(`/papers tag ${'99 '.repeat(10_000)}`)).title).toContain(
        'no paper number 99',
      ),
    );
    expect(time).toBeLessThan(2_000);
  });
});

describe('/papers note', () => {
  it.each(['/papers note 99 ask Ada about it', '/papers note deep note:"ask Ada about it"'])(
    'gives the note back where no paper is certainly meant: %s',
    async (typed) => {
      const { talk } = await startWithList();
      const card = only(await talk.type(typed));
      expect(card.preformatted).toBe('ask Ada about it');
      expect(card.text).toContain('not saved yet');
    },
  );
});

describe('/papers saved', () => {
  it('lists the newest first, with how it stands with each, and turns pages', async () => {
    const { talk, saved } = await startWithList();
    const page = await talk.type('/papers saved');
    expect(only(page).title).toBe('4 papers in your list');
    expect(ids(page)).toEqual(saved);
    expect(factsOf(itemsOf(page)[0])).toBe('○ unread · Jul 2022 · saved today');
    expect(buttonsOn(itemsOf(page)[0]).map(({ label }) => label)).toEqual([
      'Mark read',
      'Abstract',
      'Note and tags …',
      'Cite',
      'Remove',
    ]);
    expect(itemsOf(await talk.type('/papers show 2'))[0]?.paper).toBe(saved[1]);
  });

  it('is narrowed by one choice of its states and tags, which tells how many there are', async () => {
    const { talk, saved } = await startWithList();
    await talk.type(`/papers read ${saved[0]}`);
    await talk.type(`/papers tag ${saved[1]} physics`);
    const list = only(await talk.type('/papers saved'));
    const choices = (list.filters ?? []).flatMap((filter) => filter.choices);
    expect(choices.map(({ label }) => label)).toEqual(['All 4', 'Unread 3', 'Read 1', 'physics 1']);
    expect(choices.filter(({ isOn }) => isOn).map(({ label }) => label)).toEqual(['All 4']);
    const read = only(await talk.press(choices[2]));
    expect(read.items?.map(({ paper }) => paper)).toEqual([saved[0]]);
    expect(read.filters?.[0]?.choices.find(({ isOn }) => isOn)?.label).toBe('Read 1');
    expect(ids(await talk.press(choices[3]))).toEqual([saved[1]]);
  });

  it('searches the list alone, notes and tags too, in the language of the search', async () => {
    const { talk } = await startWithList();
    await talk.type('/papers note 2303.08010 note:"compare with conformal prediction"');
    expect(ids(await talk.type('/papers saved conformal'))).toEqual(['arxiv:2303.08010']);
    expect(ids(await talk.type('/papers saved author:thaler'))).toEqual(['arxiv:2212.07959']);
    expect(ids(await talk.type('/papers saved "early exit" year:2023'))).toEqual(['arxiv:2303.08010']);
    const [hit] = itemsOf(await talk.type('/papers saved cascades'));
    expect(hit?.text?.marks.length).toBeGreaterThan(0);
    const none = only(await talk.type('/papers saved molecules author:nobody'));
    expect(none.title).toContain('No papers in your list for “molecules author:nobody”');
    expect(ids(await talk.press(buttonNamed('The whole list', none)))).toHaveLength(4);
  });

  it('can be narrowed to what is unread, read or tagged', async () => {
    const { talk, saved } = await startWithList();
    await talk.type(`/papers read ${saved[0]}`);
    await talk.type(`/papers tag ${saved[1]} tags:"Physics, #to-read"`);
    expect(ids(await talk.type('/papers saved read'))).toEqual([saved[0]]);
    expect(ids(await talk.type('/papers saved unread'))).toEqual(saved.slice(1));
    expect(ids(await talk.type('/papers saved tag:PHYSICS'))).toEqual([saved[1]]);
    expect(ids(await talk.type('/papers saved unread tag:to-read'))).toEqual([saved[1]]);
    expect(await titlesOf(talk, '/papers saved read tag:physics')).toBe(
      'No read papers in your list tagged “physics”',
    );
    expect(await titlesOf(talk, '/papers saved show:later')).toBe('There is no show “later”');
    expect(await titlesOf(talk, '/papers saved tag:""')).toBe('4 papers in your list');
  });

  it('shows itself again where a button on it was pressed, on the same page of the same list', async () => {
    const talk = await startTalk({ pageSize: 2 });
    for (const { id } of papersToTry.slice(0, 5)) await talk.type(`/papers save ${id}`);
    const list = ids(await talk.type('/papers saved unread'));
    const second = await talk.press(buttonNamed('Next', only(await talk.type('/papers saved unread'))));
    const [item] = itemsOf(second);
    const pressed = buttonNamed('Mark read', item);
    expect(pressed?.replaces).toBe(true);
    const refreshed = only(await talk.press(pressed));
    expect(refreshed.text).toContain('is marked as read');
    expect(placeOf(refreshed)).toBe('3–4, newest first');
    expect(refreshed.items?.map(({ paper }) => paper)).not.toContain(item?.paper);
    const removed = only(await talk.press(buttonNamed('Remove', refreshed.items?.[0])));
    expect(placeOf(removed)).toBe('3, newest first');
    const undone = only(await talk.press(buttonNamed('Undo', removed)));
    expect(undone.text).toContain('again');
    expect(undone.title).toBe('4 unread papers in your list');
    expect(list).toHaveLength(2);
  });

  it('asks for tags and notes by a form and shows itself again', async () => {
    const { talk, saved } = await startWithList();
    const [item] = itemsOf(await talk.type('/papers saved'));
    const button = buttonNamed('Note and tags …', item);
    const fieldsOf = async () => (await talk.formOf(button))?.fields.map(({ name, value }) => [name, value]);
    expect(await fieldsOf()).toEqual([
      ['note', ''],
      ['tags', ''],
    ]);
    const tagged = only(await talk.fill(button, { note: '', tags: 'physics to-read' }));
    expect(tagged.items?.map(({ paper }) => paper)).toEqual(saved);
    expect(tagged.text).toContain('is tagged physics, to-read');
    expect(factsOf(tagged.items?.[0])).toContain('· physics · to-read · saved today');
    const note = 'line one\n"quoted" \\ list:"x"';
    const noted = only(await talk.fill(button, { note, tags: 'physics to-read' }));
    expect(noted.text).toContain('Your note on');
    expect(noted.items?.[0]?.note).toBe('line one "quoted" \\ list:"x"');
    expect(await fieldsOf()).toEqual([
      ['note', note],
      ['tags', 'physics to-read'],
    ]);
    const bare = only(await talk.fill(button, { note, tags: '' }));
    expect(bare.text).toContain('has no tags now');
    const many = Array.from({ length: 60 }, (_, at) => `t${at}`).join(' ');
    const refused = only(await talk.fill(button, { note: 'new', tags: many }));
    expect([refused.title, refused.preformatted]).toEqual(['Too many tags', 'new']);
    expect((await fieldsOf())?.[0]).toEqual(['note', note]);
  });

  it('does not vanish under a button whose paper is gone from it already', async () => {
    const { talk, saved } = await startWithList();
    const [item] = itemsOf(await talk.type('/papers saved'));
    const after = await talk.press(buttonNamed('Remove', item));
    expect(ids(after)).toEqual(saved.slice(1));
    const again = only(await talk.press(buttonNamed('Mark read', item)));
    expect(again.text).toContain('is not in your list');
    expect(ids([again])).toEqual(saved.slice(1));
  });

  it('says that each server has a list of its own where it is empty in direct messages', async () => {
    const talk = await startTalk();
    const channel = { platform: 'test', workspace: '', id: 'direct' };
    let text = '';
    await talk.bot.onCommand({
      line: { name: 'papers', verb: 'saved', text: '' },
      channel,
      member: { platform: 'test', workspace: '', id: 'ada' },
      memberName: 'ada',
      mayManage: async () => true,
      reply: async (cards) => {
        text = cards[0]?.text ?? '';
        return [];
      },
    });
    expect(text).toContain('each server has its own list');
  });
});

describe('a saved paper', () => {
  it('may be named by a number, an id or words that its list has', async () => {
    const { talk, saved } = await startWithList();
    await talk.type('/papers saved');
    expect(await titlesOf(talk, '/papers unsave 2')).toBe('Removed from your list');
    expect(ids(await talk.type('/papers saved'))).toEqual(saved.filter((id) => id !== saved[1]));
    const asked = only(await talk.type('/papers read early exit'));
    expect(asked.title).toBe('Which paper of your list do you mean by “early exit”?');
    expect(await talk.press(buttonNamed('Mark read', asked.items?.[0]))).toMatchObject([
      { title: 'Marked as read' },
    ]);
    expect(await titlesOf(talk, '/papers unread window based early')).toBe('Marked as unread');
    const removed = only(await talk.type('/papers unsave uncertainty'));
    expect(removed.title).toBe('Which paper of your list do you mean by “uncertainty”?');
    expect(removed.items?.length).toBeGreaterThan(1);
    expect(await titlesOf(talk, '/papers unsave quantum cooking')).toContain('No paper in your list matches');
    expect(await titlesOf(talk, '/papers note window based ask Ada')).toBe('Note saved');
    expect(await titlesOf(talk, '/papers tag window based physics')).toBe('Tagged');
    const [noted] = itemsOf(await talk.type('/papers saved tag:physics'));
    expect(noted?.paper).toBe('arxiv:2303.08010');
    expect(noted?.note).toBe('ask Ada');
    expect(await titlesOf(talk, '/papers unsave 2006.00001')).toBe('Not in your list');
    expect(await titlesOf(talk, '/papers tag')).toBe('Which paper?');
  });

  it('keeps its tags and its note when it is taken out and saved again', async () => {
    const { talk } = await startWithList();
    await talk.type('/papers tag 2303.08010 physics');
    await talk.type('/papers note 2303.08010 ask Ada');
    const out = only(await talk.type('/papers unsave 2303.08010'));
    expect(out.text).toContain('come back if you save it again');
    await talk.press(buttonNamed('Save again', out));
    const [item] = itemsOf(await talk.type('/papers saved tag:physics'));
    expect(item?.note).toBe('ask Ada');
  });

  it('says its tags and its note where none are given and nothing can ask for them', async () => {
    const { talk } = await startWithList();
    expect(only(await talk.type('/papers tag 2303.08010')).text).toContain('It has no tags yet');
    expect(only(await talk.type('/papers note 2303.08010')).title).toBe('No note yet');
    await talk.type('/papers tag 2303.08010 tags:"a b"');
    await talk.type('/papers note 2303.08010 note:"ask Ada"');
    expect(only(await talk.type('/papers tag 2303.08010')).text).toContain('Its tags: a, b.');
    expect(only(await talk.type('/papers note 2303.08010')).text).toContain('ask Ada');
    expect(await titlesOf(talk, '/papers note 2303.08010 note:""')).toBe('Note removed');
  });

  it('keeps whatever is written in a form', async () => {
    const { talk } = await startWithList();
    await talk.type('/papers saved');
    const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((typed) => !/\p{Cs}/u.test(typed));
    await fc.assert(
      fc.asyncProperty(text, text, async (written, tags) => {
        expect((await talk.fill('/papers note 1', { note: written }))[0]?.title).toMatch(/^Note /u);
        const kept = (await talk.formOf('/papers note 1'))?.fields[0]?.value ?? '';
        expect(kept).toBe(dropInvisible(written).trim());
        expect((await talk.fill('/papers tag 1', { tags }))[0]?.title).toMatch(/^Tag/u);
        const again = (await talk.formOf('/papers tag 1'))?.fields[0]?.value ?? '';
        await talk.fill('/papers tag 1', { tags: again });
        expect((await talk.formOf('/papers tag 1'))?.fields[0]?.value).toBe(again);
        for (const tag of again.split(' ').filter(Boolean))
          expect(itemsOf(await talk.type(`/papers saved tag:${tag}`)).length, tag).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
    expect(talk.logged).toEqual([]);
  });

  it('takes no note or tags without end, and gives the note back', async () => {
    const { talk } = await startWithList();
    const long = 'x'.repeat(2_001);
    expect(only(await talk.type(`/papers note 2303.08010 note:${long}`)).preformatted).toBe(long);
    const many = Array.from({ length: 21 }, (_, index) => `t${index}`).join(' ');
    expect(await titlesOf(talk, `/papers tag 2303.08010 tags:"${many}"`)).toBe('Too many tags');
    expect(itemsOf(await talk.type('/papers saved early exit'))[0]?.facts[0]?.text).toBe('○ unread');
  });
});

describe('/papers tags', () => {
  it('counts each, and a button lists its papers', async () => {
    const { talk, saved } = await startWithList();
    expect(await titlesOf(talk, '/papers tags')).toBe('You have no tags yet');
    await talk.type(`/papers tag ${saved[0]} tags:"physics maths"`);
    await talk.type(`/papers tag ${saved[1]} tags:physics`);
    const card = only(await talk.type('/papers tags'));
    expect(card.text).toBe('physics: 2 papers\nmaths: 1 paper');
    expect(ids(await talk.press(buttonNamed('physics (2)', card)))).toEqual(saved.slice(0, 2));
    expect(await titlesOf(talk.as('ben'), '/papers tags')).toBe('Nothing kept yet');
  });
});

describe('/papers export', () => {
  it.each([
    ['', 'papers.bib', /@\w+\{/u],
    ['ris', 'papers.ris', /TY {2}-/u],
    ['csl', 'papers.json', /"type"/u],
    ['csv', 'papers.csv', /key,title/u],
    ['markdown', 'papers.md', /# Papers/u],
  ])('%s gives a file of the whole list', async (format, name, content) => {
    const { talk } = await startWithList();
    const { file } = only(await talk.type(`/papers export ${format}`));
    expect(file?.name).toBe(name);
    expect(file?.content).toMatch(content);
  });

  it('gives the part that is asked for, with notes and tags', async () => {
    const { talk } = await startWithList();
    await talk.type('/papers tag 2303.08010 tags:"physics"');
    await talk.type('/papers note 2303.08010 note:"ask, \\"Ada\\""');
    const { file, title } = only(await talk.type('/papers export csv early exit tag:physics'));
    expect(title).toBe('1 paper of your list');
    const rows: unknown = parse(file?.content ?? '', { columns: true, bom: true });
    expect(rows).toMatchObject([{ arxiv: '2303.08010', tags: 'physics', note: 'ask, "Ada"' }]);
    expect(await titlesOf(talk, '/papers export tag:none')).toBe('No papers in your list tagged “none”');
    expect(await titlesOf(talk, '/papers export format:docx')).toBe('There is no format “docx”');
    expect(await titlesOf(talk.as('ben'), '/papers export')).toBe('Nothing kept yet');
  });

  it('names a paper as cite does', async () => {
    const { talk } = await startWithList();
    const cited = only(await talk.type('/papers cite 2303.08010')).preformatted ?? '';
    const key = /\{([^,]+),/u.exec(cited)?.[1];
    expect(key).toMatch(/^xia2023/u);
    expect(only(await talk.type('/papers export')).file?.content).toContain(`{${key},`);
  });

  it('is asked for its format by the button under the list, and keeps to the part that is shown', async () => {
    const talk = await startTalk();
    for (const id of ['2303.08010', '1706.03762']) await talk.type(`/papers save ${id}`);
    await talk.type('/papers tag 2303.08010 tags:x');
    const list = only(await talk.type('/papers saved tag:x'));
    const asked = only(await talk.press(buttonNamed('Export …', list)));
    expect(asked).toMatchObject({ title: 'Export 1 paper as …' });
    expect(asked.file).toBeUndefined();
    const formats = asked.buttons ?? [];
    expect(formats.map(({ label }) => label)).toEqual(['BibTeX', 'RIS', 'CSL-JSON', 'CSV', 'Markdown']);
    for (const button of formats) {
      const { file, title } = only(await talk.press(button));
      expect(title).toBe('1 paper of your list');
      expect(file?.content).toContain('2303.08010');
    }
  });
});

describe('/papers forget-me', () => {
  it('shows what is stored, exports it, and deletes it once that is confirmed', async () => {
    const store = await openTestStore();
    const talk = await startTalk({ store });
    await talk.type('/papers share 2303.08010');
    const message = talk.lastMessage();
    await talk.react('🔖', message);
    await talk.type('/papers tag 2303.08010 tags:x');
    await talk.as('ben').react('🔖', message);
    const card = only(await talk.type('/papers forget-me'));
    expect(card.text).toContain('1 saved paper, 0 notes, 1 tag');
    expect(card.text).toContain('1 reaction ');
    expect(only(await talk.press(buttonNamed('Export as CSV', card))).file?.content).toContain('2303.08010');
    expect(buttonNamed('Delete everything', card)?.isDanger).toBe(true);
    expect(only(await talk.press(buttonNamed('Keep everything', card))).title).toBe('Nothing was deleted');
    expect(itemsOf(await talk.type('/papers saved'))).toHaveLength(1);
    expect(only(await talk.press(buttonNamed('Delete everything', card))).title).toContain('is deleted');
    expect(await titlesOf(talk, '/papers saved')).toBe('Nothing kept yet');
    expect(await titlesOf(talk, '/papers show 1')).toBe('There is no paper number 1');
    expect(itemsOf(await talk.as('ben').type('/papers saved'))).toHaveLength(1);
    expect(
      await store.reactionSaves.on({
        channel: { platform: 'test', workspace: 'lab', id: 'papers' },
        id: message?.id ?? '',
      }),
    ).toHaveLength(1);
  });

  it('tells of what there is elsewhere where a person is the same everywhere, and deletes it there too', async () => {
    const store = await openTestStore();
    const start = await startTalk({ store });
    const inServer = (workspace: string, who = 'ada') =>
      start.as(who, 'papers', { workspace, sameEverywhere: true });
    const [one, two, direct] = [inServer('one'), inServer('two'), inServer('')];
    for (const talk of [one, two]) {
      await talk.type('/papers save 2303.08010');
      await talk.type('/papers subscribe uncertainty weekly');
    }
    await inServer('two', 'ben').type('/papers save 2303.08010');
    expect(only(await direct.type('/papers forget-me')).text).toContain('2 subscriptions');
    const card = only(await one.type('/papers forget-me'));
    expect(card.text).toContain('1 saved paper, 0 notes');
    expect(card.text).toContain('in 1 other place');
    const rest = only(await one.press(buttonNamed('Delete it here', card)));
    expect(rest.title).toContain('in this server');
    expect(rest.text).toContain('1 saved paper, 0 notes, 1 subscription');
    expect(itemsOf(await two.type('/papers saved'))).toHaveLength(1);
    const last = only(await one.press(buttonNamed('Delete it everywhere', rest)));
    expect(last.title).toBe('Everything stored about you is deleted');
    expect(await store.privacy.namesakes({ platform: 'test', workspace: '', id: 'ada' })).toEqual([]);
    expect(itemsOf(await inServer('two', 'ben').type('/papers saved'))).toHaveLength(1);
  });

  it('deletes everything from a direct message, and nothing elsewhere where ids are of one workspace', async () => {
    const store = await openTestStore();
    const start = await startTalk({ store });
    await start.as('ada', 'papers', { workspace: 'one' }).type('/papers save 2303.08010');
    const direct = start.as('ada', 'papers', { workspace: '', sameEverywhere: true });
    const other = start.as('ada', 'papers', { workspace: 'two' });
    const forged = buttonNamed('Delete everything', only(await other.type('/papers forget-me')));
    const command = forged && {
      ...forged.command,
      text: forged.command.text.replace('delete', 'delete-everywhere'),
    };
    const refused = only(await other.press(forged && command && { ...forged, command }));
    expect(refused.footer).toContain('Nothing was deleted');
    await other.press(forged);
    expect(await store.privacy.namesakes({ platform: 'test', workspace: '', id: 'ada' })).toHaveLength(1);
    await direct.press(buttonNamed('Delete everything', only(await direct.type('/papers forget-me'))));
    expect(await store.privacy.namesakes({ platform: 'test', workspace: '', id: 'ada' })).toEqual([]);
  });

  it.each([
    [undefined, 'until whoever runs this bot deletes them'],
    [
      { when: { schedule: '30 3 * * *', zone: 'UTC' }, keep: 5 },
      '03:30) hold it until 5 newer ones have been made',
    ],
    [{ when: { schedule: '0 4 * * 0', zone: 'UTC' }, keep: 1 }, 'hold it until 1 newer one has been made'],
  ])('says for how long it stands in backups: %j', async (backups, said) => {
    const talk = await startTalk(backups === undefined ? {} : { backups });
    const card = only(await talk.type('/papers forget-me'));
    const { text } = only(await talk.press(buttonNamed('Delete everything', card)));
    expect(text).toContain(said);
    expect(text).toContain('Restoring one brings it back');
  });

  it('deletes nothing by a button of somebody else, or by an old one', async () => {
    const { talk, later } = await startWithList();
    const ben = talk.as('ben');
    await ben.type('/papers save 2303.08010');
    const confirm = buttonNamed('Delete everything', only(await talk.type('/papers forget-me')));
    expect(only(await ben.press(confirm)).footer).toContain('Nothing was deleted');
    expect(itemsOf(await ben.type('/papers saved'))).toHaveLength(1);
    later(16);
    const again = only(await talk.press(confirm));
    expect(again.footer).toContain('Nothing was deleted');
    expect(itemsOf(await talk.type('/papers saved'))).toHaveLength(4);
    expect(only(await talk.type('/papers forget-me delete everything')).footer).toContain(
      'Nothing was deleted',
    );
    expect(only(await talk.press(buttonNamed('Delete everything', again))).title).toContain('is deleted');
  });
});

describe('/papers trending', () => {
  it('counts what people here saved, and says so', async () => {
    const talk = await startTalk();
    const last = papersToTry.at(-1)?.id;
    await talk.type(`/papers save ${last}`);
    await talk.as('ben').type(`/papers save ${last}`);
    const [top] = itemsOf(await talk.type('/papers trending'));
    expect(top?.paper).toBe(last);
    expect(factsOf(top)).toMatch(/^2 saved it this week · /u);
    expect(factsOf(top)).not.toContain('🔖');
  });

  it('keeps papers that left the corpus while people here save them', async () => {
    const store = await openTestStore();
    await (await startTalk({ store })).type('/papers save 2303.08010');
    const others = papersToTry.filter(({ id }) => id !== 'arxiv:2303.08010');
    const talk = await startTalk({ store }, others);
    expect(ids(await talk.type('/papers trending'))[0]).toBe('arxiv:2303.08010');
    expect(only(await talk.type('/papers saved tag:none')).text).toBe('There is 1 paper in your list.');
    const compared = only(await talk.type('/papers similar 2303.08010'));
    expect(compared.title).toContain('cannot be compared');
    expect(compared.text).toContain('no longer here');
    expect(itemsOf(await talk.press(compared.buttons?.[0]))).not.toEqual([]);
  });
});
