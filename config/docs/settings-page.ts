import { listSettings } from '../../src/config/config.ts';
import { configFileVariable } from '../../src/config/settings/settings.ts';
import type { PlatformKind } from '../../src/core/chat/platform-kind.ts';
import type { Setting } from '../../src/core/chat/settings/setting.ts';
import { describeDefault, groupByPart, madeBy } from './text.ts';

/** `docs/settings.md`: where the bot runs, and every setting by the part that uses it. */
export function writeSettingsPage(platforms: readonly PlatformKind[]): string {
  return `${[
    '# Settings',
    `<!-- ${madeBy} -->`,
    'All settings are optional. A setting is read from the environment, else from `.env` (copy `.env.example`), else from `config/paperboy.yaml`; what is a secret belongs in the first two. An empty one counts as not set. A mistake stops the start with one message that names every wrong setting, where it stands, and its remedy.',
    `\`${configFileVariable}\` in the environment, or \`--config\` on the command line, names another file in place of \`config/paperboy.yaml\`; \`--corpus\` wins over the setting \`corpus\`.`,
    '## Where it runs',
    'Any number of services at once; without any the bot opens in the terminal.',
    [
      '| | how people reach it | needs |',
      '|---|---|---|',
      ...platforms.map(({ title, reached, needs }) => `| ${title} | ${reached} | ${needs} |`),
    ].join('\n'),
    ...[...groupByPart(listSettings(platforms))].flatMap(([part, settings]) => [
      `## ${part}`,
      ...settings.flatMap(writeSetting),
    ]),
    '## Digests of channels',
    'The list `digests` in `config/paperboy.yaml` declares digests for those who keep settings in git; the file explains its lines. They cannot be changed from chat, and are made, changed and removed at each start as the file says.',
  ].join('\n\n')}\n`;
}

function writeSetting(setting: Setting): readonly string[] {
  const { variable, key, words, mustBe, example, secret } = setting;
  const names = [...(key === undefined ? [] : [`\`${key}\``]), `\`${variable}\``];
  const otherwise = describeDefault(setting);
  const shownDefault = setting.unset === undefined ? `\`${otherwise}\`` : otherwise;
  const facts = [
    `Value: ${mustBe}.`,
    ...(otherwise === undefined ? [] : [`Unless set: ${shownDefault}.`]),
    ...(example === undefined ? [] : [`Example: \`${example}\`.`]),
    ...(secret === 'value' ? ['A secret: it is never printed.'] : []),
    ...(secret === 'password' ? ['Its password is never printed.'] : []),
  ];
  return [`### ${names.join(' · ')}`, words, facts.join(' ')];
}
