import type { Exclusive } from '../../async/sharing/exclusive.ts';
import { capitalise } from '../../text/capitalise.ts';
import { cleanLine } from '../../text/clean-text.ts';
import { cutText } from '../../text/clip-text.ts';
import { RequestFailure } from '../http/request-failure.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import { type Ask, CoolingDown, type RoundClock } from './ask-host.ts';
import type { Fetcher, RoundResult } from './fetcher.ts';
import type { KeptPapers, SourceStatus, SourceStatuses } from './memory.ts';

/** What rounds are made with. */
export type RoundTools = {
  readonly ask: Ask;
  readonly papers: KeptPapers;
  readonly statuses: SourceStatuses;
  readonly clock: RoundClock;
  /** Where several processes ask the same services: a source is asked by one of them at a time. */
  readonly exclusive?: Exclusive | undefined;
};

/** What came of a round of one source. */
export type RoundReport = {
  readonly name: string;
  readonly state: SourceStatus['state'];
  readonly new: number;
  readonly changed: number;
  readonly nextTry?: Date;
  readonly problem?: string;
};

const minute = 60_000;
const hour = 60 * minute;

/**
 * Asks one service, keeps what it tells, and how it went. Rejects with a StoreFailure only; whatever is wrong with the service
 * is in the report.
 */
export async function runRound(
  fetcher: Fetcher,
  tools: RoundTools,
  {
    since,
    signal = new AbortController().signal,
  }: { readonly since?: Date; readonly signal?: AbortSignal } = {},
): Promise<RoundReport> {
  const { name } = fetcher;
  const { papers, statuses, clock } = tools;
  const before = await statuses.get(name);
  const began = clock.now();
  const counts = { new: 0, changed: 0 };
  const ask: Ask = (address, host, headers, stop = signal) => tools.ask(address, host, headers, stop);
  try {
    const result = await fetcher.fetch({
      ask,
      now: began,
      ...(since === undefined ? {} : { since }),
      ...(before?.succeededAt === undefined ? {} : { succeededAt: before.succeededAt }),
      memo: before?.memo,
      signal,
      async keep(come, gone = []) {
        const taken = await papers.take(name, come, gone, clock.now());
        counts.new += taken.new;
        counts.changed += taken.changed;
        return taken;
      },
    });
    const status = afterSuccess(result, before, began, fetcher.every);
    await statuses.put(name, status);
    return report(name, counts, status);
  } catch (error) {
    const failure = failureOfService(error);
    if (failure === undefined) throw error;
    // Another process may have done better meanwhile: what it learnt stays.
    const status = afterFailure(failure, hide(failure.message, fetcher), await statuses.get(name), began);
    // Stopped by whoever runs the bot: that says nothing about the service.
    if (!signal.aborted) await statuses.put(name, status);
    return report(name, counts, status);
  }
}

/** What is wrong with the service; undefined where the error is of the database. What no reader was made for is the service's, too. */
function failureOfService(error: unknown): Error | undefined {
  if (error instanceof CoolingDown || error instanceof RequestFailure || error instanceof UnreadableAnswer)
    return error;
  if (!(error instanceof TypeError || error instanceof RangeError)) return undefined;
  return new UnreadableAnswer('the answer has a form that cannot be read', { cause: error });
}

function afterSuccess(
  { state, problem, memo, nextTry }: RoundResult,
  before: SourceStatus | undefined,
  at: Date,
  every: number,
): SourceStatus {
  const isIll = state === 'stale';
  const next = nextTry ?? new Date(at.getTime() + every);
  const succeededAt = isIll ? before?.succeededAt : at;
  return {
    state,
    askedAt: at,
    ...(succeededAt === undefined ? {} : { succeededAt }),
    ...(problem === undefined ? {} : { problem }),
    nextTry: next,
    ...(isIll ? illness(before, at) : {}),
    failures: 0,
    ...(memo === undefined ? {} : { memo }),
  };
}

function afterFailure(
  error: Error,
  problem: string,
  before: SourceStatus | undefined,
  at: Date,
): SourceStatus {
  const isWaiting = error instanceof CoolingDown;
  const failures = (before?.failures ?? 0) + (isWaiting ? 0 : 1);
  const pause = Math.min(8 * hour, 5 * minute * 2 ** Math.min(failures - 1, 10));
  return {
    state: isWaiting ? 'waiting' : 'broken',
    askedAt: at,
    ...(before?.succeededAt === undefined ? {} : { succeededAt: before.succeededAt }),
    problem: sentence(problem),
    nextTry: isWaiting ? error.until : new Date(at.getTime() + pause),
    ...illness(before, at),
    failures,
    ...(before?.memo === undefined ? {} : { memo: before.memo }),
  };
}

function illness(before: SourceStatus | undefined, at: Date): Pick<SourceStatus, 'illSince' | 'toldAt'> {
  const illSince = before?.illSince ?? at;
  return { illSince, ...(before?.toldAt === undefined ? {} : { toldAt: before.toldAt }) };
}

function report(
  name: string,
  counts: { readonly new: number; readonly changed: number },
  { state, nextTry, problem }: SourceStatus,
): RoundReport {
  return {
    name,
    state,
    ...counts,
    ...(nextTry !== undefined && state !== 'fresh' && state !== 'quiet' ? { nextTry } : {}),
    ...(problem === undefined ? {} : { problem }),
  };
}

/** A service may repeat in its answer what it was asked with. */
function hide(text: string, { secrets = [] }: Pick<Fetcher, 'secrets'>): string {
  return secrets.reduce((told, secret) => told.replaceAll(secret, '…'), text);
}

/** One line, with a capital and a full stop. */
function sentence(text: string): string {
  const line = cutText(cleanLine(text), 300);
  return `${capitalise(line)}${/[.!?]$/u.test(line) ? '' : '.'}`;
}
