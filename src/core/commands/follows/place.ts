import type { Card } from '../../chat/card.ts';
import type { Option } from '../../chat/command.ts';
import type { Destination } from '../../store/digests/digest.ts';
import type { Request, Services } from '../command.ts';

/** For whom something is followed. */
export const forOption = {
  name: 'for',
  description: 'here: for everybody in this channel, if you manage it; for you alone unless said',
  choices: [{ label: 'everybody in this channel', value: 'here' }],
} as const satisfies Option;

/** The place that the news go to; or the card that says why not there. */
export type FoundPlace =
  | { readonly destination: Destination; readonly card?: undefined }
  | { readonly destination?: undefined; readonly card: Card };

/** The asker's direct messages, or this channel where that is asked for by somebody who manages it. */
export async function findPlaceFor(
  request: Pick<Request, 'channel' | 'channelName' | 'member' | 'options' | 'mayManage' | 'absence' | 'line'>,
  { typed }: Pick<Services, 'typed'>,
): Promise<FoundPlace> {
  const { channel, channelName, member, options, line } = request;
  if (options.for !== 'here') return { destination: { kind: 'direct', member } };
  if (await request.mayManage()) {
    const name = channelName === undefined ? {} : { name: channelName };
    return { destination: { kind: 'channel', channel, ...name } };
  }
  const absence = await request.absence?.();
  if (absence !== undefined) {
    const again = [{ label: 'Try again', command: line }];
    return { card: { title: 'That cannot be done here yet', tone: 'notice', text: absence, buttons: again } };
  }
  return {
    card: {
      title: 'Only people who manage this channel can change what it follows',
      tone: 'notice',
      text: `Ask one of them. Without for:here, ${typed(line.name, line.verb)} follows for you alone.`,
    },
  };
}

/** What a command adds to its text to mean the same place again. */
export function writePlace({ kind }: Destination): string {
  return kind === 'channel' ? ' for:here' : '';
}

/** Said where nothing is followed. */
export function explainNone({ kind }: Destination, { typed }: Services): Card {
  const whose = kind === 'channel' ? 'This channel follows nobody yet' : 'You follow nobody yet';
  return {
    title: whose,
    text: `${typed('follow', 'author', `Jane Smith${kind === 'channel' ? ' for:here' : ''}`)} tells of each new paper of hers, in one message a day.`,
  };
}
