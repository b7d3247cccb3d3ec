import { readFile } from 'node:fs/promises';
import { type OutgoingHttpHeaders, request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createStates } from '../../../src/adapters/slack/install/states.ts';
import { openTestStore } from '../../core/store/open.ts';
import { createBrowser } from '../../doubles/slack/browser.ts';
import { accessPayload } from '../../doubles/slack/payloads.ts';
import { firstOf, organisation, SECRET, startTown } from './town.ts';

const where = (workspace: string) => ({ platform: 'slack', workspace });

it('is added by the page, tells what to do next, and answers there from then on', async () => {
  const town = await startTown();
  const clinic = town.slack.addWorkspace('clinic');
  const erin = clinic.person('U0CLINIC1');
  const page = await town.add(erin);
  expect(page.status).toBe(200);
  expect(page.text).toMatch(/Paperboy is in Slack now.*added to clinic.*type what you are looking for/s);
  expect(town.bot.workspaces).toEqual([['T0CLINIC', true]]);
  await erin.types('/ask camera', clinic.channel('random'));
  await expect.poll(() => town.bot.invocations.length).toBe(1);
  expect(town.bot.invocations[0]?.member).toEqual({ ...where('T0CLINIC'), id: 'U0CLINIC1' });
  await expect.poll(() => erin.reads(clinic.channel('random'))).toEqual(['ask : camera\n']);
  expect(town.slack.world.violations).toEqual([]);
});

it('shows pages that nobody can frame, that are kept nowhere and run nothing', async () => {
  const town = await startTown();
  const browser = createBrowser();
  for (const page of [
    await browser.visit(`${town.address}/slack/install`),
    await browser.visit(`${town.address}/slack/oauth_redirect`),
  ]) {
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.text).not.toContain('<script');
  }
  expect((await browser.submits(`${town.address}/slack/install`, {})).status).toBe(405);
  expect((await browser.visit(`${town.address}/slack/elsewhere`)).status).toBe(404);
});

it('tells who adds it again that all is as it was, and that its channels want it invited', async () => {
  const town = await startTown();
  const clinic = await town.settle('clinic');
  const installation = clinic.world.installation;
  if (installation) await town.slack.uninstall(installation);
  await expect.poll(() => town.bot.workspaces.at(-1)).toEqual(['T0CLINIC', false]);
  const page = await town.add(clinic.person('U0CLINIC1'));
  expect(page.text).toMatch(/Lists and digests are as you left them.*\/invite @Paperboy/s);
  const first = await town.add(town.slack.addWorkspace('bakery').person('U0BAKERY1'));
  expect(first.text).not.toContain('as you left them');
});

it('is not added where somebody cancels, and says how to start again', async () => {
  const town = await startTown();
  const clinic = town.slack.addWorkspace('clinic');
  const page = await town.add(clinic.person('U0CLINIC1'), undefined, 'cancels');
  expect(page.text).toMatch(/was not added.*nothing was changed.*Start again/s);
  expect(await town.store.installations.list('slack')).toEqual([]);
});

/** A browser that has come as far as Slack's page, the address of that, and the state in it. */
async function reachSlack(address: string) {
  const browser = createBrowser();
  const { text } = await browser.visit(`${address}/slack/install`);
  const link = /href="([^"]*oauth[^"]*)"/.exec(text)?.[1]?.replaceAll(/&(amp|#38);/g, '&') ?? '';
  return { browser, link, state: new URL(link).searchParams.get('state') ?? '' };
}
/** Asks as no browser does. */
const ask = (url: string, headers: OutgoingHttpHeaders) =>
  new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const asking = request(url, { headers }, async (answer) => {
      let text = '';
      for await (const part of answer) text += part;
      resolve({ status: answer.statusCode, text });
    });
    asking.on('error', reject).end();
  });
const allow = { user: 'U0CLINIC1', team: 'T0CLINIC', everywhere: 'false', decision: 'allow' };

it('takes a state once: the same address opened again changes nothing', async () => {
  const town = await startTown();
  town.slack.addWorkspace('clinic');
  const { browser, link, state } = await reachSlack(town.address);
  const landed = await browser.submits(link, allow);
  expect(landed.text).toContain('is in Slack now');
  const replayed = await fetch(landed.url, { headers: { cookie: `paperboy-slack-state=${state}` } });
  expect([replayed.status, await replayed.text()]).toEqual([400, expect.stringContaining('used before')]);
});

