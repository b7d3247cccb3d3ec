import { describe, expect, it } from 'vitest';
import type { Card } from '../../../../src/core/chat/card.ts';
import { buttonNamed, itemsOf, only } from '../../talk.ts';
import { paperBy, startFollowers } from './followers.ts';

/** Each paper of a message with why it is there. */
function told(cards: readonly Card[]) {
  return itemsOf(cards).map(({ paper, reason }) => [paper, reason]);
}

describe('following an author', () => {
  it('tells each new paper once, in the message of the next morning, and nothing on days without one', async () => {
    const { talk, come, morning, platform } = await startFollowers([paperBy('old', ['Thierry Declerck'])]);
    expect(only(await talk.type('/follow author thierry declerck')).title).toBe(
      'You follow Thierry Declerck from now on',
    );
    expect(await morning()).toEqual([]);
    come(paperBy('new', ['Ada Lovelace', 'Thierry Declerck']), paperBy('other', ['Ada Lovelace']));
    const cards = await morning();
    expect(only(cards).title).toBe('📬 1 new from what you follow');
    expect(told(cards)).toEqual([['new', 'By Thierry Declerck']]);
    expect(platform.messages[0]?.message.channel.id).toBe('direct-ada');
    expect(await morning()).toEqual([]);
  });

  it('tells of several who are followed in one message, and a paper of two once', async () => {
    const { talk, come, morning } = await startFollowers();
    for (const name of ['Thierry Declerck', 'Grace Zuurbier']) await talk.type(`/follow author ${name}`);
    come(paperBy('both', ['Thierry Declerck', 'Grace Zuurbier']), paperBy('one', ['Grace Zuurbier']));
    expect(told(await morning())).toEqual([
      ['both', 'By Thierry Declerck and Grace Zuurbier'],
      ['one', 'By Grace Zuurbier'],
    ]);
  });

  it('asks of a common name whether a paper is theirs, once, and learns from Yes', async () => {
    const { talk, come, morning } = await startFollowers();
    await talk.type('/follow author Wei Wang');
    come(paperBy('first', ['Wei Wang', 'Ada Lovelace'], { categories: ['cs.CL'] }));
    const card = only(await morning());
    expect(card.title).toBe('📬 Perhaps 1 new from what you follow');
    expect(told([card])).toEqual([['first', 'Perhaps by Wei Wang']]);
    expect(only(await talk.press(buttonNamed('Yes to 1', card))).title).toBe(
      'Noted: “On first” is by the Wei Wang you mean',
    );
    come(
      paperBy('second', ['Ada Lovelace', 'Wei Wang'], { categories: ['q-bio.GN'] }),
      paperBy('third', ['Wei Wang'], { categories: ['math.PR'] }),
    );
    const next = only(await morning());
    expect(next.title).toBe('📬 1 new from what you follow');
    expect(told([next])).toEqual([
      ['second', 'By Wei Wang'],
      ['third', 'Perhaps by Wei Wang'],
    ]);
    expect(next.items?.[1]?.before).toBe('Perhaps');
  });

  it('tells nothing of the coauthors of a paper that was denied', async () => {
    const { talk, come, morning } = await startFollowers();
    await talk.type('/follow author Wei Wang');
    come(paperBy('first', ['Wei Wang', 'Alan Turing']));
    await talk.press(buttonNamed('No to 1', only(await morning())));
    come(paperBy('second', ['Wei Wang', 'Alan Turing']));
    expect(await morning()).toEqual([]);
  });

  it('says after three denials that the name is shared by many', async () => {
    const { talk, come, morning } = await startFollowers();
    await talk.type('/follow author Wei Wang');
    come(...['a', 'b', 'c', 'd'].map((id) => paperBy(id, ['Wei Wang', `Coauthor ${id}`])));
    const card = only(await morning());
    expect(card.items).toHaveLength(3);
    const answers: string[] = [];
    for (const number of [1, 2, 3])
      answers.push(only(await talk.press(buttonNamed(`No to ${number}`, card))).text ?? '');
    expect(answers.map((text) => text.includes('Many people share this name'))).toEqual([false, false, true]);
    expect(told(await morning())).toEqual([['d', 'Perhaps by Wei Wang']]);
  });

  it('forgets what a paper told that was sure and is denied later', async () => {
    const { talk, store, come, morning, clock } = await startFollowers([
      paperBy('seed', ['Wei Wang', 'Ada Lovelace'], { categories: ['cs.CL'] }),
    ]);
    await talk.type('/follow author seed 1');
    come(paperBy('sure', ['Wei Wang', 'Ada Lovelace', 'Alan Turing'], { categories: ['math.PR'] }));
    expect(told(await morning())).toEqual([['sure', 'By Wei Wang']]);
    const [follow] = await store.follows.list({
      kind: 'direct',
      member: { platform: 'test', workspace: 'lab', id: 'ada' },
    });
    await talk.type(`/follow answer no ${follow?.id} sure`);
    come(paperBy('next', ['Wei Wang', 'Alan Turing'], { categories: ['math.PR'] }));
    expect(await morning()).toEqual([]);
    expect(clock.now().getUTCHours()).toBe(9);
  });

  it('takes a namesake on another paper for another person, and the same person for one', async () => {
    const { talk } = await startFollowers([
      paperBy('one', ['Wei Wang', 'Ada Lovelace'], { categories: ['cs.CL'] }),
      paperBy('two', ['Wei Wang', 'Alan Turing'], { categories: ['math.PR'] }),
      paperBy('three', ['Wei Wang', 'Ada Lovelace'], { categories: ['cs.LG'] }),
    ]);
    const titles: string[] = [];
    for (const paper of ['one', 'two', 'three'])
      titles.push(only(await talk.type(`/follow author ${paper} 1`)).title);
    expect(titles).toEqual([
      'You follow Wei Wang from now on',
      'You follow Wei Wang from now on',
      'You follow Wei Wang already',
    ]);
    expect(only(await talk.type('/follow list')).title).toBe('You follow: 2');
  });

  it('offers papers of a common name to say who is meant, and learns from the one that is pressed', async () => {
    const { talk, come, morning } = await startFollowers([paperBy('old', ['Wei Wang', 'Ada Lovelace'])]);
    const card = only(await talk.type('/follow author Wei Wang'));
    await talk.press(buttonNamed('Theirs', card.items?.[0]));
    come(paperBy('new', ['Wei Wang', 'Ada Lovelace'], { categories: ['math.PR'] }));
    expect(told(await morning())).toEqual([['new', 'By Wei Wang']]);
  });

  it('follows somebody from the card of a paper', async () => {
    const { talk } = await startFollowers([
      paperBy('old', ['Ada Lovelace', 'Wei Wang'], { venue: 'ICML 2026' }),
    ]);
    const open = itemsOf(await talk.type('/papers open old'))[0];
    const card = only(await talk.press(buttonNamed('Follow …', open)));
    expect(card.buttons?.map(({ label }) => label)).toEqual([
      'Follow Ada Lovelace',
      'Follow Wei Wang',
      'Follow ICML',
    ]);
    expect(only(await talk.press(buttonNamed('Follow Wei Wang', card))).title).toBe(
      'You follow Wei Wang from now on',
    );
  });

  it.each([
    ['', 'Whom?'],
    ['"?"', '“?” is no name'],
    ['arxiv:2303.08010 99', '“arxiv:2303.08010 99” is no name'],
    ['Smith', 'One word does not say who “Smith” is'],
    ['<@123> **bold** <script>', '“<@123> **bold** <script>” is no name'],
    ['x'.repeat(101), 'Whom?'],
  ])('says of %j what is missing', async (name, title) => {
    const { talk } = await startFollowers();
    expect(only(await talk.type(`/follow author ${name}`)).title).toBe(title);
  });

  it.each([
    ['Smith, Jane Q.', 'Jane Q. Smith'],
    ['van der Maaten, Laurens', 'Laurens van der Maaten'],
    ['王伟', '王伟'],
  ])('takes %s for a whole name, and says where no paper here has it', async (typed, label) => {
    const { talk } = await startFollowers([paperBy('old', ['Ada Lovelace'])]);
    const card = only(await talk.type(`/follow author ${typed}`));
    expect([card.title, card.text]).toEqual([
      `You follow ${label} from now on`,
      `No paper here is by “${label}” so far.`,
    ]);
    expect(only(await talk.type('/follow author Ada Lovelace')).text).toBeUndefined();
  });

  it('says of a name with the family first how papers here print it', async () => {
    const { talk } = await startFollowers([paperBy('old', ['Béla Kovács'])]);
    expect(only(await talk.type('/follow author Kovács Béla for:here')).text).toBe(
      'No paper here is by “Kovács Béla” so far. Did you mean /follow author Béla Kovács for:here?',
    );
  });

  it('is done in a channel by those alone who manage it, for everybody there', async () => {
    const { talk, come, morning, platform } = await startFollowers();
    const stranger = talk.as('eve', 'papers', { mayManage: false });
    expect(only(await stranger.type('/follow author Thierry Declerck for:here')).title).toBe(
      'Only people who manage this channel can change what it follows',
    );
    await talk.type('/follow author Thierry Declerck for:here');
    expect(only(await stranger.type('/follow list for:here')).title).toBe('Followed in this channel: 1');
    expect(only(await stranger.type('/follow stop 1 for:here')).title).toContain('Only people who manage');
    come(paperBy('new', ['Thierry Declerck']));
    expect(only(await morning()).title).toBe('📬 1 new from what this channel follows');
    expect(platform.messages[0]?.message.channel.id).toBe('papers');
  });

  it('ends, and with the last one the message', async () => {
    const { talk, store, come, morning } = await startFollowers();
    await talk.type('/follow author Thierry Declerck');
    await talk.type('/follow author Grace Zuurbier');
    expect(only(await talk.type('/follow stop "thierry declerck"')).title).toBe(
      'Stopped following Thierry Declerck',
    );
    await talk.type('/follow author Ada Lovelace');
    expect(only(await talk.type('/follow stop all')).title).toBe('Stopped following all 2');
    expect(await store.digests.all()).toEqual([]);
    come(paperBy('new', ['Thierry Declerck']));
    expect(await morning()).toEqual([]);
  });

  it('is deleted with all it told when somebody is forgotten', async () => {
    const { talk, store, come, morning } = await startFollowers();
    await talk.type('/follow author Thierry Declerck');
    come(paperBy('new', ['Thierry Declerck']));
    await morning();
    const card = only(await talk.type('/papers forget-me'));
    expect(card.text).toContain('1 followed');
    await talk.press(buttonNamed('Delete everything', card));
    expect(await store.digests.all()).toEqual([]);
    expect(await store.follows.told(1)).toEqual([]);
  });
});

