import { describe, expect, it } from 'vitest';
import type { Button, Card } from '../../../../src/core/chat/card.ts';
import type { Channel } from '../../../../src/core/chat/channel.ts';
import type { Digest } from '../../../../src/core/store/digests/digest.ts';
import type { Store } from '../../../../src/core/store/store.ts';
import { measureWork } from '../../../growth.ts';
import { papersToTry } from '../../papers-to-try.ts';
import { openTestStore } from '../../store/open.ts';
import { buttonNamed, itemsOf, only, startTalk, type Talk } from '../../talk.ts';

const home = { platform: 'test', workspace: 'lab' };

/** A talk over a real store, and a way to look at the digests in it. */
async function start(options: Parameters<typeof startTalk>[0] = {}): Promise<{
  readonly talk: Talk;
  readonly store: Store;
  readonly digests: () => Promise<readonly Digest[]>;
}> {
  const store = await openTestStore();
  const talk = await startTalk({ store, ...options });
  return { talk, store, digests: () => store.digests.list(home) };
}

/** Delivers papers in a digest, as far as the store is concerned. */
async function showIn({ id, destination }: Digest, papers: readonly string[], store: Store): Promise<void> {
  const now = new Date('2023-03-20T11:00:00Z');
  await store.deliveryQueue.request(home, id, now);
  const [due] = await store.deliveryQueue.due(now, 5);
  const lease = { holder: 'test', now, until: new Date('2023-03-20T12:00:00Z') };
  const claim = due && (await store.deliveryQueue.claim(due, lease));
  if (claim === undefined) throw new Error('nothing is due');
  const { version } = await store.places.shown(destination);
  const decided = papersToTry
    .filter((paper) => papers.includes(paper.id))
    .map((paper) => ({ paper, why: '', part: 0 }));
  await store.deliveries.decide(claim.delivery.id, lease, decided, version);
  const nextDue = claim.digest.nextDue;
  await store.deliveries.end(claim.delivery.id, lease, { outcome: 'sent', at: now, inDoubt: false, nextDue });
}

const press = (label: string, card: Card | undefined): Button => {
  const button = buttonNamed(label, card);
  if (button === undefined) throw new Error(`there is no button ${label}`);
  return button;
};

