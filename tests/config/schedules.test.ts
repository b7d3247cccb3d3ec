import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { platformKinds } from '../../src/adapters/registry.ts';
import { ConfigError, loadConfig } from '../../src/config/config.ts';
import { openTestStore, temporaryFolder } from '../core/store/open.ts';
import { startTalk, type Talk } from '../core/talk.ts';

/** When a digest comes, as somebody writes it. */
type Written = { readonly at?: string; readonly days?: string; readonly zone: string };

/** What became of it: a schedule and a zone, or why not. */
type Read = { readonly schedule: string; readonly zone: string } | { readonly problem: string };

const readByChat = (act: (talk: Talk, written: Written) => ReturnType<Talk['type']>) => {
  return async (written: Written): Promise<Read> => {
    const store = await openTestStore();
    const talk = await startTalk({ store });
    const [card] = await act(talk, written);
    const [digest] = await store.digests.all();
    return digest === undefined
      ? { problem: card?.text ?? '' }
      : { schedule: digest.schedule, zone: digest.zone };
  };
};

const typeLine = readByChat((talk, written) => {
  const options = Object.entries(written).map(([name, value]) => `${name}:"${value}"`);
  return talk.type(`/digest add uncertainty ${options.join(' ')}`);
});

const fillForm = readByChat((talk, written) => {
  return talk.fill('/digest add uncertainty', { at: '', days: '', ...written });
});

async function writeFileOfConfig(written: Written): Promise<Read> {
  const folder = await temporaryFolder();
  const place = { platform: 'slack', workspace: 'T01', channel: 'C01' };
  await mkdir(join(folder, 'config'));
  await writeFile(
    join(folder, 'config/paperboy.yaml'),
    stringify({ digests: [{ name: 'morning', ...place, ...written }] }),
  );
  try {
    const config = loadConfig({ environment: {}, folder, shippedCorpus: '/', platforms: platformKinds });
    const [digest] = config.digests;
    return { schedule: digest?.schedule ?? '', zone: digest?.zone ?? '' };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // After the line in the file and the name of the field, where one alone is wrong.
    return { problem: error.problems.join('\n').replace(/^\S+:\d+: (?:(?:at|days|zone): )?/u, '') };
  }
}

const ways = [
  { way: 'on a line', read: typeLine },
  { way: 'in a form', read: fillForm },
  { way: 'in the configuration file', read: writeFileOfConfig },
];

const berlin = 'Europe/Berlin';

const table: readonly (readonly [Written, Read | RegExp])[] = [
  [
    { at: '09:00', zone: berlin },
    { schedule: '0 9 * * *', zone: berlin },
  ],
  [
    { at: '9:30 pm', days: 'weekdays', zone: 'berlin' },
    { schedule: '30 21 * * 1-5', zone: berlin },
  ],
  [
    { days: 'Monday-wed', zone: 'PST' },
    { schedule: '0 9 * * 1,2,3', zone: 'America/Los_Angeles' },
  ],
  [
    { days: 'weekdays noon', zone: 'europe/kiev' },
    { schedule: '0 12 * * 1-5', zone: 'Europe/Kyiv' },
  ],
  [
    { at: 'fridays 17h30', zone: 'UTC' },
    { schedule: '30 17 * * 5', zone: 'UTC' },
  ],
  [
    { at: '9:00 and 17:00', days: 'mon, thu', zone: 'UTC' },
    { schedule: '0 9,17 * * 1,4', zone: 'UTC' },
  ],
  [
    { days: '0 8 1 * *', zone: 'UTC' },
    { schedule: '0 8 1 * *', zone: 'UTC' },
  ],
  [
    { at: 'weekdays 9:30', zone: 'UTC' },
    { schedule: '30 9 * * 1-5', zone: 'UTC' },
  ],
  [
    { at: '30 8 * * 1-5', zone: 'UTC' },
    { schedule: '30 8 * * 1-5', zone: 'UTC' },
  ],
  [
    { at: '9:00', days: 'last friday', zone: 'boston' },
    { schedule: '0 9 * * 5L', zone: 'America/New_York' },
  ],
  [{ days: '0 8 * * mon-fri', at: '10:00', zone: 'UTC' }, /^This says both 10:00 and 08:00\. Which is it\?/u],
  [{ at: '25:00', zone: 'UTC' }, /^“25:00” is not a time of day\. Examples: /u],
  [{ at: '9:00', days: 'someday', zone: 'UTC' }, /^“someday” is not understood as a day or a time\. /u],
  [{ at: '9:00 and 17:30', zone: 'UTC' }, /^The times of one digest must share their minutes/u],
  [{ at: '9:15', days: 'mon 17:30', zone: 'UTC' }, /^This says both 09:15 and 17:30/u],
  [{ days: '* * * * *', zone: 'UTC' }, /comes more often than once an hour/u],
  [{ days: '0 9 31 2 *', zone: 'UTC' }, /^0 9 31 2 \* never happens/u],
  [{ at: '9:00', zone: '+02:00' }, /^“\+02:00” does not say whether it has summer time/u],
  [{ at: '9:00', zone: 'Berln' }, /^“Berln” is not a time zone\. Did you mean Europe\/Berlin\?/u],
];

describe.each(table)('%j', (written, expected) => {
  it('is the same on a line, in a form and in the configuration file', async () => {
    const answers = await Promise.all(ways.map(async ({ read }) => read(written)));
    const [first] = answers;
    expect(answers).toEqual(ways.map(() => first));
    expect(first).toEqual(
      expected instanceof RegExp ? { problem: expect.stringMatching(expected) } : expected,
    );
  });
});
