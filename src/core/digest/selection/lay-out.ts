import { giveReason } from '../../cards/facts.ts';
import { itemOfPaper } from '../../cards/paper-item.ts';
import { countPapers } from '../../cards/plain-words.ts';
import { showPaper } from '../../cards/single-paper.ts';
import type { Card, CardItem, Detail } from '../../chat/card.ts';
import type { Digest } from '../../store/digests/digest.ts';
import { clipText } from '../../text/clip-text.ts';
import { quote } from '../../text/quote.ts';
import { describeCron } from '../schedule/schedule.ts';
import { writeDay } from '../schedule/schedule-words.ts';
import type { DigestPart, ShownPaper } from './parts.ts';

/** What a digest says of itself; one that is not stored yet has no number. */
export type Masthead = Pick<
  Digest,
  'destination' | 'topic' | 'zone' | 'layout' | 'schedule' | 'declaredAs' | 'thread' | 'pings'
> & { readonly id?: number };

/** What stands at the head of a digest. */
export type Heading = {
  readonly date: Date;
  /** When it was due, where it comes late. */
  readonly late?: Detail;
  /** A command as people here type it. */
  typed(name: string, verb?: string, text?: string): string;
};
const abstractOnCard = 600;

/**
 * The messages of a digest: the heading, then (in the layout `cards`) each paper on one of its own, so that a reaction
 * saves it.
 */
export function layOut(
  digest: Masthead,
  papers: readonly ShownPaper[],
  heading: Heading,
): readonly DigestPart[] {
  const { layout, destination } = digest;
  const first = startParts(digest, composeHeading(digest, papers.length, heading));
  if (layout === 'cards' && destination.kind !== 'mail') {
    const rest = papers.map((shown, index): DigestPart => {
      return { card: composePaper(shown, index, papers.length), underFirst: true };
    });
    return [first, ...rest];
  }
  const write = layout === 'cards' ? writeOut : list;
  return [{ ...first, card: { ...first.card, items: papers.map(write) } }];
}

/** The one line of a digest that has nothing to show. */
export function layOutNothing(digest: Masthead, heading: Heading): readonly DigestPart[] {
  return [{ card: { ...composeHeading(digest, 0, heading), text: 'Nothing new today.' } }];
}

function startParts({ thread, pings }: Masthead, card: Card): DigestPart {
  return {
    card,
    ...(thread ? { thread: { name: card.title } } : {}),
    ...(pings === undefined ? {} : { pings }),
  };
}

function composeHeading(digest: Masthead, count: number, { date, late, typed }: Heading): Card {
  const { topic, layout, zone } = digest;
  const about = topic.trim() === '' ? '' : ` on ${quote(topic)}`;
  const what = layout === 'recap' ? `Recap${about}` : `${capitalise(countPapers(count))}${about}`;
  return {
    title: `${what} · ${writeDay(date, zone)}`,
    ...(late === undefined ? {} : { details: [late] }),
    footer: composeFooter(digest, typed),
  };
}

/** `Digest 3, on weekdays at 09:00 (Europe/Berlin) · change it with /digest edit 3`. */
function composeFooter(
  { id, destination, declaredAs, schedule, zone }: Masthead,
  typed: Heading['typed'],
): string {
  const when = `${describeCron(schedule)} (${zone})`;
  const number = id === undefined ? '' : ` ${id}`;
  if (destination.kind !== 'channel') {
    return `Your subscription${number}, ${when} · end it with ${typed('papers', 'unsubscribe', number.trim())}`;
  }
  const change =
    declaredAs === undefined
      ? `change it with ${typed('digest', 'edit', number.trim())}`
      : `declared as ${quote(declaredAs)} in the bot's configuration`;
  return `Digest${number}, ${when} · ${change}`;
}

function composePaper(shown: ShownPaper, index: number, count: number): Card {
  const title = `Paper ${index + 1} of ${count}`;
  const { items = [], ...card } = showPaper(title, shown.paper, { text: title, marks: [] });
  return { ...card, items: items.map((item) => ({ ...withExcerpt(item, shown), ordinal: index + 1 })) };
}

/** A paper in a mail: numbered, with the beginning of its abstract. */
function writeOut(shown: ShownPaper, index: number): CardItem {
  return withExcerpt(itemOfPaper(shown.paper, index + 1), shown);
}

/** A paper in a compact list, without its abstract. */
function list({ paper, why }: ShownPaper, index: number): CardItem {
  const { text, action, open, buttons, ...item } = itemOfPaper(paper, index + 1, why);
  return item;
}

function withExcerpt({ text, ...item }: CardItem, { paper, why }: ShownPaper): CardItem {
  const excerpt = clipText(paper.abstract, abstractOnCard);
  return {
    ...item,
    ...giveReason(why, item.facts),
    ...(excerpt === '' ? {} : { text: { text: excerpt, marks: [] } }),
  };
}

function capitalise(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
