import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../../src/core/chat/command-line.ts';
import { commands } from '../../../src/core/commands/list.ts';
import { createLunrEngine } from '../../../src/core/search/lunr-engine.ts';
import { papersToTry } from '../papers-to-try.ts';
import { buttonNamed, buttonsOn, factsOf, itemsOf, only, placeOf, startTalk } from '../talk.ts';

const numbers = (cards: Parameters<typeof itemsOf>[0]) => itemsOf(cards).map(({ number }) => number);

describe('/paper', () => {
  it('shows a page of five with its place, and turns pages in place', async () => {
    const talk = await startTalk();
    const first = await talk.type('/paper uncertainty');
    expect(only(first).title).toBe('7 papers on “uncertainty”');
    expect(placeOf(only(first))).toBe('1–5, best match first');
    expect(numbers(first)).toEqual([1, 2, 3, 4, 5]);
    expect(buttonNamed('Previous', only(first))).toBeUndefined();
    const next = buttonNamed('Next', only(first));
    expect(next?.replaces).toBe(true);
    const second = await talk.press(next);
    expect(placeOf(only(second))).toBe('6–7, best match first');
    expect(numbers(second)).toEqual([6, 7]);
    expect(buttonNamed('Next', only(second))).toBeUndefined();
    expect(await talk.press(buttonNamed('Previous', only(second)))).toEqual(first);
  });

  it.each([0, -3, 99, 1.5, Number.NaN])(
    'shows a page that exists where page %d is asked for',
    async (page) => {
      const talk = await startTalk();
      const cards = await talk.press({
        label: 'Next',
        command: { name: 'paper', text: 'uncertainty', page },
      });
      expect(itemsOf(cards).length).toBeGreaterThan(0);
    },
  );

  it('shows what is known of each paper, its matched words marked', async () => {
    const talk = await startTalk();
    const items = itemsOf(await talk.type('/paper uncertainty estimation'));
    const window = items.find(({ paper }) => paper === 'arxiv:2303.08010');
    expect(factsOf(window)).toBe('ICCV 2023 · Guoxuan Xia and 1 other · Code');
    expect(window?.facts[2]?.url).toBe('https://github.com/Guoxoug/window-early-exit');
    const { text = '', marks = [] } = window?.text ?? {};
    expect(marks.map(({ start, end }) => text.slice(start, end)).join(' ')).toBe('uncertainty estimates');
    expect(buttonsOn(window).map(({ label }) => label)).toEqual([
      'Save',
      'Abstract',
      'Similar papers',
      'Cite',
      'Share to channel',
    ]);
  });

  it('links no title where no id is known, and offers a search for it', async () => {
    const talk = await startTalk();
    const [camera] = itemsOf(await talk.type('/paper camera localization'));
    expect(factsOf(camera)).toBe('Matteo Vaghi et\u00A0al. · Find on arXiv');
    expect(camera?.url).toBeUndefined();
  });

  it('offers first the search that does find something, and how much', async () => {
    const talk = await startTalk();
    const card = only(await talk.type('/paper uncertainty year:2031'));
    expect([card.title, card.tone]).toEqual(['Nothing on “uncertainty year:2031”', 'notice']);
    expect(card.text).toBe('No paper here is from 2031. Without the year there are 7.');
    const [first] = card.buttons ?? [];
    expect([first?.label, first?.isPrimary]).toEqual(['Search without the year', true]);
    expect(only(await talk.press(first)).title).toBe('7 papers on “uncertainty”');
  });

  it.each([
    ['year:2031-2033', 'No paper here is from 2031 to 2033.'],
    ['uncertainty after:2031-06', 'No paper here is from after 2031-06. Without the year there are 7.'],
    [
      'uncertainty author:"Nobody Atall"',
      'No paper here is by “Nobody Atall”. Without the author there are 7.',
    ],
    [
      'uncertainty -uncertainty',
      'No paper matches that. Try other words. Without what it leaves out there are 7.',
    ],
  ])('names the cause where nothing is found: %s', async (query, told) => {
    const talk = await startTalk();
    const card = only(await talk.type(`/paper ${query}`));
    expect(card.title).toMatch(/^Nothing on/u);
    expect(card.text).toContain(told);
  });

  it.each([
    ['authors:nobodyatall', 'Search without the author'],
    ['venue:nowhere', 'Search without its fields'],
    ['-uncertainty', 'Search without what it leaves out'],
  ])('offers the search without %s where that finds something', async (narrowing, label) => {
    const talk = await startTalk();
    const card = only(await talk.type(`/paper uncertainty ${narrowing}`));
    const [first] = card.buttons ?? [];
    expect([first?.label, first?.command.text]).toEqual([label, 'uncertainty']);
  });

  it('passes on what the search says about the query', async () => {
    const talk = await startTalk();
    expect(only(await talk.type('/paper foo:bar uncertainty')).subtitle?.text).toContain('foo');
  });

  it.each(['/paper', '/paper    '])(
    'explains itself by three queries that find something: %j',
    async (typed) => {
      const talk = await startTalk();
      const card = only(await talk.type(typed));
      expect(card.buttons).toHaveLength(3);
      for (const button of card.buttons ?? []) {
        expect(card.text).toContain(`/paper ${button.label}`);
        expect(itemsOf(await talk.press(button)).length).toBeGreaterThan(0);
      }
    },
  );

  it('says what to try where nothing is found', async () => {
    const talk = await startTalk();
    const card = only(await talk.type('/paper zzzzqqqq'));
    expect(card.title).toBe('Nothing on “zzzzqqqq”');
    expect(card.items).toBeUndefined();
    const searches = (card.buttons ?? []).filter(({ command }) => command.verb !== 'help');
    expect(searches[0]?.isPrimary).toBe(true);
    for (const button of searches) expect(itemsOf(await talk.press(button)).length).toBeGreaterThan(0);
  });

  it('says so where there are no papers at all', async () => {
    const talk = await startTalk({}, []);
    for (const typed of ['/paper', '/paper x', '/papers new']) {
      expect(only(await talk.type(typed)).title).toBe('There are no papers here yet');
    }
    expect(only(await talk.type('/papers cite x')).title).toContain('No paper found');
  });
});

