import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { normaliseEmoji, writeShortName } from '../src/core/chat/emoji.ts';

/** Where the names are kept that Slack gives to emoji. */
export const emojiFile = 'src/adapters/slack/emoji-names.ts';

/** One emoji of the package: its code points in hexadecimal, and Slack's names for it. */
export type SlackEmoji = {
  readonly unified: string;
  readonly short_name: string;
  readonly short_names: readonly string[];
};

/** All emoji that Slack has, as the package `emoji-datasource` tells. */
export function readEmojiData(): readonly SlackEmoji[] {
  const path = fileURLToPath(import.meta.resolve('emoji-datasource/emoji.json'));
  return JSON.parse(readFileSync(path, 'utf8')) as readonly SlackEmoji[];
}

/** The character of an emoji as it is compared; '' for a skin tone alone. */
export function characterOf({ unified }: SlackEmoji): string {
  const points = unified.split('-').map((point) => Number.parseInt(point, 16));
  return normaliseEmoji(String.fromCodePoint(...points));
}

/** The file with all names that are not the usual ones, the one that Slack writes first. */
export function writeEmojiNames(data: readonly SlackEmoji[]): string {
  const entries = data.flatMap((one) => {
    const emoji = characterOf(one);
    const isUsual =
      writeShortName(emoji) === one.short_name &&
      one.short_names.every((name) => normaliseEmoji(name) === emoji);
    if (emoji === '' || isUsual) return [];
    return `${emoji} ${[...new Set([one.short_name, ...one.short_names])].join(' ')}`;
  });
  const lines: string[] = [];
  for (const entry of entries) {
    const last = lines.at(-1);
    if (last !== undefined && `${last}, ${entry}`.length < 108) lines[lines.length - 1] = `${last}, ${entry}`;
    else lines.push(entry);
  }
  return `/**
 * Emoji and Slack's names for them, where those are not the names that gemoji has. Made by \`npm run slack:emoji\` from
 * emoji-datasource, Copyright (c) 2013 Cal Henderson, under the MIT licence: https://github.com/iamcal/emoji-data
 */
export const emojiNames = \`
${lines.join(',\n')}
\`;
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(emojiFile, writeEmojiNames(readEmojiData()));
  process.stdout.write(`${emojiFile} written\n`);
}
