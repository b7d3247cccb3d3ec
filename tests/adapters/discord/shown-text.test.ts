import { afterEach, beforeEach, expect, test } from 'vitest';
import { shippedPapers } from '../../core/papers-to-try.ts';
import { startTalk } from '../../core/talk.ts';
import type { Shown } from '../../doubles/discord/person.ts';
import { type Stage, setStage, shownText } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(async () => {
  await stage.end();
  expect(stage.double.violations).toEqual([]);
});

const paper = shippedPapers.find((one) => one.id.startsWith('arxiv:'));
const id = paper?.id.replace('arxiv:', '') ?? '';
const link = `https://arxiv.org/abs/${id}`;
const container = (...components: readonly object[]) => [{ type: 17, components }];
const button = { type: 2, style: 5, label: 'Read', url: link };
const text = (content: string) => ({ type: 10, content });

const places: Readonly<Record<string, readonly [string, Shown]>> = {
  'what was written': [`have you seen ${link}?`, {}],
  'the name of a file': ['', { files: [`${id}.pdf`] }],
  'the name of a file that is its title': ['', { files: [`${paper?.title.replace(/\W+/gu, '_')}.pdf`] }],
  'a link button': ['', { components: [{ type: 1, components: [button] }] }],
  'the link button beside a text': [
    '',
    { components: [{ type: 9, components: [text('x')], accessory: button }] },
  ],
  'a text deep in a container': [
    '',
    { components: container({ type: 9, components: [text(link)], accessory: button }) },
  ],
  'the author of an embed': ['', { embeds: [{ author: { name: 'Daily papers', url: link } }] }],
  'a field of an embed': ['', { embeds: [{ title: 'New', fields: [{ name: link, value: 'today' }] }] }],
  'the foot of an embed': ['', { embeds: [{ description: 'New', footer: { text: `arXiv:${id}` } }] }],
};

for (const [place, [said, more]] of Object.entries(places)) {
  test(`a paper in ${place} is found, and in a message that forwards it`, async () => {
    const { bot } = await startTalk({}, shippedPapers);
    await stage.start({}, bot);
    const { double, alice, bob, channel } = stage;
    const message = bob.says(channel, said, more);
    for (const asked of [message, bob.forwards(message, channel)]) {
      const answer = await double.answered(alice.uses('Find this paper', asked));
      expect(shownText(answer)).toContain('1 paper mentioned in this text');
      expect(shownText(answer)).toContain(link);
    }
  });
}

test('what a poll asks is read too', async () => {
  await stage.start();
  const { double, alice, bob, channel } = stage;
  const message = bob.says(channel, 'vote');
  const poll = { question: { text: 'Which next?' }, answers: [{ answer_id: 1, poll_media: { text: link } }] };
  Object.assign(double.state.messages.get(message.id)?.message ?? {}, { poll });
  await double.answered(alice.uses('Find this paper', message));
  expect(stage.invocations[0]?.line.text).toBe(`vote\nWhich next?\n${link}`);
});