describe('/digest add', () => {
  it('keeps what was typed, and says when it comes first', async () => {
    const { talk, digests } = await start();
    const card = only(await talk.type('/digest add uncertainty 09:00 weekdays Europe/Berlin papers:3'));
    expect(card.title).toBe('The digest on “uncertainty” is set up');
    expect(card.text?.split('\n')).toEqual([
      'There are 7 papers here on this topic, about 1 a month.',
      'First: “Window-Based Early-Exit Cascades for Uncertainty Estimation” and “Attention on Long Sequences”.',
      'All of them will have been shown by about 23 March 2023; after that, only new ones come.',
    ]);
    expect(buttonNamed('Change …', card)).toMatchObject({ command: { verb: 'edit', text: '1' } });
    expect(card.subtitle?.text).toBe('Digest 1');
    expect(card.details).toEqual([
      { label: 'When', words: 'Weekdays 09:00, Europe/Berlin' },
      { label: 'How much', words: '3 papers, a message for each' },
      {
        label: 'First post',
        at: new Date('2023-03-21T08:00:00Z'),
        words: 'Tuesday, 21 March 2023 at 09:00 (Europe/Berlin)',
      },
      {
        label: 'Then',
        at: new Date('2023-03-22T08:00:00Z'),
        words: 'Wednesday, 22 March 2023 at 09:00 (Europe/Berlin)',
      },
      {
        label: 'Then',
        at: new Date('2023-03-23T08:00:00Z'),
        words: 'Thursday, 23 March 2023 at 09:00 (Europe/Berlin)',
      },
      { label: 'Waiting now', words: '7 papers on this topic' },
    ]);
    expect(await digests()).toMatchObject([
      {
        topic: 'uncertainty',
        schedule: '0 9 * * 1-5',
        zone: 'Europe/Berlin',
        count: 3,
        layout: 'cards',
        destination: { kind: 'channel', channel: { id: 'papers' } },
        createdBy: { id: 'ada' },
      },
    ]);
  });

  it('says so where the first post shows all that there is', async () => {
    const { talk } = await start({ now: () => new Date('2026-03-20T08:00:00Z') });
    const card = only(await talk.type('/digest add "early exit" 09:00 UTC'));
    expect(card.text?.split('\n')).toEqual([
      'There is 1 paper here on this topic, not from the last 90 days.',
      'First: “Window-Based Early-Exit Cascades for Uncertainty Estimation”.',
      'After the first post, only new ones come.',
    ]);
  });

  it('keeps a topic that no paper is on as it was typed, and offers the near one with a button that changes it', async () => {
    const { talk, digests } = await start();
    const card = only(await talk.type('/digest add uncertanty estimates 09:00'));
    expect(card.title).toBe('The digest on “uncertanty estimates” is set up');
    expect(card.text).toContain('No paper here says “uncertanty” yet. Did you mean “uncertainty”?');
    expect(await digests()).toMatchObject([{ topic: 'uncertanty estimates' }]);
    const [changed] = await talk.press(press('Change to uncertainty', card));
    expect(changed?.title).toBe('Digest 1 is changed');
    expect(changed?.text).toContain('There are 2 papers here on this topic');
    expect(await digests()).toMatchObject([{ topic: 'uncertainty estimates', schedule: '0 9 * * *' }]);
  });

  it.each([
    ['genetics', 'No paper here says “genetics” yet. Posting starts with the first one that does.'],
    [
      'phones robots',
      'No paper here says “phones” or “robots” yet. Posting starts with the first one that does.',
    ],
    [
      'molecules cameras',
      'No paper here has all of “molecules cameras” yet. Posting starts with the first one that does.',
    ],
    ['about this', '“about this” has only very common words. Change it to what the papers should be about.'],
    ['lovelace', 'No paper here says “lovelace” yet. Did you mean “author:lovelace”?'],
  ])('says of %s that no paper is on it, and offers only what helps', async (topic, text) => {
    const { talk } = await start();
    const card = only(await talk.type(`/digest add ${topic} 09:00`));
    expect(card.details).toContainEqual({ label: 'Waiting now', words: 'no papers on this topic' });
    expect(card.buttons?.filter(({ isPrimary }) => isPrimary).map(({ label }) => label)).toEqual([
      'Change …',
    ]);
    expect(card.text?.split('\n')).toEqual([text]);
    expect(card.buttons?.some(({ label }) => label.startsWith('Change to'))).toBe(
      text.includes('Did you mean'),
    );
  });

  it('asks for what is missing, by the clocks of the person, else those last used here', async () => {
    const { talk, digests } = await start();
    const values = async (person: Talk) => {
      const form = await person.formOf('/digest add uncertainty');
      return Object.fromEntries((form?.fields ?? []).map(({ name, value = '' }) => [name, value]));
    };
    expect(await values(talk)).toEqual({
      topic: 'uncertainty',
      at: '09:00',
      days: 'daily',
      zone: 'UTC',
      papers: '5',
    });
    expect(await values(talk.as('grace', 'papers', { zone: 'Asia/Tokyo' }))).toMatchObject({
      zone: 'Asia/Tokyo',
    });
    await talk.fill('/digest add "early exit"', { at: '7:30', days: 'mon, thu', zone: 'new york' });
    expect(await digests()).toMatchObject([
      { topic: '"early exit"', schedule: '30 7 * * 1,4', zone: 'America/New_York' },
    ]);
    expect(await values(talk.as('alan'))).toMatchObject({ zone: 'America/New_York' });
  });

  it('asks nothing where a time or days are said, and shows what it takes for the rest', async () => {
    const { talk } = await start();
    const tokyo = talk.as('grace', 'papers', { zone: 'Asia/Tokyo' });
    for (const line of ['uncertainty 08:15', 'uncertainty fridays', 'uncertainty 30 8 * * 1-5'])
      expect(await tokyo.formOf(`/digest add ${line}`), line).toBeUndefined();
    const friday = only(await tokyo.type('/digest add uncertainty fridays'));
    expect(friday.details?.slice(0, 2).map(({ words }) => words)).toEqual([
      'Fridays 09:00, Asia/Tokyo',
      '5 papers, a message for each',
    ]);
    const daily = only(await talk.as('alan', 'elsewhere').type('/digest add graphs 08:15'));
    expect(daily.details?.[0]?.words).toBe('Every day 08:15, Asia/Tokyo');
  });

  it('tells all times of a card by the clocks of the digest, and whether the reader’s show the same', async () => {
    const { talk } = await start();
    const berlin = talk.as('ada', 'papers', { zone: 'Europe/Berlin' });
    const paris = talk.as('marie', 'papers', { zone: 'Europe/Paris' });
    const tokyo = talk.as('grace', 'papers', { zone: 'Asia/Tokyo' });
    await berlin.type('/digest add uncertainty 09:00');
    const words = 'Tuesday, 21 March 2023 at 09:00 (Europe/Berlin)';
    const at = new Date('2023-03-21T08:00:00Z');
    for (const [person, local] of [
      [berlin, { isLocal: true }],
      [paris, { isLocal: true }],
      [tokyo, {}],
      [talk, {}],
    ] as const)
      expect(only(await person.type('/digest list')).details).toEqual([
        { label: 'Next', at, words, ...local },
      ]);
  });

  it('stores nothing where it asks and no form can be shown, and says what is asked', async () => {
    const { talk, digests } = await start();
    for (const line of ['/digest add', '/digest add uncertainty', '/digest add uncertainty UTC']) {
      const card = only(await talk.type(line));
      expect(card.title).toBe('Digest for this channel');
      expect(card.text).toContain('This asks for: Topic, Time of day, Days, Time zone, Papers');
      const form = await talk.formOf(press('Add …', card));
      expect(form?.fields.map(({ value = '' }) => value)).toEqual([
        line === '/digest add' ? '' : 'uncertainty',
        ...['09:00', 'daily', 'UTC', '5'],
      ]);
    }
    expect(await digests()).toEqual([]);
  });

  it('asks about what may be of the topic or say when, with a button for each', async () => {
    const { talk, digests } = await start();
    const card = only(await talk.type('/digest add "early exit" boston'));
    expect(card.text).toBe('Is “boston” part of the topic, or a time zone (America/New_York)?');
    expect(card.buttons?.map(({ label }) => label)).toEqual([
      'America/New_York',
      'Part of the topic',
      'Change …',
    ]);
    expect(await digests()).toEqual([]);
    await talk.fill(press('America/New_York', card), { at: '9:30' });
    const fri = only(await talk.type('/digest add solar 9:00 japan'));
    await talk.press(press('At 09:00', fri));
    const sun = only(await talk.type('/digest add solar sun'));
    await talk.press(press('On Sundays', sun));
    await talk.fill(press('Part of the topic', sun), { days: 'mon' });
    expect(await digests()).toMatchObject([
      { topic: '"early exit"', schedule: '30 9 * * *', zone: 'America/New_York' },
      { topic: 'solar japan', schedule: '0 9 * * *' },
      { topic: 'solar', schedule: '0 9 * * 0' },
      { topic: 'solar "sun"', schedule: '0 9 * * 1' },
    ]);
  });

  it('asks about one thing after another, and loses none', async () => {
    const { talk, digests } = await start();
    const first = only(await talk.type('/digest add ensembles every morning wensday'));
    expect(first.text).toMatch(/every morning.*\n.*wensday/u);
    const second = only(await talk.press(press('At 09:00', first)));
    expect(second.text).not.toContain('every morning');
    expect(await digests()).toEqual([]);
    await talk.press(press('On Wednesdays', second));
    expect(await digests()).toMatchObject([{ topic: 'ensembles', schedule: '0 9 * * 3' }]);
  });

  it('asks which of two times is meant', async () => {
    const { talk, digests } = await start();
    const card = only(await talk.type('/digest add ensembles at:10:00 days:"30 8 * * 1-5"'));
    expect(card.text).toBe('This says both 10:00 and 08:30. Which is it?');
    await talk.press(press('At 08:30', card));
    expect(await digests()).toMatchObject([{ topic: 'ensembles', schedule: '30 8 * * 1-5' }]);
  });

  it('names all mistakes at once, and its form comes back filled in with each at its field', async () => {
    const { talk, digests } = await start();
    const typed = '/digest add ensembles at:25:00 zone:Narnia papers:11 layout:grid weekdays';
    const card = only(await talk.type(typed));
    for (const word of ['25:00', 'Narnia', 'from 1 to 10', 'no layout “grid”'])
      expect(card.text).toContain(word);
    const form = await talk.formOf(press('Change …', card));
    expect(form?.fields).toMatchObject([
      { name: 'topic', value: 'ensembles' },
      { name: 'at', value: '25:00', problem: expect.stringContaining('25:00') },
      { name: 'days', value: 'weekdays' },
      { name: 'zone', value: 'Narnia', problem: expect.stringContaining('Narnia') },
      { name: 'papers', value: '11', problem: expect.stringContaining('from 1 to 10') },
    ]);
    const again = only(await talk.fill(press('Change …', card), { at: '9:00', zone: 'berlin' }));
    expect(again.text).toBe('The number of papers must be from 1 to 10, not “11”.');
    await talk.fill(press('Change …', again), { papers: '3' });
    expect(await digests()).toMatchObject([
      { topic: 'ensembles', schedule: '0 9 * * 1-5', zone: 'Europe/Berlin', count: 3, layout: 'cards' },
    ]);
  });

  it('keeps days that are written as the time, and a layout before the time', async () => {
    const { talk, digests } = await start();
    await talk.type('/digest add ensembles compact at:"weekdays 9:30"');
    await talk.fill('/digest add graphs', { at: '30 8 * * 1-5' });
    await talk.type('/digest add nets compact 30 8 * * 1-5 UTC');
    expect(await digests()).toMatchObject([
      { topic: 'ensembles', schedule: '30 9 * * 1-5', layout: 'compact' },
      { topic: 'graphs', schedule: '30 8 * * 1-5' },
      { topic: 'nets', schedule: '30 8 * * 1-5', layout: 'compact', zone: 'UTC' },
    ]);
  });

  it('says what an abbreviation was taken for', async () => {
    const { talk } = await start();
    const card = only(await talk.type('/digest add ensembles fri 8:30 CET'));
    expect(card.details?.[0]?.words).toBe('Fridays 08:30, Europe/Berlin');
    expect(card.text).toContain('“CET” is read as the clocks of Europe/Berlin, summer time included.');
  });

  it('posts in the channel, not to an e-mail address', async () => {
    const { talk, digests } = await start();
    const card = only(await talk.type('/digest add ensembles 9:00 ada@lab.org'));
    expect(card.text).toContain('“ada@lab.org” is an e-mail address');
    expect(card.text).toContain('SMTP_URL');
    expect(await digests()).toEqual([]);
  });

  it.each([
    ['zone:Narnia', 'Narnia'],
    ['at:25:00', '25:00'],
    ['days:"* * * * *"', 'hour'],
    ['papers:11', 'from 1 to 10'],
    ['role:everyone', 'role must be'],
    ['layout:grid', 'cards, compact, recap'],
    ['25:30', '25:30'],
  ])('says what is wrong with %s and keeps nothing', async (option, word) => {
    const { talk, digests } = await start();
    const card = only(await talk.type(`/digest add uncertainty at:09:00 ${option}`));
    expect(card.title).toContain('No digest was added');
    expect(card.text).toContain(word);
    expect(await digests()).toEqual([]);
  });

  it('asks the platform first whether it may post', async () => {
    let obstacle: string | undefined = 'Invite the bot with /invite @Paperboy.';
    const posting = {
      findObstacle: async () => obstacle,
      sendDirect: async () => undefined,
      wake: async () => {},
    };
    const { talk, digests } = await start({ posting });
    const card = only(await talk.type('/digest add uncertainty 09:00'));
    expect(card.text).toContain('/invite @Paperboy');
    expect(await digests()).toEqual([]);
    obstacle = undefined;
    await talk.press(press('Try again', card));
    expect(await digests()).toHaveLength(1);
  });

  it('asks whether it may post as planned: with a thread, with a ping, in the channel of the digest', async () => {
    const asked: unknown[] = [];
    const findObstacle = async ({ id }: Channel, how: object) => {
      asked.push([id, how]);
      return 'pings' in how ? 'Let anyone mention that role.' : undefined;
    };
    const { talk, digests } = await start({
      posting: { findObstacle, sendDirect: async () => undefined, wake: async () => {} },
    });
    const role = '123456789012345678';
    const refused = only(await talk.type(`/digest add uncertainty 09:00 thread role:${role}`));
    expect(refused.text).toContain('Let anyone mention that role.');
    await talk.type('/digest add uncertainty 09:00 thread');
    await talk.type('/digest now');
    await talk.type('/digest edit 1 papers:3');
    const edited = only(await talk.type(`/digest edit 1 role:${role}`));
    expect(edited.text).toContain('Let anyone mention that role.');
    const withThread = { opensThread: { name: 'Papers' } };
    const all = { ...withThread, pings: role };
    expect(asked).toEqual([all, withThread, withThread, all].map((how) => ['papers', how]));
    const [digest] = await digests();
    expect(digest).toMatchObject({ count: 3, thread: true });
    expect(digest).not.toHaveProperty('pings');
  });

  it('is for those who manage the channel, and asks others nothing', async () => {
    const { talk, digests } = await start();
    const stranger = talk.as('eve', 'papers', { mayManage: false });
    expect(only(await stranger.type('/digest add uncertainty 09:00')).title).toContain(
      'Only people who manage',
    );
    expect(await stranger.formOf('/digest add uncertainty')).toBeUndefined();
    expect(await digests()).toEqual([]);
  });

  it('completes the zone while one types', async () => {
    const { talk } = await start();
    const line = { name: 'digest', verb: 'add', text: 'europe/ber' };
    expect((await talk.bot.suggest(line, 5, 'zone')).map(({ value }) => value)).toContain('Europe/Berlin');
  });
});

