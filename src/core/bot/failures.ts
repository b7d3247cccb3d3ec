import type { Card, CommandLine } from '../chat/card.ts';
import type { Question } from '../chat/command.ts';
import { tellIncident } from '../chat/failures.ts';
import type { Services } from '../commands/command.ts';
import { SearchFailure } from '../search/engine.ts';
import { StoreFailure } from '../store/store.ts';

/**
 * What a person is told where a command failed, with the number of the incident in the log; the same again where a `line` is told
 * that may be run twice.
 */
export function explainFailure(
  error: unknown,
  typed: Services['typed'],
  incident: number,
  line?: CommandLine,
): Card {
  const again = line === undefined ? {} : { buttons: [{ label: 'Try again', command: line }] };
  const failed = { tone: 'failed', footer: tellIncident(incident) } as const;
  if (error instanceof StoreFailure && error.readOnly)
    return {
      title: 'Nothing was saved: the database can only be read just now',
      text: 'Lists and searches work.',
      ...failed,
    };
  if (error instanceof StoreFailure) {
    return {
      title: 'That could not be saved or looked up. Try again in a minute',
      text: `Nothing was changed, because the database is not available at the moment. ${typed('paper')} still searches.`,
      ...failed,
      ...again,
    };
  }
  if (error instanceof SearchFailure) {
    return {
      title: 'The search is not available. Try again in a minute',
      text: `Nothing was changed. ${typed('papers', 'saved')} still shows your list.`,
      ...failed,
      ...again,
    };
  }
  return {
    title: 'Something went wrong',
    text: `It was not your fault. Other words may work; ${typed('papers', 'help')} shows what you can type.`,
    ...failed,
  };
}

/** Said to somebody who may not run a command for those who manage a channel, or of whom nobody can know that. */
export async function refuse(
  { absence }: Pick<Question, 'absence'>,
  line: CommandLine,
  typed: Services['typed'],
): Promise<Card> {
  const reason = await absence?.();
  return reason === undefined ? refuseStranger(line, typed) : refuseAbsent(reason, line);
}

function refuseAbsent(absence: string, command: CommandLine): Card {
  return {
    title: 'That cannot be done here yet',
    tone: 'notice',
    text: `${absence}\nNothing was changed.`,
    buttons: [{ label: 'Try again', command }],
  };
}

/** Said to somebody who may not decide what is posted in the channel. */
function refuseStranger({ name, verb, text }: CommandLine, typed: Services['typed']): Card {
  const topic = name === 'digest' && verb === 'add' ? text : '';
  return {
    title: 'Only people who manage this channel can change its digests',
    tone: 'notice',
    text: `Ask one of them. ${typed('papers', 'digests')} lists the digests of this channel, and ${typed('papers', 'subscribe')} sends papers to you alone.`,
    buttons: [
      {
        label: 'Get it by direct message',
        command: { name: 'papers', verb: 'subscribe', text: topic, form: 'asked' },
      },
    ],
  };
}
