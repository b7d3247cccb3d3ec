import { describe, expect, it } from 'vitest';
import type { BoardMessage } from '../../../src/adapters/browser/board.ts';
import { discordPreview } from '../../../src/adapters/discord/preview/preview.ts';
import { slackPreview } from '../../../src/adapters/slack/preview/preview.ts';
import type { Workspace } from '../../../src/core/chat/channel.ts';
import type { WindowMeans } from '../../../src/core/chat/preview/window.ts';
import { openTestStore } from '../../core/store/open.ts';
import { startTalk } from '../../core/talk.ts';
import { openFirstVisit, openVisit, type Visitor } from './visitor.ts';

const services = ['slack', 'discord'] as const;
const ada = { service: 'slack', person: 'ada', channel: 'papers' };

type Json = { readonly [key: string]: unknown };

/** Every object in a payload that a person can press or fill in, by what it says. */
function controlsOf(payload: unknown): readonly { readonly id: string; readonly label: string }[] {
  if (typeof payload !== 'object' || payload === null) return [];
  if (Array.isArray(payload)) return payload.flatMap(controlsOf);
  const part = payload as Json;
  const id = part.action_id ?? part.custom_id;
  const { text, label } = part as { text?: { text?: unknown }; label?: unknown };
  const own = typeof id === 'string' ? [{ id, label: String(label ?? text?.text ?? '') }] : [];
  return [...own, ...Object.values(part).flatMap(controlsOf)];
}

const written = ({ payload }: Pick<BoardMessage, 'payload'>) => JSON.stringify(payload);

function newest(visit: Visitor, service: string): BoardMessage {
  const found = visit.messages().filter((one) => one.service === service && one.payload !== undefined);
  const message = found.at(-1);
  if (message === undefined) throw new Error('nothing was shown');
  return message;
}

async function press(visit: Visitor, who: { service: string; person: string }, label: RegExp) {
  const message = newest(visit, who.service);
  const control = controlsOf(message.payload).find((one) => label.test(one.label));
  if (control === undefined) throw new Error(`there is no button ${label}: ${written(message)}`);
  return visit.act('press', { ...who, message: message.id, control: control.id });
}

const settled = (visit: Visitor, count: number) =>
  expect.poll(() => visit.messages().filter(({ payload }) => payload !== undefined).length).toBe(count);