describe('/papers new', () => {
  it('lists the newest first, then by place on the page, papers without a date last', async () => {
    const talk = await startTalk();
    const first = await talk.type('/papers new');
    const second = await talk.press(buttonNamed('Next', only(first)));
    expect([...itemsOf(first), ...itemsOf(second)].map(({ paper }) => paper)).toEqual([
      'doi:10.1000/xyz',
      'arxiv:2303.08010',
      'arxiv:2212.07959',
      'arxiv:2207.10495',
      'arxiv:2006.00001',
      'arxiv:1801.00001',
      'uncertainty-aware-camera-localization',
    ]);
  });
});

describe('/papers trending', () => {
  it('lists papers with upvotes first, each with why it is there', async () => {
    const [first, second, ...others] = papersToTry;
    if (first === undefined || second === undefined) throw new Error('there are no papers to try');
    const upvoted = [
      { ...first, upvotes: 12, published: '2023-03-17' },
      { ...second, upvotes: 1 },
      ...others,
    ];
    const talk = await startTalk({}, upvoted);
    const page = await talk.type('/papers trending');
    expect(only(page).title).toBe('Trending papers');
    expect(itemsOf(page).map(({ reason }) => reason)).toEqual([
      '▲\u00A012 on daily papers',
      '▲\u00A01 on daily papers',
      '1st on daily papers',
      '4th on daily papers',
      '5th on daily papers',
    ]);
    expect(itemsOf(await talk.press(buttonNamed('Next', only(page)))).map(({ number }) => number)).toEqual([
      6, 7,
    ]);
  });

  it('does not tell a place far down a page for the reason of what one person saved', async () => {
    const papers = papersToTry.slice(0, 3).map((paper, at) => ({ ...paper, upvotes: 0, position: 40 + at }));
    const talk = await startTalk({}, papers);
    await talk.type(`/papers save ${papers[2]?.id}`);
    const items = itemsOf(await talk.type('/papers trending'));
    expect(items.map(({ paper, reason }) => [paper, reason])).toEqual([
      [papers[2]?.id, undefined],
      [papers[0]?.id, '40th on daily papers'],
      [papers[1]?.id, '41st on daily papers'],
    ]);
  });

  it('says its formula in the help', async () => {
    const talk = await startTalk();
    expect(only(await talk.type('/papers help trending')).text).toContain('both halved every 7 days');
  });

  it('says what else there is where nothing tells what trends', async () => {
    const talk = await startTalk(
      {},
      papersToTry.map(({ position, ...paper }) => paper),
    );
    const card = only(await talk.type('/papers trending'));
    expect(card.title).toBe('Nothing is trending here');
    expect(itemsOf(await talk.press(buttonNamed('Newest papers', card))).length).toBeGreaterThan(0);
  });
});

