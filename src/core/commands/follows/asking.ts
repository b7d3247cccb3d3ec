import type { Card } from '../../chat/card.ts';
import { isServiceTrouble } from '../../sources/rounds/service-trouble.ts';
import type { Destination } from '../../store/digests/digest.ts';
import type { Request, Services } from '../command.ts';
import { homeOf } from '../digests/named-digest.ts';

/** So many papers and people are asked about for one workspace: each takes a request a day. */
export const mostAsked = 50;

/** Says that OpenAlex is asked about as much as it may be for the workspace of a place; undefined where there is room. */
export async function explainAsked(
  destination: Destination,
  { member }: Pick<Request, 'member'>,
  { store, typed }: Pick<Services, 'store' | 'typed'>,
): Promise<Card | undefined> {
  const home = homeOf(destination.kind === 'channel' ? destination.channel : member);
  if ((await store.follows.countAsked(home)) < mostAsked) return undefined;
  return {
    title: `OpenAlex is already asked about ${mostAsked} papers and people here`,
    text: `That is the most for one workspace. ${typed('follow', 'stop')} ends one.`,
  };
}

/** Follows what OpenAlex must be asked for, or says that it does not answer. */
export async function whereAsked(line: Request['line'], follow: () => Promise<Card>): Promise<Card> {
  try {
    return await follow();
  } catch (error) {
    if (!isServiceTrouble(error)) throw error;
    return {
      title: 'OpenAlex does not answer just now',
      text: 'Nothing was changed. Try again in a while.',
      buttons: [{ label: 'Try again', command: line }],
    };
  }
}
