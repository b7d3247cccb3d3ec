import { expect, it, onTestFinished } from 'vitest';
import { createManifest } from '../../../src/adapters/slack/manifest.ts';
import { commands } from '../../../src/core/commands/list.ts';
import { startProgram } from '../../app/program.ts';
import { startSlackDouble } from '../../doubles/slack/double.ts';
import { plainTextOf } from '../../doubles/slack/mrkdwn.ts';
import { openUnknown, unknownPaper as paper } from './unknown-paper.ts';

it('shows the card of a pasted link to a paper nobody knew, and whoever saves it brings it here', async () => {
  const { folder, double: papers } = await openUnknown();
  const slack = await startSlackDouble({ manifest: createManifest(commands) });
  onTestFinished(() => slack.stop());
  const program = startProgram(folder, {
    ...papers.environment,
    SLACK_BOT_TOKEN: slack.credentials.botToken,
    SLACK_APP_TOKEN: slack.credentials.appToken,
    SLACK_API_URL: slack.apiUrl,
  });
  await program.says('Slack: connected as');
  const [alice, bob, secret] = [slack.person('U01ALICE'), slack.person('U02BOB'), slack.channel('secret')];
  await alice.types(`https://arxiv.org/abs/${paper.id} and https://example.org/${paper.id}`, secret);
  const message = slack.world.messages.find(({ user }) => user === alice.id);
  if (message === undefined) throw new Error('nothing was posted');
  await slack.world.until(() => message.unfurls.size > 0, 'a card', 20_000);
  const [blocks = []] = message.unfurls.values();
  expect(plainTextOf({ text: '', blocks })).toMatch(
    /^Quokkas Count Their Steps\n.*Ada Example.*\nWe follow quokkas\.\n$/u,
  );
  await bob.presses('Save', message);
  await slack.world.until(
    () => bob.reads(secret).some((text) => text.includes('Saved')),
    'an answer',
    20_000,
  );
  expect(alice.reads(secret)).toEqual([]);
  await bob.types('/paper quokkas', secret);
  await slack.world.until(
    () => bob.reads(secret).some((text) => text.includes('1 paper on')),
    'a hit',
    20_000,
  );
  expect(slack.world.violations).toEqual([]);
  expect(await program.stop()).toBe(0);
}, 60_000);
