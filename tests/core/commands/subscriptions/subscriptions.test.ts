import { describe, expect, it } from 'vitest';
import type { Card } from '../../../../src/core/chat/card.ts';
import { readAddress } from '../../../../src/core/commands/subscriptions/mail-code.ts';
import type { CodeMail } from '../../../../src/core/digest/mail.ts';
import { limitCodes } from '../../../../src/core/digest/mail.ts';
import { MailFailure } from '../../../../src/core/digest/mail-failure.ts';
import type { Posting } from '../../../../src/core/digest/posting.ts';
import { openTestStore } from '../../store/open.ts';
import { buttonNamed, only, startTalk } from '../../talk.ts';

const member = { platform: 'test', workspace: 'lab', id: 'ada' };

/** A talk with a store, a clock that can be moved, and, unless told, a mail server that takes what it is given. */
async function start({
  mail = true,
  fail,
  closed,
}: {
  readonly mail?: boolean;
  readonly fail?: Error;
  /** Why no direct message comes through. */
  readonly closed?: string;
} = {}) {
  let now = new Date('2023-03-20T12:00:00Z');
  const sent: CodeMail[] = [];
  const store = await openTestStore();
  const send = async (code: CodeMail) => {
    sent.push(code);
    if (fail !== undefined) throw fail;
  };
  const direct: Card[] = [];
  const posting: Posting = {
    findObstacle: async () => undefined,
    async sendDirect(_, card) {
      direct.push(card);
      return closed;
    },
    wake: async () => {},
  };
  const talk = await startTalk({
    store,
    posting,
    now: () => now,
    ...(mail ? { mail: limitCodes(send, store.quotas, () => now) } : {}),
  });
  const changed: string[] = [];
  talk.bot.onChange((change) => {
    if (change.of === 'subscriptions') changed.push(change.member.id);
  });
  return {
    talk,
    store,
    sent,
    changed,
    direct,
    own: () => store.digests.listOf(member),
    pass: (minutes: number) => {
      now = new Date(now.getTime() + minutes * 60_000);
    },
  };
}

const subscribe = '/papers subscribe uncertainty by:email address:ada@lab.example';

