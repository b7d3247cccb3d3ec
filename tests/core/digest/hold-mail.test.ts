import { describe, expect, it, onTestFinished } from 'vitest';
import { createMail } from '../../../src/adapters/mail/mail.ts';
import { startDigests } from '../../../src/core/digest/delivery/scheduler.ts';
import { holdMail } from '../../../src/core/digest/hold-mail.ts';
import type { Digest } from '../../../src/core/store/digests/digest.ts';
import { openPostbox } from '../../adapters/mail/postbox.ts';
import { keepLog, openTestStore } from '../store/open.ts';
import { alice, lab } from '../store/things.ts';
import { createFakePlatform } from './fake-platform.ts';
import { createQuickClock } from './quick-clock.ts';
import { composeInOrder, hour, planFor } from './stage.ts';

const minute = 60_000;
const day = 24 * hour;
const relaying = '550 5.7.1 Relaying denied';
const unknown = '550 5.1.1 No such user';

/** Subscriptions by mail, one a name, due at 09:00 every day, with a real SMTP server. */
async function start(...names: readonly string[]) {
  const postbox = await openPostbox();
  const mail = createMail({ smtpUrl: postbox.url, from: 'Paperboy <bot@lab.example>' });
  const store = await openTestStore();
  const log = keepLog();
  const quick = createQuickClock(new Date('2026-03-02T09:00:00Z'));
  const clock = { ...quick, elapsed: () => quick.now().getTime() };
  const platform = createFakePlatform('slack', clock.now);
  const ids = new Map<string, number>();
  for (const name of names) {
    const destination = { kind: 'mail', member: { ...alice, id: name }, address: addressOf(name) } as const;
    const origin = { home: lab, createdBy: destination.member, createdAt: clock.now(), nextDue: clock.now() };
    ids.set(name, (await store.digests.add(planFor({ destination }), origin)).id);
  }
  const options = {
    store,
    clock,
    log,
    compose: composeInOrder,
    grace: 6 * hour,
    platforms: () => [platform],
  };
  const running = startDigests({ ...options, mailer: holdMail(mail, { clock, log }) });
  onTestFinished(async () => {
    await running.stop();
    mail.close();
  });
  await running.idle();
  return {
    postbox,
    log,
    platform,
    received: () => postbox.mails.map(({ to }) => to.join()),
    errors: () => log.lines.filter((line) => line.startsWith('error')),
    async find(name: string): Promise<Digest> {
      const digest = await store.digests.find(lab, ids.get(name) ?? 0);
      if (digest === undefined) throw new Error(`no digest of ${name}`);
      return digest;
    },
    async outcomes(name: string) {
      const history = await store.deliveryHistory.list(ids.get(name) ?? 0, 9);
      return history.map(({ outcome = 'under way' }) => outcome);
    },
    /** Lets so much time pass, looking for what is due every half hour, or every two where days pass. */
    async pass(milliseconds: number) {
      const step = milliseconds < day ? 30 * minute : 2 * hour;
      for (let passed = 0; passed < milliseconds; passed += step) {
        clock.skip(step);
        quick.tick();
        await running.idle();
      }
    },
  };
}

const addressOf = (name: string) => `${name}@lab.example`;

