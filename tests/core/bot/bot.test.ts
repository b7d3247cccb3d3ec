import { EventEmitter, once } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/core/commands/list.ts';
import { createLunrEngine } from '../../../src/core/search/lunr-engine.ts';
import { papersToTry } from '../papers-to-try.ts';
import { openTestStore } from '../store/open.ts';
import { buttonNamed, itemsOf, only, papersOn, startTalk } from '../talk.ts';

describe('the bot', () => {
  it('announces each command once, with a description that fits every platform', async () => {
    const { bot } = await startTalk();
    const keys = bot.commands.map(({ name, verb }) => `${name} ${verb ?? ''}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { description, argument } of bot.commands) {
      expect(description.length).toBeLessThanOrEqual(100);
      expect(argument?.description.length ?? 0).toBeLessThanOrEqual(100);
    }
  });

  it('shows answers to the asker alone, and one paper to all', async () => {
    const { bot } = await startTalk();
    const shared = bot.commands.filter((command) => !command.private);
    expect(shared.map(({ name, verb }) => `${name} ${verb}`)).toEqual(['papers show', 'papers share']);
    const open = await startTalk({ answers: 'public' });
    const own = commands.filter(({ personal }) => personal).map(({ verb }) => verb);
    expect(own).toEqual(expect.arrayContaining(['save', 'saved', 'note', 'export', 'forget-me']));
    for (const command of open.bot.commands) expect(command.private).toBe(command.personal === true);
  });

  it('goes by another name where a prefix is set, in what it says too', async () => {
    const talk = await startTalk({ prefix: 'lab-' });
    expect(talk.bot.commands.map(({ name }) => name)).toContain('lab-papers');
    expect(only(await talk.type('/lab-paper')).text).toContain('/lab-paper ');
    const [first] = itemsOf(await talk.type('/lab-paper uncertainty'));
    expect(buttonNamed('Cite', first)?.command.name).toBe('lab-papers');
    expect(only(await talk.press(buttonNamed('Cite', first))).preformatted).toContain('title = {');
    const [meant] = only(await talk.type('/lab-papers smilar 2')).buttons ?? [];
    expect(meant).toEqual({
      label: '/lab-papers similar 2',
      command: { name: 'lab-papers', verb: 'similar', text: '2' },
    });
  });

  it('still runs the buttons of answers given before a prefix was set', async () => {
    const talk = await startTalk({ prefix: 'lab-' });
    const command = { name: 'papers', verb: 'cite', text: 'arxiv:2303.08010' };
    expect(only(await talk.press({ label: 'Cite', command })).preformatted).toContain('title = {');
  });

  it.each([
    ['/pepper uncertainty', '/paper uncertainty'],
    ['/cite 2', '/papers cite 2'],
    ['/papers smilar 2', '/papers similar 2'],
    ['/papers transformers', '/paper transformers'],
    ['/nothinglikeit', '/papers help'],
  ])('answers %s with %s', async (typed, meant) => {
    const talk = await startTalk();
    const card = only(await talk.type(typed));
    expect(card.title).toContain('There is no command');
    expect(card.text).toContain(meant);
    expect(await talk.press(buttonNamed(meant, card))).not.toEqual([]);
  });

  it('explains itself where a verb is missing', async () => {
    const talk = await startTalk();
    expect(await talk.type('/papers')).toEqual(await talk.type('/papers help'));
  });

  it('answers a failure with what to do, and logs it', async () => {
    const broken = {
      ...createLunrEngine(),
      search: async () => {
        throw new Error('no such segment');
      },
    };
    const talk = await startTalk({ search: broken });
    expect(only(await talk.type('/paper uncertainty')).text).toContain('/papers help');
    expect(talk.logged.join()).toMatch(/Incident (\d{6}): \/paper failed: Error\n +at /u);
  });

  it('survives an answer that cannot be sent, and tells its number in the log', async () => {
    const talk = await startTalk();
    const place = { platform: 'test', workspace: 'lab', id: 'x' };
    const reply = () => Promise.reject(new Error('gone'));
    const line = { name: 'paper', text: 'uncertainty' };
    const incident = await talk.bot.onCommand({
      line,
      channel: place,
      member: place,
      memberName: 'x',
      mayManage: async () => true,
      reply,
    });
    expect(talk.logged.join()).toContain(`Incident ${incident}: the answer to /paper failed: Error`);
  });

  it('takes a reaction that is faster than the word that the message is there', async () => {
    const store = await openTestStore();
    const { bot } = await startTalk({ store });
    const channel = { platform: 'test', workspace: 'lab', id: 'papers' };
    const message = { channel, id: 'quick' };
    const [sent, arrived] = [new EventEmitter(), new EventEmitter()];
    const sending = once(sent, 'sent');
    const line = { name: 'papers', verb: 'show', text: 'arxiv:2303.08010' };
    const showing = bot.onCommand({
      line,
      channel,
      member: channel,
      memberName: 'ada',
      mayManage: async () => true,
      async reply(cards) {
        const arrival = once(arrived, 'arrived');
        sent.emit('sent');
        await arrival;
        return [{ message, papers: papersOn(cards) }];
      },
    });
    await sending;
    const reply = async () => [];
    const reacting = bot.onReaction({ emoji: '🔖', added: true, message, member: channel, reply });
    arrived.emit('arrived');
    await Promise.all([showing, reacting]);
    expect((await store.saves.list(channel)).map(({ paper }) => paper.id)).toEqual(['arxiv:2303.08010']);
  });

  it('keeps no list of an answer after which nobody types', async () => {
    const store = await openTestStore();
    const { bot } = await startTalk({ store });
    const [channel, member] = [
      { platform: 'test', workspace: 'lab', id: 'papers' },
      { platform: 'test', workspace: 'lab', id: 'ada' },
    ];
    const asked = { channel, member, memberName: 'Ada', mayManage: async () => true, reply: async () => [] };
    const line = { name: 'paper', text: 'uncertainty' };
    await bot.onCommand({ ...asked, line, leavesNoList: true });
    expect(await store.numberedLists.find({ channel }, member)).toBeUndefined();
    await bot.onCommand({ ...asked, line });
    expect((await store.numberedLists.find({ channel }, member))?.papers.size).toBeGreaterThan(0);
  });

  it('completes queries, papers and commands', async () => {
    const { bot } = await startTalk();
    const values = (verb: string | undefined, text: string, limit = 5) =>
      bot.suggest(
        { name: verb === undefined ? 'paper' : 'papers', ...(verb === undefined ? {} : { verb }), text },
        limit,
      );
    expect((await values(undefined, 'Window')).map(({ value }) => value)).toContain(
      'Window-Based Early-Exit Cascades for Uncertainty Estimation',
    );
    expect((await values('cite', 'windo'))[0]).toEqual({
      label: 'Window-Based Early-Exit Cascades for Uncertainty Estimation',
      value: 'arxiv:2303.08010',
    });
    expect(await values('cite', '', 3)).toHaveLength(3);
    expect((await values('help', 'ci')).map(({ value }) => value)).toEqual(['cite', 'citing']);
    expect(await values('new', 'x')).toEqual([]);
    expect(await values('nonsense', 'x')).toEqual([]);
  });

  it('answers whatever is typed with a card, without a failure', async () => {
    const talk = await startTalk();
    for (const { id } of papersToTry.slice(0, 2)) await talk.type(`/papers save ${id}`);
    const commands = talk.bot.commands.map(({ name, verb = '' }) => `/${name} ${verb} `);
    const starts = fc.constantFrom('', '/', '/papers ', ...commands);
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 60 }));
    await fc.assert(
      fc.asyncProperty(starts, text, async (start, rest) => {
        expect((await talk.type(start + rest)).length).toBeGreaterThan(0);
        await talk.bot.suggest({ name: 'paper', text: rest }, 25);
        await talk.bot.suggest({ name: 'papers', verb: 'show', text: rest }, 25);
        await talk.formOf(`/papers note 1 ${rest}`);
      }),
      { numRuns: 200 },
    );
    expect(talk.logged).toEqual([]);
  });
});
