import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { firstOf, startTown, type Town } from './town.ts';

const HOUR = 3_600;

/** A workspace that has added the app, which is in #papers there and was never spoken to. */
async function addTo(town: Town, name: string) {
  const workspace = town.slack.addWorkspace(name);
  expect((await town.add(workspace.person(firstOf(workspace)))).status).toBe(200);
  workspace.channel('papers').members.add(workspace.world.botUserId);
  return workspace;
}

/** The same, whose tokens end after so many seconds. */
async function openRotating(seconds: number, options: Parameters<typeof startTown>[0] = {}) {
  const town = await startTown(options);
  town.slack.registration.rotates = seconds;
  const clinic = await addTo(town, 'clinic');
  const papers = { platform: 'slack', workspace: 'T0CLINIC', id: clinic.channel('papers').id };
  const post = (title: string, { platform }: Pick<Town, 'platform'> = town) =>
    platform.post(papers, { title });
  const reads = () => clinic.person(firstOf(clinic)).reads(clinic.channel('papers'));
  /** How often a refresh token was handed in. */
  const renewals = () =>
    town.slack.calls.filter(
      ({ method, args }) => method === 'oauth.v2.access' && args.grant_type === 'refresh_token',
    ).length;
  const kept = async () => (await town.store.installations.list('slack')).map(({ sealed }) => sealed);
  return { town, clinic, post, reads, renewals, kept };
}

it('a token that lasts for long yet is used as it is', async () => {
  const { post, reads, renewals } = await openRotating(12 * HOUR);
  await post('One');
  expect([reads(), renewals()]).toEqual([['One\n'], 0]);
});

it('a token is renewed well before its end, which nobody waits for, and is known by every process from then on', async () => {
  const { town, post, reads, renewals, kept } = await openRotating(HOUR);
  const [before] = await kept();
  town.slack.registration.rotates = 12 * HOUR;
  await post('One');
  await expect.poll(async () => (await kept())[0]).not.toBe(before);
  const second = await town.start();
  // The first token ends.
  town.slack.world.clock.advance(HOUR * 1_000);
  await post('Two', second);
  expect([reads(), renewals()]).toEqual([['One\n', 'Two\n'], 1]);
  expect(town.bot.workspaces).toEqual([['T0CLINIC', true]]);
});