describe('a paper as an argument', () => {
  it.each([
    ['2303.08010', 'arxiv:2303.08010'],
    ['arxiv:2303.08010', 'arxiv:2303.08010'],
    ['doi:10.1000/xyz', 'doi:10.1000/xyz'],
    ['Graph Attention for Molecules', 'arxiv:2006.00001'],
  ])('may be %s', async (text, id) => {
    const talk = await startTalk();
    const card = only(await talk.type(`/papers show ${text}`));
    expect(card.items?.map(({ paper }) => paper)).toEqual([id]);
    expect(card.footer).toBeUndefined();
  });

  it.each([
    ['window based early', 'arxiv:2303.08010'],
    ['Graph Attention', 'arxiv:2006.00001'],
    ['have you read arXiv:2303.08010v2?', 'arxiv:2303.08010'],
  ])('may be what one paper alone is called: %s', async (text, id) => {
    const talk = await startTalk();
    expect(itemsOf(await talk.type(`/papers show ${text}`)).map(({ paper }) => paper)).toEqual([id]);
  });

  it.each(['show', 'share', 'cite', 'similar'])(
    'is asked for by %s where a text may mean several, or a search finds it, and nothing is shown for all',
    async (verb) => {
      const talk = await startTalk();
      for (const text of [
        'early exit cascades',
        'uncertainty',
        'deep learning',
        'see 2303.08010 and 2006.00001',
      ]) {
        const card = only(await talk.type(`/papers ${verb} ${text}`));
        expect(card.title).toBe(`Which paper do you mean by “${text}”?`);
        expect(card.isAside).toBe(true);
        const [first] = card.items ?? [];
        expect(buttonsOn(first).map(({ command }) => command)).toEqual([
          { name: 'papers', verb, text: first?.paper },
        ]);
        const chosen = JSON.stringify(await talk.press(first?.action));
        if (verb !== 'similar') expect(JSON.stringify(await talk.type(`/papers ${verb} 1`))).toBe(chosen);
        expect(chosen).toContain(first?.heading);
      }
    },
  );

  it.each(['-1', '0', '1984', '99', '1 2', '1-2', '3.5'])(
    'is never guessed from digits, for all to see: %s',
    async (text) => {
      const talk = await startTalk();
      const none = only(await talk.type(`/papers share ${text}`));
      expect(none.title).toMatch(/^There (?:is no paper|are no papers) number|^No paper found/u);
      expect(none.items).toBeUndefined();
      await talk.type('/paper uncertainty');
      const card = only(await talk.type(`/papers share ${text}`));
      expect(card.title).not.toBe('Shared by ada');
      if (/^1.2$/u.test(text)) expect(card.title).toBe('One paper at a time. Which one?');
    },
  );

  it('may be a number of the last list, across its pages, for each person and channel', async () => {
    const talk = await startTalk();
    const first = itemsOf(await talk.type('/paper uncertainty'));
    const list = only(await talk.type('/paper uncertainty'));
    const second = itemsOf(await talk.press(buttonNamed('Next', list)));
    expect(itemsOf(await talk.type('/papers show 2'))[0]?.paper).toBe(first[1]?.paper);
    expect(itemsOf(await talk.type('/papers show #7'))[0]?.paper).toBe(second[1]?.paper);
    await talk.as('ben').type('/papers new');
    await talk.as('ada', 'other').type('/papers new');
    expect(itemsOf(await talk.type('/papers show 2'))[0]?.paper).toBe(first[1]?.paper);
    expect(itemsOf(await talk.as('ben').type('/papers show 1'))[0]?.paper).toBe('doi:10.1000/xyz');
    await talk.type('/papers similar 2');
    expect(only(await talk.type('/papers show 99')).title).toBe('There is no paper number 99');
  });

  it('says how to get numbers where there is no list yet, and which there are', async () => {
    const talk = await startTalk();
    expect(only(await talk.type('/papers cite 2')).text).toContain(
      'No list with numbers has been shown here yet',
    );
    await talk.type('/paper uncertainty');
    expect(only(await talk.type('/papers cite 9')).text).toContain('1 to 5');
  });

  it.each(['2401.99999', 'https://example.org/x', '10.1000/nothing', 'arXiv:1234.56789v2'])(
    'is never another paper than the one that %s names',
    async (text) => {
      const talk = await startTalk();
      expect(only(await talk.type(`/papers show ${text}`)).title).toContain('No paper found');
    },
  );

  it.each(['similar', 'show', 'share', 'cite'])('is asked for where %s has none', async (verb) => {
    const talk = await startTalk();
    expect(only(await talk.type(`/papers ${verb}`)).text).toContain(`/papers ${verb} arxiv:2303.08010`);
  });
});