it('takes no code twice, also with a new state', async () => {
  const town = await startTown();
  town.slack.addWorkspace('clinic');
  const first = await reachSlack(town.address);
  const code = new URL((await first.browser.submits(first.link, allow)).url).searchParams.get('code') ?? '';
  const again = await reachSlack(town.address);
  const forged = `${town.address}/slack/oauth_redirect?code=${code}&state=${again.state}`;
  const page = await again.browser.visit(forged);
  expect([page.status, page.text]).toEqual([400, expect.stringContaining('Each of these links works once')]);
  expect(await town.store.installations.list('slack')).toHaveLength(1);
});

it.each([
  ['of another browser', async (address: string) => (await reachSlack(address)).state],
  ['that nobody gave out', async () => 'mf3k.AAAAAAAAAAAAAAAAAAAAAA.c2lnbmF0dXJl'],
])('takes no state %s', async (_, stateOf) => {
  const town = await startTown();
  const { browser } = await reachSlack(town.address);
  const state = await stateOf(town.address);
  const page = await browser.visit(`${town.address}/slack/oauth_redirect?code=1.2&state=${state}`);
  expect([page.status, page.text]).toEqual([400, expect.stringContaining('another browser')]);
  expect(town.slack.calls.some(({ method }) => method === 'oauth.v2.access')).toBe(false);
});

it.each([
  ['without a code', '?state=1', {}],
  ['with an error that Slack does not know', '?error=nonsense', {}],
  ['of a host that is none', '', { host: '[' }],
])(
  'says how to start again, and troubles nobody with it, where somebody opens the address to come back to %s',
  async (_, query, headers) => {
    const town = await startTown();
    const { status, text } = await ask(`${town.address}/slack/oauth_redirect${query}`, headers);
    expect([status, text]).toEqual([400, expect.stringMatching(/did not work.*Start again/s)]);
    expect(town.log.lines.filter((line) => /^(warn|error)/.test(line))).toEqual([]);
  },
);

it.each([
  ['bad_client_secret', 'SLACK_CLIENT_SECRET'],
  ['invalid_client_id', 'SLACK_CLIENT_ID'],
  ['bad_redirect_uri', 'PUBLIC_URL'],
])('tells whoever runs the bot which setting is wrong where Slack says %s', async (error, setting) => {
  const town = await startTown();
  const clinic = town.slack.addWorkspace('clinic');
  town.slack.faults.inject('oauth.v2.access', { kind: 'error', error });
  const page = await town.add(clinic.person('U0CLINIC1'));
  expect([page.status, page.text]).toEqual([
    502,
    expect.stringMatching(/could not be added.*tell whoever runs this bot/),
  ]);
  expect(page.text).not.toMatch(/in a minute/);
  expect(town.log.lines.filter((line) => line.startsWith('warn'))).toEqual([
    expect.stringMatching(new RegExp(`not added.*${error}.*${setting}`)),
  ]);
});

it('leads whoever begins at the address that Slack shows to its own page, which has a state', async () => {
  const town = await startTown();
  town.slack.addWorkspace('clinic');
  const begun = new URL((await reachSlack(town.address)).link);
  begun.searchParams.delete('state');
  const page = await createBrowser().submits(begun.href, allow);
  expect([page.status, page.text]).toEqual([
    400,
    expect.stringMatching(/Start from the page of this bot.*Start again/s),
  ]);
  expect(town.slack.calls.some(({ method }) => method === 'oauth.v2.access')).toBe(false);
});

it('keeps tokens encrypted, and tells them to no log', async () => {
  const town = await startTown();
  const clinic = town.slack.addWorkspace('clinic');
  await town.add(clinic.person('U0CLINIC1'));
  const token = clinic.world.installation?.botToken ?? '';
  expect(token).toMatch(/^xoxb-/);
  const [kept] = await town.store.installations.list('slack');
  await town.store.close();
  const files = [`${town.file}`, `${town.file}-wal`];
  const bytes = (await Promise.all(files.map((file) => readFile(file, 'latin1').catch(() => '')))).join('');
  expect(bytes).toContain('T0CLINIC');
  for (const secret of [token, SECRET, 'a-client-secret-of-the-double']) {
    expect(bytes).not.toContain(secret);
    expect(town.log.lines.join('\n')).not.toContain(secret);
    expect(JSON.stringify(kept)).not.toContain(secret);
  }
});

