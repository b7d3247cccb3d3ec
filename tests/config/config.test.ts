import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { platformKinds } from '../../src/adapters/registry.ts';
import {
  type Config,
  ConfigError,
  type ConfigSources,
  listSettings,
  loadConfig,
} from '../../src/config/config.ts';
import { configFileVariable } from '../../src/config/settings/settings.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-config-'));
  mkdirSync(join(folder, 'config'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function load(environment: Record<string, string> = {}, more: Partial<ConfigSources> = {}) {
  return loadConfig({ environment, folder, shippedCorpus: '/shipped', platforms: platformKinds, ...more });
}

/** What doctor says of each platform that is to be opened. */
function opened({ platforms }: Config): Readonly<Record<string, string>> {
  return Object.fromEntries(
    platforms.flatMap(({ kind, ready }) => (ready === undefined ? [] : [[kind.name, ready.state]])),
  );
}

function problems(
  environment: Record<string, string> = {},
  more: Partial<ConfigSources> = {},
): readonly string[] {
  try {
    load(environment, more);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const write = (file: string, text: string) => writeFileSync(join(folder, file), text);

describe('settings', () => {
  it('are all optional', () => {
    const { platforms, ...rest } = load();
    expect(platforms.map(({ kind }) => kind)).toEqual(platformKinds);
    expect(rest).toEqual({
      corpus: '/shipped',
      data: join(folder, 'data'),
      pageSize: 5,
      answers: 'private',
      prefix: '',
      databaseUrl: `sqlite:${join(folder, 'data', 'paperboy.db')}`,
      bookmarks: [{ emoji: '🔖' }],
      reactFirst: false,
      keepMessages: 1095,
      keepRemoved: 30,
      keepRemovedWorkspaces: 30,
      logFormat: 'text',
      opsHost: '127.0.0.1',
      shutdownDelay: 0,
      digestGrace: 6,
      digestNothing: 'silent',
      digestArchiveDays: 90,
      digestWeights: { fresh: 1, trending: 1, match: 1, variety: 1, taste: 2 },
      digests: [],
      searchFallback: false,
      sources: [],
      keepPapers: 0,
      backups: { schedule: '30 3 * * *', zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
      keepBackups: 5,
      addPapers: 'everybody',
      checkSaved: 'never',
      arxivRssUrl: 'https://rss.arxiv.org',
      arxivOaiUrl: 'https://oaipmh.arxiv.org/oai',
      arxivApiUrl: 'https://export.arxiv.org/api',
      huggingFaceUrl: 'https://huggingface.co',
      crossrefUrl: 'https://api.crossref.org',
      openAlexUrl: 'https://api.openalex.org',
      secrets: [],
      notices: [],
    });
  });

  it('come from the command line before the environment, then .env, then the file', () => {
    write('config/paperboy.yaml', 'corpus: from-file\ndata: from-file\npage-size: 2\nanswers: public\n');
    write('.env', 'PAPERBOY_CORPUS=from-env-file\nPAPERBOY_DATA=from-env-file\nPAPERBOY_PAGE_SIZE=3\n');
    const environment = { PAPERBOY_CORPUS: 'from-environment', PAPERBOY_DATA: 'from-environment' };
    expect(load(environment, { corpus: 'from-command-line' })).toMatchObject({
      corpus: join(folder, 'from-command-line'),
      data: join(folder, 'from-environment'),
      pageSize: 3,
      answers: 'public',
    });
  });

  it('count as not set where they are empty', () => {
    write('.env', 'DISCORD_TOKEN=\nPORT=\n');
    write('config/paperboy.yaml', 'page-size:\n');
    expect(load({ SLACK_BOT_TOKEN: ' ' })).toMatchObject({ pageSize: 5, secrets: [] });
  });

  it('may all be taken out of their comments in the file that ships', () => {
    const keys = [...listSettings(platformKinds).flatMap(({ key }) => key ?? []), 'digests'];
    const begins = new RegExp(`^# (?:(?:${keys.join('|')}):(?: |$)| {2})`, 'u');
    const shipped = readFileSync('config/paperboy.yaml', 'utf8').split('\n');
    const lines = shipped.filter((line) => begins.test(line)).map((line) => line.slice(2));
    write('config/paperboy.yaml', `${lines.join('\n')}\n`);
    expect(lines.filter((line) => !line.startsWith(' '))).toHaveLength(keys.length);
    expect(load({ SMTP_URL: 'smtp://127.0.0.1:25' })).toMatchObject({
      pageSize: 5,
      bookmarks: [{ emoji: '🔖' }, { emoji: '⭐', tag: 'favourite' }],
      mail: { smtpUrl: 'smtp://127.0.0.1:25', from: 'Paperboy <paperboy@lab.org>' },
      digests: [{ name: 'morning', papers: 5, topic: '' }],
    });
  });

  it('may be a file of comments, as the one that ships', () => {
    write('config/paperboy.yaml', readFileSync('config/paperboy.yaml', 'utf8'));
    write('.env', readFileSync('.env.example', 'utf8'));
    expect(load().pageSize).toBe(5);
  });

  it('may each be as in the example of its entry', () => {
    for (const { variable, schema, example, several } of listSettings(platformKinds))
      if (example !== undefined && several !== true && example !== "''")
        expect(schema.safeParse(example), variable).toMatchObject({ success: true });
  });

  it('go by one name: page-size in the file is PAPERBOY_PAGE_SIZE in the environment', () => {
    for (const { variable, key } of listSettings(platformKinds))
      if (key !== undefined) expect(variable).toBe(`PAPERBOY_${key.toUpperCase().replaceAll('-', '_')}`);
    const variables = listSettings(platformKinds).map(({ variable }) => variable);
    expect(new Set(variables).size).toBe(variables.length);
  });
});

describe('platforms', () => {
  const slack = { SLACK_BOT_TOKEN: 'xoxb-1' };

  it('open where they are set up, else the terminal and the preview page', () => {
    expect(Object.keys(opened(load()))).toEqual(['browser', 'terminal']);
    expect(Object.keys(opened(load({ PAPERBOY_PREVIEW_PORT: 'off' })))).toEqual(['terminal']);
    expect(Object.keys(opened(load({ DISCORD_TOKEN: 'a' }, { previewOnly: true })))).toEqual(['browser']);
    const both = load({ ...slack, SLACK_APP_TOKEN: 'xapp-1', DISCORD_TOKEN: 'a' });
    expect(Object.keys(opened(both))).toEqual(['discord', 'slack']);
  });

  it('are reached in one of two ways in Slack', () => {
    expect(opened(load({ ...slack, SLACK_APP_TOKEN: 'xapp-1' })).slack).toContain('Socket Mode');
    const config = load({ ...slack, SLACK_SIGNING_SECRET: 's', PORT: '3000' });
    expect(opened(config).slack).toContain('HTTP on port 3000');
  });

  it('say which way is taken where both are set', () => {
    const config = load({ ...slack, SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: 's', PORT: '3000' });
    expect(opened(config).slack).toContain('Socket Mode');
    expect(config.notices).toEqual([expect.stringContaining('Socket Mode is used')]);
    expect(config.secrets).toEqual(['xoxb-1', 'xapp-1', 's']);
  });
});

describe('the database', () => {
  it('lies in the data folder unless its own path is set', () => {
    const file = (path: string) => `sqlite:${join(folder, path)}`;
    expect(load({ PAPERBOY_DATA: 'state' }).databaseUrl).toBe(file('state/paperboy.db'));
    expect(load({ DATABASE_URL: 'sqlite:lab.db' }).databaseUrl).toBe(file('lab.db'));
    expect(load({ DATABASE_URL: 'sqlite:///srv/lab.db' }).databaseUrl).toBe('sqlite:/srv/lab.db');
  });

  it('may be PostgreSQL, whose password is a secret in every form', () => {
    const databaseUrl = 'postgres://bot:p%40ss@db:5432/paperboy';
    expect(load({ DATABASE_URL: databaseUrl })).toMatchObject({
      databaseUrl,
      secrets: [databaseUrl, 'p%40ss', 'p@ss'],
    });
    expect(load({ DATABASE_URL: 'postgres://db/paperboy' }).secrets).toEqual([]);
  });

  it('hide the password of a search server, which is left alone with papers of another folder', () => {
    const searchUrl = 'manticore://bot:p%40ss@search.lab/papers?shards=a/papers_0,b:9307/papers_1';
    expect(load({ SEARCH_URL: searchUrl })).toMatchObject({
      searchUrl,
      secrets: [searchUrl, 'p%40ss', 'p@ss'],
      notices: [],
    });
    expect(load({ SEARCH_URL: searchUrl }, { corpus: 'other' })).toMatchObject({
      searchUrl: undefined,
      notices: [expect.stringContaining('SEARCH_URL is not used')],
    });
  });
});

describe('sources', () => {
  it('hide what may be secret in their addresses', () => {
    const address = 'https://ada:p%40ss@example.org/rss?token=a-long%20token&page=2';
    expect(
      load({ PAPERBOY_SOURCES: `feed:${address} arxiv:cs.LG feed:https://example.org/rss` }).secrets,
    ).toEqual([address, 'token=a-long%20token&page=2', 'a-long%20token', 'a-long token', 'p%40ss', 'p@ss']);
  });

  it('hide a token that stands in the place of a name', () => {
    const address = 'https://a-long%20token@example.org/rss';
    expect(load({ PAPERBOY_SOURCES: `feed:${address}` }).secrets).toEqual([
      ...[address, 'a-long%20token', 'a-long token'],
    ]);
  });

  it('hide the password of a proxy before a service', () => {
    const proxy = 'https://bot:p%40ss@proxy.lab/arxiv';
    expect(load({ ARXIV_RSS_URL: proxy }).secrets).toEqual([proxy, 'p%40ss', 'p@ss']);
    expect(() => load({ ARXIV_RSS_URL: 'ftp://bot:p%40ss@proxy.lab' })).toThrow(/^(?![\s\S]*ss@)/u);
  });
});

describe('bookmarks', () => {
  const bookmarks = [
    { emoji: '🔖' },
    { emoji: '⭐', tag: 'favourite' },
    { emoji: 'lab_save', tag: 'to-read' },
    { emoji: '👍' },
  ];

  it.each([
    ['map', '{ "🔖": , "⭐": favourite, ":lab_save:": to-read, "👍🏽": "" }'],
    ['list', '["🔖", "⭐=favourite", "<:lab_save:1234>=to-read", ":+1:"]'],
    ['text', '🔖 ⭐=favourite, lab_save=to-read 👍'],
  ])('may be written as a %s', (_, yaml) => {
    write('config/paperboy.yaml', `bookmarks: ${yaml}\n`);
    expect(load().bookmarks).toEqual(bookmarks);
  });

  it('come from the environment as one text', () => {
    expect(load({ PAPERBOY_BOOKMARKS: '⭐=favourite' }).bookmarks).toEqual([
      { emoji: '⭐', tag: 'favourite' },
    ]);
  });

  it('refuse an alias that names nothing', () => {
    write('config/paperboy.yaml', 'bookmarks: [*star]\n');
    expect(problems()).toEqual([expect.stringContaining('config/paperboy.yaml:1: bookmarks has ')]);
  });

  it.each([
    ['⭐=To Read', 'PAPERBOY_BOOKMARKS has the tag "To", but tags are at most 40 small letters'],
    ['1️⃣', 'which is neither an emoji nor the name of one'],
    ['⭐⭐', 'which is neither an emoji nor the name of one'],
    ['⭐ ⭐=a', 'PAPERBOY_BOOKMARKS has ⭐ twice; remove one of them.'],
    ['👍 :+1:=a', 'PAPERBOY_BOOKMARKS has :+1: twice; remove one of them.'],
  ])('%s is refused', (value, remedy) => {
    expect(problems({ PAPERBOY_BOOKMARKS: value })).toEqual([expect.stringContaining(remedy)]);
  });
});

describe('settings of digests', () => {
  it('are read from the environment and the file', () => {
    write('config/paperboy.yaml', 'digest-weights: { fresh: 2.5, variety: 0 }\ndigest-grace: 0.5\n');
    expect(load()).toMatchObject({
      digestWeights: { fresh: 2.5, trending: 1, match: 1, variety: 0 },
      digestGrace: 0.5,
    });
    expect(load({ PAPERBOY_DIGEST_WEIGHTS: 'match=3' }).digestWeights.match).toBe(3);
  });

  it('declare digests, with what they leave out filled in', () => {
    write(
      'config/paperboy.yaml',
      [
        'digests:',
        '  - { name: morning, platform: slack, workspace: T01, channel: C0123, at: 9:05, zone: Europe/Zurich }',
        '  - name: deep',
        '    platform: discord',
        '    workspace: 123456789012345678',
        '    channel: 876543210987654321',
        '    at: 18:30',
        '    days: Monday-wed',
        '    zone: UTC',
        '    topic: "deep learning -medical"',
        '    papers: 10',
        '    layout: compact',
        '    thread: true',
        '    pings: 876543210987654399',
        '  - { name: cron, platform: terminal, channel: terminal, cron: 0 8 1 * *, zone: UTC, layout: recap }',
      ].join('\n'),
    );
    expect(load().digests).toEqual([
      {
        name: 'morning',
        platform: 'slack',
        workspace: 'T01',
        channel: 'C0123',
        schedule: '5 9 * * *',
        zone: 'Europe/Zurich',
        topic: '',
        papers: 5,
        layout: 'cards',
        thread: false,
      },
      {
        name: 'deep',
        platform: 'discord',
        workspace: '123456789012345678',
        channel: '876543210987654321',
        schedule: '30 18 * * 1,2,3',
        zone: 'UTC',
        topic: 'deep learning -medical',
        papers: 10,
        layout: 'compact',
        thread: true,
        pings: '876543210987654399',
      },
      expect.objectContaining({
        name: 'cron',
        workspace: 'terminal',
        schedule: '0 8 1 * *',
        layout: 'recap',
      }),
    ]);
  });

  it('name the line of each mistake in a digest', () => {
    write(
      'config/paperboy.yaml',
      [
        'digests:',
        '  - name: a',
        '    platform: slck',
        '    channel: papers',
        '    at: 25:00',
        '    zone: Zurch',
        '    chanel: C01',
        '  - { name: b, platform: slack, workspace: T01, channel: general, at: 09:00, cron: 0 9 31 2 *, zone: +02:00 }',
        '  - { platform: discord, channel: 876543210987654321, papers: 11, days: someday, zone: UTC }',
        '  - morning',
        '  - { name: c, platform: slack, workspace: T01, channel: C01, at: 09:00, zone: UTC }',
        '  - { name: c, platform: slack, workspace: T01, channel: C02, at: 09:00, zone: UTC }',
        '  - { name: d, platform: slack, workspace: T01, channel: C02, zone: UTC }',
      ].join('\n'),
    );
    const line = (number: number, text: string) => `config/paperboy.yaml:${number}: ${text}`;
    expect(problems()).toEqual([
      line(7, 'a digest has no chanel. Did you mean channel?'),
      expect.stringMatching(/^config\/paperboy\.yaml:3: platform is "slck", but must be .*\bslack\b/u),
      line(
        5,
        'at: “25:00” is not a time of day. Examples: “09:00”, “weekdays 9:30 am”, “mon, wed, fri 17:00”, “0 9 * * 1-5”.',
      ),
      line(
        6,
        'zone: “Zurch” is not a time zone. Did you mean Europe/Zurich? Use one like Europe/Berlin, America/New_York or Asia/Tokyo.',
      ),
      line(
        8,
        'channel is "general", but must be the id at the end of "View channel details" in Slack, such as C0123456789.',
      ),
      line(8, 'cron: 0 9 31 2 * never happens: there is no such day in these months.'),
      line(8, 'cron: cron already says when it comes. Leave out either cron, or at and days.'),
      line(
        8,
        'zone: “+02:00” does not say whether it has summer time; name a place with the same clock, like Europe/Berlin or America/New_York.',
      ),
      line(9, 'papers is "11", but must be a whole number from 1 to 10.'),
      line(
        9,
        'days: “someday” is not understood as a day or a time. Examples: “09:00”, “weekdays 9:30 am”, “mon, wed, fri 17:00”, “0 9 * * 1-5”.',
      ),
      line(9, 'this digest has no name; it must be a name of at most 40 characters, such as morning.'),
      line(
        9,
        'this digest has no workspace; it must be the 17 to 20 digits that "Copy Server ID" gives in Discord.',
      ),
      line(10, 'a digest is lines such as "- name: morning".'),
      line(12, 'name is "c", as in config/paperboy.yaml:11. Give each digest a name of its own.'),
      line(13, 'this digest has no at, days or cron. Say when it comes, such as at: 09:00.'),
    ]);
  });
});

describe('e-mail', () => {
  it('has a server, a sender and an address to unsubscribe at', () => {
    const environment = {
      SMTP_URL: 'smtps://bot:secret@mail.lab.org:465',
      PAPERBOY_MAIL_FROM: 'Paperboy <bot@lab.org>',
      PUBLIC_URL: 'https://bot.lab.org',
      PORT: '8080',
    };
    const config = load(environment);
    expect(config.mail).toEqual({
      smtpUrl: environment.SMTP_URL,
      from: 'Paperboy <bot@lab.org>',
      web: { publicUrl: 'https://bot.lab.org', port: 8080 },
    });
    expect(config.secrets).toEqual([environment.SMTP_URL, 'secret']);
  });
});

describe('wrong settings', () => {
  it('are all named at once, each with its place and remedy', () => {
    write('config/paperboy.yaml', '# mine\npage-size: lots\npagesize: 3\n\nanswers: [private]\n');
    write('.env', '# mine\nexport PORT=99999\nSLACK_BOT_TOKN=xoxb-1\n');
    expect(problems({ DISCORD_GUILD_ID: 'lab', PAPERBOY_PREFIX: 'Lab ' })).toEqual([
      '.env:3: SLACK_BOT_TOKN is not a setting. Did you mean SLACK_BOT_TOKEN?',
      'config/paperboy.yaml:3: pagesize is not a setting of this file. Did you mean page-size?',
      'config/paperboy.yaml:5: answers must be private or public.',
      'DISCORD_GUILD_ID is "lab", but must be the 17 to 20 digits that "Copy Server ID" gives in Discord.',
      '.env:2: PORT is "99999", but must be a port number from 1 to 65535.',
      'config/paperboy.yaml:2: page-size is "lots", but must be a whole number from 1 to 5, as many as one message in Discord holds.',
      'PAPERBOY_PREFIX is "Lab", but must be at most 20 small letters, digits, hyphens and underscores.',
      'DISCORD_GUILD_ID is set, but DISCORD_TOKEN is not. Set both, or neither.',
    ]);
  });

  it('are named as they were written, in the file or in .env, where they need another', () => {
    write('config/paperboy.yaml', '\nmail-from: paperboy@lab.org\n');
    write('.env', 'SLACK_APP_TOKEN=xapp-1\n');
    expect(problems({ PUBLIC_URL: 'https://x' })).toEqual([
      'config/paperboy.yaml:2: mail-from is set, but SMTP_URL is not. Set both, or neither.',
      'PUBLIC_URL is set, but PORT is not. Set both, or neither.',
      '.env:1: SLACK_APP_TOKEN is set, but SLACK_BOT_TOKEN is not. Set both, or neither.',
    ]);
  });

  it('that hold several entries have all their mistakes told', () => {
    write('config/paperboy.yaml', 'digest-weights: { luck: 1, fresh: -1, match: lots, variety: 2 }\n');
    expect(problems({ PAPERBOY_BOOKMARKS: '1️⃣⭐ ⭐=To ⭐' })).toEqual([
      expect.stringContaining('PAPERBOY_BOOKMARKS has "1️⃣⭐", which is neither'),
      expect.stringContaining('PAPERBOY_BOOKMARKS has the tag "To", but tags are'),
      'PAPERBOY_BOOKMARKS has ⭐ twice; remove one of them.',
      'config/paperboy.yaml:1: digest-weights has "luck", but there are only fresh, trending, match, variety, taste.',
      'config/paperboy.yaml:1: digest-weights has "-1" for fresh, but must have a number from 0.',
      'config/paperboy.yaml:1: digest-weights has "lots" for match, but must have a number from 0.',
    ]);
  });

  it('are guessed at only where a setting is near', () => {
    const unknown = {
      PAPERBOY_COLOUR: '1',
      DISCORD_BOT_TOKEN: 'a',
      SLACK_TOKEN: 'b',
      PAPERBOY_PAGESIZE: '1',
    };
    expect(problems(unknown)).toEqual([
      expect.stringMatching(/^PAPERBOY_COLOUR is not a setting\. Remove it; there are: .*PAPERBOY_CORPUS/u),
      'DISCORD_BOT_TOKEN is not a setting. Did you mean DISCORD_TOKEN?',
      'SLACK_TOKEN is not a setting. Did you mean SLACK_BOT_TOKEN?',
      'PAPERBOY_PAGESIZE is not a setting. Did you mean PAPERBOY_PAGE_SIZE?',
    ]);
  });

  it('never show a secret', () => {
    const swapped = problems({ SLACK_BOT_TOKEN: 'xapp-hidden', SLACK_APP_TOKEN: 'xoxb-hidden' });
    expect(swapped).toEqual([
      expect.stringContaining('SLACK_BOT_TOKEN must be the bot token'),
      expect.stringContaining('begins with xapp-'),
    ]);
    expect(swapped.join()).not.toContain('hidden');
  });

  it.each([
    [
      { SLACK_BOT_TOKEN: 'xoxb-1' },
      'Set SLACK_APP_TOKEN (Socket Mode), or SLACK_SIGNING_SECRET and PORT (HTTP)',
    ],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_APP_TOKEN is set, but SLACK_BOT_TOKEN is not'],
    [
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' },
      'SLACK_SIGNING_SECRET is set, but PORT is not',
    ],
    [{ DISCORD_TOKEN: 'Bot abc' }, 'without "Bot" before it'],
    [{ DISCORD_API_URL: 'ftp://x' }, 'must be an http or https address'],
    [{ PAPERBOY_PAGE_SIZE: '0' }, 'a whole number from 1 to 5'],
    [{ PAPERBOY_PAGE_SIZE: '6' }, 'a whole number from 1 to 5'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must be sqlite: and the path of a file, or postgres://'],
    [{ DATABASE_URL: 'sqlite:' }, 'DATABASE_URL must be'],
    [{ SEARCH_URL: 'http://host/papers' }, 'SEARCH_URL must be manticore://HOST:9306/TABLE'],
    [{ SEARCH_URL: 'manticore://host' }, 'SEARCH_URL must be'],
    [{ DATABASE_URL: 'sqlite::memory:' }, 'DATABASE_URL must be'],
    [{ PAPERBOY_REACT_FIRST: 'maybe' }, 'but must be true or false'],
    [{ PAPERBOY_KEEP_MESSAGES: '0' }, 'a whole number of days from 1'],
    [{ PAPERBOY_DIGEST_NOTHING: 'shout' }, 'silent or say'],
    [{ PAPERBOY_DIGEST_GRACE: '-1' }, 'a number of hours from 0 to 168'],
    [{ PAPERBOY_DIGEST_WEIGHTS: 'fresh' }, 'has "" for fresh, but must have a number from 0'],
    [{ PAPERBOY_DIGEST_WEIGHTS: 'luck=1' }, 'has "luck", but there are only fresh, trending, match, variety'],
    [{ PAPERBOY_DIGEST_MANAGERS: '@ada' }, 'must be ids of people in Slack'],
    [{ SMTP_URL: 'smtp://x' }, 'SMTP_URL is set, but PAPERBOY_MAIL_FROM is not'],
    [
      { SMTP_URL: 'http://x', PAPERBOY_MAIL_FROM: 'a@b.org' },
      'SMTP_URL must be smtp://USER:PASSWORD@HOST:587',
    ],
    [{ SMTP_URL: 'smtp://x', PAPERBOY_MAIL_FROM: 'a b' }, 'an e-mail address'],
    [{ PUBLIC_URL: 'http://x', PORT: '1' }, 'an https address'],
    [{ PUBLIC_URL: 'https://x' }, 'PUBLIC_URL is set, but PORT is not'],
    [{ PAPERBOY_WIDGETS: '1' }, 'PAPERBOY_WIDGETS is not a setting'],
  ])('%j is refused with %j', (environment, remedy) => {
    expect(problems(environment)).toEqual([expect.stringContaining(remedy)]);
  });

  it('send secrets from the file to the environment', () => {
    write('config/paperboy.yaml', 'slackBotToken: xoxb-1\n');
    expect(problems()).toEqual([
      'config/paperboy.yaml:1: slackBotToken is not a setting of this file. Set SLACK_BOT_TOKEN in .env or the environment instead.',
    ]);
  });

  it('include a file that is no YAML, by its line, and the environment beside it', () => {
    write('config/paperboy.yaml', 'answers: private\nprefix: "lab\n');
    expect(problems({ PORT: 'x' })).toEqual([
      expect.stringMatching(/^config\/paperboy\.yaml:[23]: this is not YAML: /u),
      expect.stringContaining('PORT'),
    ]);
  });

  it('include a list where settings belong, and a file that does not exist though it was named', () => {
    write('config/paperboy.yaml', '- a\n');
    expect(problems()).toEqual([expect.stringContaining('config/paperboy.yaml:1: settings are lines')]);
    expect(problems({}, { configFile: 'nowhere.yaml' })).toEqual([
      expect.stringContaining('nowhere.yaml does not exist'),
    ]);
    expect(problems({ [configFileVariable]: 'nowhere.yaml' })).toHaveLength(1);
  });

  it('do not include the variables of other programs', () => {
    expect(problems({ HOME: '/x', NODE_ENV: 'test', npm_config_x: '1' })).toEqual([]);
  });
});