it('a token that has ended is renewed before anything is said, once, however many want to speak in however many processes', async () => {
  const { town, post, reads, renewals } = await openRotating(1);
  const second = await town.start();
  town.slack.registration.rotates = 12 * HOUR;
  town.slack.world.clock.advance(1_000);
  await Promise.all([post('One'), post('One'), post('One', second), post('One', second)]);
  expect([reads().length, renewals()]).toEqual([4, 1]);
  expect(town.slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(4);
});

it('a token that Slack takes no more though our clock says it lasts is renewed, and ends nothing', async () => {
  const { town, post, reads, renewals } = await openRotating(12 * HOUR);
  town.slack.world.clock.advance(13 * HOUR * 1_000);
  const isPosted = () =>
    post('One').then(
      () => true,
      () => false,
    );
  expect(await isPosted()).toBe(false);
  await expect.poll(isPosted).toBe(true);
  expect([reads(), renewals()]).toEqual([['One\n'], 1]);
  expect(town.bot.workspaces).toEqual([['T0CLINIC', true]]);
});

it('a token that Slack renews no more is used to its end, and ends the installation then, which the log tells to mend', async () => {
  const { town, clinic, post, reads, kept } = await openRotating(HOUR);
  town.slack.faults.inject('oauth.v2.access', { kind: 'error', error: 'invalid_refresh_token' }, 9);
  await post('One');
  await expect
    .poll(() => town.log.lines)
    .toContainEqual(expect.stringMatching(/^error.*token of T0CLINIC cannot be renewed.*again at http/));
  await post('Two');
  expect([reads(), await kept()]).toEqual([['One\n', 'Two\n'], [expect.any(String)]]);
  town.slack.faults.clear();
  // The same where it has ended meanwhile.
  town.slack.registration.rotates = 1;
  const bakery = await addTo(town, 'bakery');
  const id = bakery.channel('papers').id;
  town.slack.faults.inject('oauth.v2.access', { kind: 'error', error: 'invalid_refresh_token' });
  await expect(
    town.platform.post({ platform: 'slack', workspace: 'T0BAKERY', id }, { title: 'One' }),
  ).rejects.toThrow(/not installed in T0BAKERY/);
  await expect.poll(() => town.bot.workspaces.at(-1)).toEqual(['T0BAKERY', false]);
  town.slack.registration.rotates = 12 * HOUR;
  await town.add(bakery.person('U0BAKERY1'));
  await bakery.person('U0BAKERY1').invites(bakery.channel('papers'));
  await town.platform.post({ platform: 'slack', workspace: 'T0BAKERY', id }, { title: 'Again' });
  expect(bakery.person('U0BAKERY1').reads(bakery.channel('papers'))).toEqual(['Again\n']);
  expect(clinic.world.installation?.refusal).toBeUndefined();
});

it.each([
  ['bad_client_secret', /^error.*SLACK_CLIENT_SECRET/],
  ['internal_error', /^debug.*could not be renewed: internal_error/],
])('nothing ends where a token is not renewed for another reason (%s)', async (error, told) => {
  const { town, post, reads, kept } = await openRotating(1);
  town.slack.registration.rotates = HOUR;
  town.slack.faults.inject('oauth.v2.access', { kind: 'error', error });
  await expect(post('One')).rejects.toMatchObject({ reason: 'passing' });
  await post('Two');
  town.slack.faults.inject('oauth.v2.access', { kind: 'error', error });
  const second = await town.start();
  await post('Three', second);
  await expect.poll(() => town.log.lines).toContainEqual(expect.stringMatching(told));
  expect([reads(), (await kept()).length]).toEqual([['Two\n', 'Three\n'], 1]);
  expect(town.bot.workspaces).toEqual([['T0CLINIC', true]]);
});

it('a new token is kept though the database does not take it at once, for Slack gives it once', async () => {
  let fails = 0;
  const { town, post, reads, renewals } = await openRotating(1, {
    alter: (installations) => ({
      ...installations,
      async reseal(...given) {
        fails += 1;
        if (fails < 3) throw new Error('away');
        return installations.reseal(...given);
      },
    }),
  });
  town.slack.registration.rotates = 12 * HOUR;
  await post('One');
  await post('Two', await town.start());
  expect([fails, reads(), renewals()]).toEqual([3, ['One\n', 'Two\n'], 1]);
});

it.each([
  ['is tried until it is', async () => {}],
  ['is tried once more as the program stops', ({ platform }: Town) => platform.stop()],
])('a new token that cannot be kept is spoken with all the same, and keeping it %s', async (_, then) => {
  let isAway = true;
  const { town, post, reads, renewals, kept } = await openRotating(1, {
    alter: (installations) => ({
      ...installations,
      reseal: async (...given) => {
        if (isAway) throw new Error('away');
        await installations.reseal(...given);
      },
    }),
  });
  const [before] = await kept();
  town.slack.registration.rotates = 12 * HOUR;
  town.slack.world.clock.advance(1_000);
  await post('One');
  await post('Two');
  expect([reads(), renewals(), await kept()]).toEqual([['One\n', 'Two\n'], 1, [before]]);
  expect(town.log.lines).toContainEqual(
    expect.stringMatching(/^error.*new token of T0CLINIC could not be kept/),
  );
  isAway = false;
  await then(town);
  await expect.poll(async () => (await kept())[0], { timeout: 5_000 }).not.toBe(before);
  await post('Three', await town.start());
  expect([reads().length, renewals()]).toEqual([3, 1]);
});

it('a new token whose answer is lost leaves the one before until its end', async () => {
  const { town, post, reads, kept } = await openRotating(HOUR);
  town.slack.faults.inject('oauth.v2.access', { kind: 'close', done: true });
  const [before] = await kept();
  await post('One');
  await expect.poll(() => town.log.lines).toContainEqual(expect.stringMatching(/could not be renewed/));
  await post('Two', await town.start());
  expect([reads(), await kept()]).toEqual([['One\n', 'Two\n'], [before]]);
});

it('tokens that renew others are encrypted as those are, under each secret, and told to no log', async () => {
  const { town, post, kept } = await openRotating(HOUR);
  const [before] = await kept();
  await post('One');
  await expect.poll(async () => (await kept())[0]).not.toBe(before);
  const tokens = town.slack.calls.flatMap(({ args }) =>
    [args.refresh_token, args.token].filter((token) => typeof token === 'string'),
  );
  expect(tokens).toContainEqual(expect.stringMatching(/^xoxe-1-/));
  await town.store.close();
  const files = [town.file, `${town.file}-wal`];
  const bytes = (await Promise.all(files.map((file) => readFile(file, 'latin1').catch(() => '')))).join('');
  for (const text of [bytes, town.log.lines.join('\n')]) expect(text).not.toMatch(/xoxe|xoxb/);
});
