import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configure } from '../../src/app/configure.ts';
import { renderFindings } from '../../src/app/doctor/diagnosis.ts';
import { examineDisk } from '../../src/app/doctor/disk.ts';
import { examineAll } from '../../src/app/doctor/doctor.ts';
import { examineZones } from '../../src/app/doctor/zones.ts';
import type { DigestPlan } from '../../src/core/store/digests/digest.ts';
import { engines, openAt, temporaryFolder } from '../core/store/open.ts';
import { alice, day, general, paperNamed } from '../core/store/things.ts';
import { runProgram } from './command-line/program.ts';

const plan: DigestPlan = {
  destination: { kind: 'channel', channel: general },
  schedule: '0 9 * * *',
  zone: 'UTC',
  topic: 'uncertainty',
  count: 5,
  layout: 'cards',
  thread: false,
};
const origin = { home: general, createdBy: alice, createdAt: day(1), nextDue: day(2) };

async function examine(databaseUrl: string, environment: Record<string, string> = {}) {
  const folder = await temporaryFolder();
  mkdirSync(join(folder, 'papers'));
  writeFileSync(join(folder, 'papers', 'a.jsonl'), '{"title":"Good"}\n');
  const config = configure({
    environment: { DATABASE_URL: databaseUrl, ...environment },
    folder,
    shippedCorpus: join(folder, 'papers'),
  });
  return renderFindings(await examineAll(config, day(1)));
}

it('says of a folder that the system does not tell how much is free there', async () => {
  const file = join(await temporaryFolder(), 'file');
  writeFileSync(file, '');
  const disk = await examineDisk({ data: join(file, 'data'), databaseUrl: 'postgres://localhost/paperboy' });
  expect(disk).toMatchObject({ state: 'warn', lines: [expect.stringMatching(/file\/data .*ENOTDIR/u)] });
});

describe.each(engines)('the doctor, looking at $engine', ({ engine, freshUrl }) => {
  it('tells what there is, and that all is well', async () => {
    const url = await freshUrl();
    const store = await openAt(url);
    await store.saves.save(alice, paperNamed('a'), day(1));
    await store.digests.add(plan, origin);
    // Tried on the preview page and in the terminal, which are not always open.
    for (const platform of ['browser', 'terminal'])
      await store.digests.add(plan, {
        ...{ ...origin, home: { platform, workspace: 'slack' } },
        nextDue: day(0),
      });
    const text = await examine(url, { DISCORD_TOKEN: 'secret' });
    expect(text).toMatch(
      /^ok +papers +1 paper in \S+: 1 without a date, 1 without authors, 1 without an abstract, 1 link is a guess$/mu,
    );
    expect(text).toContain(`${engine} `);
    expect(/ and \d.* of write-ahead log$/mu.test(text)).toBe(engine === 'SQLite');
    expect(text).toMatch(/1 save\b/u);
    expect(text).toMatch(/^ok +disk +\d.*[MG]B free for /mu);
    expect(text).toMatch(/ok +discord/u);
    expect(text).toMatch(/off +slack/u);
    expect(text).toMatch(/ok +digest 1 +slack T1 C1\n/u);
    expect(text).toContain('Next: Saturday, 2 March 2024 at 12:00 (UTC)');
    expect(text).not.toMatch(/^wrong/mu);
    expect(text).not.toContain('secret');
  });

  it('tells how each source was when it was asked last, and what is broken', async () => {
    const url = await freshUrl();
    const { sourceStatuses, keptPapers } = await openAt(url);
    await keptPapers.take('arxiv:cs.LG', [{ key: 'a', paper: paperNamed('a') }], [], day(1));
    await sourceStatuses.put('arxiv:cs.LG', { state: 'fresh', askedAt: day(1), failures: 0 });
    await sourceStatuses.put('huggingface', {
      state: 'broken',
      askedAt: day(1),
      problem: 'The service answered\nHTTP 500.',
      nextTry: day(2),
      failures: 3,
    });
    const text = await examine(url, { PAPERBOY_SOURCES: 'arxiv:cs.LG huggingface arxiv:cs.CL' });
    expect(text).toMatch(
      /^ok +source +arxiv:cs\.LG: fresh; 1 paper: 1 without a date, 1 without authors, 1 without an abstract; the newest of Friday, 1 March 2024 at 12:00 \(UTC\)$/mu,
    );
    expect(text).toMatch(
      /^wrong +source +huggingface: broken; no papers\n +The service answered HTTP 500\. It is tried again/mu,
    );
    expect(text).toContain('Asked next: Saturday, 2 March 2024 at 12:00 (UTC)');
    expect(text).toMatch(/^off +source +arxiv:cs\.CL: nothing was fetched yet/mu);
  });

  it('names a digest that is overdue, and of people’s subscriptions no more than what is wrong', async () => {
    const url = await freshUrl();
    const { digests } = await openAt(url);
    const missed = { ...origin, nextDue: new Date(day(1).getTime() - 3 * 60 * 60 * 1_000) };
    await digests.add(plan, missed);
    await digests.add({ ...plan, topic: 'private', destination: { kind: 'direct', member: alice } }, missed);
    const text = await examine(url);
    expect(text).toMatch(/^wrong +digest 1 +slack T1 C1, overdue by 3 hours: start the bot/mu);
    expect(text).toMatch(/^wrong +people +1 subscription, 1 with problems\n +2: overdue by 3 hours/mu);
    expect(text).not.toContain('private');
  });

  it('tells of thirty digests of channels one by one, those that do not come first, and counts the others', async () => {
    const url = await freshUrl();
    const { digests } = await openAt(url);
    for (let number = 0; number < 40; number += 1) await digests.add(plan, origin);
    const missed = { ...origin, nextDue: new Date(day(1).getTime() - 3 * 60 * 60 * 1_000) };
    await digests.add(plan, missed);
    const text = await examine(url);
    expect(text.match(/^\w+ +digest \d+/gmu)).toHaveLength(30);
    expect(text).toMatch(/^wrong +digest 41 /mu);
    expect(text).toMatch(/^ok +digests +11 other digests, none with problems$/mu);
  });

  it('tells once why mail does not go out, whomever it is for', async () => {
    const url = await freshUrl();
    const { digests, deliveryQueue, deliveries } = await openAt(url);
    for (const name of ['ada', 'bob']) {
      const member = { ...alice, id: name };
      const destination = { kind: 'mail', member, address: `${name}@lab.example` } as const;
      await digests.add({ ...plan, destination }, { ...origin, createdBy: member });
    }
    const lease = { holder: 'test', now: day(2), until: day(3) };
    const failure = { reason: 'The mail server refuses the mail.', refused: false };
    for (const due of await deliveryQueue.due(day(2), 9)) {
      const claim = await deliveryQueue.claim(due, lease);
      await deliveries.postpone(claim?.delivery.id ?? 0, lease, { until: day(3), failure, inDoubt: false });
    }
    expect(await examine(url)).toMatch(
      /^wrong +people +2 subscriptions, 2 with problems\n +1, 2: failing: The mail server refuses the mail\.$/mu,
    );
  });
});

