import { type APIMessage, MessageFlags, PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Bot } from '../../../src/core/chat/bot.ts';
import { commands } from '../../../src/core/commands/list.ts';
import { openDesk } from '../../core/commands/adding/desk.ts';
import { shippedPapers } from '../../core/papers-to-try.ts';
import { openTestStore } from '../../core/store/open.ts';
import { startTalk } from '../../core/talk.ts';
import { allComponents, type Part, partsOf } from '../../doubles/discord/message-rules.ts';
import { readText } from './hostile.ts';
import { type Stage, setStage, shownText } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(async () => {
  await stage.end();
  expect(stage.double.violations).toEqual([]);
  expect(stage.lines.filter((line) => /^(warn|error)/.test(line))).toEqual([]);
});

/** What stands in the fields of a form, by their names. */
const filledIn = (form: Part) =>
  Object.fromEntries(
    partsOf(form.components).map(({ component }) => {
      const { custom_id, value } = component as Part;
      return [custom_id, value];
    }),
  );

const labelsOf = (message?: APIMessage) =>
  allComponents(message?.components).flatMap(({ part }) => (part.type === 2 ? [String(part.label)] : []));

const isPrivate = (message: { readonly flags?: number }) =>
  (Number(message.flags) & MessageFlags.Ephemeral) !== 0;

