import { randomInt } from 'node:crypto';
import type { Card } from '../chat/card.ts';
import type { Log } from '../chat/log.ts';
import type { Services } from '../commands/command.ts';
import { SearchFailure } from '../search/engine.ts';
import { StoreFailure } from '../store/store.ts';
import { entry, type LogEntry, traceOf } from '../text/log-entry.ts';

/** Says in the log what failed; yields the number under which it stands there, for whoever is told of it. */
export function reportFailure(error: unknown, what: LogEntry, log: Log): number {
  const incident = randomInt(100_000, 1_000_000);
  log.error(entry`Incident ${incident}: ${what} failed: ${traceOf(error)}`);
  return incident;
}

/** Resolves when the work is done, well or not; says in the log what was not. */
export async function logFailure(work: Promise<unknown>, what: LogEntry, log: Log): Promise<void> {
  await work.catch((error: unknown) => log.error(entry`${what}: ${traceOf(error)}`));
}

/** What a person is told where a command failed, with the number of the incident in the log. */
export function explainFailure(error: unknown, typed: Services['typed'], incident: number): Card {
  const footer = `Whoever runs this bot finds the reason in its log under incident ${incident}.`;
  if (error instanceof StoreFailure && error.readOnly)
    return {
      title: 'Nothing was saved: the database can only be read just now',
      text: 'Lists and searches work.',
      footer,
    };
  if (error instanceof StoreFailure) {
    return {
      title: 'That could not be saved or looked up. Try again in a minute',
      text: `Nothing was changed, because the database is not available at the moment. ${typed('paper')} still searches.`,
      footer,
    };
  }
  if (error instanceof SearchFailure) {
    return {
      title: 'The search is not available. Try again in a minute',
      text: `Nothing was changed. ${typed('papers', 'saved')} still shows your list.`,
      footer,
    };
  }
  return {
    title: 'Something went wrong',
    text: `It was not your fault. Other words may work; ${typed('papers', 'help')} shows what you can type.`,
    footer,
  };
}

/** Said to somebody who may not decide what is posted in the channel. */
export function refuseStranger(typed: Services['typed']): Card {
  return {
    title: 'Only people who manage this channel can do that',
    text: `Ask one of them. ${typed('papers', 'digests')} lists the digests of this channel, and ${typed('papers', 'subscribe')} sends papers to you alone.`,
  };
}
