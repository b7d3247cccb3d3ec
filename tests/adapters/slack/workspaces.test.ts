import { expect, it, onTestFinished } from 'vitest';
import { createSlack } from '../../../src/adapters/slack/slack.ts';
import type { Card } from '../../../src/core/chat/card.ts';
import { day, paperNamed } from '../../core/store/things.ts';
import { eventPayload } from '../../doubles/slack/payloads.ts';
import { shareChannel, type Workspace } from '../../doubles/slack/workspace.ts';
import { createProbeBot } from './probe-bot.ts';
import { firstOf, organisation, startTown, type Town } from './town.ts';

const papersOf = ({ world, channel }: Workspace) => ({
  ...{ platform: 'slack', workspace: world.team.id },
  id: channel('papers').id,
});
const readsOf = (workspace: Workspace) =>
  workspace.person(firstOf(workspace)).reads(workspace.channel('papers'));
const invocations = (...processes: readonly Pick<Town, 'bot'>[]) =>
  processes.flatMap(({ bot }) => bot.invocations.map(({ line }) => line.text)).toSorted();
/** Several messages in Slack. */
const long: Card = {
  title: 'A digest',
  text: Array.from({ length: 9 }, (_, at) => `${at} `.repeat(1_400)).join('\n'),
};

/** Two workspaces with the app. */
async function openTwo(options: Parameters<typeof startTown>[0] = {}) {
  const town = await startTown(options);
  const [clinic, bakery] = [await town.settle('clinic'), await town.settle('bakery')];
  const installation = clinic.world.installation;
  if (installation === undefined) throw new Error('the app is not installed');
  return { ...town, town, clinic, bakery, installation };
}

it.each(['account_inactive', 'token_revoked', 'invalid_auth'])(
  'one whose token Slack takes no more (%s) ends alone, and comes back when the app is added again',
  async (refusal) => {
    const { slack, town, platform, bot, store, clinic, bakery, installation } = await openTwo();
    // Without a word from Slack: the event is lost.
    installation.refusal = refusal;
    await expect(platform.post(papersOf(clinic), { title: 'A digest' })).rejects.toMatchObject({
      reason: 'forbidden',
      message: expect.stringMatching(/removed from the workspace.*add it again at http.*\/slack\/install/),
    });
    await expect.poll(() => bot.workspaces.at(-1)).toEqual(['T0CLINIC', false]);
    await expect(platform.post(papersOf(clinic), { title: 'A digest' })).rejects.toThrow(
      /not installed in T0CLINIC/,
    );
    expect(await platform.findObstacle(papersOf(clinic))).toMatch(
      /not installed in T0CLINIC.*\/slack\/install/,
    );
    await platform.post(papersOf(bakery), { title: 'A digest' });
    expect(readsOf(bakery)).toEqual(['A digest\n']);
    expect((await store.installations.list('slack')).map(({ workspace }) => workspace)).toEqual(['T0BAKERY']);
    await town.add(clinic.person('U0CLINIC1'));
    expect(bot.workspaces.at(-1)).toEqual(['T0CLINIC', true]);
    await clinic.person('U0CLINIC1').invites(clinic.channel('papers'));
    await platform.post(papersOf(clinic), { title: 'Another' });
    expect(readsOf(clinic)).toEqual(['Another\n']);
    expect(slack.world.violations).toEqual([]);
  },
);

it('one that removes the app in the middle of a digest has the rest refused, and what came of it stays', async () => {
  const { slack, platform, bot, clinic, bakery, installation } = await openTwo();
  const turn = async () => {
    if (installation.refusal === undefined) await slack.uninstall(installation);
  };
  await expect(platform.post(papersOf(clinic), long, { turn })).rejects.toMatchObject({
    reason: 'forbidden',
  });
  expect(readsOf(clinic)).toHaveLength(1);
  await expect.poll(() => bot.workspaces.at(-1)).toEqual(['T0CLINIC', false]);
  await platform.post(papersOf(bakery), { title: 'A digest' });
});

it.each(['app_uninstalled', 'tokens_revoked'] as const)(
  'one that removes the app ends once, where Slack tells %s first',
  async (first) => {
    const { slack, bot, store, installation } = await openTwo();
    await slack.uninstall(installation, { first });
    await expect.poll(() => bot.workspaces.at(-1)).toEqual(['T0CLINIC', false]);
    expect(bot.workspaces.filter(([, isThere]) => !isThere)).toHaveLength(1);
    expect(await store.installations.list('slack')).toHaveLength(1);
  },
);

