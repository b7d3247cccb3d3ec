import { afterEach, expect, it } from 'vitest';
import { openTestStore } from '../../core/store/open.ts';
import { recordsIn, stringOf } from '../../doubles/slack/json.ts';
import { buttonsOf } from '../../doubles/slack/messages.ts';
import { plainTextOf } from '../../doubles/slack/mrkdwn.ts';
import type { Message } from '../../doubles/slack/world.ts';
import { type Lab, type LabOptions, startLab } from './lab.ts';

let lab: Lab;
afterEach(async () => {
  await lab.stop();
  expect(lab.slack.world.violations).toEqual([]);
  expect(lab.slack.world.pings).toEqual([]);
});

async function open(options: LabOptions = {}) {
  lab = await startLab(options);
  const { slack } = lab;
  return {
    slack,
    alice: slack.person('U01ALICE'),
    bob: slack.person('U02BOB'),
    papers: slack.channel('papers'),
  };
}
const labelsOf = (message: Message) => buttonsOf(message).map(({ label }) => label);
const idsOf = (message: Message) => recordsIn(message.blocks).map((block) => stringOf(block.block_id));

it('turns Save into ✓ Saved on the message itself, and back, after a restart too', async () => {
  const { slack, alice, papers } = await open({ prefix: 'lab-' });
  await alice.types('/lab-paper uncertainty', papers);
  const message = await lab.answer('papers');
  await lab.restart();
  const before = idsOf(message);
  await alice.presses('Save', message);
  await slack.world.until(() => message.edits === 1, 'the message anew');
  expect(labelsOf(message)[0]).toBe('✓ Saved');
  expect(labelsOf(message).filter((label) => label === 'Save')).toHaveLength(4);
  const buttons = new Set(buttonsOf(message).map(({ block }) => stringOf(block.block_id)));
  expect(before.filter((id) => buttons.has(id))).toEqual([]);
  await alice.presses('✓ Saved', message);
  await slack.world.until(() => message.edits === 2, 'the message anew');
  expect(labelsOf(message)[0]).toBe('Save');
  expect(alice.sees(papers)).toEqual([message]);
});

it('never takes out what is saved again on a message that several see, and offers that alone', async () => {
  const { slack, alice, bob, papers } = await open();
  await alice.types('/papers share 2303.08010', papers);
  const shared = await lab.answer('papers');
  for (const count of [2, 3]) {
    await bob.presses('Save', shared);
    await lab.answer('papers', count);
  }
  const answer = bob.sees(papers).at(-1) as Message;
  expect([plainTextOf(answer).split('\n')[0], answer.onlyFor]).toEqual(['Already in your list', bob.id]);
  expect(shared.edits).toBe(0);
  await bob.presses('Remove', answer);
  await slack.world.until(() => answer.edits === 1, 'what became of it');
  expect(plainTextOf(answer)).toContain('Removed from your list');
});

it('counts anew on a message that several see who saved its paper, and leaves all else on it as it is', async () => {
  const { slack, alice, bob, papers } = await open();
  await alice.types('/papers share 2303.08010', papers);
  const shared = await lab.answer('papers');
  const before = plainTextOf(shared);
  await alice.presses('Save', shared);
  await lab.answer('papers', 2);
  expect(shared.edits).toBe(0);
  await bob.presses('Save', shared);
  await slack.world.until(() => shared.edits === 1, 'the number');
  expect(plainTextOf(shared)).toBe(
    before.replace('arXiv 2303.08010', '2 people here saved it · arXiv 2303.08010'),
  );
  expect(labelsOf(shared)[0]).toBe('Save');
  expect(plainTextOf(shared)).toContain('Shared by');
  await slack.person('U03CAROL').presses('Save', shared);
  await slack.world.until(() => shared.edits === 2, 'the next number');
  expect(plainTextOf(shared)).toContain('3 people here saved it · arXiv 2303.08010');
  expect(plainTextOf(shared)).not.toContain('2 people');
});

it('tells saves that all saw pressed from those in private', async () => {
  const store = await openTestStore();
  const { alice, bob, papers } = await open({ store });
  await alice.types('/paper uncertainty', papers);
  await alice.presses('Save', await lab.answer('papers'));
  await alice.types('/papers share 2303.08010', papers);
  await bob.presses('Save', await lab.answer('papers', 2));
  await lab.answer('papers', 3);
  const channel = { platform: 'slack', workspace: lab.slack.world.team.id, id: papers.id };
  expect(await store.tastes.inChannel(channel)).toEqual([['arxiv:2303.08010']]);
});

it('does what the menu of a paper says, for the one of the page on which it is', async () => {
  const { alice, papers } = await open();
  await alice.types('/paper attention', papers);
  const list = await lab.answer('papers');
  const [, second] = buttonsOf(list).filter(({ label }) => label === 'Abstract');
  expect(stringOf(second?.block.block_id)).toContain('doi:10.1000/xyz');
  await alice.presses('Abstract', { ...list, blocks: list.blocks.slice(6) });
  const opened = await lab.answer('papers', 2);
  expect(opened.onlyFor).toBe(alice.id);
  expect(plainTextOf(opened)).toContain('Attention on Long Sequences');
  expect(labelsOf(opened)).toEqual([
    'Save',
    'Similar papers',
    'Cite',
    'Share to channel',
    'Follow …',
    'Less like this',
  ]);
});

it('shows another part of a list in place where that is chosen, under another id', async () => {
  const { slack, alice, papers } = await open();
  await alice.types('/papers save 2303.08010', papers);
  await lab.answer('papers');
  await alice.types('/papers saved', papers);
  const list = await lab.answer('papers', 2);
  const selects = () =>
    recordsIn(list.blocks).flatMap((block) =>
      recordsIn(block.elements).flatMap(({ type, initial_option }) =>
        type === 'static_select'
          ? [{ id: block.block_id, chosen: stringOf(recordsIn([initial_option])[0]?.value) }]
          : [],
      ),
    );
  const [before] = selects();
  await alice.presses('Unread 1', list);
  await slack.world.until(() => list.edits === 1, 'the part that is not read');
  const [after] = selects();
  expect([before?.chosen, after?.chosen]).toEqual(['!1|papers|saved|=', '!1|papers|saved|=show:unread']);
  expect(after?.id).not.toBe(before?.id);
  await alice.presses('Mark read', list);
  await slack.world.until(() => list.edits === 2, 'what became of it');
  expect(plainTextOf(list)).toContain('is marked as read');
});

it('shows a list again whose button cannot be read any more', async () => {
  const { slack, alice, papers } = await open();
  await alice.types('/paper attention', papers);
  const list = await lab.answer('papers');
  const blocks = recordsIn(list.blocks).map((block) => {
    const [accessory] = recordsIn([block.accessory]);
    return accessory?.type === 'button'
      ? { ...block, accessory: { ...accessory, value: 'v0:save:1' } }
      : block;
  });
  slack.world.messages.splice(slack.world.messages.indexOf(list), 1, { ...list, blocks });
  await alice.presses('Save', { ...list, blocks });
  const again = await lab.answer('papers', 2);
  expect(again.onlyFor).toBe(alice.id);
  expect(plainTextOf(again)).toContain('This list is from before. Here it is again.');
  expect(labelsOf(again)[0]).toBe('Save');
});
