import { listSettings } from '../../src/config/config.ts';
import { listNames } from '../../src/config/declared-digests.ts';
import { type DigestField, digestFields } from '../../src/config/digest-fields.ts';
import type { PlatformKind } from '../../src/core/chat/platform-kind.ts';
import { groupByPart, madeBy, writeComment, writeExample } from './text.ts';

/** `config/paperboy.yaml`: every setting that may stand there, in a comment, with its default or an example. */
export function writeConfigFile(platforms: readonly PlatformKind[]): string {
  // Those of platforms come last: most people need none of them.
  const all = new Set([...listSettings([]), ...listSettings(platforms)]);
  const settings = [...all].filter(({ key }) => key !== undefined);
  return `${[
    writeComment(madeBy),
    writeComment(
      'Settings of Paperboy. Each line shows a default, or an example where there is none; take the "# " away to change it. Secrets belong in .env.',
    ),
    writeComment(
      'The environment wins over this file: PAPERBOY_PAGE_SIZE=3 over page-size here, and so on for each.',
    ),
    ...[...groupByPart(settings)].flatMap(([part, own]) => [
      '',
      `# --- ${part} ---`,
      ...own.flatMap((setting) => [
        '',
        writeComment(setting.words),
        `# ${setting.key}: ${writeExample(setting)}`,
      ]),
    ]),
    '',
    '# --- Digests of channels ---',
    '',
    ...writeDigests(platforms),
  ].join('\n')}\n`;
}

function writeDigests(platforms: readonly PlatformKind[]): readonly string[] {
  const shown = platforms.find(({ ids }) => ids.workspace !== undefined) ?? platforms[0];
  const examples: Readonly<Record<string, string | undefined>> = {
    platform: shown?.name,
    workspace: shown?.ids.workspace?.example,
    channel: shown?.ids.channel.example,
  };
  const words: Readonly<Record<string, string | undefined>> = {
    platform: listNames(platforms),
    workspace: shown?.ids.workspace?.mustBe,
    channel: shown?.ids.channel.mustBe,
  };
  const lines = Object.entries<DigestField>(digestFields)
    .filter(([name]) => name !== 'cron')
    .map(([name, field], at) => {
      const said = field.words ?? words[name];
      const value = examples[name] ?? field.example ?? '';
      return `#   ${at === 0 ? '-' : ' '} ${name}: ${value}${said === undefined ? '' : ` # ${said}`}`;
    });
  return [
    writeComment(
      'Digests of channels, for those who keep settings in git; they cannot be changed from chat. Each has a name, a platform, the ids of the workspace or server and of the channel, a time and a time zone; the rest may be left out, and is shown as it is then.',
    ),
    writeComment(`In place of at and days, cron: ${digestFields.cron.example} says when it comes.`),
    '# digests: # take the "# " away from these lines as well',
    ...lines,
  ];
}