it('one that never added the app here, but had a token of its own before, is heard to remove it, once', async () => {
  const { slack, town, bot, store } = await openTwo();
  const forge = slack.addWorkspace('forge');
  const installation = slack.install(forge);
  await slack.uninstall(installation);
  await expect.poll(() => bot.workspaces.at(-1)).toEqual(['T0FORGE', false]);
  await town.add(forge.person('U0FORGE1'));
  if (forge.world.installation) await slack.uninstall(forge.world.installation);
  await expect.poll(async () => (await store.installations.list('slack')).length).toBe(2);
  await expect
    .poll(() => bot.workspaces.filter(([workspace]) => workspace === 'T0FORGE').map(([, isThere]) => isThere))
    .toEqual([false, true, false]);
});

it('a removal that Slack tells again, once the app was added anew, ends nothing', async () => {
  const { slack, town, platform, bot, clinic, installation } = await openTwo();
  await slack.uninstall(installation);
  await expect.poll(() => bot.workspaces.at(-1)).toEqual(['T0CLINIC', false]);
  await town.add(clinic.person('U0CLINIC1'));
  await slack.redeliver('events_api');
  await clinic.person('U0CLINIC1').invites(clinic.channel('papers'));
  await platform.post(papersOf(clinic), { title: 'A digest' });
  expect(readsOf(clinic)).toEqual(['A digest\n']);
  expect(bot.workspaces.at(-1)).toEqual(['T0CLINIC', true]);
});

it('one where the app was removed and added again, unheard, is spoken in with the new token by every process', async () => {
  const { town, clinic, installation } = await openTwo();
  const second = await town.start();
  for (const { platform } of [town, second]) await platform.post(papersOf(clinic), { title: 'Before' });
  installation.refusal = 'token_revoked';
  await town.add(clinic.person('U0CLINIC1'));
  await clinic.person('U0CLINIC1').invites(clinic.channel('papers'));
  await town.platform.post(papersOf(clinic), { title: 'Here' });
  // It is not believed to be gone by the one that has not heard of it.
  await expect(second.platform.post(papersOf(clinic), { title: 'There' })).rejects.toMatchObject({
    reason: 'passing',
  });
  await second.platform.post(papersOf(clinic), { title: 'There' });
  expect(readsOf(clinic).slice(2)).toEqual(['Here\n', 'There\n']);
  expect([town, second].flatMap(({ bot }) => bot.workspaces).filter(([, isThere]) => !isThere)).toEqual([]);
});

it('a removal that cannot be noted just now is noted later', async () => {
  let fails = 0;
  const { slack, bot, store, installation } = await openTwo({
    alter: (installations) => ({
      ...installations,
      async end(given) {
        fails += 1;
        if (fails === 1) throw new Error('away');
        return installations.end(given);
      },
    }),
  });
  await slack.uninstall(installation, { first: 'app_uninstalled' });
  await expect.poll(() => bot.workspaces.at(-1)).toEqual(['T0CLINIC', false]);
  expect(await store.installations.list('slack')).toHaveLength(1);
});

it('one whose requests hang holds up no other', async () => {
  const { slack, platform, bot, clinic, bakery } = await openTwo();
  slack.faults.inject('* T0CLINIC', { kind: 'silence' }, 9);
  const hanging = platform.post(papersOf(clinic), { title: 'A digest' }).catch(() => 'ended');
  await bakery.person('U0BAKERY1').types('@Paperboy one', bakery.channel('papers'));
  await expect.poll(() => readsOf(bakery)).toHaveLength(1);
  await platform.post(papersOf(bakery), { title: 'A digest' });
  expect(bot.workspaces.filter(([, isThere]) => !isThere)).toEqual([]);
  await slack.goDown();
  expect(await hanging).toBe('ended');
});