describe('/papers similar, show and cite', () => {
  it('similar leaves the paper itself out and turns pages', async () => {
    const talk = await startTalk({ pageSize: 2 });
    const first = await talk.type('/papers similar window based');
    expect(only(first).title).toBe(
      'Papers similar to “Window-Based Early-Exit Cascades for Uncertainty Estimation”',
    );
    const second = await talk.press(buttonNamed('Next', only(first)));
    const ids = [...itemsOf(first), ...itemsOf(second)].map(({ paper }) => paper);
    expect(new Set(ids).size).toBe(4);
    expect(ids).not.toContain('arxiv:2303.08010');
  });

  it('show gives what a paper is about, and open the whole abstract to whoever asks', async () => {
    const talk = await startTalk();
    const [item] = itemsOf(await talk.type('/papers show 2303.08010'));
    expect(item?.text?.text).toBe('Deep ensembles improve the uncertainty estimates of deep learning.');
    expect(item?.number).toBeUndefined();
    const [whole] = itemsOf(await talk.press(item?.open));
    expect(whole?.text?.text).toContain('to later cascade stages.');
    expect(whole?.text?.marks).toEqual([{ start: 0, end: item?.text?.text.length }]);
  });

  it('share posts the paper under the name of who shares it, from a list too', async () => {
    const talk = await startTalk();
    const [first] = itemsOf(await talk.type('/paper early exit cascades'));
    const shared = only(await talk.press(buttonNamed('Share to channel', first)));
    expect(shared.subtitle?.text).toBe('Shared by ada');
    expect(shared.items?.map(({ paper }) => paper)).toEqual(['arxiv:2303.08010']);
    expect(shared.items?.[0]?.text?.text).toContain('Deep ensembles improve');
    expect(buttonsOn(shared.items?.[0]).map(({ label }) => label)).toEqual([
      'Save',
      'Abstract',
      'Similar papers',
      'Cite',
      'Share elsewhere',
    ]);
    expect(only(await talk.type('/papers share 1'))).toEqual(shared);
    expect(only(await talk.as('').type('/papers share 2303.08010')).subtitle).toBeUndefined();
  });

  it('cite gives BibTeX to copy and a citation to read', async () => {
    const talk = await startTalk();
    const card = only(await talk.type('/papers cite 2303.08010'));
    expect(card.preformatted).toMatch(/^@\w+\{[\s\S]*Window-Based[\s\S]*\}$/u);
    expect(card.text).toContain('Window-Based');
    expect(only(await talk.type('/papers cite 2303.08010 style:Vancouver')).text).toMatch(/^1\. Xia G, /);
  });
});

