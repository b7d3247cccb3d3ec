import { onTestFinished } from 'vitest';
import { createManifest } from '../../../src/adapters/slack/manifest.ts';
import { commands } from '../../../src/core/commands/list.ts';
import { findFreePort } from '../../adapters/slack/lab.ts';
import { startProgram } from '../../app/program.ts';
import { temporaryFolder } from '../../core/store/open.ts';
import { startSlackDouble } from '../../doubles/slack/double.ts';

/** The built program, connected to Slack over HTTP, with these settings besides and so many file descriptors at most. */
export async function startSlackProgram(settings: Readonly<Record<string, string>>, descriptors?: number) {
  const slack = await startSlackDouble({ manifest: createManifest(commands) });
  onTestFinished(() => slack.stop());
  const port = await findFreePort();
  const environment = {
    SLACK_BOT_TOKEN: slack.credentials.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    PORT: String(port),
    PAPERBOY_HOST: '127.0.0.1',
    ...settings,
  };
  const program = startProgram(await temporaryFolder(), environment, descriptors);
  await program.says('Slack: connected as');
  slack.useHttp(`http://127.0.0.1:${port}/slack/events`);
  return {
    ...{ slack, program, port },
    /** Types a search in a channel; rejects where no answer comes within 20 seconds. */
    async searches(): Promise<void> {
      const channel = slack.channel('papers');
      const ada = slack.person('U01ALICE');
      await ada.types('/paper uncertainty', channel);
      await slack.world.until(
        () => ada.reads(channel).some((text) => text.includes('on “uncertainty”')),
        'an answer',
        20_000,
      );
    },
  };
}
