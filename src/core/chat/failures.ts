import { randomInt } from 'node:crypto';
import type { Scope } from '../async/rate-limit.ts';
import { entry, kindOf, type LogEntry, LoggableError, traceOf } from '../text/log-entry.ts';
import type { Log } from './log.ts';

/**
 * A platform cannot be connected, or not any more, and waiting will not help: a wrong token, a missing permission. The
 * message is one line for the person who runs the bot and ends in the remedy.
 */
export class ConnectionFailure extends LoggableError {
  override readonly name = 'ConnectionFailure';
}

/** How long a service asks to wait before it takes more posts, and where. */
export type PostPause = {
  readonly milliseconds: number;
  readonly scope: Scope;
  /** Whether some messages of the card are there already; else surely nothing of it is. */
  readonly begun: boolean;
};

/** Why a card could not be posted: whether trying again can help, and what to do, in words. */
export class PostFailure extends LoggableError {
  /** `gone`: no such channel any more; `forbidden`: something must be granted; `passing`: later may work. */
  readonly reason: 'gone' | 'forbidden' | 'passing';
  /** Set where the service asks to wait. */
  readonly pause: PostPause | undefined;
  constructor(
    reason: PostFailure['reason'],
    message: LogEntry,
    options: ErrorOptions & { readonly pause?: PostPause } = {},
  ) {
    super(message, options);
    this.name = 'PostFailure';
    this.reason = reason;
    this.pause = options.pause;
  }
}

const incidents = new WeakMap<object, number>();

/** The number of an incident: the same one for the same error, for what it caused and for whoever is told of it. */
export function incidentOf(failure: unknown): number {
  if (!(failure instanceof Error)) return randomInt(100_000, 1_000_000);
  const known = incidents.get(failure);
  if (known !== undefined) return known;
  const number = failure.cause instanceof Error ? incidentOf(failure.cause) : randomInt(100_000, 1_000_000);
  incidents.set(failure, number);
  return number;
}

/** Says in the log what failed; yields the number under which it stands there, for whoever is told of it. */
export function reportFailure(error: unknown, what: LogEntry, log: Log): number {
  const failure = error instanceof Error ? error : new LoggableError(kindOf(error));
  const incident = incidentOf(failure);
  log.error(entry`Incident ${incident}: ${what} failed: ${traceOf(error)}`, failure);
  return incident;
}

/** Resolves when the work is done, well or not; says in the log what was not. */
export async function logFailure(work: Promise<unknown>, what: LogEntry, log: Log): Promise<void> {
  await work.catch((error: unknown) => log.error(entry`${what}: ${traceOf(error)}`, error));
}

/** Where the reason of an incident is found, for whoever was told of one. */
export function tellIncident(incident: number): string {
  return `Whoever runs this bot can find the reason in the log under incident ${incident}.`;
}
