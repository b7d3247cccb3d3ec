import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configFileVariable, settings } from '../src/config/settings.ts';
import { ConfigError, type ConfigSources, loadConfig } from '../src/config.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-config-'));
  mkdirSync(join(folder, 'config'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function load(environment: Record<string, string> = {}, more: Partial<ConfigSources> = {}) {
  return loadConfig({ environment, folder, shippedCorpus: '/shipped', ...more });
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
    expect(load()).toEqual({
      corpus: '/shipped',
      data: join(folder, 'data'),
      pageSize: 5,
      answers: 'private',
      prefix: '',
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

  it('may be a file of comments, as the one that ships', () => {
    write('config/paperboy.yaml', readFileSync('config/paperboy.yaml', 'utf8'));
    write('.env', readFileSync('.env.example', 'utf8'));
    expect(load().pageSize).toBe(5);
  });

  it('name the two ways to reach Slack', () => {
    const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_API_URL: 'http://127.0.0.1:1/api/' };
    expect(load({ ...slack, SLACK_APP_TOKEN: 'xapp-1' }).slack).toEqual({
      botToken: 'xoxb-1',
      appToken: 'xapp-1',
      apiUrl: 'http://127.0.0.1:1/api/',
    });
    expect(load({ ...slack, SLACK_SIGNING_SECRET: 's', PORT: '3000' }).slack).toEqual({
      botToken: 'xoxb-1',
      signingSecret: 's',
      port: 3000,
      apiUrl: 'http://127.0.0.1:1/api/',
    });
  });

  it('say which way is taken where both are set', () => {
    const config = load({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: 's' });
    expect(config.slack).toEqual({ botToken: 'xoxb-1', appToken: 'xapp-1' });
    expect(config.notices).toEqual([expect.stringContaining('Socket Mode is used')]);
    expect(config.secrets).toEqual(['xoxb-1', 'xapp-1', 's']);
  });
});

describe('wrong settings', () => {
  it('are all named at once, each with its place and remedy', () => {
    write('config/paperboy.yaml', '# mine\npage-size: lots\npagesize: 3\n\nanswers: [private]\n');
    write('.env', '# mine\nexport PORT=99999\nSLACK_BOT_TOKN=xoxb-1\n');
    expect(problems({ DISCORD_GUILD_ID: 'lab', PAPERBOY_PREFIX: 'Lab ' })).toEqual([
      '.env:3: SLACK_BOT_TOKN is no setting. Did you mean SLACK_BOT_TOKEN?',
      'config/paperboy.yaml:3: pagesize is no setting of this file. Did you mean page-size?',
      'config/paperboy.yaml:5: answers must be private or public.',
      'config/paperboy.yaml:2: page-size is "lots", but must be a whole number from 1 to 5, as many as one message in Discord holds.',
      'PAPERBOY_PREFIX is "Lab", but must be at most 20 small letters, digits, hyphens and underscores.',
      'DISCORD_GUILD_ID is "lab", but must be the 17 to 20 digits that "Copy Server ID" gives in Discord.',
      '.env:2: PORT is "99999", but must be a port number from 1 to 65535.',
      'DISCORD_GUILD_ID is set, but DISCORD_TOKEN is not. Set both, or neither.',
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
    [{ PAPERBOY_WIDGETS: '1' }, 'PAPERBOY_WIDGETS is no setting'],
  ])('%j is refused with %j', (environment, remedy) => {
    expect(problems(environment)).toEqual([expect.stringContaining(remedy)]);
  });

  it('send secrets from the file to the environment', () => {
    write('config/paperboy.yaml', 'slackBotToken: xoxb-1\n');
    expect(problems()).toEqual([
      'config/paperboy.yaml:1: slackBotToken is no setting of this file. Set SLACK_BOT_TOKEN in .env or the environment instead.',
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

describe('the documents', () => {
  it.each(Object.values(settings))('explain $variable', ({ variable, key }) => {
    expect(readFileSync('.env.example', 'utf8')).toMatch(new RegExp(`^${variable}=$`, 'mu'));
    if (key !== undefined)
      expect(readFileSync('config/paperboy.yaml', 'utf8')).toMatch(new RegExp(`^# ${key}: `, 'mu'));
  });
});
