import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';
import { createManifest } from '../../../src/adapters/slack/manifest.ts';
import { commands } from '../../../src/core/commands/list.ts';
import { readPaperId } from '../../../src/core/papers/identity.ts';

const schema: object = JSON.parse(readFileSync('tests/fixtures/slack/manifest.schema.2.0.0.json', 'utf8'));
const validate = new Ajv({ strict: false, formats: { uri: true } }).compile(schema);
const folder = mkdtempSync(join(tmpdir(), 'paperboy-manifest-'));

afterAll(() => rmSync(folder, { recursive: true }));

describe("Slack's manifest", () => {
  it.each([
    {},
    { requestUrl: 'https://bot.example.org/slack/events' },
    { publicUrl: 'https://bot.example.org' },
  ])('is valid: %o', (options) => {
    validate(createManifest(commands, options));
    expect(validate.errors).toBeNull();
  });

  it('asks for the scopes that its events and methods need, and no more', () => {
    const needed = {
      app_mention: 'app_mentions:read',
      'message.im': 'im:history',
      'reaction_added, reactions.get': 'reactions:read',
      'reactions.add': 'reactions:write',
      'chat.postMessage': 'chat:write',
      'slash commands': 'commands',
      'usergroups.list': 'usergroups:read',
      'users.info': 'users:read',
      'conversations.info': ['channels:read', 'groups:read', 'mpim:read'],
      'conversations.history': ['channels:history', 'groups:history', 'mpim:history'],
      'metadata in the history': 'metadata.message:read',
      'conversations.open': 'im:write',
      'files.completeUploadExternal': 'files:write',
      link_shared: 'links:read',
      'chat.unfurl': 'links:write',
    };
    const { bot } = createManifest(commands).oauth_config.scopes;
    expect(bot).toEqual(Object.values(needed).flat().sort());
    const page = readFileSync('docs/operating.md', 'utf8');
    for (const scope of bot) expect(page).toContain(`\`${scope}\``);
  });

  it('has people of several workspaces sent back to the public address, and may be of a whole organisation', () => {
    const { oauth_config, settings } = createManifest(commands, { publicUrl: 'https://bot.example.org/' });
    expect(oauth_config.redirect_urls).toEqual(['https://bot.example.org/slack/oauth_redirect']);
    expect(settings.org_deploy_enabled).toBe(true);
    expect(createManifest(commands).oauth_config).not.toHaveProperty('redirect_urls');
  });

  it('hears of links to the services whose addresses name papers, of five domains at most', () => {
    const { features, settings } = createManifest(commands);
    expect(features.unfurl_domains.length).toBeLessThanOrEqual(5);
    expect(settings.event_subscriptions.bot_events).toContain('link_shared');
    const addresses = ['https://arxiv.org/abs/2303.08010', 'https://doi.org/10.1000/xyz'].concat(
      ['huggingface.co/papers', 'hf.co/papers', 'alphaxiv.org/abs'].map(
        (page) => `https://${page}/2303.08010`,
      ),
    );
    expect(addresses.every((address) => readPaperId(address) !== undefined)).toBe(true);
    expect(addresses.map((address) => new URL(address).hostname).sort()).toEqual(
      [...features.unfurl_domains].sort(),
    );
  });

  it('hints at arguments and options', () => {
    const declared = {
      name: 'lab-papers',
      verb: 'export',
      description: 'Sends a file',
      argument: { name: 'query', description: 'what', required: false, kind: 'query' },
      options: [
        { name: 'format', description: 'of the file', choices: [{ label: 'BibTeX', value: 'bibtex' }] },
        { name: 'tag', description: 'only these' },
      ],
      private: true,
    } as const;
    expect(createManifest([declared]).features.slash_commands).toEqual([
      {
        command: '/lab-papers',
        description: 'Papers: export',
        usage_hint: 'export [query] [bibtex] [tag:…]',
        should_escape: true,
      },
    ]);
  });

  it('is written by the script, with other names and for HTTP where asked', () => {
    const output = join(folder, 'manifest.json');
    const url = 'https://bot.example.org/slack/events';
    execFileSync('node', [
      '--import',
      'tsx',
      'config/slack-manifest.ts',
      '--prefix',
      'lab-',
      '--url',
      url,
      '--output',
      output,
    ]);
    const { features, settings } = JSON.parse(readFileSync(output, 'utf8')) as ReturnType<
      typeof createManifest
    >;
    expect(features.slash_commands.map(({ command }) => command)).toEqual([
      '/lab-paper',
      '/lab-papers',
      '/lab-foryou',
      '/lab-digest',
      '/lab-follow',
    ]);
    expect(settings.socket_mode_enabled).toBe(false);
  });

  it.each([
    [['--prefix', 'Lab '], '--prefix must be at most 20 small letters'],
    [['--url', 'http://bot.example.org/slack/events'], 'https://'],
    [['--url', 'bot.example.org'], 'https://'],
    [['--public-url', 'http://bot.example.org'], '--public-url must be an address that begins with https://'],
  ])('is not written with what Slack refuses: %j', (given, words) => {
    const output = join(folder, 'refused.json');
    const script = ['--import', 'tsx', 'config/slack-manifest.ts', '--output', output, ...given];
    const { status, stderr } = spawnSync('node', script, { encoding: 'utf8' });
    expect([status, existsSync(output)]).toEqual([1, false]);
    expect(stderr).toContain(words);
  });
});
