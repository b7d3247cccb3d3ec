import { afterEach, expect, it } from 'vitest';
import type { CardFile } from '../../../src/core/chat/card.ts';
import type { Fault } from '../../doubles/slack/faults.ts';
import { plainTextOf } from '../../doubles/slack/mrkdwn.ts';
import { type Lab, startLab } from './lab.ts';
import { createProbeBot } from './probe-bot.ts';

const file: CardFile = { name: 'papers.bib', type: 'application/x-bibtex', content: '@misc{ä,\n}\n' };
const bot = createProbeBot({
  commands: [{ name: 'export', description: 'Exports', private: true }],
  answer: () => [{ title: 'Your list', text: '3 papers.', file }],
});

let lab: Lab;
afterEach(async () => {
  await lab.stop();
  expect(lab.slack.world.violations).toEqual([]);
});

const direct = () => lab.slack.world.directChannel('U01ALICE');
const filesIn = (channel: string) =>
  lab.slack.world.messages.flatMap((message) => (message.channel === channel ? (message.files ?? []) : []));

it.each<Fault | undefined>([undefined, { kind: 'status', status: 503 }, { kind: 'close', done: false }])(
  'sends a file where only the person sees it, and says where that is: %o',
  async (fault) => {
    lab = await startLab({ bot });
    if (fault !== undefined) lab.slack.faults.inject('upload', fault);
    await lab.slack.person('U01ALICE').types('/export', lab.slack.channel('random'));
    const answer = await lab.answer('random');
    expect(answer.onlyFor).toBe('U01ALICE');
    expect(plainTextOf(answer)).toMatch(/3 papers\.\npapers\.bib is in your direct messages with this app/);
    expect(filesIn(direct().id)).toEqual([
      { id: expect.any(String), name: 'papers.bib', content: file.content },
    ]);
    expect(lab.slack.world.messages.filter(({ channel }) => channel === 'C02RANDOM')).toHaveLength(1);
  },
);

it('sends it into the direct conversation where it was asked for there, or posted', async () => {
  lab = await startLab({ bot });
  await lab.slack.person('U01ALICE').types('/export', direct());
  await lab.slack.world.until(() => filesIn(direct().id).length === 1, 'a file');
  const place = { platform: 'slack', workspace: 'T01LAB', id: direct().id };
  await lab.platform.post(place, { title: 'As you asked', file });
  expect(filesIn(direct().id)).toHaveLength(2);
  expect(
    lab.slack.calls.filter(({ method, args }) => method === 'conversations.open' && 'users' in args),
  ).toEqual([]);
});

it('says so where the file cannot be sent', async () => {
  lab = await startLab({ bot });
  lab.slack.faults.inject('files.getUploadURLExternal', { kind: 'error', error: 'missing_scope' });
  await lab.slack.person('U01ALICE').types('/export', lab.slack.channel('papers'));
  expect(plainTextOf(await lab.answer('papers'))).toMatch(
    /papers\.bib could not be sent: missing_scope; give the app the scopes in config\/slack-manifest\.json/,
  );
});
