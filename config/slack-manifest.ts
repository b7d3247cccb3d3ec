import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createManifest } from '../src/adapters/slack/manifest.ts';
import { commands } from '../src/core/commands/list.ts';

/**
 * Writes `config/slack-manifest.json` from the bot's commands. `--prefix lab-` renames the commands, `--url
 * https://bot.example.org/slack/events` makes a manifest for HTTP mode, `--output` writes it elsewhere.
 */
const { values } = parseArgs({
  options: {
    prefix: { type: 'string', default: '' },
    url: { type: 'string' },
    output: { type: 'string', default: 'config/slack-manifest.json' },
  },
});
const declared = commands.map((command) => ({ ...command, name: `${values.prefix}${command.name}` }));
const manifest = createManifest(declared, values.url === undefined ? {} : { requestUrl: values.url });
writeFileSync(values.output, `${JSON.stringify(manifest, null, 2)}\n`);
process.stdout.write(`${values.output} written\n`);
