import type { SMTPServerOptions } from 'smtp-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMail, type MailOptions } from '../../../src/adapters/mail/mail.ts';
import type { Card } from '../../../src/core/chat/card.ts';
import type { Mail } from '../../../src/core/digest/mail.ts';
import type { Digest } from '../../../src/core/store/digests/digest.ts';
import { headerOf, openPostbox, partOf } from './postbox.ts';

const member = { platform: 'test', workspace: 'lab', id: 'ada' };
const at = new Date('2023-03-20T09:00:00Z');

const digest: Digest = {
  id: 3,
  destination: { kind: 'mail', member, address: 'ada@lab.example' },
  schedule: '0 9 * * *',
  zone: 'UTC',
  topic: 'uncertainty',
  count: 5,
  layout: 'cards',
  thread: false,
  home: { platform: 'test', workspace: 'lab' },
  createdAt: at,
  nextDue: at,
  refusals: 0,
  secret: 'kYdN5cZ0l2R9s-7Qw_8Tx1',
};

const card: Card = {
  title: '1 paper on “uncertainty” · Monday, 20 March 2023',
  items: [
    {
      paper: 'arxiv:2303.08010',
      number: 1,
      heading: 'Window-Based Early-Exit Cascades',
      url: 'https://arxiv.org/abs/2303.08010',
      facts: [{ text: 'Guoxuan Xia · 14 March 2023' }],
      reason: 'new today · saved by 3 here',
      text: { text: 'Deep ensembles improve the uncertainty estimates.', marks: [{ start: 27, end: 38 }] },
      links: [{ label: 'Code', url: 'https://github.com/Guoxoug/window-early-exit' }],
    },
  ],
  footer: 'Your subscription 3, every day at 09:00 (UTC) · end it with /papers unsubscribe 3',
};

function mailOf(cards: readonly Card[], more: Partial<Mail> = {}): Mail {
  return { digest, address: 'ada@lab.example', cards, key: 'x7Qz81kLmN0p', at, ...more };
}

async function open(options: Partial<MailOptions> = {}, server: SMTPServerOptions = {}) {
  const postbox = await openPostbox(server);
  const mail = createMail({ smtpUrl: postbox.url, from: 'Paperboy <bot@lab.example>', ...options });
  onTestFinished(() => mail.close());
  return { postbox, mail };
}

it('sends a digest as HTML and as plain text', async () => {
  const { postbox, mail } = await open();
  await mail.send(mailOf([card]));
  const [received] = postbox.mails;
  expect(received?.to).toEqual(['ada@lab.example']);
  expect(headerOf(received, 'From')).toBe('Paperboy <bot@lab.example>');
  expect(headerOf(received, 'Subject')).toContain('=?UTF-8?');
  expect(headerOf(received, 'Auto-Submitted')).toBe('auto-generated');
  const plain = partOf(received, 'text/plain');
  expect(plain).toContain('1. Window-Based Early-Exit Cascades');
  expect(plain).toContain('https://arxiv.org/abs/2303.08010');
  expect(plain).toContain('new today · saved by 3 here');
  expect(plain).toContain('/papers unsubscribe 3');
  const html = partOf(received, 'text/html');
  expect(html).toContain('<a href="https://arxiv.org/abs/2303.08010"');
  expect(html).toContain('the <strong>uncertainty</strong> estimates');
});

it('gives every try of one mail the same Message-ID, and other mails others', async () => {
  const { postbox, mail } = await open();
  for (const key of ['x7Qz81kLmN0p', 'x7Qz81kLmN0p', 'other']) await mail.send(mailOf([card], { key }));
  const ids = postbox.mails.map((one) => headerOf(one, 'Message-ID'));
  expect(ids[0]).toBe('<paperboy.x7Qz81kLmN0p@lab.example>');
  expect(ids[1]).toBe(ids[0]);
  expect(ids[2]).not.toBe(ids[0]);
});

