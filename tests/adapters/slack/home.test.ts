import { afterEach, describe, expect, it } from 'vitest';
import type { Button, Card } from '../../../src/core/chat/card.ts';
import type { CommandDeclaration, Form, Invocation } from '../../../src/core/chat/command.ts';
import { recordsIn } from '../../doubles/slack/json.ts';
import { plainTextOf } from '../../doubles/slack/mrkdwn.ts';
import type { Person } from '../../doubles/slack/person.ts';
import { type Lab, type Mode, startLab } from './lab.ts';
import { createProbeBot, type ProbeBot } from './probe-bot.ts';

const declare = (verb: string, more: Partial<CommandDeclaration> = {}): CommandDeclaration => ({
  name: 'lab-papers',
  verb,
  description: verb,
  private: true,
  ...more,
});
const tag = declare('tag', {
  argument: { name: 'paper', description: 'which', required: true, kind: 'paper' },
  options: [{ name: 'tags', description: 'the tags' }],
  asks: true,
});
const tagForm: Form = {
  title: 'Tags',
  submit: 'Save',
  fields: [{ name: 'tags', label: 'Tags', required: false }],
};

const titles: { readonly [view: string]: string } = {
  header: 'Yours',
  foryou: 'For you',
  subscriptions: 'Subscriptions',
  welcome: 'Welcome',
};

/** A list of two pages that remembers what was taken out of it and tagged. */
function createListBot(): ProbeBot {
  let removed = '';
  let tags = '';
  const line = (verb: string, text = '') => ({ name: 'lab-papers', verb, text });
  const show = (page: number, text = ''): Card => {
    const buttons: Button[] = [
      { label: 'Next', command: { ...line('saved'), page: 2 }, replaces: true },
      { label: 'Remove', command: { ...line('unsave', 'a'), page }, replaces: true },
      { label: 'Tag', command: line('tag', 'a'), replaces: true },
      { label: 'Cite', command: line('cite', 'a') },
    ];
    return { title: `Saved, page ${page}${removed}${tags}`, text, buttons };
  };
  const answers: { readonly [verb: string]: (invocation: Invocation) => Card } = {
    saved: ({ line: { page = 1 } }) => show(page),
    save: ({ member }) => {
      bot.change(member);
      const undo: Button = { label: 'Undo', command: line('undo', 'b'), replaces: true };
      return { title: 'Saved b', buttons: [undo] };
    },
    undo: () => ({ title: 'Taken out again' }),
    unsave: ({ member, line: { page = 1 } }) => {
      removed = ', a removed';
      bot.change(member);
      return show(page, 'Undo?');
    },
    tag: ({ line: { text } }) => {
      tags = `, ${text}`;
      return show(1, 'Tagged.');
    },
    cite: () => ({ title: 'Citation', preformatted: '@misc{a}' }),
  };
  const trending: Card = { title: 'Trending', buttons: [{ label: 'Save', command: line('save', 'b') }] };
  const bot = createProbeBot({
    commands: [declare('saved'), declare('trending'), tag],
    show: ({ view, page = 1 }) => [
      view === 'saved' ? show(page) : view === 'trending' ? trending : { title: titles[view] ?? '' },
    ],
    isEmpty: ({ view }) => startsEmpty && (view === 'saved' || view === 'subscriptions'),
    holds: () => holding,
    answer: (invocation) => [answers[invocation.line.verb ?? '']?.(invocation) ?? { title: 'nothing' }],
    form: () => tagForm,
  });
  return bot;
}

let lab: Lab;
let bot: ProbeBot;
let alice: Person;
let holding = 60_000;
let startsEmpty = false;
const open = async (mode: Mode = 'socket') => {
  bot = createListBot();
  lab = await startLab({ bot, mode });
  alice = lab.slack.person('U01ALICE');
};
const words = () => {
  const blocks = recordsIn(alice.home()?.view.blocks);
  return plainTextOf({ text: '', blocks });
};
const sees = (text: string | RegExp) =>
  lab.slack.world.until(() => words().match(text) !== null, `${text} on the home tab`);
const publications = () => lab.slack.calls.filter(({ method }) => method === 'views.publish').length;
const member = { platform: 'slack', workspace: 'T01LAB', id: 'U01ALICE' };

afterEach(async () => {
  holding = 60_000;
  startsEmpty = false;
  await lab.stop();
  expect(lab.slack.world.violations).toEqual([]);
});

