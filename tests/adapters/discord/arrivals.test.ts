import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore } from '../../core/store/open.ts';
import { startTalk } from '../../core/talk.ts';
import { type Stage, setStage, shownText } from './stage.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(async () => {
  await stage.end();
  expect(stage.double.violations).toEqual([]);
  expect(stage.lines.filter((line) => /^(warn|error)/.test(line))).toEqual([]);
});

/** A server with channels that the bot may not write in, one that is for it and others with a role, one for everybody, and another. */
function addServer(name: string) {
  const { double } = stage;
  const guild = double.addGuild(name);
  double.addForum(guild, 'forum');
  double.addChannel(guild, 'closed', 0n);
  const staff = double.addChannel(guild, 'staff');
  staff.everyone = 0n;
  const open = double.addChannel(guild, 'open');
  double.addChannel(guild, 'later');
  return { guild, staff, open, dora: double.addPerson('dora', guild) };
}

const written = () => stage.double.exchanges.filter(({ request }) => /^POST .*messages$/u.test(request));

test('a server that the bot is added to is told what it does, once, where everybody may write', async () => {
  const { double, alice, channel } = stage;
  const options = { store: await openTestStore(), prefix: 'lab-' };
  await stage.start({}, (await startTalk(options)).bot);
  const { guild, open, dora } = addServer('Other');
  double.inviteBot(guild);
  const [welcome] = await double.until('the welcome', () => {
    const seen = dora.sees(open);
    return seen.length > 0 && seen;
  });
  expect(shownText(welcome ?? {})).toMatch(/Hello! I bring papers to #open\.[\s\S]*\/lab-paper \p{L}+ ·/u);
  dora.presses(welcome, '📬 Set up a digest …');
  expect(written()).toHaveLength(1);

  double.loseGuild(guild);
  double.regainGuild(guild);
  double.removeBot(guild);
  double.inviteBot(guild);
  await stage.discord().stop();
  await stage.start({}, (await startTalk(options)).bot);
  double.inviteBot(guild);
  const third = addServer('Third');
  double.inviteBot(third.guild);
  await double.until('the welcome in the next', () => third.dora.sees(third.open).length > 0);
  expect(dora.sees(open)).toHaveLength(1);
  expect(alice.sees(channel)).toEqual([]);
});

test('it is told in the system channel where that can be written in, and nowhere where no channel is for everybody', async () => {
  const { double } = stage;
  await stage.start({}, (await startTalk()).bot);
  const silent = addServer('Silent');
  for (const place of double.state.channels.values())
    if (place.guild === silent.guild.id) place.everyone = 0n;
  double.inviteBot(silent.guild);
  const [first, second] = [addServer('First'), addServer('Second')];
  first.guild.systemChannel = first.staff;
  second.staff.permissions = 0n;
  second.guild.systemChannel = second.staff;
  double.inviteBot(first.guild);
  await double.until('the welcome', () => first.dora.sees(first.staff).length === 1);
  double.inviteBot(second.guild);
  await double.until('the other welcome', () => second.dora.sees(second.open).length === 1);
  expect(written()).toHaveLength(2);
});

test('a server that the bot was added to while it was away is told at the next start, once, and no older one', async () => {
  const { double } = stage;
  const options = { store: await openTestStore(), prefix: 'lab-' };
  const [old, recent] = [addServer('Old'), addServer('Recent')];
  const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60_000).toISOString();
  old.guild.joinedAt = daysAgo(8);
  recent.guild.joinedAt = daysAgo(6);
  await stage.start({}, (await startTalk(options)).bot);
  await double.until('the welcome', () => recent.dora.sees(recent.open).length > 0);
  await stage.discord().stop();
  await stage.start({}, (await startTalk(options)).bot);
  double.loseGuild(recent.guild);
  double.regainGuild(recent.guild);
  const next = addServer('Next');
  double.inviteBot(next.guild);
  await double.until('the welcome in the next', () => next.dora.sees(next.open).length > 0);
  expect(written()).toHaveLength(2);
  expect(old.dora.sees(old.open)).toEqual([]);
});
