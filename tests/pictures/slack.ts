import { readFileSync } from 'node:fs';
import { type SlackDouble, startSlackDouble } from '../doubles/slack/double.ts';
import { plainTextOf } from '../doubles/slack/mrkdwn.ts';
import type { Person } from '../doubles/slack/person.ts';
import type { Channel, Message } from '../doubles/slack/world.ts';
import { bundle, drawAvatar, escapeHtml, type Page, pictureTime } from './page.ts';
import { runProgram } from './run-program.ts';

type Scene = {
  readonly slack: SlackDouble;
  readonly room: Channel;
  /** The bot's message that has these words, once it is there. */
  says(words: string, reader?: Person): Promise<Message>;
};

/** A search, and what is shared of it, in Slack. */
export function drawSlack(): Promise<Page> {
  return draw(async ({ slack, room, says }) => {
    const [ada, ben] = [slack.person('U01ALICE'), slack.person('U02BOB')];
    await ada.types('/paper uncertainty', room);
    await ada.presses('Share to channel', await says('“uncertainty”', ada));
    await ben.reacts('bookmark', await says('Shared by'));
    return ada.sees(room);
  });
}

/** A digest in Slack: all papers in one message, two of them saved. */
export function drawDigest(): Promise<Page> {
  return draw(async ({ slack, room, says }) => {
    const [carol, ben] = [slack.person('U03CAROL'), slack.person('U02BOB')];
    await carol.types('/digest add neural networks 09:00 weekdays papers:3 layout:compact', room);
    await says('is set up', carol);
    await carol.types('/digest now 1', room);
    const posted = await says('on “neural networks” ·');
    await ben.reacts('one', posted);
    await carol.reacts('one', posted);
    await carol.reacts('three', posted);
    return ben.sees(room);
  });
}

/** What is seen of a conversation with the built program. */
async function draw(act: (scene: Scene) => Promise<readonly Message[]>): Promise<Page> {
  const manifest = JSON.parse(readFileSync('config/slack-manifest.json', 'utf8'));
  const slack = await startSlackDouble({ manifest });
  const program = await runProgram({
    SLACK_BOT_TOKEN: slack.credentials.botToken,
    SLACK_APP_TOKEN: slack.credentials.appToken,
    SLACK_API_URL: slack.apiUrl,
    PAPERBOY_PAGE_SIZE: '2',
  });
  try {
    const room = slack.channel('papers');
    const isWanted = (message: Message, words: string) =>
      message.user === 'U0BOT' && plainTextOf(message).includes(words);
    const says = (words: string, reader = slack.person('U02BOB')) =>
      slack.world.until(() => reader.sees(room).find((message) => isWanted(message, words)), words);
    const seen = await act({ slack, room, says });
    const { script, styles: library } = await bundle("import './slack-page.js';");
    const data = escapeHtml(JSON.stringify(describeMessages(slack, seen)));
    const body = `<div id="page"></div><textarea id="messages" hidden>${data}</textarea>`;
    return { width: 690, body, styles: library + styles, script };
  } finally {
    await program.stop();
    await slack.stop();
  }
}

const emoji: Readonly<Record<string, string>> = { bookmark: '🔖', one: '1️⃣', three: '3️⃣' };

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
