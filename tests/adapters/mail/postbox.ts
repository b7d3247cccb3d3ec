import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A real SMTP server on loopback that keeps what it is sent. */
export type Postbox = {
  /** `smtp://127.0.0.1:PORT` */
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** Refuses this address for good, or `later` for now. */
  refuse(address: string, later?: true): void;
  close(): Promise<void>;
};

export type ReceivedMail = { readonly to: readonly string[]; readonly source: string };

export async function openPostbox(options: SMTPServerOptions = {}): Promise<Postbox> {
  const mails: ReceivedMail[] = [];
  const refused = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    closeTimeout: 100,
    onRcptTo({ address }, _session, callback) {
      const code = refused.get(address);
      if (code === undefined) return callback();
      callback(Object.assign(new Error('No such mailbox'), { responseCode: code }));
    },
    onData(stream, session, callback) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          source: Buffer.concat(parts).toString('utf8'),
        });
        callback();
      });
    },
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  onTestFinished(close);
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    refuse: (mailbox, later) => void refused.set(mailbox, later ? 450 : 550),
    close,
  };
}

/** A header of a mail, unfolded; undefined where there is none. */
export function headerOf(mail: ReceivedMail | undefined, name: string): string | undefined {
  const head = mail?.source.split('\r\n\r\n')[0]?.replace(/\r\n[ \t]+/gu, ' ') ?? '';
  const line = head.split('\r\n').find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line?.slice(name.length + 1).trim();
}

/** A part of a mail by its media type, decoded. */
export function partOf(mail: ReceivedMail | undefined, type: string): string {
  const part = mail?.source.split(/\r\n--[^\r\n]+/u).find((one) => one.includes(`Content-Type: ${type}`));
  if (part === undefined) throw new Error(`the mail has no ${type}`);
  const [head = '', ...body] = part.split('\r\n\r\n');
  const text = body.join('\r\n\r\n');
  if (/base64/iu.test(head)) return Buffer.from(text, 'base64').toString('utf8');
  if (!/quoted-printable/iu.test(head)) return text;
  const bytes = text
    .replace(/=\r\n/gu, '')
    .replace(/=([0-9A-F]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
