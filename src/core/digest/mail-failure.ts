import { type LogEntry, nobodyTyped } from '../text/log-entry.ts';

/**
 * Why a mail was not taken. `address`: there is no such mailbox; `full`: it takes no more for now; `refused`: for another
 * reason than the address, as where the server passes nothing on or is on a blocklist; `server`: the server cannot be reached
 * or does not let the bot in; `passing`: anything that may work later.
 */
export type MailTrouble = 'address' | 'full' | 'refused' | 'server' | 'passing';

/** What a server said, for the log: without what it quotes and all that is like an address. */
export function entryOfAnswer(message: string): LogEntry {
  return nobodyTyped(message.replace(/<[^>]*>|'[^']*'|"[^"]*"|\S*@\S*/gu, '…'));
}

/** A mail could not be sent; the message says why, without the address. */
export class MailFailure extends Error {
  override readonly name = 'MailFailure';
  readonly trouble: MailTrouble;
  /** What the server answered, in numbers (`550 5.7.1`): alike for the same refusal. Empty where it did not answer. */
  readonly status: string;
  /** Whether the server may have taken the mail all the same. */
  readonly inDoubt: boolean;
  /** Milliseconds before it is of use to try again. */
  readonly wait: number;
  constructor(
    trouble: MailTrouble,
    message: string,
    options: ErrorOptions & {
      readonly status?: string;
      readonly inDoubt?: boolean;
      readonly wait?: number;
    } = {},
  ) {
    super(message, options);
    this.trouble = trouble;
    this.status = options.status ?? '';
    this.inDoubt = options.inDoubt ?? false;
    this.wait = options.wait ?? 0;
  }
}