it('reads under a new secret what an old one encrypted, encrypts it anew at the start, and then needs the old no more', async () => {
  const town = await startTown();
  const clinic = await town.settle('clinic');
  const next = 'another-secret-that-is-also-long-enough';
  await town.start([next, SECRET]);
  expect(town.log.lines).toContainEqual(expect.stringContaining('1 installation encrypted anew'));
  expect(town.log.lines.at(-1)).toMatch(
    /connected \(Socket Mode\) with \/ask.*has 1 installation, and is added at http/,
  );
  const { platform } = await town.start([next]);
  const channel = { ...where('T0CLINIC'), id: clinic.channel('papers').id };
  await platform.post(channel, { title: 'A digest' });
  expect(clinic.person(firstOf(clinic)).reads(clinic.channel('papers'))).toEqual(['A digest\n']);
});

it('says of one workspace how to mend it whose token no secret opens, and serves the others', async () => {
  const town = await startTown();
  const clinic = await town.settle('clinic');
  const kept = await town.store.installations.find(where('T0CLINIC'));
  const bakery = await town.settle('bakery');
  // As a row that somebody copied.
  if (kept)
    await town.store.installations.keep({ ...kept, workspace: 'T0CLINIC', sealed: `${kept.sealed}AA` });
  const second = await town.start();
  const post = (workspace: string, id: string) =>
    second.platform.post({ ...where(workspace), id }, { title: 'A digest' });
  await expect(post('T0CLINIC', clinic.channel('papers').id)).rejects.toThrow(
    /add it again at http.*\/slack\/install/,
  );
  await expect(post('T0CLINIC', clinic.channel('papers').id)).rejects.toMatchObject({ reason: 'forbidden' });
  await post('T0BAKERY', bakery.channel('papers').id);
  const errors = town.log.lines.filter((line) => line.startsWith('error'));
  expect(errors).toEqual([
    expect.stringMatching(/1 of 2 installations cannot be decrypted.*PAPERBOY_SECRET/),
    expect.stringMatching(/T0CLINIC cannot be decrypted.*PAPERBOY_SECRET/),
  ]);
});

it('is not kept where Slack does not say as whom, and can be added again', async () => {
  const town = await startTown();
  const clinic = town.slack.addWorkspace('clinic');
  town.slack.faults.inject('auth.test T0CLINIC', { kind: 'error', error: 'fatal_error' }, 2);
  const page = await town.add(clinic.person('U0CLINIC1'));
  expect([page.status, page.text]).toEqual([502, expect.stringContaining('Try again in a minute')]);
  expect(await town.store.installations.list('slack')).toEqual([]);
});

it('is added to a whole organisation: what happens belongs to the workspace where it does', async () => {
  const town = await startTown();
  const [bridge, hold] = ['bridge', 'hold'].map((name) => town.slack.addWorkspace(name, organisation));
  if (bridge === undefined || hold === undefined) throw new Error('no workspaces');
  town.slack.registration.orgDeploy = true;
  const page = await town.add(bridge.person('W0STARSHIPADMIN'), undefined, 'everywhere');
  expect(page.text).toMatch(/added to Starship/);
  await town.slack.grant(bridge);
  await town.slack.grant(hold);
  await bridge.person('U0BRIDGE1').types('/ask one', bridge.channel('random'));
  await hold.person('U0HOLD1').types('/ask two', hold.channel('random'));
  await expect.poll(() => town.bot.invocations.length).toBe(2);
  expect(town.bot.invocations.map(({ member }) => member.workspace)).toEqual(['T0BRIDGE', 'T0HOLD']);
  await hold.person('U0HOLD1').invites(hold.channel('papers'));
  await town.platform.post({ ...where('T0HOLD'), id: hold.channel('papers').id }, { title: 'A digest' });
  expect(hold.person('U0HOLD1').reads(hold.channel('papers'))).toEqual(['A digest\n']);
  await town.slack.withdraw(hold);
  await expect.poll(() => town.bot.workspaces).toContainEqual(['T0HOLD', false]);
  expect(town.bot.workspaces).not.toContainEqual(['T0BRIDGE', false]);
  const whole = bridge.world.installation;
  if (whole) await town.slack.uninstall(whole);
  await expect.poll(() => town.bot.workspaces).toContainEqual(['T0BRIDGE', false]);
  expect(await town.store.installations.list('slack')).toEqual([]);
  expect(town.slack.world.violations).toEqual([]);
});