describe('/papers subscribe', () => {
  it('confirms by direct message what will come so, once, and says at once where none comes through', async () => {
    const { talk, own, direct } = await start();
    const card = only(await talk.type('/papers subscribe uncertainty daily'));
    await talk.type('/papers subscribe uncertainty weekly');
    expect(direct).toEqual([card]);
    expect(await own()).toHaveLength(1);
    const shut = await start({ closed: 'This person takes no direct messages.' });
    const refused = only(await shut.talk.type('/papers subscribe uncertainty daily'));
    expect(refused).toMatchObject({
      title: 'You cannot receive direct messages from me, so nothing was subscribed',
      text: 'This person takes no direct messages.',
      buttons: [{ label: 'Try again', command: { verb: 'subscribe' } }],
    });
    expect(await shut.own()).toEqual([]);
    await shut.talk.type(subscribe);
    expect(shut.direct).toHaveLength(1);
    expect(await shut.own()).toHaveLength(1);
  });

  it('sends papers by direct message, daily or weekly, at a time of one’s own', async () => {
    const { talk, own, changed } = await start();
    const person = talk.as('ada', 'papers', { zone: 'Europe/Berlin' });
    const card = only(await person.type('/papers subscribe uncertainty weekly 08:30 dm'));
    expect(card).toMatchObject({ tone: 'done', subtitle: { text: 'Subscription 1' } });
    expect(card.title).toMatch(/^You follow “.+” by direct message$/u);
    expect(card.details?.[0]?.words).toBe('Monday, 27 March 2023 at 08:30 (Europe/Berlin)');
    expect(await own()).toMatchObject([
      {
        schedule: '30 8 * * 1',
        zone: 'Europe/Berlin',
        topic: 'uncertainty',
        destination: { kind: 'direct', member },
      },
    ]);
    expect(changed).toEqual(['ada']);
  });

  it('sends one now by its button on the home tab, to its owner alone and while it is not paused', async () => {
    const { talk, store, own } = await start();
    await talk.type('/papers subscribe uncertainty weekly');
    const [view] = (await talk.bot.show({ view: 'subscriptions', member })).cards;
    const now = view?.sections?.[0]?.buttons?.find(({ label }) => label === 'Send one now');
    const press = async (person = talk) => only(await person.press(now)).title;
    const due = async () => (await store.deliveryQueue.due(new Date('2023-03-20T12:01:00Z'), 9)).length;
    expect(await press(talk.as('grace'))).toBe('This subscription has ended');
    expect(await due()).toBe(0);
    expect(await press()).toBe('Papers on “uncertainty” are on their way');
    expect(await due()).toBe(1);
    const [{ id, home } = { id: 0, home: member }] = await own();
    await store.digests.pause(home, id, 'Ada is away', new Date('2023-03-20T12:00:00Z'));
    expect(await press()).toBe('This subscription is paused');
    // What sends is not to be run twice for one press.
    expect(talk.bot.commands.find(({ verb }) => verb === 'subscriptions')?.repeatable).toBeUndefined();
  });

  it('changes the one on the same topic instead of making a second', async () => {
    const { talk, own } = await start();
    await talk.type('/papers subscribe uncertainty weekly');
    await talk.type('/papers subscribe uncertainty daily 10:00');
    expect(await own()).toMatchObject([{ schedule: '0 10 * * *' }]);
  });

  it('keeps a topic that no paper is on as typed, and a button changes that subscription to the near one', async () => {
    const { talk, own } = await start();
    const card = only(await talk.type('/papers subscribe uncertanty weekly papers:2'));
    expect(card.text).toContain('No paper here says “uncertanty” yet. Did you mean “uncertainty”?');
    expect(await own()).toMatchObject([{ id: 1, topic: 'uncertanty' }]);
    const offer = buttonNamed('Change to uncertainty', card);
    if (offer === undefined) throw new Error('there is no such button');
    const [changed] = await talk.press(offer);
    expect(changed?.title).toMatch(/^You follow .+ by direct message$/u);
    expect(changed?.subtitle?.text).toBe('Subscription 1');
    expect(changed?.text).toContain('There are 7 papers here on this topic, about 1 a month.');
    expect(changed?.details).toHaveLength(3);
    expect(await own()).toMatchObject([{ id: 1, topic: 'uncertainty', count: 2, schedule: '0 9 * * 1' }]);
  });

  it('is changed as a whole by its button, in the answer and in the list, and stays the same one', async () => {
    const { talk, own } = await start();
    const made = only(await talk.type('/papers subscribe uncertainty weekly'));
    const change = (card: Card) => {
      const button = buttonNamed('Change …', card);
      if (button === undefined) throw new Error('there is no such button');
      return button;
    };
    await talk.fill(change(made), { topic: 'graphs' });
    expect(await own()).toMatchObject([{ id: 1, topic: 'graphs', schedule: '0 9 * * 1' }]);
    const listed = only(await talk.type('/papers subscriptions'));
    await talk.fill(change(listed), { topic: 'sat solvers', days: 'fri' });
    expect(await own()).toMatchObject([{ id: 1, topic: 'sat solvers', schedule: '0 9 * * 5' }]);
    const gone = only(await talk.type('/papers subscribe graphs weekly instead:7'));
    expect(gone.title).toBe('You have no subscription with that number');
    expect(await own()).toHaveLength(1);
  });

  it('asks for all of it where nothing is said', async () => {
    const { talk, own } = await start();
    await talk.fill('/papers subscribe', { topic: 'graphs', days: 'weekdays' });
    expect(await own()).toMatchObject([{ topic: 'graphs', schedule: '0 9 * * 1-5' }]);
  });

  it('reads the end of the line, and asks about what may be of the topic', async () => {
    const { talk, own } = await start();
    const card = only(await talk.type('/papers subscribe gan 17:00 UTC every friday'));
    expect(card.text).toContain('Topic: gan · Fridays 17:00 · UTC');
    const form = await talk.formOf(buttonNamed('Change …', card));
    expect(form?.fields.map(({ value }) => value)).toEqual(['gan', '17:00', 'fri', 'UTC', '5']);
    expect(only(await talk.type('/papers subscribe solar sun')).text).toContain('Is “sun” part of the topic');
    expect(await own()).toMatchObject([{ topic: 'gan', schedule: '0 17 * * 5', zone: 'UTC' }]);
  });

  it('sends to an address in the line, once it is confirmed', async () => {
    const { talk, own, sent } = await start();
    expect(only(await talk.type('/papers subscribe uncertainty ada@lab.example 9am')).title).toBe(
      'A code is on its way',
    );
    expect(sent).toMatchObject([{ address: 'ada@lab.example' }]);
    expect(await own()).toMatchObject([{ topic: 'uncertainty', destination: { kind: 'mail' } }]);
  });

  it.each(['uncertainty by:email', 'uncertainty weekly email', 'uncertainty ada@lab.example weekly'])(
    'says that no mail is sent from here: %s',
    async (line) => {
      const { talk, own } = await start({ mail: false });
      expect(only(await talk.type(`/papers subscribe ${line}`)).title).toBe('E-mail is not set up here');
      expect(await own()).toEqual([]);
    },
  );

  it('offers no e-mail where none can be sent', async () => {
    const { talk } = await start({ mail: false });
    const verbs = talk.bot.commands.map(({ verb }) => verb);
    const declared = talk.bot.commands.find(({ verb }) => verb === 'subscribe');
    expect(verbs).not.toContain('confirm');
    expect(declared?.options?.map(({ name }) => name)).toEqual(['at', 'days', 'zone', 'papers', 'instead']);
    expect(declared?.description).not.toContain('mail');
  });
});

