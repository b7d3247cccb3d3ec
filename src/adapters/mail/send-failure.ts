import { MailFailure, type MailTrouble } from '../../core/digest/mail-failure.ts';
import { cleanLine } from '../../core/text/clean-text.ts';
import { clipText } from '../../core/text/clip-text.ts';

/** What is told of an answer, in characters. */
const longest = 200;

/** The words of servers that refuse without an enhanced status code, and not for the address. */
const notTheAddress =
  /relay|block|blacklist|\blisted\b|spam|\bspf\b|\bdkim\b|\bdmarc\b|reputation|authenti|policy/iu;

type SmtpError = {
  /** Of nodemailer: `EENVELOPE`, `EAUTH`. */
  readonly code: string;
  /** `RCPT TO`, `DATA`, `CONN` */
  readonly command: string;
  /** `550 5.1.1 No such user`, in one line or several. */
  readonly response: string;
};

/** What becomes of a mail that could not be sent, by the server's answer. */
export function readSendFailure(error: unknown, address: string): MailFailure {
  const smtp = describe(error);
  const [status = ''] = /^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3}\b)?/u.exec(smtp.response) ?? [];
  const trouble = judge(smtp, status);
  return new MailFailure(trouble, sentences[trouble](quoteReason(error, smtp, address)), {
    cause: error,
    status: status.replace('-', ' '),
    inDoubt:
      status === '' && ['ECONNECTION', 'ESOCKET', 'ETIMEDOUT'].includes(smtp.code) && !wasNeverOpen(error),
  });
}

/** What went wrong, as a sentence. */
export function describeReason(error: unknown): string {
  const reason = error instanceof Error ? cleanLine(error.message) : String(error);
  return /[.!?]$/u.test(reason) ? reason : `${reason}.`;
}

const sentences: Readonly<Record<MailTrouble, (reason: string) => string>> = {
  address: (reason) => `The mail server knows no such address: ${reason}`,
  full: (reason) => `The mailbox is full: ${reason}`,
  refused: (reason) =>
    `The mail server refuses the mail, though not for its address: ${reason} Whoever runs the bot can look into it.`,
  server: (reason) => `The mail server of SMTP_URL cannot be used: ${reason}`,
  passing: (reason) => `The mail server did not take the mail: ${reason}`,
};

/**
 * Reads an answer by its enhanced status code (https://www.rfc-editor.org/rfc/rfc3463#section-3), else by its reply code
 * (https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3). 5.1.7 and 5.1.8 are about the sender.
 */
function judge({ code, command, response }: SmtpError, status: string): MailTrouble {
  const isOfMail = (code === 'EENVELOPE' || code === 'EMESSAGE') && command !== 'MAIL FROM';
  const [reply = '', enhanced = ''] = status.split(/[ -]/u);
  if (!isOfMail || reply === '421') return 'server';
  const isForGood = reply.startsWith('5');
  if (/^[45]\.2\.2$/u.test(enhanced) || (enhanced === '' && reply === '552')) return 'full';
  if (!isForGood) return 'passing';
  if (/^5\.1\.[78]$/u.test(enhanced)) return 'server';
  if (/^5\.1\.|^5\.2\.1$/u.test(enhanced)) return 'address';
  const isUnknown = enhanced === '' && ['550', '551', '553'].includes(reply) && command === 'RCPT TO';
  return isUnknown && !notTheAddress.test(response) ? 'address' : 'refused';
}

/** The answer, or what happened, in quotes where the server said it; without the address, which servers like to repeat. */
function quoteReason(error: unknown, { response }: SmtpError, address: string): string {
  const pattern = new RegExp(address.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'), 'giu');
  if (response === '') return describeReason(error).replace(pattern, '…');
  return `“${clipText(cleanLine(response.replaceAll('\n', ' ')).replace(pattern, '…'), longest)}”.`;
}

function wasNeverOpen(error: unknown): boolean {
  const original = error instanceof Error ? String(Reflect.get(error, 'originalCode') ?? '') : '';
  return ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'].includes(original);
}

function describe(error: unknown): SmtpError {
  const read = (name: string): string =>
    error instanceof Error ? String(Reflect.get(error, name) || '') : '';
  return { code: read('code'), command: read('command'), response: read('response') };
}
