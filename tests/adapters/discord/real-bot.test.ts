import { MessageFlags } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { shippedPapers } from '../../core/papers-to-try.ts';
import { startTalk } from '../../core/talk.ts';
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

const isPrivate = (message: { readonly flags?: number }) =>
  (Number(message.flags) & MessageFlags.Ephemeral) !== 0;

describe('the bot on the papers that ship with it', () => {
  test('searches, turns pages, and answers the buttons of a paper, under a prefix too', async () => {
    const { bot } = await startTalk({ prefix: 'lab-' }, shippedPapers);
    await stage.start({}, bot);
    const { double, alice, channel } = stage;
    const page = await double.answered(alice.types(channel, 'lab-paper', { options: { query: 'neural' } }));
    const text = shownText(page);
    expect(text).toMatch(/\*\*1\.\*\* \[.*\*\*neural\*\*.*\]\(https:\/\/arxiv\.org\/[^\s)]+\)/iu);
    expect(isPrivate(page)).toBe(true);
    const next = await double.answered(alice.presses(page, 'Next'));
    expect(next.id).toBe(page.id);
    expect(shownText(next)).toMatch(/-# 6–\d+ of \d+/u);
    const cited = await double.answered(alice.presses(next, 'Cite'));
    expect(shownText(cited)).toMatch(/```\n@\w+\{/u);
    expect(isPrivate(cited)).toBe(true);
  });

  test('shares a paper of a private answer with all, who can react to it', async () => {
    const { bot } = await startTalk({ prefix: 'lab-' }, shippedPapers);
    await stage.start({}, bot);
    const { double, guild, bob, channel } = stage;
    const mallory = double.addPerson('**@everyone** <@&1>', guild);
    const page = await double.answered(
      mallory.types(channel, 'lab-paper', { options: { query: 'uncertainty' } }),
    );
    const shared = await double.answered(mallory.presses(page, 'Share to channel'));
    expect(isPrivate(shared)).toBe(false);
    expect(readText(shownText(shared))).toContain('Shared by **@everyone** <@&1>');
    expect(double.state.pings).toEqual([]);
    expect(bob.sees(channel).map(({ id }) => id)).toEqual([shared.id]);
    bob.reacts(shared, '🔖');
    const direct = bob.opensDirect();
    await double.until('a word about the bookmark', () => bob.sees(direct).length === 1);
  });

  test('finds the paper that a message names', async () => {
    const { bot } = await startTalk({}, shippedPapers);
    await stage.start({}, bot);
    const { double, alice, bob, channel } = stage;
    const message = bob.says(channel, 'Read https://arxiv.org/abs/2303.08010 please');
    const answer = await double.answered(alice.uses('Find this paper', message));
    expect(shownText(answer)).toContain('1 paper named in this text');
    expect(bob.sees(channel)).toHaveLength(1);
  });

  test('explains itself in one message', async () => {
    const { bot } = await startTalk({}, shippedPapers);
    await stage.start({}, bot);
    const { double, alice, channel } = stage;
    const answer = await double.answered(alice.types(channel, 'papers', { verb: 'help' }));
    expect(shownText(answer)).toContain('What you can type');
    expect(alice.sees(channel)).toHaveLength(1);
  });
});