describe('an e-mail address', () => {
  it('is confirmed by a code before anything is sent there', async () => {
    const { talk, own, sent, store } = await start();
    const card = only(await talk.type(subscribe));
    expect(card.title).toBe('A code is on its way');
    expect(sent).toMatchObject([{ address: 'ada@lab.example', minutes: 30 }]);
    expect((await own())[0]?.paused?.reason).toContain('not confirmed');
    expect((await store.addresses.find(member))?.confirmedAt).toBeUndefined();
    const confirmed = only(await talk.type(sent[0]?.command ?? ''));
    expect(confirmed.text).toContain('ada@lab.example');
    expect((await own())[0]).toMatchObject({ destination: { kind: 'mail', address: 'ada@lab.example' } });
    expect((await own())[0]?.paused).toBeUndefined();
    await talk.type('/papers subscribe graphs email');
    expect(sent).toHaveLength(1);
    expect((await own())[1]).toMatchObject({ destination: { kind: 'mail', address: 'ada@lab.example' } });
  });

  it('is asked for in a form where it is missing', async () => {
    const { talk, sent } = await start();
    const form = await talk.formOf('/papers subscribe uncertainty email');
    expect(form?.fields[0]).toMatchObject({ name: 'address', required: true });
    expect(form?.fields.length).toBeLessThanOrEqual(5);
    await talk.fill('/papers subscribe uncertainty email', {
      address: '<mailto:ada@lab.example|ada@lab.example>',
    });
    expect(sent).toMatchObject([{ address: 'ada@lab.example' }]);
    const ask = only(await talk.as('grace').type('/papers subscribe uncertainty email'));
    expect(ask.title).toBe('To which address?');
    await talk.fill('/papers confirm', { code: sent[0]?.code.toLowerCase() ?? '' });
    expect(only(await talk.type('/papers subscribe graphs email')).title).toContain('ada@lab.example');
  });

  it('is not confirmed by another’s code, a wrong one five times, or an old one', async () => {
    const { talk, sent, own, pass } = await start();
    const confirm = async (code = '', person = talk) =>
      only(await person.type(`/papers confirm ${code}`)).title;
    await talk.type(subscribe);
    expect(await confirm(sent[0]?.code, talk.as('eve'))).toBe('No code is waiting to be confirmed');
    for (let tries = 0; tries < 5; tries += 1) expect(await confirm('AAAA2222')).toBe('That is not the code');
    expect(await confirm(sent[0]?.code)).toBe('No code is waiting to be confirmed');
    await talk.type(subscribe);
    pass(31);
    expect(await confirm(sent[1]?.code)).toBe('That code is too old');
    expect((await own())[0]?.paused).toBeDefined();
  });

  it('gets no flood of codes, whoever asks for them', async () => {
    const { talk, sent, pass } = await start();
    const ask = async (person = talk, address = 'ada@lab.example') =>
      only(await person.type(`/papers subscribe uncertainty by:email address:${address}`)).title;
    for (let times = 0; times < 3; times += 1) await ask();
    expect(await ask()).toBe('Too many codes');
    expect(await ask(talk, 'other@lab.example')).toBe('Too many codes');
    expect(await ask(talk.as('eve'), 'ADA@lab.example')).toBe('Too many codes');
    expect(sent).toHaveLength(3);
    expect(only(await talk.type(sent[2]?.command ?? '')).title).toBe('Your address is confirmed');
    pass(61);
    expect(await ask(talk.as('eve'))).toBe('A code is on its way');
  });

  it('is not told from one that does not exist', async () => {
    for (const trouble of ['address', 'full'] as const) {
      const { talk } = await start({ fail: new MailFailure(trouble, 'no such mailbox') });
      expect(only(await talk.type(subscribe)).title).toBe('A code is on its way');
    }
    for (const trouble of ['server', 'refused', 'passing'] as const) {
      const { talk: other } = await start({ fail: new MailFailure(trouble, 'down') });
      expect(only(await other.type(subscribe)).title).toBe('The code could not be sent just now');
    }
  });

  it('is confirmed by a code that went out though the bot died over it', async () => {
    const { talk, sent } = await start({ fail: new Error('killed') });
    await talk.type(subscribe);
    expect(sent).toHaveLength(1);
    expect(only(await talk.type(sent[0]?.command ?? '')).title).toBe('Your address is confirmed');
  });

  it.each(['ada@lab.example', "o'ada.b+papers@lab-1.example", 'данила@почта.example'])('is %s', (address) => {
    expect(readAddress(address)).toBe(address);
  });

  it.each([
    ['a control', 'a\u0007da@lab.example'],
    ['a line break', 'ada\n@lab.example'],
    ['DEL', 'ada@lab\u007f.example'],
    ['a bidi override', 'ada\u202e@lab.example'],
    ['a bidi isolate in the domain', 'ada@\u2066lab\u2069.example'],
    ['a zero-width space', 'a\u200bda@lab.example'],
    ['a joiner', 'ada\u200d@lab.example'],
    ['an encoded word', '=?utf-8?q?ada=40evil.example?=@lab.example'],
    ['an encoded word within', 'ada=?utf-8?b?YQ?=@lab.example'],
    ['half a character', 'ada\ud83d@lab.example'],
    ['a route', '@relay.example:ada@lab.example'],
    ['a percent route', 'ada%lab.example@relay.example@x'],
  ])('has not %s in it', (_what, address) => {
    expect(readAddress(address)).toBeUndefined();
  });

  it('is said to get one mail', async () => {
    const { talk, sent } = await start();
    await talk.type(subscribe);
    await talk.type(sent[0]?.command ?? '');
    const [card] = await talk.type('/papers subscriptions');
    expect(card?.text).toContain('in one mail');
    expect(card?.text).not.toContain('a message for each');
    expect(only(await talk.type('/papers subscribe uncertainty by:email')).text).toContain('in one mail');
  });

  it.each([
    'ada',
    'ada@',
    '@lab.example',
    'a@b,c@d.example',
    'ada@lab.example\\nBcc:eve@evil.example',
    '"a b"@lab.example',
  ])('is not %s', async (address) => {
    const { talk, sent } = await start();
    const card = only(
      await talk.type(`/papers subscribe uncertainty by:email address:"${address.replaceAll('"', '\\"')}"`),
    );
    expect(card.title).toBe('That is not an e-mail address');
    expect(sent).toEqual([]);
  });
});

