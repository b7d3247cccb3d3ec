import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { papersToTry } from '../papers-to-try.ts';
import { buttonNamed, only, startTalk } from '../talk.ts';
import { keepLog, openAt, postgresUrl, temporaryFolder } from './open.ts';
import { day } from './things.ts';

const secret = 'zebrafinch';

/** Which files of a folder hold the word. */
async function filesWith(word: string, folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  const held = await Promise.all(
    names.map(async (name) => (await readFile(join(folder, name))).includes(word)),
  );
  return names.filter((_, at) => held[at]);
}

describe('a database file after somebody had everything deleted', () => {
  it('holds no word of theirs, nor do its log and the log of the bot', async () => {
    const folder = await temporaryFolder();
    const log = keepLog();
    const store = await openAt(`sqlite:${join(folder, 'paperboy.db')}`, log);
    const codes: string[] = [];
    const mail = {
      admit: async () => true,
      sendCode: async ({ code }: { readonly code: string }) => {
        codes.push(code);
      },
    };
    const talk = await startTalk({ store, mail });
    await talk.type(`/papers tag 2303.08010 tags:${secret}`);
    await talk.type(`/papers note 2303.08010 note:"about the ${secret}"`);
    await talk.type(`/papers subscribe ${secret} weekly`);
    await talk.type(`/papers subscribe uncertainty daily by:mail address:${secret}@example.org`);
    await talk.type(`/papers confirm ${codes[0]}`);
    await talk.type('/paper uncertainty');
    expect(await filesWith(secret, folder)).not.toEqual([]);
    await talk.press(buttonNamed('Delete everything', only(await talk.type('/papers forget-me'))));
    expect(await filesWith(secret, folder)).toEqual([]);
    expect([...talk.logged, ...log.lines].filter((line) => line.includes(secret))).toEqual([]);
  });

  it('holds none of many notes of any length, between those of others', async () => {
    const folder = await temporaryFolder();
    const store = await openAt(`sqlite:${join(folder, 'paperboy.db')}`);
    const people = ['ada', 'ben', 'eve'].map((id) => ({ platform: 'test', workspace: 'lab', id }));
    for (const round of [1, 2, 3])
      for (const [at, paper] of papersToTry.entries())
        for (const member of people) {
          const word = member.id === 'ada' ? secret : 'sparrow';
          await store.saves.save(member, paper, day(1));
          await store.saves.setNote(member, paper.id, `${word} `.repeat(1 + ((at * 97 * round) % 600)));
          await store.saves.setTags(member, paper.id, [`${word}-${at}-${round}`]);
        }
    for (const member of people) if (member.id === 'ada') await store.privacy.forget(member, day(2));
    expect(await filesWith('sparrow', folder)).not.toEqual([]);
    expect(await filesWith(secret, folder)).toEqual([]);
  });
});

it('has somebody deleted whose words PostgreSQL cannot sweep up just now, and says nothing else of it', async () => {
  const url = await postgresUrl();
  // Ever later, so that nobody waits long for the lock.
  let asked = 0;
  const later = () => {
    asked += 1;
    return new Date(Date.now() + asked * 2_000);
  };
  const store = await openAt(url, keepLog(), later);
  const [paper] = papersToTry;
  if (paper === undefined) throw new Error('There is no paper.');
  const member = { platform: 'test', workspace: 'lab', id: 'ada' };
  await store.saves.save(member, paper, day(1));
  const other = new Client({ connectionString: url });
  await other.connect();
  onTestFinished(() => other.end());
  await other.query('begin');
  await other.query('lock table saves in share update exclusive mode');
  await store.privacy.forget(member, day(2));
  expect(await store.privacy.holdings(member)).toMatchObject({ saved: 0 });
});
