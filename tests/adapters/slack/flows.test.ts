import { afterEach, describe, expect, it } from 'vitest';
import { openDesk } from '../../core/commands/adding/desk.ts';
import { recordsIn } from '../../doubles/slack/json.ts';
import { buttonsOf } from '../../doubles/slack/messages.ts';
import { plainTextOf, readBlocks } from '../../doubles/slack/mrkdwn.ts';
import { type Lab, type LabOptions, type Mode, startLab } from './lab.ts';

let lab: Lab;
const open = async (mode: Mode, options: LabOptions = {}) => {
  lab = await startLab({ ...options, mode });
  const { slack } = lab;
  return {
    slack,
    alice: slack.person('U01ALICE'),
    bob: slack.person('U02BOB'),
    papers: slack.channel('papers'),
    random: slack.channel('random'),
  };
};

afterEach(async () => {
  await lab.stop();
  expect(lab.slack.world.violations).toEqual([]);
  expect(lab.slack.world.pings).toEqual([]);
});

describe.each(['socket', 'http'] as const)('Slack over %s', (mode) => {
  it('answers /paper privately, in a channel the bot is not in too', async () => {
    const { alice, bob, random } = await open(mode);
    const { acknowledged } = (await alice.types('/paper uncertainty', random)) ?? {};
    expect(acknowledged).toBe(true);
    const message = await lab.answer('random');
    expect(plainTextOf(message)).toContain('7 papers on “uncertainty”');
    expect(plainTextOf(message)).toContain('1–5, best match first');
    expect(readBlocks(message.blocks)).toContainEqual({ text: 'uncertainty', bold: true });
    expect(message.text).toContain('Window-Based Early-Exit Cascades');
    expect(alice.sees(random)).toContain(message);
    expect(bob.reads(random)).toEqual([]);
  });

  it('asks whoever shares alone which paper they mean', async () => {
    const { alice, bob, papers } = await open(mode);
    await alice.types('/papers share uncertainty', papers);
    const asked = await lab.answer('papers');
    expect(plainTextOf(asked)).toContain('Which paper do you mean by “uncertainty”?');
    expect(asked.onlyFor).toBe(alice.id);
    expect(bob.reads(papers)).toEqual([]);
    await alice.presses('Share', asked);
    expect(plainTextOf(await lab.answer('papers', 2))).toContain('Shared by');
    expect(bob.reads(papers)).toHaveLength(1);
  });

  it('turns pages in place', async () => {
    const { slack, alice, papers } = await open(mode);
    await alice.types('/paper uncertainty', papers);
    const message = await lab.answer('papers');
    await alice.presses('Next 2', message);
    await slack.world.until(() => message.edits === 1, 'the second page');
    expect(plainTextOf(message)).toContain('6–7, best match first');
    await alice.presses('Previous', message);
    await slack.world.until(() => message.edits === 2, 'the first page');
    expect(alice.reads(papers)).toHaveLength(1);
  });

  it('shows a paper to all, and saves it without a word for whoever reacts', async () => {
    const { alice, bob, papers } = await open(mode);
    await alice.types('/papers show 2303.08010', papers);
    const message = await lab.answer('papers');
    expect(message.onlyFor).toBeUndefined();
    const saving = lab.changing(() => bob.reacts('bookmark::skin-tone-3', message));
    expect(await saving).toBe(bob.id);
    await bob.reacts('tada', message);
    await bob.types('/papers saved', papers);
    const list = await lab.answer('papers', 2);
    expect(list.onlyFor).toBe(bob.id);
    expect(plainTextOf(list)).toContain('Window-Based Early-Exit Cascades');
    await lab.changing(() => bob.unreacts('bookmark', message));
    await bob.types('/papers saved', papers);
    expect(plainTextOf(await lab.answer('papers', 3))).toContain('Nothing kept yet');
    expect(alice.reads(papers)).toHaveLength(1);
  });

  it('shows a paper to all where the bot is not in the channel, too', async () => {
    const { bob, random } = await open(mode);
    await lab.slack.person('U01ALICE').types('/papers show 2303.08010', random);
    await lab.answer('random');
    expect(bob.reads(random).join()).toContain('Window-Based');
  });

  it('cites from a button and suggests the nearest verb', async () => {
    const { alice, papers } = await open(mode);
    await alice.types('/paper camera', papers);
    await alice.presses('Cite', await lab.answer('papers'));
    const citation = await lab.answer('papers', 2);
    expect(readBlocks(citation.blocks)).toContainEqual({
      text: expect.stringMatching(/^@misc\{\w+,\n {2}title = \{Uncertainty-Aware Camera Localization\},/u),
      code: true,
    });
    await alice.types('/papers simliar camera', papers);
    const hint = await lab.answer('papers', 3);
    expect(buttonsOf(hint)[0]?.label).toBe('/papers similar camera');
    await alice.presses('/papers similar camera', hint);
    await lab.answer('papers', 4);
  });

  it('shares a paper of a private answer with all, who can react to it', async () => {
    const { alice, bob, papers } = await open(mode, { prefix: 'lab-' });
    await alice.types('/lab-paper early exit', papers);
    await alice.presses('Share to channel', await lab.answer('papers'));
    const shared = await lab.answer('papers', 2);
    expect(shared.onlyFor).toBeUndefined();
    expect(plainTextOf(shared)).toContain('Shared by alice');
    expect(bob.reads(papers)).toEqual([plainTextOf(shared)]);
    expect(await lab.changing(() => bob.reacts('bookmark', shared))).toBe(bob.id);
  });

  it('shares once what is pressed twice in haste', async () => {
    const { slack, alice, bob, papers } = await open(mode);
    await alice.types('/paper early exit', papers);
    const answer = await lab.answer('papers');
    await Promise.all([1, 2].map(() => alice.presses('Share to channel', answer)));
    await slack.world.until(() => bob.reads(papers).length > 0, 'the paper');
    await lab.platform.stop();
    expect(bob.reads(papers).filter((text) => text.includes('Shared by alice'))).toHaveLength(1);
  });

  it('shares in the thread where it was asked, and where the bot is not in the channel', async () => {
    const { slack, alice, bob, papers, random } = await open(mode);
    await alice.types('who knows?', papers);
    const [thread] = slack.world.messages;
    if (thread === undefined) throw new Error('no question');
    await alice.types('@Paperboy early exit', papers, { thread });
    await alice.presses('Share to channel', await lab.answer('papers'));
    expect(await lab.answer('papers', 2)).toMatchObject({ threadTs: thread.ts });
    await alice.types('/paper early exit', random);
    await alice.presses('Share to channel', await lab.answer('random'));
    await lab.answer('random', 2);
    expect(bob.reads(random).join()).toContain('Shared by alice');
  });

  it('keeps the name of who shares as text', async () => {
    const { slack, bob, papers } = await open(mode);
    const id = 'U01ALICE';
    slack.world.users.set(id, { id, name: '<!channel> *A* @here <@U02BOB>', realName: 'A', bot: false });
    await slack.person(id).types('/papers share 2303.08010', papers);
    await lab.answer('papers');
    expect(bob.reads(papers).join()).toContain('Shared by <!channel> *A* @here <@U02BOB>');
  });

  it('tags a saved paper by a form, and exports the list as a file', async () => {
    const { slack, alice, random } = await open(mode);
    await alice.types('/papers save 2303.08010', random);
    await alice.presses('Note and tags …', await lab.answer('random'));
    const modal = await slack.world.until(() => alice.modal(), 'a modal');
    modal.writes('to-read exits', 'Tags');
    await lab.changing(() => modal.submits());
    await alice.types('/papers saved tag:exits', random);
    await slack.world.until(() => alice.reads(random).join().includes('1 paper in your list'), 'the list');
    await alice.types('/papers export bibtex', random);
    const direct = slack.world.directChannel(alice.id);
    const files = () => alice.sees(direct).flatMap((message) => message.files ?? []);
    const [file] = await slack.world.until(() => files().length > 0 && files(), 'a file');
    expect(file?.content).toMatch(/^@.*\{/u);
  });

  it('keeps the home tab up to date, and takes its buttons', async () => {
    const { slack, alice, papers } = await open(mode, { prefix: 'lab-' });
    const words = () => plainTextOf({ text: '', blocks: recordsIn(alice.home()?.view.blocks) });
    const sees = (text: string) => slack.world.until(() => words().includes(text), text);
    await alice.opensHome();
    await sees('Nothing kept yet');
    await alice.types('/lab-papers show 2303.08010', papers);
    await alice.reacts('bookmark', await lab.answer('papers'));
    await sees('1 to read');
    await alice.pressesAtHome('Mark as read');
    await sees('is marked as read');
    await alice.pressesAtHome('Your list');
    await sees('1 paper in your list');
    await alice.pressesAtHome('Note and tags …');
    const modal = await slack.world.until(() => alice.modal(), 'a modal');
    modal.writes('read section 3', 'Window-Based Early-Exit Cascades for…');
    await modal.submits();
    await sees('read section 3');
    await alice.pressesAtHome('Remove');
    await sees('is no longer in your list');
    await alice.pressesAtHome('Undo');
    await sees('is in your list again');
    expect(alice.reads(slack.world.directChannel(alice.id))).toEqual([]);
  });

  it('asks for a digest with the person’s own zone, and lets only some add one', async () => {
    const { slack, alice, bob, papers } = await open(mode);
    await bob.types('/digest add cameras', papers);
    const refusal = await lab.answer('papers');
    expect([refusal.onlyFor, bob.modal()]).toEqual([bob.id, undefined]);
    await alice.types('/digest add cameras', papers);
    const modal = await slack.world.until(() => alice.modal(), 'a modal');
    expect(modal.filled).toMatchObject({ Topic: 'cameras', 'Time zone': 'Europe/Berlin' });
    expect(await modal.typesAhead('tokyo', 'Time zone')).toContain('Asia/Tokyo');
    modal.picks('Asia/Tokyo', 'Time zone');
    await modal.submits();
    expect(plainTextOf(await lab.answer('papers', 2))).toContain('cameras');
  });

  it('opens a search with type-ahead for a bare /paper', async () => {
    const { slack, alice, random } = await open(mode);
    await alice.types('/paper', random);
    const modal = await slack.world.until(() => alice.modal(), 'a modal');
    expect(modal.title).toBe('Find papers');
    expect(await modal.typesAhead('graph')).toEqual([
      'graph',
      'Graph Attention for Molecules',
      'Graph Networks as Learnable Engines',
    ]);
    modal.picks('Graph Networks as Learnable Engines');
    expect((await modal.submits()).acknowledged).toBe(true);
    expect(alice.modal()).toBeUndefined();
    const message = await lab.answer('random');
    expect(message.onlyFor).toBe(alice.id);
    expect(plainTextOf(message)).toContain('Graph Networks as Learnable Engines');
  });

  it('searches for what follows a mention, in the thread where it was asked there', async () => {
    const { slack, alice, papers } = await open(mode);
    await alice.types('hey @Paperboy camera & <localization>', papers);
    const answer = await lab.answer('papers');
    expect(plainTextOf(answer)).toContain('“camera & <localization>”');
    expect([answer.onlyFor, answer.threadTs]).toEqual([alice.id, undefined]);
    const question = slack.world.messages[0];
    if (question === undefined) throw new Error('no question');
    await alice.types('@Paperboy graphs', papers, { thread: question });
    const inThread = await lab.answer('papers', 2);
    expect([inThread.onlyFor, inThread.threadTs]).toEqual([alice.id, question.ts]);
  });

  it('takes a number in a thread for a paper of the list there', async () => {
    const { slack, alice } = await open(mode);
    const direct = slack.world.directChannel(alice.id);
    const answer = (at: number) => slack.world.until(() => alice.sees(direct)[at], 'an answer');
    await alice.types('camera', direct);
    const list = await answer(1);
    await alice.types('graphs', direct);
    await answer(3);
    await alice.types('/papers cite 1', direct);
    expect(plainTextOf(await answer(4))).toContain('Graph Attention');
    await alice.types('@Paperboy /papers cite 1', direct, { thread: list });
    expect(plainTextOf(await answer(6))).toContain('Camera Localization');
  });

  it('answers in a direct conversation for good, not for a session', async () => {
    const { slack, alice } = await open(mode);
    const direct = slack.world.directChannel(alice.id);
    await alice.types('camera', direct);
    const answer = await slack.world.until(
      () => slack.world.messages.find(({ channel, user }) => channel === direct.id && user === 'U0BOT'),
      'an answer',
    );
    expect(answer.onlyFor).toBeUndefined();
    await alice.presses('Similar papers', answer);
    const similar = await slack.world.until(() => alice.sees(direct)[2], 'similar papers');
    expect(similar.onlyFor).toBeUndefined();
    expect(await lab.changing(() => alice.reacts('bookmark', answer))).toBe(alice.id);
  });

  it('finds the paper that any message names', async () => {
    const { slack, alice, bob, random } = await open(mode);
    await bob.types('have you seen https://arxiv.org/abs/2303.08010?', random);
    const message = slack.world.messages[0];
    if (message === undefined) throw new Error('no message');
    await alice.usesShortcut('message:find', message);
    const answer = await lab.answer('random');
    expect(answer.onlyFor).toBe(alice.id);
    expect(plainTextOf(answer)).toContain('Window-Based Early-Exit Cascades');
  });

  it('adds the paper that any message names, for the eyes of who asked', async () => {
    const { talk, store } = await openDesk();
    const { slack, alice, bob, random } = await open(mode, { bot: talk.bot });
    await bob.types('have you seen <https://arxiv.org/abs/1706.03762|this>?', random);
    const message = slack.world.messages[0];
    if (message === undefined) throw new Error('no message');
    await alice.usesShortcut('message:add', message);
    const answer = await lab.answer('random');
    expect(answer.onlyFor).toBe(alice.id);
    expect(plainTextOf(answer)).toContain('Added, and saved to your list');
    await alice.presses('Take down', answer);
    const question = await lab.answer('random', 2);
    expect(plainTextOf(question)).toContain('Take this paper down?');
    await alice.presses('Take down', question);
    await slack.world.until(() => question.edits === 1, 'the paper taken down');
    expect(plainTextOf(question)).toContain('Taken down');
    expect(await store.keptPapers.describe('added')).toMatchObject({ count: 0 });
  });

  it('takes a press after a restart, on a message a week old', async () => {
    const { slack, alice, bob, papers } = await open(mode, { answers: 'public' });
    await alice.types('/paper uncertainty', papers);
    const message = await lab.answer('papers');
    await lab.restart();
    slack.world.clock.advance(7 * 24 * 3_600_000);
    await bob.presses('Next 2', message);
    await slack.world.until(() => message.edits === 1, 'the second page');
    await bob.presses('Similar papers', message);
    await lab.answer('papers', 2);
  });

  it('does once what Slack sends twice', async () => {
    const { slack, alice, papers } = await open(mode);
    await alice.types('/paper camera', papers);
    const message = await lab.answer('papers');
    await slack.redeliver('slash_commands');
    await alice.presses('Similar papers', message);
    await lab.answer('papers', 2);
    await slack.redeliver('interactive');
    await alice.types('@Paperboy graphs', papers);
    await lab.answer('papers', 3);
    await slack.redeliver('events_api');
    await slack.redeliver('events_api');
    await alice.types('/papers help', papers);
    await slack.world.until(
      () => alice.reads(papers).some((text) => text.includes('What would you like to do?')),
      'the help',
    );
    expect(alice.reads(papers).length).toBe(4);
  });

  it('goes by other names where a prefix is set', async () => {
    const { alice, papers } = await open(mode, { prefix: 'lab-', answers: 'private' });
    await alice.types('/lab-paper uncertainty', papers);
    const message = await lab.answer('papers');
    await alice.presses('Next 2', message);
    await lab.slack.world.until(() => message.edits === 1, 'the second page');
    await alice.types('/lab-papers show 2303.08010', papers);
    expect((await lab.answer('papers', 2)).onlyFor).toBeUndefined();
    await expect((async () => alice.types('/paper x', papers))()).rejects.toThrow('not a valid command');
  });
});
