import type { Button, Card } from '../chat/card.ts';
import { nameBookmark } from '../chat/emoji.ts';
import { quote } from '../text/quote.ts';
import type { Services } from './command.ts';
import { pickQueries } from './examples.ts';

type Needs = Pick<Services, 'typed' | 'bookmarks' | 'corpus' | 'search'>;

/** Said to everybody in a channel that the bot was let into; `channelName` is without `#`. */
export function welcomeChannel(channelName: string | undefined, services: Needs): Promise<Card> {
  const where = channelName === undefined ? 'this channel' : `#${channelName}`;
  return welcome(where, services, [
    { label: '🔍 Search papers', command: { name: 'paper', text: '', form: 'asked' }, isPrimary: true },
    { label: '📬 Set up a digest …', command: { name: 'digest', verb: 'add', text: '', form: 'asked' } },
  ]);
}

/** Said to somebody who comes to their own page for the first time, where a search is offered already. */
export function welcomePerson(services: Needs): Promise<Card> {
  return welcome('your group', services, [
    {
      label: '📬 Follow a topic …',
      command: { name: 'papers', verb: 'subscribe', text: '', form: 'asked' },
    },
  ]);
}

async function welcome(
  where: string,
  { typed, bookmarks, ...services }: Needs,
  buttons: readonly Button[],
): Promise<Card> {
  const [example] = await pickQueries(services);
  return {
    title: `Hello! I bring papers to ${where}.`,
    tone: 'notice',
    text: `Ask for a topic, save what you like with a ${nameBookmark(bookmarks)} reaction, and let me post the best new ones every morning.`,
    buttons: [
      ...buttons,
      ...(example === undefined
        ? []
        : [{ label: `Try ${quote(example)}`, command: { name: 'paper', text: example } }]),
    ],
    footer: `or type ${typed('paper', undefined, example ?? 'and some words')} · ${typed('papers', 'help')} shows the rest`,
  };
}
