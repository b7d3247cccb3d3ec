import { countPapers } from '../cards/plain-words.ts';
import type { Button, CommandLine, Detail } from '../chat/card.ts';
import { tellMoment } from '../digest/digest-words.ts';
import { type Forecast, forecastDigest, nextThree, recentDays } from '../digest/forecast.ts';
import { explainNothing } from '../digest/selection/explain-nothing.ts';
import { SearchFailure } from '../search/engine.ts';
import { findOnTopic } from '../search/topic/find-on-topic.ts';
import { findNearTopic } from '../search/topic/near-topic.ts';
import { asksAnything } from '../search/topic/topic.ts';
import { findUnknownWords } from '../search/topic/unknown-words.ts';
import type { Digest } from '../store/digests/digest.ts';
import { quote } from '../text/quote.ts';
import type { Request, Services } from './command.ts';

/** What an answer says of what will come of a digest. */
export type Outlook = {
  readonly lines: readonly string[];
  readonly details: readonly Detail[];
  readonly buttons: readonly Button[];
  /** How many papers could be posted now; absent where nobody knows, and for what does not depend on a topic. */
  readonly waiting?: number;
};

/**
 * What will come of a digest: how many papers, the first of them, the next three times, when it runs dry; where no paper is on its topic,
 * why, and a button for one near it, which `changeTo` yields the command for. Where the search cannot be reached nobody knows, and what
 * was done is told all the same. Rejects with a StoreFailure.
 */
export async function describeOutlook(
  digest: Digest,
  changeTo: (topic: string) => CommandLine,
  { zone }: Pick<Request, 'zone'>,
  services: Services,
): Promise<Outlook> {
  const details = digest.paused === undefined ? tellTimes(digest, zone) : [];
  try {
    return { details, ...(await describePapers(digest, changeTo, services)) };
  } catch (error) {
    if (error instanceof SearchFailure) return { details, lines: [], buttons: [] };
    throw error;
  }
}

function tellTimes(digest: Digest, readersZone: string | undefined): readonly Detail[] {
  const label = digest.lastSent === undefined ? 'First post' : 'Next post';
  return nextThree(digest).map((at, place) =>
    tellMoment(place === 0 ? label : 'Then', at, digest.zone, readersZone),
  );
}

async function describePapers(
  digest: Digest,
  changeTo: (topic: string) => CommandLine,
  services: Services,
): Promise<Omit<Outlook, 'details'>> {
  const { corpus, search, store, digests, now } = services;
  const sources = { corpus, search, store, settings: digests };
  const shown = await store.places.shown(digest.destination);
  const forecast = await forecastDigest(digest, shown, sources, now());
  if (forecast === undefined) return { lines: [], buttons: [] };
  const { papers, waiting, first } = forecast;
  if (papers === 0 && digest.topic !== '')
    return { waiting, ...(await describeUnknown(digest, changeTo, services)) };
  if (first.length > 0) return { waiting, lines: describeForecast(forecast, digest), buttons: [] };
  return { waiting, lines: [await explainNothing(digest, shown, sources, now())], buttons: [] };
}

function describeForecast({ papers, recent, first, dry }: Forecast, digest: Digest): readonly string[] {
  const { topic } = digest;
  const month = Math.round(recent / (recentDays / 30));
  const pace =
    recent === 0
      ? `${papers === 1 ? 'not' : 'none'} from the last ${recentDays} days`
      : month === 0
        ? 'less than one a month'
        : `about ${month} a month`;
  const matching = topic === '' ? `${countPapers(papers)} here` : `${countPapers(papers)} here on this topic`;
  return [
    `There ${papers === 1 ? 'is' : 'are'} ${matching}, ${pace}.`,
    `First: ${first.map((title) => quote(title, 100)).join(' and ')}.`,
    ...(dry === undefined ? [] : [describeDry(dry, digest)]),
  ];
}

function describeDry(dry: Date, { zone, nextDue, lastSent }: Digest): string {
  if (dry.getTime() === nextDue.getTime())
    return `After the ${lastSent === undefined ? 'first' : 'next'} post, only new ones come.`;
  return `All of them will have been shown by about ${writeMonth(dry, zone)}; after that, only new ones come.`;
}

/** `14 December 2026`. */
function writeMonth(at: Date, timeZone: string): string {
  return at.toLocaleDateString('en-GB', { timeZone, day: 'numeric', month: 'long', year: 'numeric' });
}

async function describeUnknown(
  { topic }: Digest,
  changeTo: (topic: string) => CommandLine,
  { search }: Services,
): Promise<Pick<Outlook, 'lines' | 'buttons'>> {
  const { topic: read } = await findOnTopic(topic, search);
  if (!asksAnything(read)) {
    const line = `${quote(topic)} has only very common words. Change it to what the papers should be about.`;
    return { lines: [line], buttons: [] };
  }
  const unknown = await findUnknownWords(read, search);
  if (unknown.length === 0) {
    return {
      lines: [`No paper here has all of ${quote(topic)} yet. Posting starts with the first one that does.`],
      buttons: [],
    };
  }
  const words = unknown.map(({ written }) => quote(written)).join(' or ');
  const near = await findNearTopic(topic, unknown, search);
  const offer =
    near === undefined
      ? 'Posting starts with the first one that does.'
      : `Did you mean ${quote(near.differs)}?`;
  return {
    lines: [`No paper here says ${words} yet. ${offer}`],
    buttons:
      near === undefined ? [] : [{ label: `Change to ${near.differs}`, command: changeTo(near.topic) }],
  };
}