it('a person of one is never taken for somebody of another, who goes by the same id', async () => {
  const { bot, slack, clinic, bakery } = await openTwo({ form: () => undefined });
  const twin = { id: 'U0TWIN', name: 'twin', realName: 'Twin', bot: false };
  clinic.world.users.set(twin.id, { ...twin, admin: true, zone: 'Europe/Berlin' });
  bakery.world.users.set(twin.id, { ...twin, zone: 'Asia/Tokyo' });
  const published = () =>
    slack.calls.filter(({ method }) => method === 'views.publish').map(({ team }) => team);
  await clinic.person(twin.id).opensHome();
  await expect.poll(published).toEqual(['T0CLINIC']);
  for (const workspace of ['T0BAKERY', 'T0CLINIC']) bot.change({ platform: 'slack', workspace, id: twin.id });
  await expect.poll(published).toEqual(['T0CLINIC', 'T0CLINIC']);
  for (const { person, channel } of [clinic, bakery]) {
    channel('papers').members.add(twin.id);
    await person(twin.id).types('/fill camera', channel('papers'));
  }
  await expect.poll(() => bot.invocations.length).toBe(2);
  const told = bot.invocations.map(async ({ zone, managesWorkspace }) => [zone, await managesWorkspace?.()]);
  expect(await Promise.all(told)).toEqual([
    ['Europe/Berlin', true],
    ['Asia/Tokyo', false],
  ]);
});

it('in a channel that two share is the bot of each that is meant, whichever of them Slack names with the event', async () => {
  const { slack, platform, bot, clinic, bakery } = await openTwo();
  const papers = clinic.channel('papers');
  shareChannel(papers, clinic, bakery);
  const [posted] = await platform.post(papersOf(clinic), { title: 'A digest' });
  const tell = (event: Record<string, unknown>) =>
    slack.deliver({
      type: 'events_api',
      payload: eventPayload(bakery.world, { user: 'U0CLINIC1', channel: papers.id, ...event }),
    });
  for (const { botUserId } of [clinic.world, bakery.world])
    await tell({ type: 'app_mention', text: `<@${botUserId}> one`, ts: slack.world.nextTs() });
  await expect
    .poll(() => bot.invocations.map(({ member }) => member.workspace).toSorted())
    .toEqual(['T0BAKERY', 'T0CLINIC']);
  const item = { type: 'message', channel: papers.id, ts: posted?.message.id };
  const reaction = { type: 'reaction_added', reaction: 'bookmark', item };
  await tell({ ...reaction, item_user: clinic.world.botUserId });
  await expect
    .poll(() => bot.reactions.map(({ message }) => message.channel.workspace))
    .toEqual(['T0CLINIC']);
  await tell({ type: 'member_joined_channel', user: clinic.world.botUserId });
  await expect.poll(() => bot.introduced).toEqual(['T0CLINIC', 'T0BAKERY', 'T0CLINIC']);
  // Somebody else's words and arrivals are nobody's.
  await tell({ ...reaction, item_user: 'U0CLINIC1' });
  await tell({ type: 'member_joined_channel', user: 'U0CLINIC1' });
  await tell({ type: 'app_mention', text: `<@${bakery.world.botUserId}> last`, ts: slack.world.nextTs() });
  await expect.poll(() => bot.invocations).toHaveLength(3);
  expect([bot.reactions, bot.introduced].map(({ length }) => length)).toEqual([1, 3]);
});

it('a mention that Slack tells two processes acts once, and a command goes to one', async () => {
  const { slack, town, clinic } = await openTwo();
  const second = await town.start();
  slack.sendToAll(true);
  const erin = clinic.person('U0CLINIC1');
  for (const text of ['one', 'two', 'three']) {
    await erin.types(`@Paperboy ${text}`, clinic.channel('papers'));
    await slack.redeliver('events_api');
  }
  await erin.types('/ask four', clinic.channel('papers'));
  await expect.poll(() => invocations(town, second).length).toBe(4);
  expect(invocations(town, second)).toEqual(['four', 'one', 'three', 'two']);
  await expect.poll(() => readsOf(clinic).length).toBe(4);
});