describe('the bot on the papers that ship with it', () => {
  test('searches, turns pages, and answers the buttons of a paper, under a prefix too', async () => {
    const { bot } = await startTalk({ prefix: 'lab-' }, shippedPapers);
    await stage.start({}, bot);
    const { double, alice, channel } = stage;
    const page = await double.answered(alice.types(channel, 'lab-paper', { options: { query: 'neural' } }));
    const text = shownText(page);
    expect(text).toMatch(/\*\*1\.\*\* {2}\[.*\]\(https:\/\/arxiv\.org\/[^\s)]+\)[\s\S]*\*\*neural\*\*/iu);
    expect(isPrivate(page)).toBe(true);
    const next = await double.answered(alice.presses(page, 'Next'));
    expect(next.id).toBe(page.id);
    expect(shownText(next)).toContain('-# Best match first');
    expect(labelsOf(next)).toContain('6–10 of 47');
    const opened = await double.answered(alice.presses(next, 'Open 7'));
    expect(isPrivate(opened)).toBe(true);
    const cited = await double.answered(alice.presses(opened, 'Cite'));
    expect(shownText(cited)).toMatch(/```\n@\w+\{/u);
    expect(isPrivate(cited)).toBe(true);
  });

  test('shows a list again whose button cannot be read any more, to whoever pressed it', async () => {
    const { bot } = await startTalk({ answers: 'public' }, shippedPapers);
    await stage.start({}, bot);
    const { double, alice, bob, channel } = stage;
    const first = await double.answered(alice.types(channel, 'paper', { options: { query: 'neural' } }));
    const page = await double.answered(alice.presses(first, 'Next'));
    for (const { part } of allComponents(double.state.messages.get(page.id)?.message.components))
      if (part.label === 'Save') Object.assign(part, { custom_id: `save:${part.custom_id}` });
    const [old] = bob.sees(channel);
    const again = await double.answered(bob.presses(old, 'Save'));
    expect(isPrivate(again)).toBe(true);
    expect(shownText(again)).toContain('This list is from before. Here it is again.');
    expect(labelsOf(again)).toContain('6–10 of 47');
    await double.answered(bob.presses(again, 'Save'));
    expect(labelsOf(bob.sees(channel).at(-1))).toContain('✓ Saved');
  });

  test('shows what is saved on the pressed button itself, where one alone sees it', async () => {
    const store = await openTestStore();
    const { bot } = await startTalk({ prefix: 'lab-', store }, shippedPapers);
    await stage.start({}, bot);
    const { double, alice, bob, channel } = stage;
    const page = await double.answered(
      alice.types(channel, 'lab-paper', { options: { query: 'uncertainty' } }),
    );
    const press = async (label: string, nth = 0) => double.answered(alice.presses(page, label, nth));
    const labels = () => labelsOf(alice.sees(channel)[0]);
    const before = labels();
    await press('Save', 1);
    await press('Save', 1);
    expect(labels().filter((label) => label === '✓ Saved')).toHaveLength(2);
    expect(labels().map((label) => label.replace('✓ Saved', 'Save'))).toEqual(before);
    expect(alice.sees(channel)).toHaveLength(1);
    await press('✓ Saved', 1);
    expect(labels().filter((label) => label === '✓ Saved')).toHaveLength(1);
    const opened = await double.answered(alice.presses(page, 'Open 1'));
    const shared = await double.answered(alice.presses(opened, 'Share to channel'));
    bob.presses(shared, 'Save');
    await double.until('the answer', () => bob.sees(channel).some(isPrivate));
    expect(labelsOf(alice.sees(channel).find(({ id }) => id === shared.id))).toContain('Save');
    const answer = bob.sees(channel).find(isPrivate);
    expect(answer && shownText(answer)).toContain('Saved');
    // What was pressed for all to see is known as that.
    const here = { platform: 'discord', workspace: channel.guild ?? '', id: channel.id };
    const [first] = (await store.tastes.inChannel(here)).flat();
    expect(await store.tastes.inChannel(here)).toEqual([[first]]);
    expect((await store.tastes.of({ ...here, id: bob.id })).saved).toEqual([first]);
  });

  test('shows all that was saved where several are pressed before the first is shown', async () => {
    const { bot } = await startTalk({}, shippedPapers);
    await stage.start({}, bot);
    const { double, alice, channel } = stage;
    const page = await double.answered(alice.types(channel, 'paper', { options: { query: 'uncertainty' } }));
    const labels = () => labelsOf(alice.sees(channel)[0]);
    const saved = (count: number) => () => labels().filter((label) => label === '✓ Saved').length === count;
    const last = labels().filter((label) => label === 'Save').length - 1;
    for (const nth of [0, 1, last]) alice.presses(page, 'Save', nth);
    await double.until('all three', saved(3));
    const turned = alice.sees(channel)[0];
    if (turned === undefined) throw new Error('Nothing is shown.');
    await double.answered(alice.presses(turned, '✓ Saved'));
    await double.until('one less', saved(2));
    const [now] = alice.sees(channel);
    if (now === undefined) throw new Error('Nothing is shown.');
    await double.answered(alice.presses(now, 'Save', last - 2));
    await double.until('another', saved(3));
    expect(labels().indexOf('✓ Saved')).toBeGreaterThan(0);
  });

  test('counts anew on a message that all see who saved its paper, and answers a second press alone', async () => {
    const { bot } = await startTalk({}, shippedPapers);
    await stage.start({}, bot);
    const { double, guild, alice, bob, channel } = stage;
    const carol = double.addPerson('carol', guild);
    const shared = await double.answered(
      alice.types(channel, 'papers', { verb: 'share', options: { paper: '2303.08010' } }),
    );
    const before = shownText(shared);
    const latest = () => alice.sees(channel).find(({ id }) => id === shared.id) ?? shared;
    const save = async (person: typeof alice, answers: number) => {
      person.presses(latest(), 'Save');
      const own = () => person.sees(channel).filter(isPrivate);
      await double.until('the answer', () => own().length === answers);
      return own()
        .slice(-1)
        .flatMap((answer) => [shownText(answer), ...labelsOf(answer)]);
    };
    await save(alice, 1);
    expect(shownText(latest())).toBe(before);
    expect((await save(bob, 1)).join()).toContain('**Saved**');
    expect(shownText(latest())).toBe(before.replace('-# arXiv', '-# **2 people** here saved it · arXiv'));
    expect(labelsOf(latest())).toEqual(labelsOf(shared));
    await save(carol, 1);
    const again = await save(carol, 2);
    expect(again.join()).toContain('Already in your list');
    expect(again).toContain('Remove');
    expect(shownText(latest())).toContain('-# **3 people** here saved it · arXiv');
  });

  test('shares a paper of a private answer with all, whose bookmarks save it', async () => {
    const { bot } = await startTalk({ prefix: 'lab-' }, shippedPapers);
    let saved = 0;
    const onReaction: Bot['onReaction'] = async (reaction) => {
      await bot.onReaction(reaction);
      saved += 1;
    };
    await stage.start({}, { ...bot, onReaction });
    const { double, guild, bob, channel } = stage;
    const mallory = double.addPerson('**@everyone** <@&1>', guild);
    const page = await double.answered(
      mallory.types(channel, 'lab-paper', { options: { query: 'uncertainty' } }),
    );
    const opened = await double.answered(mallory.presses(page, 'Open 1'));
    const shared = await double.answered(mallory.presses(opened, 'Share to channel'));
    expect(isPrivate(shared)).toBe(false);
    expect(readText(shownText(shared))).toContain('Shared by **@everyone** <@&1>');
    expect(double.state.pings).toEqual([]);
    expect(bob.sees(channel).map(({ id }) => id)).toEqual([shared.id]);
    bob.reacts(shared, '🔖');
    await double.until('the save', () => saved === 1);
    const list = await double.answered(bob.types(channel, 'lab-papers', { verb: 'saved' }));
    expect(shownText(list)).toContain('1 paper');
    expect(bob.sees(bob.opensDirect())).toEqual([]);
  });

  test('keeps a note that its form asks for, and exports the list as a file for one alone', async () => {
    const { bot } = await startTalk({}, shippedPapers);
    await stage.start({}, bot);
    const { double, alice, bob, channel } = stage;
    const page = await double.answered(alice.types(channel, 'paper', { options: { query: 'uncertainty' } }));
    await double.answered(alice.presses(page, 'Save'));
    const list = await double.answered(alice.types(channel, 'papers', { verb: 'saved' }));
    const opened = await double.answered(alice.presses(list, 'Open'));
    const pressed = alice.presses(opened, 'Note and tags …');
    await double.until('the form', () => pressed.modal);
    await double.answered(alice.submits(pressed, { note: 'Ask "Ada":\n*why*?' }));
    const again = await double.answered(alice.types(channel, 'papers', { verb: 'saved' }));
    expect(readText(shownText(again))).toMatch(/Ask "Ada": ?\n?\*why\*\?/u);
    const exported = await double.answered(alice.types(channel, 'papers', { verb: 'export' }));
    const [{ filename } = { filename: '' }] = exported.attachments;
    expect(alice.opens(exported, filename)).toMatch(/^@\w+\{/mu);
    expect(bob.sees(channel)).toEqual([]);
  });

  test('names all mistakes of a form, and a button opens it again as it was filled in', async () => {
    const { bot } = await startTalk({}, shippedPapers);
    await stage.start({}, bot);
    const { double, guild, alice, channel } = stage;
    double.giveRole(alice, guild, double.addRole(guild, 'Librarians', PermissionFlagsBits.ManageChannels));
    const asked = alice.types(channel, 'digest', { verb: 'add', options: { topic: 'uncertainty' } });
    await double.until('the form', () => asked.modal);
    const wrong = { at: '25:99', zone: 'Berlinn', papers: '99' };
    const answer = await double.answered(alice.submits(asked, wrong));
    for (const mistake of ['“25:99” is not a time of day', '“Berlinn” is not a time zone', 'not “99”'])
      expect(shownText(answer)).toContain(mistake);
    const again = alice.presses(answer, 'Change …');
    const form = await double.until('the form again', () => again.modal);
    expect(filledIn(form)).toMatchObject({ topic: 'uncertainty', ...wrong });
    const done = await double.answered(
      alice.submits(again, { at: '08:30', zone: 'Europe/Berlin', papers: '5' }),
    );
    expect(shownText(done)).toContain('is set up');
  });

  test('asks a manager for a digest in a form, tells when it comes, and refuses others', async () => {
    const { bot } = await startTalk({}, shippedPapers);
    await stage.start({}, bot);
    const { double, guild, alice, bob, channel } = stage;
    double.giveRole(alice, guild, double.addRole(guild, 'Editors', PermissionFlagsBits.ManageChannels));
    const asked = alice.types(channel, 'digest', { verb: 'add', options: { topic: 'uncertainty' } });
    await double.until('the form', () => asked.modal);
    const answer = await double.answered(alice.submits(asked, { at: '08:30', zone: 'Europe/Berlin' }));
    expect(shownText(answer)).toMatch(/\*\*First post\*\* {2}<t:\d+:F>, <t:\d+:R>/u);
    expect(() => bob.types(channel, 'digest', { verb: 'list' })).toThrow('may not use');
    const listed = await double.answered(bob.types(channel, 'papers', { verb: 'digests' }));
    expect(shownText(listed)).toContain('Digest 1');
    const refused = await double.answered(bob.presses(listed, 'Pause'));
    expect(shownText(refused)).toContain('Only people who manage this channel');
    const typing = alice.isTyping(channel, 'digest', { verb: 'add', options: { zone: 'berl' } });
    const zones = await double.until('zones', () => typing.choices);
    expect(zones[0]).toEqual({ name: 'Europe/Berlin', value: 'Europe/Berlin' });
  });

  test('stores nothing of what is asked by a mention, which opens no form, and has a button that does', async () => {
    const { bot } = await startTalk({}, shippedPapers);
    await stage.start({}, bot);
    const { double, guild, alice, channel } = stage;
    double.giveRole(alice, guild, double.addRole(guild, 'Editors', PermissionFlagsBits.ManageChannels));
    alice.says(channel, `<@${double.state.bot.id}> /digest add uncertainty`);
    const answer = await double.until('a reply', () => alice.sees(channel)[1]);
    expect(shownText(answer)).toContain('This asks for: Topic, Time of day');
    expect(shownText(await double.answered(alice.types(channel, 'digest', { verb: 'list' })))).toContain(
      'There are no digests in this channel',
    );
    const pressed = alice.presses(answer, 'Add …');
    await double.until('the form', () => pressed.modal);
    const wrong = await double.answered(alice.submits(pressed, { at: '25:00' }));
    expect(shownText(wrong)).toContain('“25:00” is not a time of day');
    const again = alice.presses(wrong, 'Change …');
    await double.until('the form', () => again.modal);
    const added = await double.answered(alice.submits(again, { at: '8:30' }));
    expect(shownText(added)).toMatch(/“uncertainty” is set up.*Every day 08:30/su);
  });

  test('shows nobody what is one person’s own, though it is asked for by a mention', async () => {
    const { bot } = await startTalk({}, shippedPapers);
    await stage.start({}, bot);
    const { double, alice, bob, channel } = stage;
    const page = await double.answered(alice.types(channel, 'paper', { options: { query: 'uncertainty' } }));
    await double.answered(alice.presses(page, 'Save'));
    for (const [at, typed] of ['saved', 'export', 'forget-me', 'note 1 note:secret'].entries()) {
      alice.says(channel, `<@${double.state.bot.id}> /papers ${typed}`);
      const answer = await double.until('a reply', () => bob.sees(channel)[2 * at + 1]);
      expect(shownText(answer)).toContain('private, and everyone');
      expect(shownText(answer)).toContain(`/papers ${typed.split(' ')[0]}`);
      expect(answer.attachments).toEqual([]);
    }
    const list = await double.answered(alice.types(channel, 'papers', { verb: 'saved' }));
    expect(shownText(list)).toContain('1 paper in your list');
    expect(shownText(list)).not.toContain('secret');
  });

  test('takes a number in a reply for a paper of the message that is replied to', async () => {
    const { bot } = await startTalk({}, shippedPapers);
    await stage.start({}, bot);
    const { double, alice, bob, channel } = stage;
    const ask = async (words: string, repliesTo?: APIMessage) => {
      const before = bob.sees(channel).length;
      alice.says(channel, `<@${double.state.bot.id}> ${words}`, repliesTo && { repliesTo });
      return double.until('a reply', () => bob.sees(channel)[before + 1]);
    };
    const list = await ask('uncertainty');
    await ask('/papers new');
    const cited = await ask('/papers cite 1', list);
    const [, title = ''] = /To cite “([^”]+)”/u.exec(shownText(cited)) ?? [];
    expect(title).not.toBe('');
    expect(shownText(list)).toContain(`**1.**  **${title}**`);
  });

  test('asks whoever shares alone which paper they mean, and shows all the one they choose', async () => {
    const { bot } = await startTalk({}, shippedPapers);
    await stage.start({}, bot);
    const { double, alice, bob, channel } = stage;
    alice.types(channel, 'papers', { verb: 'share', options: { paper: 'deep learning' } });
    const asked = await double.until('a question', () =>
      alice.sees(channel).find((message) => shownText(message).includes('Which paper do you mean')),
    );
    expect(isPrivate(asked)).toBe(true);
    expect(bob.sees(channel)).toEqual([]);
    const shared = await double.answered(alice.presses(asked, 'Share'));
    expect(shownText(shared)).toContain('Shared by');
    expect(bob.sees(channel).map(({ id }) => id)).toEqual([shared.id]);
  });

  test('finds the paper that a message names', async () => {
    const { bot } = await startTalk({}, shippedPapers);
    await stage.start({}, bot);
    const { double, alice, bob, channel } = stage;
    const message = bob.says(channel, 'Read https://arxiv.org/abs/2303.08010 please');
    const answer = await double.answered(alice.uses('Find this paper', message));
    expect(shownText(answer)).toContain('1 paper mentioned in this text');
    expect(bob.sees(channel)).toHaveLength(1);
  });

  test('announces no more than Discord takes: 25 commands of a name, 15 in the menu of a message', () => {
    const listed = commands.filter(({ unlisted }) => unlisted !== true);
    for (const { name } of listed)
      expect(listed.filter((command) => command.name === name).length).toBeLessThanOrEqual(25);
    expect(listed.filter(({ shortcut }) => shortcut !== undefined).length).toBeLessThanOrEqual(15);
  });

  test('adds the paper that a message names, for the eyes of who asked', async () => {
    const { talk, store } = await openDesk();
    await stage.start({}, talk.bot);
    const { double, alice, bob, channel } = stage;
    const message = bob.says(channel, 'Read https://arxiv.org/abs/1706.03762 please');
    const answer = await double.answered(alice.uses('Add paper', message));
    expect(shownText(answer)).toContain('Added, and saved to your list');
    expect(bob.sees(channel)).toHaveLength(1);
    const question = await double.answered(alice.presses(answer, 'Take down'));
    expect(shownText(question)).toContain('Take this paper down?');
    const down = await double.answered(alice.presses(question, 'Take down'));
    expect(down.id).toBe(question.id);
    expect(shownText(down)).toContain('Taken down');
    expect(await store.keptPapers.describe('added')).toMatchObject({ count: 0 });
  });

  test('explains itself in one message', async () => {
    const { bot } = await startTalk({}, shippedPapers);
    await stage.start({}, bot);
    const { double, alice, channel } = stage;
    const answer = await double.answered(alice.types(channel, 'papers', { verb: 'help' }));
    expect(shownText(answer)).toContain('What would you like to do?');
    expect(alice.sees(channel)).toHaveLength(1);
  });
});
