import { expect, it } from 'vitest';
import { nextDue as nextDueOf } from '../../../src/core/digest/schedule/next-due.ts';
import { createRandom } from '../../bench/random.ts';
import { plainTextOf } from '../../doubles/slack/mrkdwn.ts';
import type { Message } from '../../doubles/slack/world.ts';
import { type Settled, startTown, type Town } from './town.ts';

const workspaces = 20;
/** Papers of a digest, each a message of its own below the first. */
const papers = 2;
const goal = workspaces * (papers + 1);

async function addDigest({ store }: Town, { workspace, channel }: Settled): Promise<void> {
  const home = { platform: 'slack', workspace: workspace.world.team.id };
  const destination = { kind: 'channel', channel: { ...home, id: channel.id } } as const;
  const plan = { destination, schedule: '0 9 * * *', zone: 'UTC', topic: '', count: papers, thread: false };
  const createdAt = new Date();
  const nextDue = nextDueOf(plan.schedule, plan.zone, createdAt);
  await store.digests.add({ ...plan, layout: 'cards' }, { home, createdAt, nextDue });
}

/** Has the next digest of everybody be due now. */
async function bringAll({ store }: Town): Promise<void> {
  const at = new Date();
  for (const { id, nextDue } of await store.digests.all())
    await store.dueTimes.move(id, nextDue, at, { at, since: at, why: 'the test is in a hurry' });
}

/** What the bot has posted for all in a channel, in the order of time. */
function messagesIn({ workspace: { world }, channel }: Settled): readonly Message[] {
  return world.messages.filter(
    ({ user, onlyFor, channel: where }) =>
      user === world.botUserId && onlyFor === undefined && where === channel.id,
  );
}

/** The paper that a message of a digest shows. */
const paperOn = ({ blocks }: Message) => /https:\/\/[^\s"()<>|]+/u.exec(JSON.stringify(blocks))?.[0];

/** Somebody saves a paper by a command; yields whether the answer says so, which none does where the process died over it. */
async function save({ workspace, person, channel }: Settled): Promise<boolean> {
  const isSaid = () =>
    person
      .sees(channel)
      .some(
        (message) => message.onlyFor === person.id && plainTextOf(message).includes('lists what you saved'),
      );
  await person.types('/papers save 2303.08010', channel);
  return workspace.world.until(isSaid, 'the answer', 30_000).then(
    () => true,
    () => false,
  );
}

/** Somebody saves a paper that a digest has shown there by a reaction; yields whether Slack was told that it is taken. */
async function react(one: Settled, skipped: number): Promise<boolean> {
  const { workspace, person } = one;
  // The heading comes first, and is not for saving.
  const findShown = () =>
    messagesIn(one)
      .slice(skipped + 1)
      .find(paperOn);
  try {
    await workspace.world.until(() => findShown() !== undefined, 'a paper', 60_000);
    const message = findShown();
    if (message === undefined) return false;
    // Where the process died between posting it and recording that, another finds the reaction when it goes on.
    return (await person.reacts('bookmark', message))?.acknowledged === true;
  } catch {
    return false;
  }
}

const savesOf = async ({ store }: Town, { workspace, person }: Settled): Promise<number> =>
  (await store.saves.list({ platform: 'slack', workspace: workspace.world.team.id, id: person.id })).length;

it('three processes of which each is killed once at any moment lose no digest and no save, and post nothing twice', async () => {
  const random = createRandom(18);
  const town = await startTown(3);
  const { slack, processes } = town;
  const settled: Settled[] = [];
  for (let at = 0; at < workspaces; at += 1) settled.push(await town.settle(`lab${at}`));
  for (const one of settled) await addDigest(town, one);
  const before = settled.map((one) => messagesIn(one).length);
  const posted = () => settled.map((one, at) => messagesIn(one).slice(before[at]));
  const count = () => posted().flat().length;

  await bringAll(town);
  const saving = new Map<Settled, Promise<boolean>>();
  const order = processes.toSorted(() => random() - 0.5);
  for (const [at, victim] of order.entries()) {
    const moment = 5 + at * workspaces + Math.floor(random() * 10);
    await slack.world.until(() => count() >= moment || count() === goal, 'the moment to die', 60_000);
    for (const by of settled.slice(at * 4, at * 4 + 4)) saving.set(by, save(by));
    for (const by of settled.slice(12 + at * 2, 14 + at * 2))
      saving.set(by, react(by, before[settled.indexOf(by)] ?? 0));
    await victim.kill();
    await victim.start();
  }
  // What the dead had begun is free after 15 s, and looked for every 10 s.
  await slack.world.until(() => count() >= goal, 'all digests', 60_000);

  expect(posted().map(({ length }) => length)).toEqual(Array(workspaces).fill(papers + 1));
  for (const posts of posted()) {
    const shown = posts.flatMap((post) => paperOn(post) ?? []);
    expect(new Set(shown).size).toBe(papers);
  }
  const taken = await Promise.all([...saving].map(async ([by, done]) => ((await done) ? [by] : [])));
  expect(taken.flat().length).toBeGreaterThan(workspaces / 4);
  // A reaction that was taken by a process that died then is found again once it is back.
  for (const by of taken.flat())
    await expect
      .poll(() => savesOf(town, by), {
        timeout: 30_000,
        message: `the save in ${by.workspace.world.team.id}`,
      })
      .toBe(1);
  for (const process of processes) expect(await process.program().stop()).toBe(0);
  expect(slack.world.violations).toEqual([]);
}, 400_000);