it('a home tab is kept up to date by the process that drew it last, where all hear of changes', async () => {
  const { slack, town, clinic } = await openTwo({ way: 'http' });
  const second = await town.start();
  const both = [town, second];
  slack.useHttp(...both.map(({ address }) => `${address}/slack/events`));
  const erin = clinic.person('U0CLINIC1');
  for (const at of [1, 2]) {
    await erin.opensHome();
    await expect.poll(() => slack.calls.filter(({ method }) => method === 'views.publish').length).toBe(at);
  }
  const drawn = () => both.map(({ bot }) => bot.shown.length);
  const before = drawn();
  const member = { platform: 'slack', workspace: 'T0CLINIC', id: erin.id };
  const hash = erin.home()?.hash;
  for (const { bot } of both) bot.change(member);
  await expect.poll(() => erin.home()?.hash).not.toBe(hash);
  await expect.poll(() => slack.calls.filter(({ method }) => method === 'views.publish').length).toBe(4);
  const latest = erin.home()?.hash;
  // One of the two has drawn it, and the other has let it go.
  const asked = drawn();
  expect(asked.map((count, at) => count > (before[at] ?? 0))).toEqual([true, true]);
  for (const { bot } of both) bot.change(member);
  await expect.poll(() => erin.home()?.hash).not.toBe(latest);
  expect(slack.calls.filter(({ method }) => method === 'views.publish')).toHaveLength(5);
});

it('a reaction that two processes hear is new to one of them, and says the same each time it is asked', async () => {
  const { slack, town, clinic } = await openTwo();
  const second = await town.start();
  const [posted] = await town.platform.post(papersOf(clinic), { title: 'A digest' });
  const message = clinic.world.messages.find(({ ts }) => ts === posted?.message.id);
  slack.sendToAll(true);
  if (message) await clinic.person('U0CLINIC1').reacts('bookmark', message);
  await expect.poll(() => [town, second].every(({ bot }) => bot.reactions.length > 0)).toBe(true);
  const askAll = () =>
    Promise.all([town, second].map(({ bot }) => Promise.all(bot.reactions.map((one) => one.isFirst?.()))));
  const told = await askAll();
  expect(told.map((each) => new Set(each).size)).toEqual([1, 1]);
  expect(told.map(([isFirst]) => isFirst).toSorted()).toEqual([false, true]);
  expect(await askAll()).toEqual(told);
});

it('a form that one process opened is handed in at another, over HTTP behind a balancer', async () => {
  const fields = [{ name: 'query', label: 'What', required: true, value: '' }];
  const { slack, town, clinic } = await openTwo({
    way: 'http',
    form: ({ line }) => (line.text === '' ? { title: 'Ask', submit: 'Ask', fields } : undefined),
  });
  const second = await town.start();
  slack.useHttp(...[town, second].map(({ address }) => `${address}/slack/events`));
  const erin = clinic.person('U0CLINIC1');
  await erin.types('/fill', clinic.channel('papers'));
  const modal = await clinic.world.until(() => erin.modal(), 'the form');
  modal.writes('camera', 'What');
  await modal.submits();
  await expect.poll(() => invocations(town, second)).toEqual(['camera']);
  expect([town, second].map(({ bot }) => [bot.questions.length, bot.invocations.length])).toEqual([
    [1, 0],
    [1, 1],
  ]);
  await expect.poll(() => readsOf(clinic)).toEqual(['fill : camera\n']);
});

it('a button that posts for all, pressed twice in haste at two processes, posts once', async () => {
  const { slack, town, clinic } = await openTwo({
    way: 'http',
    answer: ({ line }) => [
      line.text === 'first'
        ? { title: 'A card', buttons: [{ label: 'Ask', command: { name: 'ask', text: 'more' } }] }
        : { title: line.text },
    ],
  });
  const second = await town.start();
  slack.useHttp(...[town, second].map(({ address }) => `${address}/slack/events`));
  const erin = clinic.person('U0CLINIC1');
  await erin.types('/ask first', clinic.channel('papers'));
  await expect.poll(() => readsOf(clinic)).toHaveLength(1);
  const [card] = erin.sees(clinic.channel('papers')).slice(-1);
  if (card) await Promise.all([erin.presses('Ask', card), erin.presses('Ask', card)]);
  await erin.types('/ask last', clinic.channel('papers'));
  await erin.types('/ask last', clinic.channel('papers'));
  await expect.poll(() => invocations(town, second).length).toBe(4);
  expect(invocations(town, second)).toEqual(['first', 'last', 'last', 'more']);
});

