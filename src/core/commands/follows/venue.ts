import type { Card } from '../../chat/card.ts';
import { isInCategory } from '../../digest/follows/venue-news.ts';
import { noEvidence } from '../../papers/authors/match-author.ts';
import { familiesOf, withoutYear } from '../../papers/venues/venue-family.ts';
import { readCategory } from '../../sources/arxiv/categories.ts';
import type { NewFollow } from '../../store/follows/follow.ts';
import { quote } from '../../text/quote.ts';
import type { Command, Request, Services } from '../command.ts';
import { beginFollowing, knownOf } from './begin-following.ts';
import { findPlaceFor, forOption } from './place.ts';

const longestName = 200;

/** `/follow venue <name>`: a conference or a journal. */
export const followVenue = {
  name: 'follow',
  verb: 'venue',
  description: 'Hear of new papers of a conference or a journal, in one message a day',
  argument: { name: 'name', description: 'Its letters or its name: ICML', required: true, kind: 'text' },
  options: [forOption],
  private: true,
  personal: true,
  explanation: 'All its years and spellings are one; its workshops are not it.',
  examples: () => ['ICML', 'Computational Linguistics'],
  async run(request, services) {
    const { typed, corpus } = services;
    const name = withoutYear(unquoted(request.text));
    const [key] = familiesOf(name);
    if (key === undefined || name.length > longestName)
      return [
        {
          title: name === '' ? 'Which venue?' : `${quote(name, 60)} is no venue`,
          text: `${typed('follow', 'venue', 'ICML')} follows a conference, ${typed('follow', 'category', 'cs.LG')} what is on arXiv.`,
        },
      ];
    const isKnown = corpus.papers.some(({ venue = '' }) => familiesOf(venue).includes(key));
    const text = isKnown ? undefined : `No paper here is from ${quote(name)} so far.`;
    return [await follow({ kind: 'venue', key, label: name, seed: noEvidence }, request, services, text)];
  },
} satisfies Command;

/** `/follow category <category>`: a category of arXiv. */
export const followCategory = {
  name: 'follow',
  verb: 'category',
  description: 'Hear of new papers in a category of arXiv, in one message a day',
  argument: { name: 'category', description: 'As arXiv writes it: cs.LG', required: true, kind: 'text' },
  options: [forOption],
  private: true,
  personal: true,
  explanation:
    'Papers that have it beside another one count too, and of an archive (cs) all that is in it; at most ten papers are in one message, the newest first.',
  examples: () => ['cs.LG', 'hep-th'],
  async run(request, services) {
    const { typed, corpus } = services;
    const written = unquoted(request.text);
    const key = readCategory(written);
    if (key === undefined)
      return [
        {
          title: written === '' ? 'Which category?' : `${quote(written, 60)} is no category of arXiv`,
          text: `They are written like cs.LG: ${typed('follow', 'category', 'cs.LG')}.`,
        },
      ];
    const isKnown = corpus.papers.some((paper) => isInCategory(paper, key));
    const text = isKnown ? undefined : `No paper here is in ${key} so far: check that arXiv has it.`;
    return [await follow({ kind: 'category', key, label: key, seed: noEvidence }, request, services, text)];
  },
} satisfies Command;

async function follow(
  wanted: NewFollow,
  request: Request,
  services: Services,
  text: string | undefined,
): Promise<Card> {
  const place = await findPlaceFor(request, services);
  if (place.destination === undefined) return place.card;
  const known = await knownOf(wanted, services);
  return beginFollowing(
    { ...wanted, known },
    place.destination,
    request,
    services,
    text === undefined ? {} : { text },
  );
}

function unquoted(text: string): string {
  return text
    .replace(/["“”„]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}
