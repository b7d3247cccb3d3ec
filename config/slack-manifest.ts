import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createManifest } from '../src/adapters/slack/manifest.ts';
import { answerSettings } from '../src/config/settings/answers.ts';
import { commands } from '../src/core/commands/list.ts';

/**
 * Writes `config/slack-manifest.json` from the bot's commands. `--prefix lab-` renames the commands, `--url
 * https://bot.example.org/slack/events` makes a manifest for HTTP mode, `--public-url https://bot.example.org` one for several
 * workspaces, `--output` writes it elsewhere.
 */
const { values } = parseArgs({
  options: {
    prefix: { type: 'string', default: '' },
    url: { type: 'string' },
    'public-url': { type: 'string' },
    output: { type: 'string', default: 'config/slack-manifest.json' },
  },
});
const { schema, mustBe } = answerSettings.prefix;
if (!schema.safeParse(values.prefix).success) fail(`--prefix must be ${mustBe}, not ${values.prefix}`);
if (values.url !== undefined && !isSecure(values.url))
  fail(`--url must be an address that begins with https://, where Slack reaches the bot, not ${values.url}`);
const publicUrl = values['public-url'];
if (publicUrl !== undefined && !isSecure(publicUrl))
  fail(`--public-url must be an address that begins with https://, as PUBLIC_URL, not ${publicUrl}`);
const declared = commands.map((command) => ({ ...command, name: `${values.prefix}${command.name}` }));
const manifest = createManifest(declared, {
  ...(values.url === undefined ? {} : { requestUrl: values.url }),
  ...(publicUrl === undefined ? {} : { publicUrl }),
});
writeFileSync(values.output, `${JSON.stringify(manifest, null, 2)}\n`);
process.stdout.write(`${values.output} written\n`);

function isSecure(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:';
}

/** Ends with what is wrong, before anything is written. */
function fail(words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}