it('offers one click to unsubscribe where HTTP is on, and none where it is not', async () => {
  const on = await open({ publicUrl: 'https://papers.lab.example/bot/' });
  await on.mail.send(mailOf([card]));
  const link = 'https://papers.lab.example/bot/unsubscribe/kYdN5cZ0l2R9s-7Qw_8Tx1';
  expect(headerOf(on.postbox.mails[0], 'List-Unsubscribe')).toBe(`<${link}>`);
  expect(headerOf(on.postbox.mails[0], 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
  expect(partOf(on.postbox.mails[0], 'text/plain')).toContain(link);
  const off = await open();
  await off.mail.send(mailOf([card]));
  expect(headerOf(off.postbox.mails[0], 'List-Unsubscribe')).toBeUndefined();
});

it('lets no title or address break out of its place', async () => {
  const { postbox, mail } = await open();
  const hostile: Card = {
    title: 'Papers\r\nBcc: eve@evil.example\r\n\r\n<script>alert(1)</script>',
    items: [
      {
        paper: 'x',
        heading: '<img src=x onerror=alert(1)> \u202Etxt.exe',
        url: 'javascript:alert(1)',
        facts: [{ text: '"><script>' }],
        text: { text: '</p><iframe src="https://evil.example">', marks: [{ start: 2, end: 900 }] },
        links: [{ label: 'Code', url: 'https://good.example/"onmouseover="alert(1)' }],
      },
    ],
  };
  await mail.send(mailOf([hostile]));
  const [received] = postbox.mails;
  expect(received?.to).toEqual(['ada@lab.example']);
  expect(headerOf(received, 'Bcc')).toBeUndefined();
  const html = partOf(received, 'text/html');
  expect(html).not.toMatch(/<script|<img|<iframe|javascript:|"onmouseover|\u202E/u);
  expect(partOf(received, 'text/plain')).not.toMatch(/javascript:|\u202E/u);
});

describe('a mail that is refused', () => {
  const ada = 'ada@lab.example';
  it.each([
    ['550 5.1.1 <ada@lab.example>: no such user', ada, 'address'],
    ['550 5.1.2 No such domain', ada, 'address'],
    ['553 5.1.3 Bad syntax', ada, 'address'],
    ['551 5.1.6 Moved away', ada, 'address'],
    ['550 5.2.1 Mailbox disabled', ada, 'address'],
    ['550 No such mailbox', ada, 'address'],
    ['553 Mailbox name not allowed', ada, 'address'],
    ['452 4.2.2 Over quota', ada, 'full'],
    ['552 5.2.2 Mailbox full', ada, 'full'],
    ['552 5.2.2 Mailbox full', 'DATA', 'full'],
    ['552 Exceeded storage allocation', ada, 'full'],
    ['550 5.7.1 Relaying denied', ada, 'refused'],
    ['550 Relaying denied', ada, 'refused'],
    ['550 5.7.26 Unauthenticated mail is blocked', 'DATA', 'refused'],
    ['554 5.7.1 Service unavailable; client host blocked by a list', ada, 'refused'],
    ['554 Refused, see https://blocklist.example', ada, 'refused'],
    ['554 5.6.0 Looks like spam', 'DATA', 'refused'],
    ['552 5.3.4 Message too big', 'DATA', 'refused'],
    ['550 5.1.8 Bad sender', ada, 'server'],
    ['550 5.7.1 Sender refused', 'MAIL', 'server'],
    ['530 5.7.0 Authentication required', 'MAIL', 'server'],
    ['421 4.3.2 Shutting down', 'RCPT', 'server'],
    ['450 4.7.1 Greylisted', ada, 'passing'],
    ['451 4.3.0 Try again', 'DATA', 'passing'],
  ])('by “%s” to %s is a matter of: %s', async (answer, what, trouble) => {
    const { postbox, mail } = await open();
    postbox.refuse(what, answer);
    const failure = await mail.send(mailOf([card])).catch((error: unknown) => error);
    const status = /^\d+(?: \d\.\d+\.\d+)?/u.exec(answer)?.[0];
    expect(failure).toMatchObject({ name: 'MailFailure', trouble, status, inDoubt: false });
    expect(String(failure)).toContain(answer.replace(ada, '…'));
    expect(String(failure)).not.toContain(ada);
  });

  it('where the server cannot be reached is a matter of the server, and surely not sent', async () => {
    const { postbox, mail } = await open();
    await postbox.close();
    await expect(mail.send(mailOf([card]))).rejects.toMatchObject({ trouble: 'server', inDoubt: false });
  });

  it('without an answer, when it was there already, may have been sent', async () => {
    const { postbox, mail } = await open({}, { onData: () => postbox.hangUp() });
    await expect(mail.send(mailOf([card]))).rejects.toMatchObject({ trouble: 'server', inDoubt: true });
  });
});

it('says that the password is wrong, and not which it is', async () => {
  const postbox = await openPostbox({
    allowInsecureAuth: true,
    onAuth: (_auth, _session, callback) => callback(new Error('No such user or password')),
  });
  const mail = createMail({ smtpUrl: postbox.url.replace('//', '//bot:s3cret@'), from: 'bot@lab.example' });
  onTestFinished(() => mail.close());
  await expect(mail.send(mailOf([card]))).rejects.toMatchObject({ trouble: 'server', status: '535' });
  const failure = await mail.check().catch(String);
  expect(failure).toMatch(/SMTP_URL cannot be used: .*No such user or password\.$/u);
  expect(failure).not.toContain('s3cret');
});

it('sends no password over a connection that is not encrypted', async () => {
  const seen: unknown[] = [];
  const postbox = await openPostbox({
    onAuth(auth, _session, callback) {
      seen.push(auth.username);
      callback(null, { user: auth.username });
    },
  });
  // A name that is not loopback's to the bot, but leads there.
  const url = postbox.url.replace('smtp://127.0.0.1', 'smtp://bot:secret@127.0.0.2');
  const mail = createMail({ smtpUrl: url, from: 'bot@lab.example' });
  onTestFinished(() => mail.close());
  await expect(mail.send(mailOf([card]))).rejects.toMatchObject({ trouble: 'server' });
  expect(seen).toEqual([]);
});

it('sends a code with what to type', async () => {
  const { postbox, mail } = await open();
  await mail.sendCode({
    address: 'ada@lab.example',
    code: 'K7QM3XRP',
    command: '/papers confirm K7QM3XRP',
    minutes: 30,
  });
  expect(headerOf(postbox.mails[0], 'Subject')).toContain('K7QM3XRP');
  expect(partOf(postbox.mails[0], 'text/plain')).toContain('/papers confirm K7QM3XRP');
});

it('keeps plain text within 78 characters a line, and every address whole', async () => {
  const { postbox, mail } = await open({ publicUrl: `https://papers.lab.example/${'long/'.repeat(20)}` });
  const long = 'word '.repeat(60).trim();
  const address = `https://example.org/${'a'.repeat(120)}`;
  const item = { paper: 'x', heading: long, url: address, facts: [{ text: '漢字'.repeat(60) }] };
  await mail.send(mailOf([{ title: 'Papers', text: `${long} ${address} ${long}`, items: [item] }]));
  const lines = partOf(postbox.mails[0], 'text/plain').split(/\r?\n/u);
  const words = lines.flatMap((line) => line.split(' '));
  expect(lines.filter((line) => line.length > 78 && !/^https:\S+$/u.test(line))).toEqual([]);
  expect(words.filter((word) => word === 'word')).toHaveLength(180);
  expect(lines.filter((line) => line === address)).toHaveLength(2);
  expect(lines.join('')).toContain(item.facts[0]?.text);
  expect(lines.some((line) => line.endsWith(digest.secret))).toBe(true);
});