it('says that it cannot look a workspace up while the database is away, and is silent of it otherwise', async () => {
  const { town, store, clinic, bakery } = await openTwo();
  const second = await town.start();
  await town.platform.stop();
  await second.platform.post(papersOf(clinic), { title: 'A digest' });
  await store.close();
  const told = await bakery.person('U0BAKERY1').types('/ask', bakery.channel('random'));
  expect(told?.body).toMatchObject({ text: expect.stringMatching(/cannot look up.*Try again in a minute/) });
  await clinic.person('U0CLINIC1').types('@Paperboy one', clinic.channel('papers'));
  await expect.poll(() => readsOf(clinic)).toHaveLength(2);
  await expect(second.platform.post(papersOf(bakery), { title: 'A digest' })).rejects.toMatchObject({
    reason: 'passing',
  });
});

it('loses no form and no press silently while the database is away', async () => {
  const fields = [{ name: 'query', label: 'What', required: true, value: '' }];
  const { town, slack, store, bakery } = await openTwo({
    form: () => ({ title: 'Ask', submit: 'Ask', fields }),
    answer: () => [{ title: 'A card', buttons: [{ label: 'Ask', command: { name: 'ask', text: 'more' } }] }],
  });
  const [erin, papers] = [bakery.person('U0BAKERY1'), bakery.channel('papers')];
  await erin.types('/ask', papers);
  await expect.poll(() => readsOf(bakery)).toHaveLength(1);
  const [card] = erin.sees(papers).slice(-1);
  await erin.types('/fill', papers);
  const modal = await bakery.world.until(() => erin.modal(), 'the form');
  modal.writes('camera', 'What');
  const second = await town.start();
  await town.platform.stop();
  await store.close();
  expect((await modal.submits()).body).toMatchObject({
    response_action: 'errors',
    errors: { 'field:query': expect.stringMatching(/cannot look up.*Try again/) },
  });
  if (card) await erin.presses('Ask', card);
  await expect.poll(() => erin.sees(papers).at(-1)?.text).toMatch(/cannot look up.*Try again/);
  expect(second.bot.invocations).toEqual([]);
  expect(slack.world.violations).toEqual([]);
});

it('notes nothing of what nobody acts on', async () => {
  const { slack, store, clinic, bot } = await openTwo();
  await store.seenEvents.prune(0);
  const [erin, papers] = [clinic.person('U0CLINIC1'), clinic.channel('papers')];
  await erin.types('nothing for the bot', papers);
  await erin.types('https://arxiv.org/abs/2303.08010', papers);
  const said = clinic.world.messages.at(-1);
  if (said) await erin.reacts('bookmark', said);
  await slack.redeliver('events_api');
  await clinic.person('U0CLINICADMIN').opensHome();
  await erin.types('/ask', papers);
  await expect.poll(() => bot.invocations.length).toBe(1);
  expect(await store.seenEvents.prune(0)).toBe(0);
  await erin.types('@Paperboy one', papers);
  await expect.poll(() => bot.invocations.length).toBe(2);
  expect(await store.seenEvents.prune(0)).toBe(1);
});

