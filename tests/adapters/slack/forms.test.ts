import { afterEach, describe, expect, it } from 'vitest';
import type { Button } from '../../../src/core/chat/card.ts';
import type { CommandDeclaration, Form } from '../../../src/core/chat/command.ts';
import type { Fault } from '../../doubles/slack/faults.ts';
import { plainTextOf } from '../../doubles/slack/mrkdwn.ts';
import { type Lab, type Mode, startLab } from './lab.ts';
import { createProbeBot, type ProbeBot, type ProbeOptions } from './probe-bot.ts';

const add: CommandDeclaration = {
  name: 'digest',
  verb: 'add',
  description: 'Adds a digest',
  argument: { name: 'topic', description: 'what', required: false, kind: 'query' },
  options: [
    { name: 'zone', description: 'the zone', completes: true },
    { name: 'layout', description: 'the layout', choices: [{ label: 'Cards', value: 'cards' }] },
    { name: 'note', description: 'a note', long: true },
  ],
  asks: true,
  private: true,
};
const paper: CommandDeclaration = {
  name: 'paper',
  description: 'Searches',
  argument: { name: 'query', description: 'what', required: true, kind: 'query' },
  private: true,
};
const show: CommandDeclaration = { name: 'digest', verb: 'show', description: 'Shows', private: true };

const form: Form = {
  title: 'A digest for this channel, every morning',
  submit: 'Add',
  fields: [
    { name: 'topic', label: 'Topic', hint: 'A search', value: 'cameras', required: true, completes: true },
    { name: 'zone', label: 'Zone', value: 'Europe/Berlin', required: true, completes: true },
    {
      name: 'layout',
      label: 'Layout',
      value: 'compact',
      required: true,
      choices: [
        { label: 'Cards', value: 'cards' },
        { label: 'Compact', value: 'compact' },
      ],
    },
    { name: 'note', label: 'Note', required: false, long: true },
  ],
};

let lab: Lab;
let bot: ProbeBot;
const open = async (options: Partial<ProbeOptions> = {}, mode: Mode = 'socket') => {
  bot = createProbeBot({ commands: [add, show], form: () => form, ...options });
  lab = await startLab({ bot, mode });
  const { slack } = lab;
  return { slack, alice: slack.person('U01ALICE'), papers: slack.channel('papers') };
};
const modalOf = (person: Awaited<ReturnType<typeof open>>['alice']) =>
  lab.slack.world.until(() => person.modal(), 'a modal');

/** A form that is there once it is told. */
function whenReady() {
  let tell: (form: Form | undefined) => void = () => {};
  const ready = new Promise<Form | undefined>((resolve) => {
    tell = resolve;
  });
  return { form: ready, tell: (form: Form | undefined) => tell(form) };
}

afterEach(async () => {
  await lab.stop();
  expect(lab.slack.world.violations).toEqual([]);
});

