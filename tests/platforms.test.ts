import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DiscordDouble, startDiscordDouble } from './doubles/discord/double.ts';
import { type SlackDouble, startSlackDouble } from './doubles/slack/double.ts';

let folder = '';
let discord: DiscordDouble;
let slack: SlackDouble;
const running: ChildProcess[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-platforms-'));
  discord = await startDiscordDouble();
  slack = await startSlackDouble({
    manifest: JSON.parse(readFileSync('config/slack-manifest.json', 'utf8')),
  });
});
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  await discord.close();
  await slack.stop();
  rmSync(folder, { recursive: true });
});

type Program = {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  log(): string;
  /** Resolves once the log says it; rejects where the program ends first. */
  says(text: string): Promise<void>;
};

/** The built program, told by the environment alone where the two services are. */
function start(environment: Record<string, string> = {}): Program {
  const env = {
    PATH: process.env.PATH ?? '',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.api,
    SLACK_BOT_TOKEN: slack.credentials.botToken,
    SLACK_APP_TOKEN: slack.credentials.appToken,
    SLACK_API_URL: slack.apiUrl,
    ...environment,
  };
  const child = spawn(process.execPath, [resolve('dist/cli.js'), 'start'], { cwd: folder, env });
  running.push(child);
  let log = '';
  child.stderr.on('data', (chunk) => {
    log += String(chunk);
  });
  const ended = new Promise<number | null>((done) => child.on('close', done));
  const says = (text: string) =>
    new Promise<void>((done, fail) => {
      const look = () => {
        if (log.includes(text)) done();
      };
      child.stderr.on('data', look);
      void ended.then(() => fail(new Error(`It ended without saying "${text}": ${log}`)));
      look();
    });
  return { child, ended, says, log: () => log };
}

describe('the program, with tokens for both services', () => {
  it('answers in both at once, and ends well when it is stopped', async () => {
    const guild = discord.addGuild('lab');
    const channel = discord.addChannel(guild, 'papers');
    const ada = discord.addPerson('ada', guild);
    const { child, ended, says } = start();
    await Promise.all([says('Discord: connected as'), says('Slack: connected as')]);

    const answer = await discord.answered(ada.types(channel, 'paper', { options: { query: 'uncertainty' } }));
    expect(JSON.stringify(answer)).toContain('Window-Based Early-Exit Cascades');

    const alice = slack.person('U01ALICE');
    const room = slack.channel('papers');
    await alice.types('/paper uncertainty', room);
    const words = () => alice.reads(room).join('\n');
    await expect.poll(words).toContain('Window-Based Early-Exit Cascades');

    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(discord.violations).toEqual([]);
  });

  it('goes on in one where the other refuses its token', async () => {
    const { child, ended, says } = start({ DISCORD_TOKEN: 'wrong' });
    await Promise.all([says('Slack: connected as'), says(' error ')]);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('ends with 1 where none is left, and its log shows no token', async () => {
    const { ended, log } = start({ DISCORD_TOKEN: 'wrong-one', SLACK_BOT_TOKEN: 'xoxb-wrong-one' });
    expect(await ended).toBe(1);
    expect(log()).toContain('Discord');
    expect(log()).toContain('Slack');
    expect(log()).not.toContain('wrong-one');
  });
});
