import { platformKinds } from '../../src/adapters/registry.ts';
import { createManifest } from '../../src/adapters/slack/manifest.ts';
import { commands } from '../../src/core/commands/list.ts';
import { writeCommandsPage } from './commands-page.ts';
import { writeConfigFile } from './config-file.ts';
import { writeEnvironmentFile } from './environment-file.ts';
import { writeSettingsPage } from './settings-page.ts';

/** A file that is made from the code: `npm run docs` writes it, and a test fails where it is stale. */
export type Page = {
  /** From the root of the project. */
  readonly path: string;
  write(): string;
};

/** Every file that is made from the code; one line adds a page. */
export const pages: readonly Page[] = [
  { path: '.env.example', write: () => writeEnvironmentFile(platformKinds) },
  { path: 'config/paperboy.yaml', write: () => writeConfigFile(platformKinds) },
  {
    path: 'config/slack-manifest.json',
    write: () => `${JSON.stringify(createManifest(commands), null, 2)}\n`,
  },
  { path: 'docs/commands.md', write: writeCommandsPage },
  { path: 'docs/settings.md', write: () => writeSettingsPage(platformKinds) },
];