describe('the message about what is followed', () => {
  it('comes when one says, and says so', async () => {
    const { talk, store } = await startFollowers();
    expect(only(await talk.type('/follow when 08:30')).title).toBe('You follow nobody yet');
    await talk.type('/follow author Thierry Declerck');
    const card = only(await talk.type('/follow when weekdays 08:30 Europe/Berlin'));
    expect(card.details?.[0]?.words).toBe('Weekdays 08:30, Europe/Berlin, if there is anything');
    const [message] = await store.digests.all();
    expect(message).toMatchObject({ schedule: '30 8 * * 1-5', zone: 'Europe/Berlin', layout: 'follows' });
    const same = only(await talk.type('/follow when'));
    expect([same.title, same.details]).toEqual(['The message comes at these times already', card.details]);
    expect(only(await talk.type('/follow when the cows come home')).title).toContain('Nothing was changed');
  });

  it('is paused where the channel refuses it, and goes on by a button', async () => {
    const { talk, store, come, morning } = await startFollowers();
    await talk.type('/follow author Thierry Declerck');
    const [message] = await store.digests.all();
    if (message === undefined) throw new Error('there is no message');
    await store.digests.pause(message.home, message.id, 'nobody is there', new Date());
    come(paperBy('new', ['Thierry Declerck']));
    expect(await morning()).toEqual([]);
    const list = only(await talk.type('/follow list'));
    expect(list.text).toBe('The message is paused: nobody is there');
    expect(only(await talk.press(buttonNamed('Resume', list))).title).toBe('The message is no longer paused');
    expect(told(await morning())).toEqual([['new', 'By Thierry Declerck']]);
  });

  it('is none of the digests and subscriptions that are listed', async () => {
    const { talk } = await startFollowers();
    await talk.type('/follow author Thierry Declerck');
    await talk.type('/follow author Thierry Declerck for:here');
    expect(only(await talk.type('/papers subscriptions')).title).toBe('You have no subscriptions');
    expect(only(await talk.type('/digest list')).title).toBe('There are no digests in this channel');
  });
});