describe('paperboy doctor', () => {
  it('says how to switch a source on, and that nothing was fetched from those there are', async () => {
    const folder = await temporaryFolder();
    expect((await runProgram(folder, ['doctor'])).output).toMatch(
      /^off +sources +none set\n.*sources: \[huggingface, arxiv:cs\.LG\]/mu,
    );
    const set = await runProgram(folder, ['doctor'], '', { PAPERBOY_SOURCES: 'huggingface arxiv:cs.LG' });
    expect(set).toMatchObject({ code: 0 });
    expect(set.output).toMatch(/^off +sources +huggingface, arxiv:cs\.LG: nothing was fetched yet$/mu);
  });

  it('counts the digests of the configuration file before the first start', async () => {
    const folder = await temporaryFolder();
    mkdirSync(join(folder, 'config'));
    writeFileSync(
      join(folder, 'config', 'paperboy.yaml'),
      'digests:\n  - { name: morning, platform: slack, workspace: T0123456, channel: C0123456789, at: "9:00", zone: UTC, topic: trees }\n',
    );
    const { code, output } = await runProgram(folder, ['doctor']);
    expect(code).toBe(0);
    expect(output).toMatch(
      /^ok +declared +1 digest of the configuration file, set up at the next start: morning$/mu,
    );
  });

  it('makes nothing where there is no database yet', async () => {
    const folder = await temporaryFolder();
    const { code, output } = await runProgram(folder, ['doctor']);
    expect(code).toBe(0);
    expect(output).toMatch(/^off +database .* does not exist yet/mu);
    expect(await runProgram(folder, ['export', '--all'])).toMatchObject({ code: 1 });
  });

  it('ends with 1 where the database is none, and names it', async () => {
    const folder = await temporaryFolder();
    writeFileSync(join(folder, 'lab.db'), 'no database at all, but a text that is long enough\n'.repeat(40));
    const { code, output } = await runProgram(folder, ['doctor'], '', { DATABASE_URL: 'sqlite:lab.db' });
    expect(code).toBe(1);
    expect(output).toMatch(/^wrong +database .*lab\.db is not a database/mu);
  });
});

describe('the rules of time zones', () => {
  it.each([
    ['tzdata.zi', '# version 2026a\n# This zic input file is in the public domain.\nR d 1916 o', 'warn'],
    ['+VERSION', '2026a\n', 'warn'],
    ['tzdata.zi', '# version 2025c\n', 'ok'],
    ['tzdata.zi', '# version 2024b\n', 'ok'],
    ['tzdata.zi', 'something else', 'ok'],
  ])('are told, with a warning where the system has newer ones: %s %j', async (file, text, state) => {
    const folder = await temporaryFolder();
    writeFileSync(join(folder, file), text);
    const finding = await examineZones('2025c', folder);
    expect(finding.state).toBe(state);
    expect(finding.lines[0]).toBe(`the rules of 2025c, which Node.js ${process.versions.node} brings`);
    expect(finding.lines.slice(1)).toEqual(
      state === 'ok'
        ? []
        : [
            'This system has those of 2026a. Where time zones have changed since, digests come at the old hour: install the newest Node.js.',
          ],
    );
  });

  it('are told where the system has none', async () => {
    expect((await examineZones('2025c', join(await temporaryFolder(), 'none'))).state).toBe('ok');
  });
});