describe('the home tab', () => {
  it.each(['socket', 'http'] as const)(
    'welcomes at the first visit who has nothing there yet, and shows the lists from then on, over %s',
    async (mode) => {
      startsEmpty = true;
      await open(mode);
      await alice.opensHome();
      await sees(/^Yours\nWelcome\n$/);
      await alice.opensHome();
      await sees(/^Yours\nSaved, page 1\nFor you\nTrending\nSubscriptions\n$/);
      expect(bot.shown.slice(0, 6)).toEqual([
        { view: 'header', member },
        { view: 'saved', member },
        { view: 'foryou', member },
        { view: 'trending', member },
        { view: 'subscriptions', member },
        { view: 'welcome', member },
      ]);
      expect(bot.invocations).toEqual([]);
    },
  );

  it('shows the lists at the first visit of somebody who has something there', async () => {
    await open();
    await alice.opensHome();
    await sees(/^Yours\nSaved, page 1\nFor you\nTrending\nSubscriptions\n$/);
  });

  it('asks again for what has changed alone', async () => {
    await open();
    await alice.opensHome();
    await sees('page 1');
    const asked = async (change: () => void, count: number) => {
      bot.shown.length = 0;
      change();
      await lab.slack.world.until(() => publications() === count, `publication ${count}`);
      return bot.shown.map(({ view }) => view);
    };
    expect(await asked(() => bot.change(member), 2)).toEqual(['header', 'saved', 'foryou']);
    expect(await asked(() => bot.change(member, 'subscriptions'), 3)).toEqual(['header', 'subscriptions']);
    holding = 0;
    bot.changePapers();
    expect(await asked(() => bot.change(member), 4)).toEqual([
      'header',
      'saved',
      'foryou',
      'trending',
      'subscriptions',
    ]);
    expect(await asked(() => bot.change(member), 5)).toEqual([
      'header',
      'saved',
      'foryou',
      'trending',
      'subscriptions',
    ]);
  });

  it('asks again for the section in which a button was pressed', async () => {
    await open();
    await alice.opensHome();
    await sees('page 1');
    bot.shown.length = 0;
    await alice.pressesAtHome('Save');
    await sees(/^Saved b/);
    expect(bot.shown.map(({ view }) => view)).toEqual(['header', 'saved', 'foryou', 'trending']);
  });

  it('lets people do there what they may do in a direct conversation with the bot', async () => {
    await open();
    await alice.opensHome();
    await sees('page 1');
    await alice.pressesAtHome('Save');
    await sees(/^Saved b/);
    const direct = lab.slack.world.directChannel(alice.id);
    expect(bot.invocations.map(({ channel }) => channel.id)).toEqual([direct.id]);
    expect(await bot.invocations[0]?.mayManage()).toBe(true);
  });

  it('lets nobody decide for others where no direct conversation can be opened', async () => {
    await open();
    const bob = lab.slack.person('U02BOB');
    await bob.opensHome();
    await lab.slack.world.until(() => bob.home(), 'a home tab');
    await lab.restart();
    const view = bob.home();
    if (view === undefined) throw new Error('there is no home tab');
    const { private_metadata: kept, ...forgetful } = view.view;
    lab.slack.world.homes.set(bob.id, { ...view, view: forgetful });
    lab.slack.faults.inject('conversations.open', { kind: 'error', error: 'user_disabled' });
    await bob.pressesAtHome('Save');
    await lab.slack.world.until(() => bot.invocations.length > 0, 'an invocation');
    expect(bot.invocations[0]?.channel.id).toBe('');
    expect(await bot.invocations[0]?.mayManage()).toBe(false);
  });

  it('turns pages in place and stays on the page', async () => {
    await open();
    await alice.opensHome();
    await sees('page 1');
    await alice.pressesAtHome('Next');
    await sees(/^Yours\nSaved, page 2\nFor you\nTrending/);
    bot.change(member);
    await lab.slack.world.until(() => publications() === 3, 'a third publication');
    await sees(/^Yours\nSaved, page 2\nFor you\nTrending/);
    await alice.opensHome();
    await sees(/^Yours\nSaved, page 1\nFor you\nTrending/);
  });

  it('does what its buttons say and shows what became of it, once', async () => {
    await open();
    await alice.opensHome();
    await sees('page 1');
    await alice.pressesAtHome('Remove');
    await sees(/^Yours\nSaved, page 1, a removed\nUndo\?\nFor you\nTrending/);
    await alice.pressesAtHome('Save');
    await sees(/^Saved b\nYours\nSaved, page 1, a removed\nFor you\nTrending/);
    await alice.pressesAtHome('Undo');
    await sees(/^Taken out again\nYours\nSaved, page 1/);
    expect(publications()).toBe(4);
  });

  it('asks what a button asks first', async () => {
    await open();
    await alice.opensHome();
    await sees('page 1');
    await alice.pressesAtHome('Tag');
    const modal = await lab.slack.world.until(() => alice.modal(), 'a modal');
    modal.writes('physics', 'Tags');
    await modal.submits();
    await sees(/^Yours\nSaved, page 1, a tags:physics\nTagged\.\nFor you\nTrending/);
  });

  it('sends a long answer as a direct message, where it can be reacted to', async () => {
    await open();
    await alice.opensHome();
    await sees('page 1');
    await alice.pressesAtHome('Cite');
    await sees(/^The answer is on the tab Messages/);
    const direct = lab.slack.world.directChannel(alice.id);
    expect(alice.reads(direct)).toEqual([expect.stringContaining('@misc{a}')]);
    expect(bot.posted).toEqual([
      expect.objectContaining({ message: expect.objectContaining({ id: expect.any(String) }) }),
    ]);
  });

  it('follows changes while somebody has it, at most once a second, and nobody else’s', async () => {
    await open();
    bot.change(member);
    await alice.opensHome();
    await sees('page 1');
    for (let count = 0; count < 20; count += 1) bot.change(member);
    bot.change({ ...member, workspace: 'T99ELSE' });
    await lab.slack.world.until(() => publications() === 2, 'a second publication');
    const [first = 0, second = 0] = lab.slack.calls
      .filter(({ method }) => method === 'views.publish')
      .map(({ at }) => at);
    expect(second - first).toBeGreaterThan(900);
  });

  it('goes on after a restart', async () => {
    await open();
    await alice.opensHome();
    await sees('page 1');
    await alice.pressesAtHome('Next');
    await sees('page 2');
    await lab.restart();
    await alice.pressesAtHome('Save');
    await sees(/^Saved b\nYours\nSaved, page 2/);
  });

  it('that cannot be published is said in the log', async () => {
    await open();
    lab.slack.faults.inject('views.publish', { kind: 'error', error: 'not_enabled' });
    await alice.opensHome();
    await lab.slack.world.until(
      () => lab.logged.some((line) => /warn.*home tab of U01ALICE.*not_enabled/.test(line)),
      'a line in the log',
    );
  });
});