/** An organisation that has the app in two workspaces. */
async function openOrganisation(options: Parameters<typeof startTown>[0] = {}) {
  const town = await startTown(options);
  const [bridge, hold] = [
    town.slack.addWorkspace('bridge', organisation),
    town.slack.addWorkspace('hold', organisation),
  ];
  town.slack.registration.orgDeploy = true;
  await town.add(bridge.person('W0STARSHIPADMIN'), undefined, 'everywhere');
  for (const workspace of [bridge, hold]) await town.slack.grant(workspace);
  await expect.poll(async () => (await town.store.installations.list('slack')).length).toBe(3);
  const papers = { ...where('T0HOLD'), id: hold.channel('papers').id };
  return { ...town, bridge, hold, papers };
}
const partsOf = async ({ store }: Pick<Awaited<ReturnType<typeof startTown>>, 'store'>) =>
  (await store.installations.list('slack')).map(({ workspace }) => workspace);

it('is in a workspace of an organisation as soon as an admin adds it there, before anybody asks for anything', async () => {
  const { platform, bot, hold, papers, slack, ...town } = await openOrganisation();
  await slack.withdraw(hold);
  await expect.poll(() => bot.workspaces.at(-1)).toEqual(['T0HOLD', false]);
  expect(await partsOf(town)).toEqual(['E0STARSHIP', 'T0BRIDGE']);
  await slack.grant(hold);
  await expect.poll(() => bot.workspaces.at(-1)).toEqual(['T0HOLD', true]);
  await hold.person('U0HOLD1').invites(hold.channel('papers'));
  await platform.post(papers, { title: 'A digest' });
  expect(hold.person('U0HOLD1').reads(hold.channel('papers'))).toEqual(['A digest\n']);
});

it('takes what is done in a window and on the home tab for the workspace where that was opened, whichever is the person’s own', async () => {
  const fields = [{ name: 'query', label: 'What', required: true, value: '' }];
  const buttons = [{ label: 'More', command: { name: 'ask', text: 'more' }, replaces: true } as const];
  const { bot, bridge, hold, slack } = await openOrganisation({
    form: ({ line }) => (line.text === '' ? { title: 'Ask', submit: 'Ask', fields } : undefined),
    show: ({ view }) => [{ title: view, buttons }],
  });
  const member = { id: 'W0BOTH', name: 'ida', realName: 'Ida', bot: false, team: 'T0BRIDGE' };
  for (const { world } of [bridge, hold]) world.users.set(member.id, member);
  hold.channel('random').members.add(member.id);
  const ida = hold.person(member.id);
  await ida.types('/fill', hold.channel('random'));
  const modal = await hold.world.until(() => ida.modal(), 'the form');
  modal.writes('camera', 'What');
  await modal.submits();
  await ida.opensHome();
  await hold.world.until(() => ida.home(), 'the home tab');
  await ida.pressesAtHome('More');
  await expect.poll(() => bot.invocations.length).toBe(2);
  expect(bot.invocations.map(({ line, member: { workspace } }) => [line.text, workspace])).toEqual([
    ['camera', 'T0HOLD'],
    ['more', 'T0HOLD'],
  ]);
  expect(slack.world.violations).toEqual([]);
});

it.each([false, true])(
  'is in all workspaces that an organisation has it in from the moment at which it is added there (Slack names one with it: %s)',
  async (namesWorkspace) => {
    const town = await startTown();
    const [bridge, hold] = [
      town.slack.addWorkspace('bridge', organisation),
      town.slack.addWorkspace('hold', organisation),
    ];
    Object.assign(town.slack.registration, { orgDeploy: true, namesWorkspace });
    // Slack has it there before this bot knows of it.
    town.slack.install(organisation);
    for (const workspace of [bridge, hold]) await town.slack.grant(workspace);
    expect(await partsOf(town)).toEqual([]);
    await town.add(bridge.person('W0STARSHIPADMIN'), undefined, 'everywhere');
    await expect.poll(() => partsOf(town)).toEqual(['E0STARSHIP', 'T0BRIDGE', 'T0HOLD']);
    hold.channel('papers').members.add(hold.world.botUserId);
    await town.platform.post({ ...where('T0HOLD'), id: hold.channel('papers').id }, { title: 'A digest' });
    expect(hold.person('U0HOLD1').reads(hold.channel('papers'))).toEqual(['A digest\n']);
    expect(town.slack.world.violations).toEqual([]);
  },
);

