import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProgram } from '../../app/program.ts';
import { startDiscordDouble } from '../../doubles/discord/double.ts';
import { startSlackDouble } from '../../doubles/slack/double.ts';
import { plainTextOf } from '../../doubles/slack/mrkdwn.ts';

const POST = /^POST \/channels\/\d+\/messages$/u;

/** A service with somebody in it who may set up digests. */
type Service = {
  readonly environment: Readonly<Record<string, string>>;
  /** Said in the log once connected. */
  readonly connected: string;
  add(papers: number): Promise<string>;
  /** Asks for a digest at once; the answer comes after its posts. */
  now(): Promise<unknown>;
  list(): Promise<string>;
  /** What the bot has posted for all to see, the oldest first. */
  posts(): readonly string[];
  /** Resolves as soon as so many posts have arrived. */
  arrived(count: number): Promise<void>;
  /** The next post arrives, and the bot never hears of it; or so many do. */
  swallowAnswer(times?: number): void;
  /** The next post is refused, with so many seconds to wait. */
  refuse(seconds: number): void;
  /** What was wrong with the bot's requests. */
  violations(): readonly unknown[];
};

async function openDiscord(): Promise<Service> {
  const double = await startDiscordDouble();
  onTestFinished(() => double.close());
  const guild = double.addGuild('lab');
  const channel = double.addChannel(guild, 'papers');
  const ada = double.addPerson('ada', guild);
  double.giveRole(ada, guild, double.addRole(guild, 'staff', PermissionFlagsBits.ManageChannels));
  const reader = double.addPerson('ben', guild);
  const posts = () => reader.sees(channel).map((message) => JSON.stringify(message));
  const ask = async (verb: string, options: Record<string, string> = {}) =>
    JSON.stringify(await double.answered(ada.types(channel, 'digest', { verb, options })));
  return {
    environment: { DISCORD_TOKEN: double.token, DISCORD_API_URL: double.api },
    connected: 'Discord: connected as',
    add: (papers) => ask('add', { at: '09:00', zone: 'UTC', papers: String(papers) }),
    now: async () => ada.types(channel, 'digest', { verb: 'now', options: { number: '1' } }),
    list: () => ask('list'),
    posts,
    arrived: async (count) =>
      void (await double.until(`${count} posts`, () => posts().length >= count, 15_000)),
    swallowAnswer: (times) => double.faults.add(POST, { isSilent: true }, times),
    refuse: (retryAfter) => double.faults.add(POST, { retryAfter }),
    violations: () => double.violations,
  };
}

async function openSlack(): Promise<Service> {
  const manifest = JSON.parse(readFileSync('config/slack-manifest.json', 'utf8'));
  const double = await startSlackDouble({ manifest });
  onTestFinished(() => double.stop());
  const { world } = double;
  const alice = double.person('U01ALICE');
  const room = double.channel('papers');
  const posts = () =>
    world.messages
      .filter(({ user, onlyFor, deleted }) => user === world.botUserId && onlyFor === undefined && !deleted)
      .map((message) => JSON.stringify(message.blocks));
  const answers = () => alice.sees(room).filter(({ onlyFor }) => onlyFor === alice.id);
  const ask = async (text: string) => {
    const before = answers().length;
    await alice.types(text, room);
    await world.until(() => answers().length > before, text);
    return answers().slice(before).map(plainTextOf).join('\n');
  };
  const { botToken, appToken } = double.credentials;
  return {
    environment: { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: double.apiUrl },
    connected: 'Slack: connected as',
    add: (papers) => ask(`/digest add 09:00 UTC papers:${papers}`),
    now: () => alice.types('/digest now 1', room),
    list: () => ask('/digest list'),
    posts,
    arrived: async (count) =>
      void (await world.until(() => posts().length >= count, `${count} posts`, 15_000)),
    swallowAnswer: (times) => double.faults.inject('chat.postMessage', { kind: 'silence' }, times),
    refuse: (seconds) => double.faults.inject('chat.postMessage', { kind: 'rate limit', seconds }),
    violations: () => world.violations,
  };
}

/** The paper that a message of a digest shows first. */
function paperOn(post: string): string | undefined {
  return /https:\/\/[^\s"()<>|]+/u.exec(post)?.[0];
}

describe.each([
  ['Discord', openDiscord],
  ['Slack', openSlack],
] as const)('the program on %s, killed in the middle of a digest', (_, open) => {
  it('goes on at once where it stopped when it is started again, and posts nothing twice', async () => {
    const service = await open();
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-killed-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const start = async () => {
      const program = startProgram(folder, service.environment);
      await program.says(service.connected);
      return program;
    };

    const first = await start();
    expect(await service.add(4)).toContain('is set up');
    await service.now();
    await service.arrived(2);
    await first.kill();
    const whenKilled = service.posts().length;

    const second = await start();
    await service.arrived(whenKilled + 1);
    // The one before is recorded once the next has arrived; of this one no answer comes.
    service.swallowAnswer();
    await service.arrived(whenKilled + 2);
    await second.kill();
    expect(service.posts()).toHaveLength(whenKilled + 2);

    const third = await start();
    await service.arrived(5);
    await expect.poll(service.list, { timeout: 5_000 }).toContain('delivered');
    const [, ...papers] = service.posts().map(paperOn);
    expect(papers).toEqual(Array(4).fill(expect.any(String)));
    expect(new Set(papers).size).toBe(4);
    expect(await third.stop()).toBe(0);
    expect(service.violations()).toEqual([]);
  }, 60_000);
});

describe.each([
  ['Discord', openDiscord],
  ['Slack', openSlack],
] as const)('the program on %s, asked to end', (_, open) => {
  it.each<[string, (service: Service) => void, string]>([
    ['a channel takes nothing for an hour', ({ refuse }) => refuse(3_600), 'asks to wait 3600 s'],
    [
      'a post is never answered',
      ({ swallowAnswer }) => swallowAnswer(100),
      'has not accepted a post for 5 s',
    ],
  ])(
    'ends with 0 within ten seconds while %s, and has said so',
    async (_case, spoil, words) => {
      const service = await open();
      const folder = mkdtempSync(join(tmpdir(), 'paperboy-ended-'));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      const program = startProgram(folder, service.environment);
      await program.says(service.connected);
      expect(await service.add(4)).toContain('is set up');
      spoil(service);
      await service.now();
      await program.says(words);
      expect(await program.stop()).toBe(0);
      expect(program.log()).not.toMatch(/ error /u);
      expect(service.violations()).toEqual([]);
    },
    60_000,
  );
});