describe('/digest list', () => {
  it('is for everybody, and tells of this channel alone', async () => {
    const { talk } = await start();
    await talk.type('/digest add uncertainty 09:00');
    await talk.as('grace', 'elsewhere').type('/digest add graphs 10:00');
    const stranger = talk.as('eve', 'papers', { mayManage: false });
    for (const typed of ['/digest list', '/papers digests']) {
      const card = only(await stranger.type(typed));
      expect(card.title).toBe('Digest 1: “uncertainty”');
      expect(card.text).toContain('Nothing delivered yet');
      expect(card.details?.[0]).toMatchObject({ label: 'Next', at: new Date('2023-03-21T09:00:00Z') });
    }
  });

  it('says that there is none, and how to make one', async () => {
    const { talk } = await start();
    expect(only(await talk.type('/digest list')).text).toContain('/digest add');
  });

  it('turns its pages', async () => {
    const { talk } = await start();
    for (let hour = 1; hour <= 7; hour += 1) await talk.type(`/digest add uncertainty 0${hour}:00`);
    const first = await talk.type('/digest list');
    expect(first).toHaveLength(5);
    expect((await talk.press(press('Next', first.at(-1)))).map(({ title }) => title)).toEqual([
      'Digest 6: “uncertainty”',
      'Digest 7: “uncertainty”',
    ]);
  });
});

