import { createTransport } from 'nodemailer';
import type { Card } from '../../core/chat/card.ts';
import type { CodeMail, Mailer } from '../../core/digest/mail.ts';
import { MailFailure } from '../../core/digest/mail-failure.ts';
import { cleanLine } from '../../core/text/clean-text.ts';
import { renderHtml } from './render/html.ts';
import { renderPlain } from './render/plain.ts';
import { writeSubject } from './render/words.ts';
import { describeReason, readSendFailure } from './send-failure.ts';

export type MailOptions = {
  /** `smtp://` or `smtps://`, with user and password where the server asks for them. */
  readonly smtpUrl: string;
  /** `Paperboy <paperboy@lab.org>` */
  readonly from: string;
  /** Where a link to unsubscribe leads, where HTTP is on. */
  readonly publicUrl?: string;
};

/** The mail of the bot, by one SMTP server. */
export type Post = Mailer & {
  /** Rejects with a MailFailure, like `send`. */
  sendCode(mail: CodeMail): Promise<void>;
  /** Whether the server can be reached and takes the password; rejects with the reason in words. */
  check(): Promise<void>;
  close(): void;
};

/** Milliseconds for each step of a conversation with the server. */
const patience = 20_000;

export function createMail({ smtpUrl, from, publicUrl }: MailOptions): Post {
  const { hostname, password } = new URL(smtpUrl);
  const isNear = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const transport = createTransport({
    ...readServer(smtpUrl),
    pool: true,
    maxConnections: 2,
    // A password goes over an encrypted connection, or nowhere.
    requireTLS: password !== '' && !isNear,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = cleanLine(/@([^\s>]+)>?\s*$/u.exec(from)?.[1] ?? 'localhost');

  async function send(letter: Letter): Promise<void> {
    const { address, subject, cards, footer, headers = {}, id } = letter;
    try {
      await transport.sendMail({
        from,
        to: { name: '', address },
        subject: cleanLine(subject),
        text: renderPlain(cards, footer),
        html: renderHtml(cards, footer),
        headers: { ...headers, 'Auto-Submitted': 'auto-generated' },
        ...(id === undefined ? {} : { messageId: `<${id}@${domain}>` }),
        ...(letter.at === undefined ? {} : { date: letter.at }),
      });
    } catch (error) {
      throw readSendFailure(error, address);
    }
  }

  return {
    async send({ digest, address, cards, key, at }) {
      const link =
        publicUrl === undefined
          ? undefined
          : `${publicUrl.replace(/\/+$/u, '')}/unsubscribe/${digest.secret}`;
      await send({
        address,
        at,
        cards,
        subject: writeSubject(cards),
        id: `paperboy.${key}`,
        footer: link === undefined ? [] : [`Unsubscribe: ${link}`],
        // https://www.rfc-editor.org/rfc/rfc8058: one click, without a login.
        headers:
          link === undefined
            ? {}
            : { 'List-Unsubscribe': `<${link}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
      });
    },
    async sendCode({ address, code, command, minutes }) {
      const card: Card = {
        title: 'Confirm your e-mail address',
        text: `Someone, hopefully you, asked for papers to be sent to this address. To confirm it, type this in the chat within ${minutes} minutes:`,
        preformatted: command,
        footer: 'If it was not you, ignore this mail: you will get no more of them.',
      };
      await send({ address, subject: `${code} is your code for Paperboy`, cards: [card], footer: [] });
    },
    async check() {
      await transport.verify().catch((error: unknown) => {
        const message = `The mail server of SMTP_URL cannot be used: ${describeReason(error)}`;
        throw new MailFailure('server', message, { cause: error });
      });
    },
    close: () => transport.close(),
  };
}

type Letter = {
  readonly address: string;
  readonly subject: string;
  readonly cards: readonly Card[];
  readonly footer: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** The part of the Message-ID before the `@`. */
  readonly id?: string;
  readonly at?: Date;
};

/** Host, port and credentials; nothing else of the address becomes a setting. */
function readServer(smtpUrl: string) {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const secure = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[|\]$/gu, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
}
