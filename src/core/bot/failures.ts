import type { Card } from '../chat/card.ts';
import { writeTrace } from '../chat/log.ts';
import type { Services } from '../commands/command.ts';
import { SearchFailure } from '../search/engine.ts';
import { StoreFailure } from '../store/store.ts';

/** What a person is told where a command failed; the failure itself belongs in the log. */
export function explainFailure(error: unknown, typed: Services['typed']): Card {
  if (error instanceof StoreFailure && error.readOnly) {
    return {
      title: 'Nothing was saved: the database can only be read just now',
      text: `Lists and searches work. Whoever runs this bot finds what to do in its log.`,
    };
  }
  if (error instanceof StoreFailure) {
    return {
      title: 'That could not be saved or looked up. Try again in a minute',
      text: `Nothing was changed. The database is not available at the moment; the reason is in the bot’s log. ${typed('paper')} still searches.`,
    };
  }
  if (error instanceof SearchFailure) {
    return {
      title: 'The search is not available. Try again in a minute',
      text: `Nothing was changed. Whoever runs this bot finds the reason in its log. ${typed('papers', 'saved')} still shows your list.`,
    };
  }
  return {
    title: 'Something went wrong',
    text: `It was not your fault, and it is written in the log of whoever runs this bot. Other words may work; ${typed('papers', 'help')} shows what you can type.`,
  };
}

/** Said to somebody who may not decide what is posted in the channel. */
export function refuseStranger(typed: Services['typed']): Card {
  return {
    title: 'Only people who manage this channel can do that',
    text: `Ask one of them. ${typed('papers', 'digests')} lists the digests of this channel, and ${typed('papers', 'subscribe')} sends papers to you alone.`,
  };
}

/** What the log says of a failure; those of the database and of the search say all in their message. */
export function describeError(error: unknown): string {
  const saysAll = error instanceof StoreFailure || error instanceof SearchFailure;
  return saysAll ? error.message : writeTrace(error);
}