describe('/digest edit, pause, resume and remove', () => {
  it('learn from saves unless that is switched off, and say so once', async () => {
    const store = await openTestStore();
    const talk = await startTalk({ store });
    const [added] = await talk.type('/digest add uncertainty 9:00');
    expect(added?.footer).toContain('It learns after three saves.');
    const [off] = await talk.type('/digest edit 1 taste:off');
    expect(off?.details).toContainEqual({
      label: 'How much',
      words: '5 papers, a message for each, without regard to saves',
    });
    expect(off?.footer).not.toContain('learns');
    expect(await store.digests.all()).toMatchObject([{ taste: 'off' }]);
    await talk.type('/digest edit 1 papers:3');
    expect(await store.digests.all()).toMatchObject([{ taste: 'off', count: 3 }]);
    const [wrong] = await talk.type('/digest edit 1 taste:perhaps');
    expect(wrong?.text).toContain('Taste is on or off, not “perhaps”.');
    await talk.type('/digest edit 1 taste:on');
    expect((await store.digests.all())[0]?.taste).toBeUndefined();
    const [untaught] = await talk.type('/digest add early exit 9:00 taste:off');
    expect(untaught?.footer).not.toContain('learns');
  });

  it('change what is said and leave the rest', async () => {
    const { talk, digests } = await start();
    await talk.type('/digest add uncertainty 09:00 weekdays Europe/Berlin layout:compact');
    await talk.type('/digest edit 1 at:8:30');
    expect(await digests()).toMatchObject([
      { schedule: '30 8 * * 1-5', zone: 'Europe/Berlin', layout: 'compact', topic: 'uncertainty' },
    ]);
    await talk.type('/digest edit days:mon topic:"early exit"');
    expect(await digests()).toMatchObject([{ schedule: '30 8 * * 1', topic: 'early exit' }]);
    const form = await talk.formOf('/digest edit');
    expect(form?.fields.map(({ value }) => value)).toEqual([
      'early exit',
      '08:30',
      'mon',
      'Europe/Berlin',
      '5',
    ]);
    await talk.fill('/digest edit', { topic: '' });
    expect(await digests()).toMatchObject([{ topic: '' }]);
  });

  it('take what is said at the end of the line, as add does', async () => {
    const { talk, digests } = await start();
    await talk.type('/digest add "gan friday" 09:00 UTC');
    await talk.type('/digest edit 1 fri 8:30 berlin');
    expect(await digests()).toMatchObject([
      { topic: '"gan friday"', schedule: '30 8 * * 5', zone: 'Europe/Berlin' },
    ]);
    await talk.type('/digest edit 21:00 layout:compact');
    expect(await digests()).toMatchObject([{ schedule: '0 21 * * 5', layout: 'compact' }]);
    const card = only(await talk.type('/digest edit 1 25:00 layout:grid papers:0'));
    expect(card.title).toBe('Digest 1 was not changed');
    for (const word of ['25:00', 'grid', 'from 1 to 10']) expect(card.text).toContain(word);
    expect(buttonNamed('Part of the topic', card)).toBeUndefined();
    await talk.fill(press('Change …', card), { at: '22:00', papers: '2' });
    expect(await digests()).toMatchObject([
      { topic: '"gan friday"', schedule: '0 22 * * 5', layout: 'compact', count: 2 },
    ]);
    const topic = only(await talk.type('/digest edit 1 deep ensembles fri'));
    expect(topic).toMatchObject({
      title: 'Digest 1 was not changed',
      text: 'Is “deep ensembles” to be its topic? Then type /digest edit 1 days:fri topic:"deep ensembles".',
      buttons: [{ label: 'Change the topic', command: { text: '1 days:fri topic:"deep ensembles"' } }],
    });
    expect(only(await talk.type('/digest edit 1')).title).toBe('What should change?');
  });

  it('keep what has just become due where the time stays as it was', async () => {
    let now = new Date('2023-03-20T08:59:00Z');
    const { talk, digests } = await start({ now: () => now });
    await talk.type('/digest add uncertainty 09:00 UTC');
    now = new Date('2023-03-20T09:00:01Z');
    await talk.type('/digest edit 1 topic:graphs');
    expect(await digests()).toMatchObject([{ topic: 'graphs', nextDue: new Date('2023-03-20T09:00:00Z') }]);
    await talk.type('/digest edit 1 at:10:00');
    expect(await digests()).toMatchObject([{ nextDue: new Date('2023-03-20T10:00:00Z') }]);
  });

  it('reach no digest of another channel or workspace', async () => {
    const { talk, digests } = await start();
    await talk.type('/digest add uncertainty 09:00');
    const elsewhere = talk.as('ben', 'elsewhere');
    for (const typed of ['edit 1 at:8:30', 'pause 1', 'remove 1 yes', 'now 1', 'preview 1']) {
      expect(only(await elsewhere.type(`/digest ${typed}`)).title).toContain('no digest in this channel');
    }
    expect(await digests()).toMatchObject([{ schedule: '0 9 * * *' }]);
    expect((await digests())[0]?.paused).toBeUndefined();
  });

  it('pause and go on', async () => {
    const { talk, digests } = await start();
    await talk.type('/digest add uncertainty 09:00');
    const card = only(await talk.type('/digest pause'));
    expect((await digests())[0]?.paused?.reason).toBe('ada paused it');
    expect(only(await talk.type('/digest list')).title).toContain('(paused)');
    await talk.press(press('Resume', card));
    expect((await digests())[0]?.paused).toBeUndefined();
  });

  it('remove only after the button was pressed', async () => {
    const { talk, digests } = await start();
    await talk.type('/digest add uncertainty 09:00');
    const card = only(await talk.type('/digest remove 1'));
    expect(card).toMatchObject({ title: 'Remove this digest?', footer: 'or type /digest remove 1 yes' });
    expect(card.buttons?.map(({ label, isDanger = false }) => [label, isDanger])).toEqual([
      ['Remove', true],
      ['Pause instead', false],
      ['Keep', false],
    ]);
    expect(only(await talk.press(press('Keep', card))).title).toBe('Digest 1 stays as it is');
    expect(await digests()).toHaveLength(1);
    expect(only(await talk.press(press('Remove', card))).title).toBe('Digest 1 is removed');
    expect(await digests()).toEqual([]);
  });

  it('remove is read in an instant, whatever is typed after it', async () => {
    const { talk } = await start();
    const time = await measureWork(async () =>
      expect(only(await talk.type(`/digest remove a${' '.repeat(40_000)}b`)).title).toContain('no digest'),
    );
    expect(time).toBeLessThan(1_000);
  });

  it('remove one from another channel too for whoever made it: its own may be gone', async () => {
    const { talk, digests } = await start();
    await talk.type('/digest add uncertainty 09:00');
    const elsewhere = talk.as('ada', 'elsewhere');
    expect(only(await elsewhere.type('/digest pause 1')).title).toContain('no digest in this channel');
    const card = only(await elsewhere.type('/digest remove 1'));
    expect(only(await elsewhere.press(press('Remove', card))).title).toBe('Digest 1 is removed');
    expect(await digests()).toEqual([]);
  });

  it('leave alone what is declared in the configuration, and say where it is', async () => {
    const { talk, store } = await start();
    const channel = { ...home, id: 'papers' };
    const now = new Date('2023-03-20T12:00:00Z');
    await store.digests.add(
      {
        destination: { kind: 'channel', channel },
        schedule: '0 9 * * *',
        zone: 'UTC',
        topic: 'uncertainty',
        count: 5,
        layout: 'cards',
        thread: false,
      },
      { home, createdAt: now, nextDue: now, declaredAs: 'morning' },
    );
    expect(only(await talk.type('/digest list')).text).toContain('Declared as “morning”');
    for (const typed of ['edit at:8:30', 'pause', 'remove']) {
      expect(only(await talk.type(`/digest ${typed}`)).text).toContain('config/paperboy.yaml');
    }
  });
});

