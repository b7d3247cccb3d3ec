import { listSettings } from '../../src/config/config.ts';
import { configFileVariable } from '../../src/config/settings/settings.ts';
import type { PlatformKind } from '../../src/core/chat/platform-kind.ts';
import { groupByPart, madeBy, writeComment } from './text.ts';

/** `.env.example`: every variable, empty, those that the configuration file may hold at the end. */
export function writeEnvironmentFile(platforms: readonly PlatformKind[]): string {
  const all = listSettings(platforms);
  const own = all.filter(({ key }) => key === undefined);
  const shared = all.filter(({ key }) => key !== undefined);
  const parts = [...groupByPart(own)].map(([part, settings]) =>
    [
      `# ${part}`,
      ...settings.flatMap((setting) => [
        '',
        writeComment(
          [setting.words, ...(setting.example === undefined ? [] : [`For example: ${setting.example}`])].join(
            ' ',
          ),
        ),
        `${setting.variable}=`,
      ]),
    ].join('\n'),
  );
  return `${[
    writeComment(madeBy),
    writeComment(
      'Copy this file to .env and fill in what you need: every line is optional. With no token, Paperboy opens in the terminal.',
    ),
    '',
    parts.join('\n\n\n'),
    '',
    '',
    writeComment('The settings of config/paperboy.yaml, which win over that file; it explains them.'),
    ...shared.map(({ variable }) => `${variable}=`),
    writeComment('Another path for that file.'),
    `${configFileVariable}=`,
  ].join('\n')}\n`;
}