it.each([
  ['itself', false, 'E0STARSHIP'],
  ['one of its workspaces', true, 'T0BRIDGE'],
])(
  'an organisation whose one token is in the settings stays one workspace, as it always was, where Slack names %s with it',
  async (_, namesWorkspace, workspace) => {
    const { slack, store, log, platform: forMany } = await startTown();
    await forMany.stop();
    const [bridge, hold] = [
      slack.addWorkspace('bridge', organisation),
      slack.addWorkspace('hold', organisation),
    ];
    slack.registration.namesWorkspace = namesWorkspace;
    const { botToken } = slack.install(organisation);
    const bot = createProbeBot({ commands: [{ name: 'ask', description: 'Asks', private: false }] });
    const { appToken } = slack.credentials;
    const { seenEvents, installations, leases, quotas } = store;
    const own = { botToken, appToken, apiUrl: slack.apiUrl, seenEvents, installations, leases, quotas };
    const platform = createSlack(own, log, {});
    await platform.start(bot);
    onTestFinished(() => platform.stop());
    await slack.grant(bridge);
    await slack.grant(hold);
    for (const [workspace, id] of [
      [bridge, 'U0BRIDGE1'],
      [hold, 'U0HOLD1'],
    ] as const)
      await workspace.person(id).types('/ask', workspace.channel('random'));
    await expect
      .poll(() => bot.invocations.map(({ member }) => member.workspace))
      .toEqual([workspace, workspace]);
    await bridge.person('W0STARSHIPADMIN').types('/ask', bridge.channel('random'));
    await expect.poll(() => bot.invocations.length).toBe(3);
    const told = bot.invocations.map(async ({ belongs, managesWorkspace }) => [
      await belongs?.(),
      await managesWorkspace?.(),
    ]);
    expect(await Promise.all(told)).toEqual([
      [true, false],
      [true, false],
      [true, true],
    ]);
    await hold.person('U0HOLD1').invites(hold.channel('papers'));
    const channel = { platform: 'slack', workspace, id: hold.channel('papers').id };
    await platform.post(channel, { title: 'A digest' });
    expect(hold.person('U0HOLD1').reads(hold.channel('papers'))).toEqual(['A digest\n']);
    // An admin takes it out of one: the others still have it.
    await slack.withdraw(bridge);
    await slack.redeliver('events_api');
    await hold.person('U0HOLD1').types('@Paperboy one', hold.channel('papers'));
    await expect.poll(() => bot.invocations.length).toBe(4);
    expect(bot.workspaces).toEqual([[workspace, true]]);
    const whole = bridge.world.installation ?? hold.world.installation;
    if (whole) await slack.uninstall(whole);
    await expect.poll(() => bot.workspaces).toContainEqual([workspace, false]);
  },
);

/** The token of one of two workspaces in place of the page where people add the app. */
async function openOneAfterTwo() {
  const two = await openTwo();
  const { town, slack, store, log, installation } = two;
  await town.platform.stop();
  const { seenEvents, installations, leases, quotas } = store;
  const kept = { seenEvents, installations, leases, quotas };
  const { appToken } = slack.credentials;
  const settings = { ...kept, appToken, botToken: installation.botToken, apiUrl: slack.apiUrl };
  const bot = createProbeBot({ commands: [{ name: 'ask', description: 'Asks', private: false }] });
  const platform = createSlack(settings, log, {});
  await platform.start(bot);
  onTestFinished(() => platform.stop());
  return { ...two, platform, bot };
}

it('one token after many serves its workspace, and says of the others that they are kept', async () => {
  const { platform, bot, log, clinic, bakery } = await openOneAfterTwo();
  await platform.post(papersOf(clinic), { title: 'A digest' });
  expect(readsOf(clinic)).toEqual(['A digest\n']);
  await expect(platform.post(papersOf(bakery), { title: 'A digest' })).rejects.toThrow(/not of.*T0BAKERY/);
  expect(bot.workspaces).toEqual([['T0CLINIC', true]]);
  expect(log.lines.at(-1)).toMatch(
    /^warn.*not served now.*: T0BAKERY\. .*SLACK_CLIENT_ID.*forget slack:T0BAKERY\//,
  );
  expect(platform.health?.()).toMatchObject({ state: 'warn', words: expect.stringContaining('T0BAKERY') });
});

it('one token after many hears of each workspace that it removes the app, and its data goes in time', async () => {
  const { platform, bot, slack, store, clinic, bakery, installation } = await openOneAfterTwo();
  const alice = { platform: 'slack', workspace: 'T0CLINIC', id: 'U0CLINIC1' };
  const bob = { platform: 'slack', workspace: 'T0BAKERY', id: 'U0BAKERY1' };
  for (const member of [alice, bob]) await store.saves.save(member, paperNamed('networks'), day(1));
  if (bakery.world.installation) await slack.uninstall(bakery.world.installation);
  await expect.poll(() => bot.workspaces).toContainEqual(['T0BAKERY', false]);
  expect(platform.health?.()).toMatchObject({ state: 'ok' });
  await slack.uninstall(installation);
  await expect.poll(() => bot.workspaces).toContainEqual(['T0CLINIC', false]);
  expect(await store.installations.list('slack')).toEqual([]);
  const later = new Date(Date.now() + 1_000);
  expect(await store.removedWorkspaces.prune(later)).toBe(2);
  for (const member of [alice, bob]) expect(await store.saves.list(member)).toEqual([]);
  expect(clinic.world.violations).toEqual([]);
});
