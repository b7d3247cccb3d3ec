import { giveReason, isOfSavers } from '../../cards/facts.ts';
import { buttonFor, buttonsFor, itemOfPaper, lessButton } from '../../cards/paper-item.ts';
import { addressOfPdf, showPaper } from '../../cards/single-paper.ts';
import type { Card, CardItem } from '../../chat/card.ts';
import { numberEmoji } from '../../chat/emoji.ts';
import { dateIn, millisecondsADay } from '../../papers/calendar.ts';
import { displayTitle, type Paper } from '../../papers/paper.ts';
import type { Digest } from '../../store/digests/digest.ts';
import { capitalise } from '../../text/capitalise.ts';
import { counted } from '../../text/counted.ts';
import { markBetween } from '../../text/marked-text.ts';
import { quote } from '../../text/quote.ts';
import { nextDue } from '../schedule/next-due.ts';
import { writeShortDay, writeShortMoment } from '../schedule/schedule-words.ts';
import type { DigestPart, ShownPaper } from './parts.ts';
import { tellTopic } from './tell-topic.ts';

/** What a digest says of itself; one that is not stored yet has no number. */
export type Masthead = Pick<
  Digest,
  'destination' | 'topic' | 'zone' | 'layout' | 'schedule' | 'thread' | 'pings' | 'lastSent'
> & { readonly id?: number };

/** What stands at the head of a digest. */
export type Heading = {
  readonly date: Date;
  /** How late it comes, where it does: `2 hours`. */
  readonly late?: string;
  /** A command as people here type it. */
  typed(name: string, verb?: string, text?: string): string;
};

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
  const card = composeHeading(digest, papers, heading);
  if (layout === 'cards' && destination.kind !== 'mail') {
    const contents = papers.map(({ paper }) => ({ label: displayTitle(paper), url: paper.url }));
    const rest = papers.map((shown, index): DigestPart => {
      return { card: composePaper(digest, shown, index, papers.length), underFirst: true };
    });
    return [startParts(digest, { ...card, contents }), ...rest];
  }
  const items = papers.map((shown, index) => composeItem(digest, shown, index));
  return [startParts(digest, { ...card, items })];
}

/** The one line of a digest that has nothing to show. */
export function layOutNothing(digest: Masthead, heading: Heading): readonly DigestPart[] {
  const { topic } = digest;
  const title = topic.trim() === '' ? 'Nothing new today' : `Nothing new on ${quote(topic)} today`;
  return [{ card: { ...composeHeading(digest, [], heading), title, tone: 'notice' } }];
}

function startParts({ thread, pings }: Masthead, card: Card): DigestPart {
  return {
    card,
    ...(thread ? { thread: { name: card.title } } : {}),
    ...(pings === undefined ? {} : { pings }),
  };
}

function composeHeading(digest: Masthead, papers: readonly ShownPaper[], heading: Heading): Card {
  const { date, late } = heading;
  const special = tellSpecial(digest, papers, date);
  const small = [
    ...(late === undefined ? [] : [`${late} late`]),
    writeShortDay(date, digest.zone),
    ...(special === '' ? [] : [special]),
  ];
  return {
    title: nameDigest(digest, papers.length),
    subtitle: { text: small.join(' · '), marks: [] },
    footer: composeFooter(digest, papers.length, heading),
  };
}

/** `🗞️ Ensembles · 3 papers`, `🗞️ New papers · 3`, `🗞️ Most saved on ensembles`. */
function nameDigest({ topic, layout }: Masthead, count: number): string {
  const about = topic.trim();
  if (layout === 'recap') return `🗞️ Most saved${about === '' ? ' of late' : ` on ${about}`}`;
  if (about === '') return `🗞️ New papers · ${count}`;
  return `🗞️ ${capitalise(about)} · ${counted(count, 'paper')}`;
}

/** `1 new, 1 saved by your group`; '' where nothing is, and of news where all or none are. */
function tellSpecial(digest: Masthead, papers: readonly ShownPaper[], date: Date): string {
  const fresh = digest.layout === 'recap' ? 0 : countNew(digest, papers, date);
  const saved = papers.filter(({ why }) => isOfSavers(why)).length;
  return [
    ...(fresh > 0 && fresh < papers.length ? [`${fresh} new`] : []),
    ...(saved > 0 ? [`${saved} saved by your group`] : []),
  ].join(', ');
}

function countNew({ lastSent, zone }: Masthead, papers: readonly ShownPaper[], date: Date): number {
  const since = dateIn(zone, lastSent ?? new Date(date.getTime() - week));
  return papers.filter(({ paper: { came, published } }) => (came ?? published ?? '') >= since).length;
}

const week = 7 * millisecondsADay;

/** `React 1️⃣ 2️⃣ 3️⃣ to save · Next: Tuesday 21 March 09:00`; how to end it where it is one person's. */
function composeFooter(
  { id, destination, schedule, zone, layout }: Masthead,
  count: number,
  { typed, date }: Heading,
): string {
  const next = tellNext(schedule, zone, date);
  if (destination.kind === 'mail') return next;
  const signs = numberEmoji.slice(0, count).join(' ');
  const how = layout === 'cards' ? 'One card for each paper' : `React ${signs} to save`;
  const end = `${typed('papers', 'unsubscribe', id === undefined ? '' : String(id))} ends it`;
  return [count === 0 ? '' : how, next, destination.kind === 'direct' ? end : '']
    .filter((part) => part !== '')
    .join(' · ');
}

function tellNext(schedule: string, zone: string, date: Date): string {
  try {
    return `Next: ${writeShortMoment(nextDue(schedule, zone, date), zone)}`;
  } catch (error) {
    // A schedule that cannot be read any more ends the digest elsewhere.
    if (error instanceof RangeError) return '';
    throw error;
  }
}

function composePaper({ topic }: Masthead, { paper, why }: ShownPaper, index: number, count: number): Card {
  const place = `Paper ${index + 1} of ${count}`;
  const title = `${topic.trim() === '' ? place : `${place} on ${quote(topic)}`}: ${displayTitle(paper)}`;
  const { items = [], ...card } = showPaper(title, paper, markBetween('', why === '' ? place : why));
  return { ...card, items: items.map((item) => ({ ...item, ordinal: index + 1 })) };
}

/** A paper in a list, with the sentence that is on the topic. */
export function composeItem(
  { topic, destination }: Pick<Masthead, 'topic' | 'destination'>,
  { paper, why }: ShownPaper,
  index: number,
): CardItem {
  const { action, buttons = [], ...item } = itemOfPaper(paper, index + 1);
  const sign = numberEmoji[index];
  const text = tellTopic(paper, topic);
  return {
    ...item,
    ...(destination.kind === 'mail' || sign === undefined ? {} : { sign }),
    ...(why === '' ? {} : giveReason(why, item.facts)),
    ...(text.text === '' ? {} : { text }),
    // To somebody alone, what they want less of is nearer than a channel to share it in; a menu holds no more.
    buttons: [
      buttonFor('Save to my list', 'save', paper),
      ...(destination.kind === 'direct' ? [...buttonsFor(paper), lessButton(paper)] : buttons),
    ],
    ...linksOf(paper, destination.kind === 'mail'),
  };
}

function linksOf(paper: Paper, isMail: boolean): Pick<CardItem, 'links'> {
  const pdf = isMail ? addressOfPdf(paper) : undefined;
  return pdf === undefined ? {} : { links: [{ label: 'PDF', url: pdf }] };
}
