import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { characterOf, emojiFile, readEmojiData, writeEmojiNames } from '../../../config/slack-emoji.ts';
import { readEmojiName, writeEmojiName } from '../../../src/adapters/slack/emoji.ts';
import { type Lab, startLab } from './lab.ts';

const data = readEmojiData().filter((one) => characterOf(one) !== '');

describe('the emoji of Slack', () => {
  it('are in the file as the package tells them', () => {
    expect(data.length).toBeGreaterThan(1_800);
    expect(readFileSync(emojiFile, 'utf8')).toBe(writeEmojiNames(readEmojiData()));
  });

  it('are known by each of their names, in any skin tone', () => {
    const unknown = data.flatMap((one) =>
      one.short_names.filter(
        (name) =>
          readEmojiName(name)[0] !== characterOf(one) ||
          readEmojiName(`${name}::skin-tone-4`)[0] !== characterOf(one),
      ),
    );
    expect(unknown).toEqual([]);
  });

  it('are written by the name that Slack gives them', () => {
    const wrong = data.filter((one) => writeEmojiName(characterOf(one)) !== one.short_name);
    expect(wrong.map(({ short_name: name }) => name)).toEqual([]);
  });

  it('are known by their own names too where these mean nothing else, and custom ones by theirs', () => {
    expect(readEmojiName('thinking_face')).toEqual(['🤔', 'thinking_face']);
    expect(readEmojiName('email')).toEqual(['✉']);
    expect(readEmojiName('lab-logo')).toEqual(['lab-logo']);
    expect(writeEmojiName('lab-logo')).toBe('lab-logo');
  });
});

describe('a bookmark', () => {
  let lab: Lab;
  afterEach(async () => {
    await lab.stop();
    expect(lab.slack.world.violations).toEqual([]);
  });

  it.each([
    ['🤔', 'thinking_face', 'think'],
    ['✉️', 'email', 'mail'],
    ['thinking_face', 'thinking_face', 'named'],
    ['👍', '+1::skin-tone-3', 'good'],
  ])('%s saves by Slack’s %s, and is reacted first with', async (emoji, name, tag) => {
    lab = await startLab({ bookmarks: [{ emoji, tag }] });
    const [alice, papers] = [lab.slack.person('U01ALICE'), lab.slack.channel('papers')];
    await alice.types('/papers show 2303.08010', papers);
    const message = await lab.answer('papers');
    await lab.changing(() => alice.reacts(name, message));
    await alice.types('/papers saved', papers);
    await lab.slack.world.until(() => alice.reads(papers).join().includes(tag), 'the tag in the list');
    const channel = { platform: 'slack', workspace: 'T01LAB', id: papers.id };
    await lab.platform.react({ channel, id: message.ts }, emoji);
    expect(lab.slack.calls.at(-1)?.args.name).toBe(name.replace(/::.*/, ''));
  });
});