describe('/digest preview, now and why', () => {
  it('show what would be posted and change nothing', async () => {
    const { talk } = await start();
    await talk.type('/digest add uncertainty 09:00 papers:2');
    const cards = await talk.type('/digest preview');
    expect(cards.map(({ title }) => title)).toEqual([
      '🗞️ Uncertainty · 2 papers',
      expect.stringMatching(/^Paper 1 of 2 on “uncertainty”: /u),
      expect.stringMatching(/^Paper 2 of 2 on “uncertainty”: /u),
    ]);
    expect(cards[0]?.footer).toBe('One card for each paper · Next: Tuesday 21 March 09:00');
    expect(itemsOf(cards)[0]).toMatchObject({
      paper: 'arxiv:2303.08010',
    });
    expect(await talk.type('/digest preview')).toEqual(cards);
  });

  it('say which it is where there is nothing to show: nothing on the topic, all shown, nothing saved', async () => {
    const { talk, store } = await start();
    const previewOf = async (number: number) => only(await talk.type(`/digest preview ${number}`)).text;
    await talk.type('/digest add genetics 09:00');
    await talk.type('/digest add "camera graphs" 09:00');
    await talk.type('/digest add title:graph 09:00');
    await talk.type('/digest add 09:00 layout:recap');
    expect(await previewOf(1)).toBe('No paper here is on “genetics”: none says “genetics”.');
    expect(await previewOf(2)).toBe(
      'No paper here is on “camera graphs”: none has all that the topic asks for.',
    );
    expect(await previewOf(4)).toBe('Nothing was saved or shown here since the last recap.');
    const digest = await store.digests.find(home, 3);
    if (digest === undefined) throw new Error('there is no digest 3');
    await showIn(digest, ['arxiv:1801.00001', 'arxiv:2006.00001'], store);
    expect(await previewOf(3)).toBe(
      'All 2 papers here on “title:graph” have been shown already. A paper may come back 90 days after it was shown.',
    );
    expect(only(await talk.type('/digest now 3'))).toMatchObject({
      title: 'Digest 3 has nothing to show at the moment',
      text: expect.stringContaining('All 2 papers'),
    });
    expect(await store.deliveryQueue.due(new Date('2023-03-20T12:00:00Z'), 5)).toEqual([]);
  });

  it('show a preview to the asker alone, also where answers are public', async () => {
    const { talk } = await start({ answers: 'public' });
    const preview = talk.bot.commands.find(({ verb }) => verb === 'preview');
    expect(preview?.private).toBe(true);
  });

  it('have forms whose titles a platform can show', async () => {
    const { talk } = await start();
    await talk.type('/digest add uncertainty 09:00');
    for (const asked of ['/digest add', '/digest edit 1', '/papers subscribe', '/papers confirm'])
      expect((await talk.formOf(asked))?.title.length ?? 0, asked).toBeLessThanOrEqual(24);
  });

  it('put all into one message where the layout is compact', async () => {
    const { talk } = await start();
    await talk.type('/digest add 09:00 layout:compact papers:4');
    const card = only(await talk.type('/digest preview'));
    expect(card.items?.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  it('ask for one more delivery, which leaves the schedule alone', async () => {
    const woken: string[] = [];
    const posting = {
      findObstacle: async () => undefined,
      sendDirect: async () => undefined,
      wake: async () => void woken.push('woken'),
    };
    const { talk, store, digests } = await start({ posting });
    await talk.type('/digest add uncertainty 09:00');
    const [before] = await digests();
    expect(only(await talk.type('/digest now')).title).toContain('on its way');
    expect(woken).toHaveLength(1);
    expect(await store.deliveryQueue.due(new Date('2023-03-20T12:00:00Z'), 5)).toHaveLength(1);
    expect((await digests())[0]?.nextDue).toEqual(before?.nextDue);
  });

  it('ask for a paper by their own name, with the prefix that commands have here', async () => {
    const { talk } = await start({ prefix: 'lab-' });
    await talk.type('/lab-digest add uncertainty 09:00');
    const card = only(await talk.type('/lab-digest why'));
    expect(card.title).toBe('Which paper?');
    expect(card.text).toContain('/lab-digest why arxiv:2303.08010');
    expect(card.text).not.toContain('papers why');
  });

  it('explain a paper that is picked, one that is not, and one that nobody knows', async () => {
    const { talk } = await start();
    await talk.type('/digest add title:uncertainty 09:00 papers:1');
    expect(only(await talk.type('/digest why 2303.08010')).text).toContain('It is picked, the 1st of 1.');
    expect(only(await talk.type('/digest why "Graph Attention for Molecules"')).text).toContain(
      'It lacks “uncertainty” in its title.',
    );
    expect(only(await talk.type('/digest why 9912.99999')).title).toContain('No paper found');
    expect(only(await talk.type('/papers help digest why')).text).toContain('freshness');
  });
});