describe('/papers subscriptions and unsubscribe', () => {
  it('list and end what is one’s own, and nobody else’s', async () => {
    const { talk, own } = await start();
    await talk.type('/papers subscribe uncertainty');
    await talk.type('/papers subscribe graphs weekly');
    const titles = async () => (await talk.type('/papers subscriptions')).map(({ title }) => title);
    expect(await titles()).toEqual([
      'Subscription 1: “uncertainty” by direct message',
      'Subscription 2: “graphs” by direct message',
    ]);
    expect(only(await talk.as('eve').type('/papers unsubscribe 1')).title).toBe('You have no subscriptions');
    expect(only(await talk.type('/papers unsubscribe')).title).toBe('Which subscription?');
    const cards = await talk.type('/papers subscriptions');
    const asked = only(await talk.press(buttonNamed('Stop', cards[0])));
    expect(asked).toMatchObject({
      title: 'Stop this subscription?',
      text: '“uncertainty” by direct message',
    });
    expect(only(await talk.press(buttonNamed('Keep', asked))).title).toBe('This subscription goes on');
    expect(await titles()).toHaveLength(2);
    const stop = buttonNamed('Stop', asked);
    expect(stop?.isDanger).toBe(true);
    expect(only(await talk.press(stop)).title).toBe('Subscription 1 has ended');
    expect(await titles()).toEqual(['Subscription 2: “graphs” by direct message']);
    await talk.type('/papers subscribe uncertainty');
    expect(only(await talk.type('/papers unsubscribe all')).title).toBe('Stop all 2 subscriptions?');
    expect(only(await talk.type('/papers unsubscribe all no')).title).toBe('They all go on');
    await talk.type('/papers unsubscribe all yes');
    expect(await own()).toEqual([]);
  });

  it('list, change and end in a direct message what was made in any server', async () => {
    const { talk, own, store } = await start();
    await talk.type('/papers subscribe uncertainty 08:30');
    const direct = talk.as('ada', 'direct', { workspace: '' });
    expect(only(await direct.type('/papers subscriptions')).title).toContain('“uncertainty”');
    expect(await talk.as('eve', 'direct', { workspace: '' }).type('/papers unsubscribe 1')).toMatchObject([
      { title: 'You have no subscriptions' },
    ]);
    await direct.type('/papers subscribe uncertainty 10:00');
    expect(await store.digests.all()).toMatchObject([
      { home: { workspace: 'lab' }, schedule: '0 10 * * *', destination: { member } },
    ]);
    expect(only(await direct.type('/papers unsubscribe 1 yes')).title).toBe('Subscription 1 has ended');
    expect(await own()).toEqual([]);
  });

  it('take up again what a failure has paused', async () => {
    const { talk, own, store } = await start();
    await talk.type('/papers subscribe "early exit" weekly 08:30');
    await store.digests.pause(
      { platform: 'test', workspace: 'lab' },
      1,
      'direct messages are closed',
      new Date(),
    );
    const card: Card = only(await talk.type('/papers subscriptions'));
    expect(card.text).toContain('direct messages are closed');
    await talk.press(buttonNamed('Resume', card));
    expect(await own()).toMatchObject([{ schedule: '30 8 * * 1', topic: '"early exit"' }]);
    expect((await own())[0]?.paused).toBeUndefined();
  });
});
