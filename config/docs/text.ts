import wrapAnsi from 'wrap-ansi';
import type { Setting } from '../../src/core/chat/settings/setting.ts';

/** Said at the head of every file that is made from the code. */
export const madeBy = 'Made by "npm run docs" from what the code declares; edit that.';

/** Text as comments of at most 120 columns. */
export function writeComment(text: string): string {
  const lines = wrapAnsi(text, 118, { trim: true }).split('\n');
  return lines.map((line) => `# ${line}`.trimEnd()).join('\n');
}

/** Things by their parts, in the order in which the parts first come. */
export function groupByPart<Thing extends Pick<Setting, 'part'>>(
  things: readonly Thing[],
): ReadonlyMap<string, readonly Thing[]> {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) groups.set(thing.part, [...(groups.get(thing.part) ?? []), thing]);
  return groups;
}

/** What holds where a setting is not set, in words; undefined where it says nothing of it. */
export function describeDefault({ schema, unset }: Setting): string | undefined {
  if (unset !== undefined) return unset;
  const read = schema.safeParse(undefined);
  return read.success && read.data !== undefined ? String(read.data) : undefined;
}

/** A value as it may be written: the example, else the default. */
export function writeExample(setting: Setting): string {
  return setting.example ?? describeDefault(setting) ?? '';
}