describe('mail that the server refuses', () => {
  it.each([
    ['for relaying', 'RCPT', relaying],
    ['for a blocklist', 'DATA', '554 5.7.1 Blocked using a list'],
    ['with the code of a wrong address, but for all of them', 'RCPT', unknown],
    ['as its sender', 'MAIL', '530 5.7.0 Authentication required'],
  ])('%s waits, pauses nobody, is told once, and goes out by itself', async (_why, step, answer) => {
    const lab = await start('ada', 'bob', 'carol');
    expect(lab.received().toSorted()).toEqual(['ada', 'bob', 'carol'].map(addressOf));
    lab.postbox.refuse(step, answer);
    await lab.pass(day + 12 * hour);
    expect(lab.received()).toHaveLength(3);
    for (const name of ['ada', 'bob', 'carol']) {
      const { paused, lastFailure } = await lab.find(name);
      expect(paused).toBeUndefined();
      expect(lastFailure).toContain(answer);
    }
    expect(lab.errors()).toHaveLength(1);
    expect(lab.errors()[0]).toContain(answer);
    lab.postbox.accept();
    await lab.pass(hour);
    expect(lab.received().slice(3).toSorted()).toEqual(['ada', 'bob', 'carol'].map(addressOf));
    expect(lab.log.lines.filter((line) => line.includes('accepts mail again'))).toHaveLength(1);
    expect((await lab.find('bob')).lastFailure).toBeUndefined();
    expect(await lab.outcomes('bob')).toEqual(['sent', 'sent']);
    await lab.pass(day);
    expect(lab.received()).toHaveLength(9);
  });

  it('to one address alone keeps the others coming, and pauses nobody', async () => {
    const lab = await start('ada', 'bob', 'carol');
    lab.postbox.refuse(addressOf('ada'), relaying);
    await lab.pass(3 * day);
    expect(lab.received().filter((to) => to === addressOf('bob'))).toHaveLength(4);
    expect(lab.received().filter((to) => to === addressOf('ada'))).toHaveLength(1);
    expect((await lab.find('ada')).paused).toBeUndefined();
    expect(lab.log.lines.filter((line) => line.includes('Relaying'))).toHaveLength(1);
    lab.postbox.accept();
    await lab.pass(day);
    expect(lab.received().filter((to) => to === addressOf('ada')).length).toBeGreaterThan(1);
  });
});

describe('an address that the server does not know', () => {
  it('is given up after some hours, and whoever subscribed is told', async () => {
    const lab = await start('ada', 'bob', 'carol');
    lab.postbox.refuse(addressOf('ada'), unknown);
    await lab.pass(day + 6 * hour);
    expect((await lab.find('ada')).paused?.reason).toContain(unknown);
    expect((await lab.find('bob')).paused).toBeUndefined();
    expect(lab.platform.messages.map(({ card }) => card.title)).toEqual(['Your subscription 1 is paused']);
    expect(lab.errors()).toEqual([]);
  });

  it('is told from others that are as wrong, once a mail went out between', async () => {
    const lab = await start('ada', 'bob', 'carol');
    for (const name of ['ada', 'bob']) lab.postbox.refuse(addressOf(name), unknown);
    await lab.pass(2 * day);
    for (const name of ['ada', 'bob']) expect((await lab.find(name)).paused?.reason).toContain(unknown);
    expect(lab.received().filter((to) => to === addressOf('carol'))).toHaveLength(3);
  });
});

describe('a full mailbox', () => {
  it.each(['452 4.2.2 Over quota', '552 5.2.2 Mailbox full'])(
    'is tried again for days: %s',
    async (answer) => {
      const lab = await start('ada', 'bob');
      lab.postbox.refuse(addressOf('ada'), answer);
      await lab.pass(3 * day + 12 * hour);
      expect((await lab.find('ada')).paused).toBeUndefined();
      expect(lab.received().filter((to) => to === addressOf('bob'))).toHaveLength(4);
      lab.postbox.accept();
      await lab.pass(3 * hour);
      expect(lab.received().filter((to) => to === addressOf('ada'))).toHaveLength(2);
      expect(await lab.find('ada')).toMatchObject({ refusals: 0 });
    },
  );

  it('is given up in the end, it alone, and whoever subscribed is told', async () => {
    const lab = await start('ada', 'bob');
    lab.postbox.refuse(addressOf('ada'), '552 5.2.2 Mailbox full');
    await lab.pass(5 * day + hour);
    expect((await lab.find('ada')).paused?.reason).toBe('The mailbox is full: “552 5.2.2 Mailbox full”.');
    expect(lab.platform.messages.map(({ card }) => card.title)).toEqual(['Your subscription 1 is paused']);
    expect((await lab.find('bob')).paused).toBeUndefined();
    expect(lab.errors()).toEqual([]);
  });
});

it('a server that cannot be reached gets the mail when it is back, and nothing is lost', async () => {
  const lab = await start('ada');
  lab.postbox.refuse('RCPT', '421 4.3.2 Shutting down');
  await lab.pass(day + 8 * hour);
  expect(await lab.outcomes('ada')).toEqual(['under way', 'sent']);
  lab.postbox.accept();
  await lab.pass(hour);
  expect(await lab.outcomes('ada')).toEqual(['sent', 'sent']);
  expect(lab.postbox.mails[1]?.source).toContain('paper-0002');
});
