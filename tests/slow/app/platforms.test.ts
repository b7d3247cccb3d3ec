import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Program, startProgram } from '../../app/program.ts';
import { type DiscordDouble, startDiscordDouble } from '../../doubles/discord/double.ts';
import { type SlackDouble, startSlackDouble } from '../../doubles/slack/double.ts';
import { plainTextOf } from '../../doubles/slack/mrkdwn.ts';

let folder = '';
let discord: DiscordDouble;
let slack: SlackDouble;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-platforms-'));
  discord = await startDiscordDouble();
  slack = await startSlackDouble({
    manifest: JSON.parse(readFileSync('config/slack-manifest.json', 'utf8')),
  });
});
afterEach(async () => {
  await discord.close();
  await slack.stop();
  rmSync(folder, { recursive: true });
});

/** The program with tokens for both services. */
function start(environment: Record<string, string> = {}): Program {
  return startProgram(folder, {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.api,
    SLACK_BOT_TOKEN: slack.credentials.botToken,
    SLACK_APP_TOKEN: slack.credentials.appToken,
    SLACK_API_URL: slack.apiUrl,
    ...environment,
  });
}

const connected = ({ says }: Program) =>
  Promise.all([says('Discord: connected as'), says('Slack: connected as')]);
const found = 'Window-Based Early-Exit Cascades';

describe('the program, with tokens for both services', () => {
  it('answers in both at once, its old buttons too after it was stopped and started again', async () => {
    const guild = discord.addGuild('lab');
    const channel = discord.addChannel(guild, 'papers');
    const ada = discord.addPerson('ada', guild);
    const ben = discord.addPerson('ben', guild);
    const alice = slack.person('U01ALICE');
    const bob = slack.person('U02BOB');
    const room = slack.channel('papers');
    const botSays = (words: string) =>
      slack.world.until(
        () => alice.sees(room).findLast((message) => message.user === 'U0BOT' && says(message, words)),
        words,
      );
    const says = (message: Parameters<typeof plainTextOf>[0], words: string) =>
      plainTextOf(message).includes(words);

    const first = start();
    await connected(first);
    const page = await discord.answered(ada.types(channel, 'paper', { options: { query: 'uncertainty' } }));
    expect(JSON.stringify(page)).toContain(found);
    await alice.types('/paper uncertainty', room);
    const slackPage = await botSays(found);
    expect(await first.stop()).toBe(0);

    const second = start();
    await connected(second);
    const opened = await discord.answered(ada.presses(page, 'Open 1'));
    const similar = await discord.answered(ada.presses(opened, 'Similar papers'));
    expect(JSON.stringify(similar)).toContain('Papers similar to');
    await alice.presses('Similar papers', slackPage);
    await botSays('Papers similar to');

    ada.says(channel, `<@${discord.state.bot.id}> early exit cascades`);
    await discord.until('an answer to the mention', () =>
      ada.sees(channel).some((message) => JSON.stringify(message).includes('“early exit cascades”')),
    );
    await alice.types('@Paperboy early exit cascades', room);
    await botSays('“early exit cascades”');

    const shared = await discord.answered(ada.presses(opened, 'Share to channel'));
    expect(JSON.stringify(shared)).toContain('Shared by **ada**');
    expect(ben.sees(channel).map(({ id }) => id)).toContain(shared.id);
    await alice.presses('Share to channel', slackPage);
    const slackShared = await botSays('Shared by alice');
    expect(bob.sees(room)).toContain(slackShared);

    expect(await second.stop()).toBe(0);
    expect(discord.violations).toEqual([]);
    expect(slack.world.violations).toEqual([]);
    expect([...discord.state.pings, ...slack.world.pings]).toEqual([]);
  }, 60_000);

  it('loses no save when it is killed, and takes the reactions given while it was away', async () => {
    const guild = discord.addGuild('lab');
    const channel = discord.addChannel(guild, 'papers');
    const [ada, ben] = [discord.addPerson('ada', guild), discord.addPerson('ben', guild)];
    const [alice, bob] = [slack.person('U01ALICE'), slack.person('U02BOB')];
    const room = slack.channel('papers');
    const find = (person: typeof alice, words: string) =>
      person.sees(room).findLast((message) => plainTextOf(message).includes(words));
    const slackSays = async (person: typeof alice, words: string) => {
      await slack.world.until(() => find(person, words), words);
      return find(person, words) ?? Promise.reject(new Error(words));
    };
    const listed = async (person: typeof ada) =>
      JSON.stringify(await discord.answered(person.types(channel, 'papers', { verb: 'saved' })));
    const slackListed = async (person: typeof alice) => {
      await person.types('/papers saved', room);
      return slackSays(person, 'in your list').then(plainTextOf, () => '');
    };
    const showsSaves = async (of: typeof ada, ofSlack: typeof alice) => {
      const patience = { timeout: 15_000, interval: 200 };
      await expect.poll(() => listed(of), patience).toContain(found);
      await expect.poll(() => slackListed(ofSlack), patience).toContain(found);
    };

    const first = start();
    await connected(first);
    const page = await discord.answered(ada.types(channel, 'paper', { options: { query: 'early exit' } }));
    const opened = await discord.answered(ada.presses(page, 'Open 1'));
    const shared = await discord.answered(ada.presses(opened, 'Share to channel'));
    await alice.types('/paper early exit', room);
    await alice.presses('Share to channel', await slackSays(alice, found));
    const slackShared = await slackSays(bob, 'Shared by alice');
    ben.reacts(shared, '🔖');
    await bob.reacts('bookmark', slackShared);
    await showsSaves(ben, bob);
    await first.kill();

    ada.reacts(shared, '🔖');
    // Slack tells of it no more once it has tried for long enough.
    slackShared.reactions.get('bookmark')?.add(alice.id);
    const second = start();
    await connected(second);
    await showsSaves(ben, bob);
    await showsSaves(ada, alice);
    expect(await second.stop()).toBe(0);
    expect(discord.violations).toEqual([]);
    expect(slack.world.violations).toEqual([]);
  }, 90_000);

  it('goes on in one where the other refuses its token', async () => {
    const program = start({ DISCORD_TOKEN: 'wrong' });
    await Promise.all([program.says('Slack: connected as'), program.says(' error ')]);
    const alice = slack.person('U01ALICE');
    await alice.types('/paper uncertainty', slack.channel('papers'));
    await expect.poll(() => alice.reads(slack.channel('papers')).join()).toContain(found);
    expect(await program.stop()).toBe(0);
  });

  it('ends with 1 where none is left, and its log shows no token', async () => {
    const { ended, log } = start({ DISCORD_TOKEN: 'wrong-one', SLACK_BOT_TOKEN: 'xoxb-wrong-one' });
    expect(await ended).toBe(1);
    expect(log()).toContain('Discord');
    expect(log()).toContain('Slack');
    expect(log()).not.toContain('wrong-one');
  });
});