describe('a command that asks first', () => {
  it.each(['socket', 'http'] as const)(
    'is typed, filled in and run with the answers, over %s',
    async (mode) => {
      const { alice, papers } = await open(
        {
          suggest: async ({ text }, _, option) =>
            option === 'zone'
              ? [{ label: 'Asia/Tokyo', value: 'Asia/Tokyo' }]
              : [{ label: `${text}s`, value: text }],
        },
        mode,
      );
      await alice.types('/digest add cameras layout:compact', papers);
      const modal = await modalOf(alice);
      expect(modal.title).toBe('A digest for this…');
      expect(modal.filled).toEqual({ Topic: 'cameras', Zone: 'Europe/Berlin', Layout: 'Compact', Note: '' });
      expect(bot.questions[0]).toMatchObject({
        line: { name: 'digest', verb: 'add', text: 'cameras layout:compact' },
        zone: 'Europe/Berlin',
        member: { id: alice.id },
      });
      expect(await modal.typesAhead('to', 'Zone')).toEqual(['to', 'Asia/Tokyo']);
      modal.picks('Asia/Tokyo', 'Zone');
      modal.picks('Cards', 'Layout');
      modal.writes('two\nlines "quoted"', 'Note');
      await modal.submits();
      const answer = await lab.answer('papers');
      expect([answer.onlyFor, answer.via]).toEqual([alice.id, 'response_url']);
      expect(bot.invocations.map(({ line }) => line)).toEqual([
        {
          name: 'digest',
          verb: 'add',
          text: 'cameras layout:cards zone:Asia/Tokyo note:"two\nlines \\"quoted\\""',
          form: 'answered',
        },
      ]);
      expect(bot.invocations[0]).toMatchObject({ channelName: 'papers', memberName: 'alice' });
      expect(alice.modal()).toBeUndefined();
    },
  );

  it.each([
    ['/digest add', 'Zone'],
    ['/paper', undefined],
  ])('offers in %s what was typed last, where an earlier completion is slower', async (typed, field) => {
    const ready = new Map<string, () => void>();
    let tell = () => {};
    const bothAsked = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const { alice, papers } = await open({
      commands: [add, paper],
      suggest: ({ text }) =>
        new Promise((resolve) => {
          ready.set(text, () => resolve([{ label: `${text}!`, value: `${text}!` }]));
          if (ready.size === 2) tell();
        }),
    });
    await alice.types(typed, papers);
    const modal = await modalOf(alice);
    const asked = [modal.typesAhead('as', field), modal.typesAhead('asia', field)];
    await bothAsked;
    for (const text of ['asia', 'as']) ready.get(text)?.();
    expect(await Promise.all(asked)).toEqual([
      ['asia', 'asia!'],
      ['asia', 'asia!'],
    ]);
  });

  it('leaves out what was empty and stayed so, and keeps that a field was emptied', async () => {
    const noted: Form = {
      ...form,
      fields: [
        { name: 'topic', label: 'Topic', required: false },
        { name: 'note', label: 'Note', value: 'old', required: false, long: true },
      ],
    };
    const { alice, papers } = await open({ form: () => noted });
    await alice.types('/digest add', papers);
    const modal = await modalOf(alice);
    modal.writes('', 'Note');
    await modal.submits();
    await lab.answer('papers');
    expect(bot.invocations[0]?.line.text).toBe('note:""');
  });

  it('is pressed, and its answer takes the place of the message', async () => {
    const button: Button = {
      label: 'Edit',
      command: { name: 'digest', verb: 'add', text: '3' },
      replaces: true,
    };
    const { slack, alice, papers } = await open({
      answer: ({ line }) => [{ title: `${line.verb} ${line.text}`, buttons: [button] }],
    });
    await alice.types('/digest show', papers);
    const message = await lab.answer('papers');
    await alice.presses('Edit', message);
    await (await modalOf(alice)).submits();
    await slack.world.until(() => message.edits === 1, 'the answer in its place');
    expect(plainTextOf(message)).toContain('add cameras zone:Europe/Berlin layout:compact');
    expect(alice.reads(papers)).toHaveLength(1);
  });

  it('runs at once where there is nothing to ask', async () => {
    const { alice, papers } = await open({
      form: ({ line }) => (line.text === '' ? form : undefined),
    });
    await alice.types('/digest add weekly', papers);
    await lab.answer('papers');
    expect(bot.invocations.map(({ line }) => line.text)).toEqual(['weekly']);
    expect(alice.modal()).toBeUndefined();
  });

  it.each<[string, Fault, number]>([
    ['its trigger has expired', { kind: 'error', error: 'expired_trigger_id' }, 1],
    ['it asks to wait for long', { kind: 'rate limit', seconds: 30 }, 1],
    ['it fails and fails', { kind: 'status', status: 500 }, 2],
  ])(
    'carries nothing out where Slack does not open the form as %s, and offers it',
    async (_, fault, times) => {
      const { slack, alice, papers } = await open();
      slack.faults.inject('views.open', fault, times);
      await alice.types('/digest add cameras', papers);
      const answer = await lab.answer('papers');
      expect(answer.onlyFor).toBe(alice.id);
      expect(plainTextOf(answer)).toMatch(/form could not be opened.*nothing was changed/is);
      expect(lab.logged.join('\n')).toMatch(/warn Slack did not open the form of \/digest add: /);
      expect(bot.invocations).toEqual([]);
      await alice.presses('Open the form', answer);
      expect((await modalOf(alice)).filled.Topic).toBe('cameras');
      expect(bot.questions.at(-1)?.line).toMatchObject({ text: 'cameras', form: 'asked' });
    },
  );

  it.each<[string, Fault]>([
    ['fails once', { kind: 'status', status: 500 }],
    ['opens it and the connection breaks', { kind: 'close', done: true }],
  ])('tries once more where Slack %s', async (_, fault) => {
    const { slack, alice, papers } = await open();
    slack.faults.inject('views.open', fault);
    await alice.types('/digest add', papers);
    await slack.world.until(
      () => slack.calls.filter(({ method }) => method === 'views.open').length === 2,
      'a second try',
    );
    await (await modalOf(alice)).submits();
    await lab.answer('papers');
    expect(bot.invocations).toHaveLength(1);
    expect(lab.logged.filter((line) => line.startsWith('warn'))).toEqual([]);
  });

  it.each([
    ['at once', undefined],
    ['though the connection breaks as it opens', { kind: 'close', done: true } as const],
  ])('opens a window where the form is not ready, %s, and then shows it there', async (_, fault) => {
    const ready = whenReady();
    const { slack, alice, papers } = await open({ form: () => ready.form });
    if (fault !== undefined) slack.faults.inject('views.open', fault);
    await alice.types('/digest add', papers);
    expect((await modalOf(alice)).words).toBe('Loading …');
    const tries = fault === undefined ? 1 : 2;
    const count = () => slack.calls.filter(({ method }) => method === 'views.open').length;
    await slack.world.until(() => count() === tries, 'all tries');
    ready.tell(form);
    await slack.world.until(() => alice.modal()?.filled.Topic === 'cameras', 'the form');
    await alice.modal()?.submits();
    await lab.answer('papers');
    expect(bot.invocations[0]?.line.text).toBe('cameras zone:Europe/Berlin layout:compact');
  });

  it.each([
    ['is closed meanwhile', false],
    ['cannot be changed', true],
  ])('carries nothing out where the window %s', async (_, isStuck) => {
    const ready = whenReady();
    const { slack, alice, papers } = await open({ form: () => ready.form });
    await alice.types('/digest add', papers);
    const modal = await modalOf(alice);
    if (isStuck) slack.faults.inject('views.update', { kind: 'error', error: 'internal_error' });
    else modal.closes();
    ready.tell(form);
    await slack.world.until(() => slack.calls.some(({ method }) => method === 'views.update'), 'a change');
    if (isStuck) expect(plainTextOf(await lab.answer('papers'))).toMatch(/form could not be opened/);
    await lab.platform.stop();
    expect(bot.invocations).toEqual([]);
    expect(alice.reads(papers)).toHaveLength(isStuck ? 1 : 0);
  });

  it('says in the window where the answer is, where nothing had to be asked', async () => {
    const ready = whenReady();
    const { slack, alice, papers } = await open({ form: () => ready.form });
    await alice.types('/digest add weekly', papers);
    await modalOf(alice);
    ready.tell(undefined);
    await slack.world.until(() => alice.modal()?.words.includes('behind this window'), 'the words');
    await lab.answer('papers');
    expect(bot.invocations.map(({ line }) => line.text)).toEqual(['weekly']);
  });

  it('opens without the time zone where Slack is slow to tell it', async () => {
    const { slack, alice, papers } = await open();
    slack.faults.inject('users.info', { kind: 'slow', milliseconds: 3_500 });
    await alice.types('/digest add', papers);
    await slack.world.until(() => alice.modal()?.filled.Topic === 'cameras', 'the form');
    expect(bot.questions[0]?.zone).toBeUndefined();
    expect(bot.invocations).toEqual([]);
  });

  it.each(['socket', 'http'] as const)(
    'stays open with what is wrong at each field, and takes the corrected answers, over %s',
    async (mode) => {
      const wrong = (text: string, name: string) =>
        name === 'zone' && text.includes('Atlantis')
          ? { problem: 'There is no zone “Atlantis”.' }
          : name === 'note' && text.includes('25:99')
            ? { problem: 'The time must be at most 23:59.' }
            : {};
      const { alice, papers } = await open(
        {
          form: ({ line: { form: state, text } }) => {
            const fields = form.fields.map((field) => ({ ...field, ...wrong(text, field.name) }));
            const isWrong = fields.some((field) => 'problem' in field);
            return state !== 'answered' || isWrong ? { ...form, fields } : undefined;
          },
        },
        mode,
      );
      await alice.types('/digest add', papers);
      const modal = await modalOf(alice);
      await modal.typesAhead('Atlantis', 'Zone');
      modal.picks('Atlantis', 'Zone');
      modal.writes('at 25:99', 'Note');
      await modal.submits();
      expect(modal.errors).toEqual({
        Zone: 'There is no zone “Atlantis”.',
        Note: 'The time must be at most 23:59.',
      });
      expect(bot.invocations).toEqual([]);
      await modal.typesAhead('Asia/Tokyo', 'Zone');
      modal.picks('Asia/Tokyo', 'Zone');
      modal.writes('at 9', 'Note');
      await modal.submits();
      expect(modal.errors).toEqual({});
      await lab.answer('papers');
      expect(bot.invocations.map(({ line }) => line.text)).toEqual([
        'cameras zone:Asia/Tokyo layout:compact note:"at 9"',
      ]);
      expect(alice.modal()).toBeUndefined();
    },
  );

  it('says so where it is too long for a form', async () => {
    const { alice, papers } = await open();
    await alice.types(`/digest add ${'word '.repeat(700)}`, papers);
    expect(plainTextOf(await lab.answer('papers'))).toMatch(/too long for a Slack form.*3,000 characters/s);
    expect(bot.invocations).toEqual([]);
  });

  it('keeps a text that no select could hold', async () => {
    const topic = 'word '.repeat(60).trim();
    const { alice, papers } = await open({
      form: () => ({ ...form, fields: form.fields.map((field) => ({ ...field, value: topic })).slice(0, 1) }),
    });
    await alice.types('/digest add', papers);
    await (await modalOf(alice)).submits();
    await lab.answer('papers');
    expect(bot.invocations[0]?.line.text).toBe(topic);
  });
});

