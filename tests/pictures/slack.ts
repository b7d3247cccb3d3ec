import { readFileSync } from 'node:fs';
import { type SlackDouble, startSlackDouble } from '../doubles/slack/double.ts';
import { plainTextOf } from '../doubles/slack/mrkdwn.ts';
import type { Message } from '../doubles/slack/world.ts';
import { bundle, drawAvatar, escapeHtml, type Page, pictureTime } from './page.ts';
import { runProgram } from './run-program.ts';

/** A search, and what is shared of it, in Slack. */
export async function drawSlack(): Promise<Page> {
  const manifest = JSON.parse(readFileSync('config/slack-manifest.json', 'utf8'));
  const slack = await startSlackDouble({ manifest });
  const program = await runProgram({
    SLACK_BOT_TOKEN: slack.credentials.botToken,
    SLACK_APP_TOKEN: slack.credentials.appToken,
    SLACK_API_URL: slack.apiUrl,
    PAPERBOY_PAGE_SIZE: '2',
  });
  try {
    const [ada, ben, room] = [slack.person('U01ALICE'), slack.person('U02BOB'), slack.channel('papers')];
    const botSays = (words: string) =>
      slack.world.until(
        () =>
          ada.sees(room).find((message) => message.user === 'U0BOT' && plainTextOf(message).includes(words)),
        words,
      );
    await ada.types('/paper uncertainty', room);
    await ada.presses('Share to channel', await botSays('“uncertainty”'));
    await ben.reacts('bookmark', await botSays('Shared by'));
    const { script, styles: library } = await bundle("import './slack-page.js';");
    const data = escapeHtml(JSON.stringify(describeMessages(slack, ada.sees(room))));
    const body = `<div id="page"></div><textarea id="messages" hidden>${data}</textarea>`;
    return { width: 690, body, styles: library + styles, script };
  } finally {
    await program.stop();
    await slack.stop();
  }
}

const emoji: Readonly<Record<string, string>> = { bookmark: '🔖' };

function describeMessages({ world }: SlackDouble, seen: readonly Message[]): object {
  return {
    logo: drawAvatar('P', '#1f4e79'),
    users: [...world.users.values()].map(({ id, name }) => ({ id, name })),
    messages: seen
      .filter(({ user }) => user === world.botUserId)
      .map(({ ts, blocks, onlyFor, reactions }) => ({
        ts,
        blocks,
        time: pictureTime,
        onlyFor,
        reactions: [...reactions].map(([name, people]) => [emoji[name] ?? name, people.size]),
      })),
  };
}

const styles = `
body { background: #fff; font-family: "Liberation Sans", Arial, sans-serif; padding-bottom: 8px; }
.message { padding: 4px 16px; } .private { background: #f8f8f8; }
.only { color: #616061; font-size: 12px; padding: 4px 0 0 44px; }
.reaction { display: inline-block; margin-left: 44px; border: 1px solid #1264a3; background: #e3f1fb; border-radius: 12px; padding: 2px 8px; font-size: 13px; }
`;
