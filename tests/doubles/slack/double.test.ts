import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { type SlackDouble, startSlackDouble } from './double.ts';
import type { Json } from './json.ts';

const MANIFEST: Json = {
  display_information: { name: 'Probe' },
  features: {
    slash_commands: [{ command: '/probe', description: 'answers' }],
    shortcuts: [{ type: 'message', name: 'Look', callback_id: 'look', description: 'looks' }],
    app_home: { messages_tab_enabled: true, messages_tab_read_only_enabled: false },
  },
  oauth_config: {
    scopes: { bot: ['commands', 'chat:write', 'app_mentions:read', 'reactions:read', 'im:history'] },
  },
  settings: {
    interactivity: { is_enabled: true },
    event_subscriptions: { bot_events: ['app_mention', 'message.im', 'reaction_added', 'reaction_removed'] },
  },
};

type Probe = { readonly app: App; readonly slack: SlackDouble };
let probe: Probe;

/** An ordinary Bolt app, in Socket Mode or over HTTP, on the double. */
async function startProbe(mode: 'socket' | 'http', prepare: (app: App) => void): Promise<Probe> {
  const slack = await startSlackDouble({ manifest: MANIFEST });
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  const common = { token: slack.credentials.botToken, clientOptions, logLevel: LogLevel.ERROR };
  if (mode === 'socket') {
    const app = new App({ ...common, socketMode: true, appToken: slack.credentials.appToken });
    prepare(app);
    await app.start();
    probe = { app, slack };
  } else {
    const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logLevel: LogLevel.ERROR });
    const app = new App({ ...common, receiver });
    prepare(app);
    const server = await receiver.start(0);
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    slack.useHttp(`http://127.0.0.1:${port}/slack/events`);
    probe = { app, slack };
  }
  return probe;
}

afterEach(async () => {
  await probe.app.stop();
  await probe.slack.stop();
});

const card = (text: string) => ({ text, blocks: [{ type: 'section', text: { type: 'plain_text', text } }] });

describe.each(['socket', 'http'] as const)('an unmodified Bolt app over %s', (mode) => {
  it('answers a slash command so that only the asker sees it', async () => {
    const { slack } = await startProbe(mode, (app) => {
      app.command('/probe', async ({ ack, respond, command }) => {
        await ack();
        await respond(card(`you said ${command.text}`));
      });
    });
    const [alice, bob, papers] = [slack.person('U01ALICE'), slack.person('U02BOB'), slack.channel('papers')];
    await alice.types('/probe <b> & more', papers);
    await slack.world.until(() => alice.reads(papers)[0], 'an answer');
    expect(alice.reads(papers)).toEqual(['you said &lt;b&gt; &amp; more\n']);
    expect(bob.reads(papers)).toEqual([]);
    expect(slack.world.violations).toEqual([]);
  });

  it('hears mentions, reactions, direct messages, shortcuts and buttons', async () => {
    const heard: string[] = [];
    const { slack } = await startProbe(mode, (app) => {
      app.event('app_mention', async ({ event, say }) => {
        heard.push(event.text);
        await say({
          text: 'a button',
          blocks: [
            {
              type: 'actions',
              elements: [
                { type: 'button', action_id: 'go', value: 'v', text: { type: 'plain_text', text: 'Go' } },
              ],
            },
          ],
        });
      });
      app.event('reaction_added', async ({ event }) => void heard.push(`+${event.reaction}`));
      app.event('reaction_removed', async ({ event }) => void heard.push(`-${event.reaction}`));
      app.message(async ({ message }) => void heard.push(`${message.channel_type}`));
      app.shortcut('look', async ({ ack, shortcut }) => {
        await ack();
        heard.push(shortcut.callback_id);
      });
      app.action('go', async ({ ack, respond }) => {
        await ack();
        await respond({ ...card('pressed'), replace_original: true });
      });
    });
    const [alice, papers] = [slack.person('U01ALICE'), slack.channel('papers')];
    await alice.types('@Paperboy hello', papers);
    const message = await slack.world.until(
      () => slack.world.messages.find(({ user }) => user === 'U0BOT'),
      'a message',
    );
    await alice.reacts('bookmark::skin-tone-2', message);
    await alice.unreacts('bookmark', message);
    await alice.types('hi', slack.world.directChannel(alice.id));
    await alice.usesShortcut('look', message);
    await alice.presses('Go', message);
    await slack.world.until(() => message.edits === 1, 'the button to replace the message');
    expect(heard).toEqual(['<@U0BOT> hello', '+bookmark::skin-tone-2', '-bookmark', 'im', 'look']);
    expect(slack.world.violations).toEqual([]);
  });
});