describe('the preview page', () => {
  it.each(services)('shows what %s would get, to the one who asked', async (service) => {
    const { bot } = await startTalk();
    const visit = await openVisit(bot);
    await visit.act('type', { service, person: 'ada', channel: 'papers', text: '/paper early exit' });
    await settled(visit, 1);
    const message = newest(visit, service);
    expect(message).toMatchObject({ service, channel: 'papers', onlyFor: 'ada' });
    expect(written(message)).toContain('arxiv.org/abs/2303.08010');
    const theirs = { service, person: 'ben', kind: 'message', id: message.id };
    const { faults } = await visit.act('check', { ...theirs, person: 'ada' });
    expect((await visit.act('check', theirs)).status).toBe(400);
    expect(faults).toEqual([]);
    const preview = service === 'slack' ? slackPreview : discordPreview;
    expect(
      preview.findFaults(
        { ...message.payload, blocks: [{ type: 'nothing' }], components: [{ type: 99 }] },
        'message',
      ),
    ).not.toEqual([]);
  });

  it('introduces itself in the channel of each service, at the first start alone', async () => {
    const { bot } = await startTalk();
    const first = await openFirstVisit(bot);
    await settled(first, 2);
    expect(first.messages().map(({ service, channel }) => [service, channel])).toEqual([
      ['slack', 'papers'],
      ['discord', 'papers'],
    ]);
    for (const service of services)
      expect(written(newest(first, service))).toContain('I bring papers to #papers');
    const again = await openFirstVisit(bot);
    await again.act('type', { ...ada, text: 'Has anybody read this?' });
    await expect.poll(() => again.messages()).toMatchObject([{ author: 'ada' }]);
  });

  it('keeps what one saves from the other, and shows a reaction to both', async () => {
    const { bot } = await startTalk();
    const visit = await openVisit(bot);
    await visit.act('type', { ...ada, text: '/papers share arxiv:2303.08010' });
    await settled(visit, 1);
    const shared = newest(visit, 'slack');
    expect(shared.onlyFor).toBeUndefined();
    await visit.act('react', { ...ada, message: shared.id, emoji: '🔖', added: true });
    await expect
      .poll(() => visit.messages().find(({ id }) => id === shared.id)?.reactions)
      .toEqual({ '🔖': ['ada'] });
    await visit.act('type', { ...ada, text: '/papers saved' });
    await settled(visit, 2);
    expect(written(newest(visit, 'slack'))).toContain('arxiv.org/abs/2303.08010');
    const ben = { ...ada, person: 'ben' };
    await visit.act('type', { ...ben, text: '/papers saved' });
    await settled(visit, 3);
    expect(written(newest(visit, 'slack'))).not.toContain('arxiv.org/abs/2303.08010');
    // What is shown to one alone is nothing the other can press or react to.
    const theirs = newest(visit, 'slack');
    const [control] = controlsOf(visit.messages().find(({ onlyFor }) => onlyFor === 'ada')?.payload);
    expect(
      (await visit.act('press', { ...ada, message: theirs.id, control: control?.id ?? 'x' })).status,
    ).toBe(400);
    expect((await visit.act('react', { ...ada, message: theirs.id, emoji: '🔖', added: true })).status).toBe(
      400,
    );
  });

  it.each(services)('turns the page in the same message of %s', async (service) => {
    const { bot } = await startTalk();
    const visit = await openVisit(bot);
    const who = { service, person: 'ada', channel: 'papers' };
    await visit.act('type', { ...who, text: '/papers new' });
    await settled(visit, 1);
    const before = newest(visit, service);
    await press(visit, who, /^Next/u);
    await expect.poll(() => written(newest(visit, service))).not.toBe(written(before));
    expect(newest(visit, service).id).toBe(before.id);
    expect(visit.messages()).toHaveLength(1);
  });

  it.each(services)(
    'turns Save on the message itself in %s, where the presser alone sees that',
    async (service) => {
      const { bot } = await startTalk();
      const visit = await openVisit(bot);
      const who = { service, person: 'ada', channel: 'papers' };
      await visit.act('type', { ...who, text: '/paper early exit' });
      await settled(visit, 1);
      await press(visit, who, /^Save$/u);
      await expect.poll(() => written(newest(visit, service))).toContain('✓ Saved');
      expect(visit.messages()).toHaveLength(1);
    },
  );

  it.each(services)(
    'tells on a shared paper of %s how many have saved it, once they are two',
    async (service) => {
      const store = await openTestStore();
      const { bot } = await startTalk({ store });
      const visit = await openVisit(bot);
      const [adaThere, benThere] = ['ada', 'ben'].map((person) => ({ service, person, channel: 'papers' }));
      if (adaThere === undefined || benThere === undefined) throw new Error('nobody is there');
      await visit.act('type', { ...adaThere, text: '/papers share arxiv:2303.08010' });
      await settled(visit, 1);
      const shared = newest(visit, service);
      const save = controlsOf(shared.payload).find(({ label }) => label === 'Save');
      const now = () => written(visit.messages().find(({ id }) => id === shared.id) ?? {});
      const pressSave = (who: typeof adaThere) =>
        visit.act('press', { ...who, message: shared.id, control: save?.id });
      await pressSave(adaThere);
      await settled(visit, 2);
      expect(now()).toBe(written(shared));
      await pressSave(benThere);
      await settled(visit, 3);
      expect(now()).toMatch(/\*2 people\*+ here saved it/u);
      const channel = { platform: 'browser', workspace: service, id: 'papers' };
      expect((await store.tastes.inChannel(channel)).flat()).toEqual([
        'arxiv:2303.08010',
        'arxiv:2303.08010',
      ]);
      const check = { ...benThere, kind: 'message', id: shared.id };
      expect(await visit.act('check', check)).toMatchObject({ faults: [] });
      // Once more answers that person alone, and changes nothing.
      await pressSave(benThere);
      await settled(visit, 4);
      expect(newest(visit, service)).toMatchObject({ onlyFor: 'ben' });
      expect(now()).toMatch(/\*2 people\*+ here saved it/u);
    },
  );

  it('puts what is posted under a message into its thread where the service would', async () => {
    const { bot } = await startTalk();
    const visit = await openVisit(bot);
    const reply = async (service: string, more: object) => {
      const channel = { platform: 'browser', workspace: service, id: 'papers' };
      const [head] = await visit.platform.post(channel, { title: 'Ensembles · 3 papers' }, more);
      const options = head && { under: head.message };
      const [posted] = await visit.platform.post(channel, { title: 'A paper' }, options);
      await expect.poll(() => visit.messages().map(({ id }) => id)).toContain(posted?.message.id);
      const under = visit.messages().find(({ id }) => id === posted?.message.id)?.under;
      return under !== undefined && under === head?.message.id;
    };
    expect(await reply('slack', {})).toBe(true);
    expect(await reply('discord', {})).toBe(false);
    expect(await reply('discord', { opensThread: { name: 'Papers' } })).toBe(true);
  });

  it('shows a form, keeps it open where Slack would show what is wrong, then runs the command', async () => {
    const { bot } = await startTalk();
    const visit = await openVisit(bot);
    const { form } = await visit.act('type', { ...ada, text: '/digest add uncertainty' });
    const inputs = controlsOf(form?.payload).map(({ id }) => id);
    expect(inputs).toContain('field:at');
    const texts = { 'field:topic': 'uncertainty', 'field:at': '25:99', 'field:zone': 'Europe/Berlin' };
    const wrong = await visit.act('submit', { ...ada, form: form?.id, texts });
    expect(wrong.problems?.['field:at']).toMatch(/25:99/u);
    expect(visit.messages()).toEqual([]);
    await visit.act('submit', { ...ada, form: form?.id, texts: { ...texts, 'field:at': '09:00' } });
    await settled(visit, 1);
    expect(written(newest(visit, 'slack'))).toContain('uncertainty');
    expect((await visit.act('submit', { ...ada, form: form?.id, texts })).status).toBe(400);
  });

  it('says in Discord what is wrong with a form once it is closed', async () => {
    const { bot } = await startTalk();
    const visit = await openVisit(bot);
    const who = { ...ada, service: 'discord' };
    const { form } = await visit.act('type', { ...who, text: '/digest add uncertainty' });
    const fields = controlsOf(form?.payload).map(({ id }) => id);
    const texts = Object.fromEntries(fields.map((id) => [id, id === 'at' ? '25:99' : 'uncertainty']));
    expect((await visit.act('submit', { ...who, form: form?.id, texts })).problems).toBeUndefined();
    await settled(visit, 1);
    expect(written(newest(visit, 'discord'))).toContain('25:99');
  });

  it('asks in Slack for the words of a search that came without any, and completes them', async () => {
    const { bot } = await startTalk();
    const visit = await openVisit(bot);
    const { form } = await visit.act('type', { ...ada, text: '/paper' });
    const [input] = controlsOf(form?.payload);
    const asked = { ...ada, form: form?.id };
    const { choices } = await visit.act('suggest', { ...asked, control: input?.id, text: 'early ex' });
    expect(choices?.map(({ value }) => value)).toContainEqual(expect.stringMatching(/Early-Exit/u));
    await visit.act('submit', { ...asked, texts: { [input?.id ?? '']: 'early exit' } });
    await settled(visit, 1);
    expect(written(newest(visit, 'slack'))).toContain('arxiv.org/abs/2303.08010');
  });

  it('completes commands, and what they take', async () => {
    const { bot } = await startTalk();
    const visit = await openVisit(bot);
    const offered = async (text: string) =>
      (await visit.act('complete', { ...ada, text })).choices?.map(({ value }) => value) ?? [];
    expect(await offered('/papers sa')).toEqual(['/papers save ', '/papers saved ']);
    expect(await offered('/paper early ex')).toContainEqual(expect.stringMatching(/^\/paper .*Early-Exit/u));
    expect(await offered('hello')).toEqual([]);
  });

  it("shows a person's own page in Slack, and redraws it at each change", async () => {
    const { bot } = await startTalk();
    const visit = await openVisit(bot);
    await visit.act('home', ada);
    await expect.poll(() => visit.home('slack', 'ada')).toMatchObject({ type: 'home' });
    const before = JSON.stringify(visit.home('slack', 'ada'));
    await visit.act('type', { ...ada, text: '/papers save arxiv:2303.08010' });
    await expect.poll(() => JSON.stringify(visit.home('slack', 'ada'))).not.toBe(before);
    expect((await visit.act('home', { ...ada, service: 'discord' })).status).toBe(400);
  });

  it('lets people talk where they do not talk to the bot, and answers plain words where they do', async () => {
    const { bot } = await startTalk();
    const visit = await openVisit(bot);
    await visit.act('type', { ...ada, text: 'Has anybody read this?' });
    await expect
      .poll(() => visit.messages())
      .toMatchObject([{ author: 'ada', text: 'Has anybody read this?' }]);
    await visit.act('type', { ...ada, channel: 'direct-ada', text: 'early exit' });
    await settled(visit, 1);
    expect(newest(visit, 'slack')).toMatchObject({ channel: 'direct-ada' });
    for (const channel of ['direct-ben', 'nowhere'])
      expect((await visit.act('type', { ...ada, channel, text: 'early exit' })).status).toBe(400);
  });

  it('puts in Slack the card of a paper under the link to it that somebody posts, for the other to save', async () => {
    const { bot } = await startTalk();
    const visit = await openVisit(bot);
    const known = 'https://www.arxiv.org/pdf/2303.08010';
    const text = `Read ${known}, or https://notarxiv.org/abs/2303.08010.`;
    await visit.act('type', { ...ada, text });
    await settled(visit, 1);
    const [said, card, ...more] = visit.messages();
    expect(said).toMatchObject({ author: 'ada', text });
    expect(card).toMatchObject({ linkedIn: said?.id, channel: 'papers' });
    expect(card?.payload).toMatchObject({ blocks: expect.anything(), fallback: expect.anything() });
    expect(more).toEqual([]);
    const ben = { ...ada, person: 'ben' };
    expect(await visit.act('check', { ...ben, kind: 'message', id: card?.id })).toMatchObject({ faults: [] });
    await press(visit, ben, /^Save$/u);
    await settled(visit, 2);
    expect(newest(visit, 'slack')).toMatchObject({ onlyFor: 'ben' });
    expect(written(newest(visit, 'slack'))).toMatch(/Saved/u);
    // Alone with the bot a link is a search, and Discord tells of none.
    await visit.act('type', { ...ada, channel: 'direct-ada', text: known });
    await visit.act('type', { ...ada, service: 'discord', text });
    await expect.poll(() => visit.messages().length).toBe(6);
    expect(visit.messages().filter(({ linkedIn }) => linkedIn !== undefined)).toHaveLength(1);
  });

  it('answers what is asked of the bot in the channel while it looks the links in it up', async () => {
    const { bot } = await startTalk();
    let find = () => {};
    const found = new Promise<void>((resolve) => {
      find = resolve;
    });
    const introduceLinked: typeof bot.introduceLinked = async (addresses) => {
      await found;
      return bot.introduceLinked(addresses);
    };
    const visit = await openVisit({ ...bot, introduceLinked });
    const typed = visit.act('type', { ...ada, text: '@paperboy https://arxiv.org/abs/2303.08010' });
    await settled(visit, 1);
    expect(newest(visit, 'slack').linkedIn).toBeUndefined();
    find();
    await typed;
    await settled(visit, 2);
    expect(newest(visit, 'slack').linkedIn).toBeDefined();
  });

  it('has the next digests come now, and shows one as a mail in either scheme', async () => {
    const { bot } = await startTalk();
    const brought: object[] = [];
    const drawMail: WindowMeans['drawMail'] = async (key) =>
      `<html><head><style>@media (prefers-color-scheme: dark){p{color:#fff}}</style></head><body>${key}</body></html>`;
    let bring: (workspace: Workspace) => Promise<unknown> = async () => {};
    const bringDigests = async (workspace: Workspace) => {
      await bring(workspace);
      return brought.push(workspace);
    };
    const visit = await openVisit(bot, { bringDigests, drawMail });
    expect((await visit.act('morning', ada)).notice).toMatch(/Nothing new/u);
    const digest = { title: 'Ensembles · 3 papers' };
    bring = (workspace) => visit.platform.post({ ...workspace, id: 'direct-ben' }, digest);
    expect((await visit.act('morning', ada)).notice).toMatch(/direct message/u);
    bring = (workspace) => visit.platform.post({ ...workspace, id: 'papers' }, digest);
    expect((await visit.act('morning', ada)).notice).toBeUndefined();
    expect(brought).toEqual(Array(3).fill({ platform: 'browser', workspace: 'slack' }));
    const channel = { platform: 'browser', workspace: 'discord', id: 'papers' };
    const [posted] = await visit.platform.post(channel, { title: 'Ensembles · 3 papers' }, { key: 'abc.0' });
    if (posted === undefined) throw new Error('nothing was posted');
    const mail = await visit.request(`/mail/${posted.message.id}?scheme=dark`);
    const dark = await mail.text();
    expect(dark).toContain('<style>@media all{p{color:#fff}}</style>');
    expect(dark).toContain('<body>abc.0</body>');
    expect(mail.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline'.*sandbox/u,
    );
    const light = await visit.request(`/mail/${posted.message.id}?scheme=light`);
    expect(await light.text()).toContain('<style>@media not all{p{color:#fff}}</style>');
  });

  it('says what to do where no digest is to come', async () => {
    const { bot } = await startTalk();
    const visit = await openVisit(bot);
    expect((await visit.act('morning', ada)).notice).toMatch(/\/digest add/u);
  });
});
