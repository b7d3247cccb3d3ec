import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A real SMTP server on loopback that keeps what it is sent. */
export type Postbox = {
  /** `smtp://127.0.0.1:PORT` */
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** Answers so from now on (`550 5.1.1 No such mailbox`): to one address, or to all at `MAIL`, `RCPT` or `DATA`. */
  refuse(what: string, answer: string): void;
  /** Ends all conversations without a word. */
  hangUp(): void;
  /** Takes all mail again. */
  accept(): void;
  close(): Promise<void>;
};

export type ReceivedMail = { readonly to: readonly string[]; readonly source: string };

export async function openPostbox(options: SMTPServerOptions = {}): Promise<Postbox> {
  const mails: ReceivedMail[] = [];
  const refused = new Map<string, string>();
  const answer = (what: string): Error | null => {
    const said = refused.get(what);
    if (said === undefined) return null;
    return Object.assign(new Error(said.slice(4)), { responseCode: Number(said.slice(0, 3)) });
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    // A test says them itself.
    hideENHANCEDSTATUSCODES: true,
    onMailFrom: (_address, _session, callback) => callback(answer('MAIL')),
    closeTimeout: 100,
    onRcptTo({ address }, _session, callback) {
      callback(answer(address) ?? answer('RCPT'));
    },
    onData(stream, session, callback) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const failure = answer('DATA');
        if (failure === null) mails.push({ to, source: Buffer.concat(parts).toString('utf8') });
        callback(failure);
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
    refuse: (what, said) => void refused.set(what, said),
    accept: () => refused.clear(),
    hangUp: () => {
      for (const { _socket } of server.connections) _socket.destroy();
    },
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
  const part = mail?.source
    .split(/\r\n--(?!=20)[^\s]+/u)
    .find((one) => one.includes(`Content-Type: ${type}`));
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