it('is added to an organisation at once, though its workspaces cannot be noted just now', async () => {
  const town = await startTown({
    alter: (installations) => ({ ...installations, join: () => Promise.reject(new Error('away')) }),
  });
  const bridge = town.slack.addWorkspace('bridge', organisation);
  Object.assign(town.slack.registration, { orgDeploy: true });
  const page = await town.add(bridge.person('W0STARSHIPADMIN'), undefined, 'everywhere');
  expect(page.text).toContain('Paperboy is in Slack now');
});

it('stays in a workspace that it was taken out of and added to again, where Slack tells of the first late', async () => {
  const { bot, hold, slack, ...town } = await openOrganisation();
  const late = accessPayload(hold.world, 'team_access_revoked');
  await slack.deliver({ type: 'events_api', payload: late });
  await hold.person('U0HOLD1').types('/ask', hold.channel('random'));
  await expect.poll(() => bot.invocations.length).toBe(1);
  expect(await partsOf(town)).toEqual(['E0STARSHIP', 'T0BRIDGE', 'T0HOLD']);
  expect(bot.workspaces).not.toContainEqual(['T0HOLD', false]);
});

it('ends in the one workspace that Slack refuses an organisation’s token in, where the event is lost', async () => {
  const { platform, bot, bridge, hold, papers, ...town } = await openOrganisation();
  hold.world.installation?.worlds.delete(hold.world);
  await expect(platform.post(papers, { title: 'A digest' })).rejects.toMatchObject({
    reason: 'forbidden',
    message: expect.stringContaining('removed from the workspace'),
  });
  await expect.poll(() => bot.workspaces.at(-1)).toEqual(['T0HOLD', false]);
  expect(await partsOf(town)).toEqual(['E0STARSHIP', 'T0BRIDGE']);
  await bridge.person('U0BRIDGE1').invites(bridge.channel('papers'));
  await platform.post({ ...where('T0BRIDGE'), id: bridge.channel('papers').id }, { title: 'A digest' });
});

it('asks Slack for no more than sixty tokens a minute, whoever comes, at whichever process', async () => {
  const town = await startTown();
  const addresses = [town.address, (await town.start()).address];
  const come = async (_: unknown, at: number) => {
    const address = addresses[at % 2] ?? '';
    const { browser, state } = await reachSlack(address);
    return browser.visit(`${address}/slack/oauth_redirect?code=1.2&state=${state}`);
  };
  const pages = await Promise.all(Array.from({ length: 61 }, come));
  const refused = pages.filter(({ status }) => status === 429);
  expect(refused.map(({ headers }) => headers.get('retry-after'))).toEqual(['60']);
  expect(town.slack.calls.filter(({ method }) => method === 'oauth.v2.access')).toHaveLength(60);
});

describe('a state', () => {
  const secrets = [SECRET];
  const wanted = { scopes: ['commands'], redirectUri: 'https://paperboy.test/slack/oauth_redirect' };
  const now = new Date('2024-03-01T09:00:00Z');
  const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);

  it('ends after ten minutes, and is known to any process that has its secret, be it the older one', async () => {
    const { seenEvents } = await openTestStore();
    const states = createStates(secrets, wanted, seenEvents);
    const [late, soon] = [
      await states.generateStateParam(wanted, now),
      await states.generateStateParam(wanted, now),
    ];
    await expect(states.verifyStateParam(later(600_000), late)).rejects.toThrow('too old');
    const others = createStates(['a-newer-secret-that-is-long-enough', SECRET], wanted, seenEvents);
    expect(await others.verifyStateParam(later(599_999), soon)).toEqual(wanted);
    await expect(states.verifyStateParam(later(0), soon)).rejects.toThrow('used before');
    const foreign = createStates(['a-secret-of-somebody-else-altogether'], wanted, seenEvents);
    await expect(foreign.verifyStateParam(now, late)).rejects.toThrow('not given out here');
  });

  it('cannot be made to last longer, nor be taken where it cannot be noted', async () => {
    const { seenEvents } = await openTestStore();
    const states = createStates(secrets, wanted, seenEvents);
    const [end = '', ...rest] = (await states.generateStateParam(wanted, now)).split('.');
    const longer = [(Number.parseInt(end, 36) + 1).toString(36), ...rest].join('.');
    await expect(states.verifyStateParam(now, longer)).rejects.toThrow('not given out here');
    const away = createStates(secrets, wanted, { isNew: () => Promise.reject(new Error('away')) });
    await expect(away.verifyStateParam(now, [end, ...rest].join('.'))).rejects.toThrow('away');
  });
});