describe('the form of a digest', () => {
  it('says at each field what is wrong, and makes the digest of the corrected answers', async () => {
    lab = await startLab();
    const { slack } = lab;
    const [alice, papers] = [slack.person('U01ALICE'), slack.channel('papers')];
    await alice.types('/digest add early exit', papers);
    const modal = await modalOf(alice);
    modal.writes('25:99', 'Time of day');
    modal.writes('eleven', 'Papers, 1 to 10');
    await modal.submits();
    expect(Object.keys(modal.errors)).toEqual(['Time of day', 'Papers, 1 to 10']);
    expect(alice.reads(papers)).toEqual([]);
    modal.writes('8:30', 'Time of day');
    modal.writes('3', 'Papers, 1 to 10');
    await modal.submits();
    const said = plainTextOf(await lab.answer('papers'));
    expect(said).toMatch(/early exit.*is set up.*08:30/s);
    expect(alice.modal()).toBeUndefined();
  });

  it('offers days, zones, layouts and groups, and begins with the person’s own zone', async () => {
    lab = await startLab();
    const { slack } = lab;
    const [alice, papers] = [slack.person('U01ALICE'), slack.channel('papers')];
    await alice.types('/digest add early exit', papers);
    const modal = await modalOf(alice);
    expect(modal.filled).toMatchObject({
      'Time zone': 'Europe/Berlin',
      Layout: 'a message for each paper, to react to',
      'Group to ping': '',
    });
    expect(await modal.typesAhead('', 'Days')).toContain('Weekdays, Monday to Friday');
    modal.picks('Weekdays, Monday to Friday', 'Days');
    expect(await modal.typesAhead('lond', 'Time zone')).toContain('Europe/London');
    modal.picks('Europe/London', 'Time zone');
    modal.picks('one message', 'Layout');
    modal.picks('@reading-group', 'Group to ping');
    await modal.submits();
    const answer = await lab.answer('papers');
    expect(plainTextOf(answer)).toMatch(
      /Weekdays 09:00, Europe\/London.*5 papers, in one message, with a ping/is,
    );
    await alice.presses('Change …', answer);
    const change = await slack.world.until(() => alice.modal(), 'the form again');
    expect(change.filled).toMatchObject({ Layout: 'one message', 'Group to ping': '@reading-group' });
    change.picks('nobody', 'Group to ping');
    await change.submits();
    const changed = await lab.answer('papers', 2);
    expect(plainTextOf(changed)).not.toContain('ping');
  });

  it('takes a group as text where Slack does not tell of any', async () => {
    lab = await startLab();
    const { slack } = lab;
    const [alice, papers] = [slack.person('U01ALICE'), slack.channel('papers')];
    slack.faults.inject('usergroups.list', { kind: 'error', error: 'missing_scope' });
    await alice.types('/digest add early exit', papers);
    const modal = await modalOf(alice);
    modal.writes('readers', 'Group to ping');
    await modal.submits();
    expect(modal.errors['Group to ping']).toMatch(/mention of a role or a group/);
    modal.writes('S01READERS', 'Group to ping');
    await modal.submits();
    expect(plainTextOf(await lab.answer('papers'))).toContain('with a ping');
  });
});
