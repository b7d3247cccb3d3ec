import { PostFailure } from '../../chat/failures.ts';
import { SearchFailure } from '../../search/engine.ts';
import { entry, kindOf, type LogEntry, traceOf } from '../../text/log-entry.ts';
import { entryOfAnswer, MailFailure, type MailTrouble } from '../mail-failure.ts';

/** What a failure means for the delivery that it ended a try of. */
export type FailedTry = {
  readonly reason: string;
  /** The place is gone, or something must be granted. */
  readonly refused: boolean;
  /** Whether something may have been posted that is not recorded. */
  readonly inDoubt: boolean;
  /** Milliseconds before it is of use to try again. */
  readonly wait: number;
  /** Where nothing changes for as long as it is tried, the digest is paused. */
  readonly pausesInTheEnd: boolean;
  /** It is said already. */
  readonly isSaid: boolean;
  /** The same for the log; for a fault of the program with where it was. */
  readonly entry: LogEntry;
};

const hour = 3_600_000;
/** Milliseconds to wait after a mail was refused; a server is slower to change its mind than a chat service. */
const mailWaits: Readonly<Partial<Record<MailTrouble, number>>> = { address: hour, full: 2 * hour };

export function readFailedTry(error: unknown, lastFailure?: string): FailedTry {
  const usual = {
    entry: traceOf(error),
    refused: false,
    inDoubt: false,
    wait: 0,
    pausesInTheEnd: false,
    isSaid: false,
  };
  if (error instanceof MailFailure) {
    const { trouble, message, inDoubt, wait } = error;
    return {
      reason: message,
      entry: entryOfAnswer(message),
      refused: trouble === 'address',
      inDoubt,
      wait: Math.max(wait, mailWaits[trouble] ?? 0),
      pausesInTheEnd: trouble === 'full',
      isSaid: trouble === 'server' || message === lastFailure,
    };
  }
  if (error instanceof PostFailure) {
    const { reason, message, pause } = error;
    const isPassing = reason === 'passing';
    // Where the service asked to wait, nothing was posted but what it says, or said at a pause before.
    const inDoubt = isPassing && (pause?.begun ?? true);
    return { ...usual, reason: message, refused: !isPassing, inDoubt, wait: pause?.milliseconds ?? 0 };
  }
  if (error instanceof SearchFailure) return { ...usual, reason: error.message };
  return { ...usual, reason: entry`The digest could not be made: ${kindOf(error)}` };
}
