import type { Log } from '../chat/log.ts';
import { entry } from '../text/log-entry.ts';
import type { Mailer } from './mail.ts';
import { entryOfAnswer, MailFailure } from './mail-failure.ts';
import type { Clock } from './schedule/clock.ts';

/** Milliseconds until one mail is tried where the server takes none, doubled for each that it refuses, up to half an hour. */
const firstWait = 60_000;
const longestWait = 30 * 60_000;

type Hold = { readonly reason: string; readonly wait: number; readonly until: number };

export type HoldOptions = { readonly clock: Pick<Clock, 'elapsed'>; readonly log: Log };

/**
 * Sends mail, but none while the server takes none: then it waits, the log says so once, and it goes on by itself. A server that
 * refuses several addresses alike, and has taken nothing between, is at fault itself, not they.
 */
export function holdMail(mailer: Mailer, { clock, log }: HoldOptions): Mailer {
  let hold: Hold | undefined;
  /** Addresses refused since a mail was taken, by the server's answer. */
  const refused = new Map<string, Set<string>>();
  /** Addresses that were refused while others were taken: that is for them alone. */
  const refusedAlone = new Set<string>();

  function take(address: string): void {
    if (hold !== undefined) log.info(entry`The mail server accepts mail again; waiting mail is being sent.`);
    hold = undefined;
    refusedAlone.delete(address);
    for (const addresses of refused.values())
      for (const other of addresses) if (other !== address) refusedAlone.add(other);
    refused.clear();
  }

  function isOfSeveral({ trouble, status }: MailFailure, address: string): boolean {
    if ((trouble !== 'address' && trouble !== 'refused') || refusedAlone.has(address)) return false;
    const addresses = refused.get(status) ?? new Set();
    refused.set(status, addresses.add(address));
    return addresses.size > 1;
  }

  function holdUp(reason: string): void {
    if (hold === undefined)
      log.error(
        entry`No mail is sent: ${entryOfAnswer(reason)} It continues automatically once the server accepts mail.`,
      );
    const now = clock.elapsed();
    // Those on their way together are one try.
    if (hold !== undefined && now < hold.until) return;
    const wait = hold === undefined ? firstWait : Math.min(2 * hold.wait, longestWait);
    hold = { reason, wait, until: now + wait };
  }

  return {
    async send(mail) {
      const left = hold === undefined ? 0 : hold.until - clock.elapsed();
      if (hold !== undefined && left > 0) throw new MailFailure('server', hold.reason, { wait: left });
      try {
        await mailer.send(mail);
      } catch (error) {
        if (!(error instanceof MailFailure)) throw error;
        const { status, inDoubt, message } = error;
        const isServer = error.trouble === 'server' || isOfSeveral(error, mail.address);
        if (!isServer) throw error;
        holdUp(message);
        throw new MailFailure('server', message, {
          cause: error,
          status,
          inDoubt,
          wait: hold?.wait ?? firstWait,
        });
      }
      take(mail.address);
    },
  };
}