describe('/papers find', () => {
  it.each([
    ['look at https://arxiv.org/pdf/2303.08010v2.pdf!', ['arxiv:2303.08010']],
    ['(arXiv:2006.00001, and doi 10.1000/XYZ.)', ['arxiv:2006.00001', 'doi:10.1000/xyz']],
    ['Yesterday I read Graph attention for molecules; good', ['arxiv:2006.00001']],
    ['has anyone read\nAttention on Long Sequences', ['doi:10.1000/xyz']],
  ])('shows the papers that a message names: %j', async (text, ids) => {
    const talk = await startTalk();
    expect(itemsOf(await talk.type(`/papers find ${text}`)).map(({ paper }) => paper)).toEqual(ids);
  });

  it.each(['good morning', 'uncertainty matters', 'https://arxiv.org/abs/2401.99999', ''])(
    'guesses nothing where none is named: %j',
    async (text) => {
      const talk = await startTalk();
      const card = only(await talk.type(`/papers find ${text}`));
      expect(card.items).toBeUndefined();
      expect(card.text).toContain('/paper');
    },
  );
});

describe('/papers help', () => {
  const mail = { admit: async () => true, sendCode: async () => {} };

  it('names every command with its description', async () => {
    const talk = await startTalk({ mail });
    const rooms = only(await talk.type('/papers help'));
    expect(rooms.sections?.map(({ heading }) => heading)).toEqual(['🔍 Find', '🔖 Keep', '📬 Follow']);
    expect(rooms.sections?.[2]?.text).toContain('/follow author');
    for (const verb of ['save', 'saved', 'export', 'subscribe', 'digest add'])
      expect(JSON.stringify(rooms)).toContain(verb);
    const [card] = await talk.press(buttonNamed('All commands', rooms));
    for (const { name, verb, description } of talk.bot.commands) {
      expect(card?.text).toContain([`/${name}`, verb].filter(Boolean).join(' '));
      expect(card?.text).toContain(description);
    }
  });

  it.each(['cite', '/papers cite', 'papers cite', 'cit'])('explains one command: %s', async (text) => {
    const talk = await startTalk();
    expect(only(await talk.type(`/papers help ${text}`)).title).toMatch(/^\/papers cite <paper> \[apa\|/);
  });

  it('gives examples of each command that work', async () => {
    const talk = await startTalk({ mail });
    for (const { name, verb } of talk.bot.commands) {
      for (const typed of ['/papers subscribe uncertainty at 09:00', '/digest add uncertainty at 09:00'])
        await talk.type(typed);
      const card = only(await talk.type(`/papers help ${name} ${verb ?? ''}`));
      const examples = card.text?.split('\n').filter((line) => line.startsWith('/')) ?? [];
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) {
        expect(readCommandLine(example, commands)).toMatchObject({ name });
        for (const typed of ['/paper uncertainty', '/papers save 2', '/papers save 2303.08010'])
          await talk.type(typed);
        const [answer] = await talk.type(example);
        expect(answer?.title).not.toMatch(
          /no paper|nothing|no command|which paper|^not in|is empty|went wrong/iu,
        );
      }
    }
  });
});

describe('while papers are still being indexed', () => {
  it('a search says how many can be found so far, and that the corpus is not empty', async () => {
    const talk = await startTalk({ search: createLunrEngine() });
    const card = only(await talk.type('/paper uncertainty'));
    expect(card.title).toBe('Nothing on “uncertainty”');
    expect(card.text).toMatch(/So far 0 of the \d+ papers can be found/);
  });
});
