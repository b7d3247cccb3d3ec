import type { Card } from '../../chat/card.ts';
import { noEvidence } from '../../papers/authors/match-author.ts';
import { displayTitle, type Paper } from '../../papers/paper.ts';
import { isServiceTrouble } from '../../sources/rounds/service-trouble.ts';
import { clipText } from '../../text/clip-text.ts';
import { quote } from '../../text/quote.ts';
import type { Command, Request, Services } from '../command.ts';
import { homeOf } from '../digests/named-digest.ts';
import { findNamedPaper, nameSomePapers, paperArgument } from '../named-paper.ts';
import { beginFollowing, knownOf } from './begin-following.ts';
import { findPlaceFor, forOption } from './place.ts';

/** So many papers are asked about for one workspace: each takes a request a day. */
const mostAsked = 50;
const longestLabel = 60;

/** `/follow citing <paper>`: papers that cite one, as OpenAlex knows them. */
export const followCiting = {
  name: 'follow',
  verb: 'citing',
  description: 'Hear of new papers that cite one, in one message a day',
  argument: paperArgument,
  options: [forOption],
  private: true,
  personal: true,
  explanation: `OpenAlex is asked once a day for each paper, for at most ${mostAsked} papers of a workspace, and only where papers may be added by their links.`,
  examples: nameSomePapers,
  async run(request, services) {
    const named = await findNamedPaper(request, services);
    if (named.paper === undefined) return [named.card];
    return [await followPaper(named.paper, request, services)];
  },
} satisfies Command;

async function followPaper(paper: Paper, request: Request, services: Services): Promise<Card> {
  const { works, store, typed } = services;
  if (works === undefined)
    return {
      title: 'Citations cannot be followed here',
      text: `Whoever runs this bot has switched look-ups off, with the setting add-papers. ${typed('follow', 'author')} works without.`,
    };
  const key = paper.id.startsWith('arxiv:') || paper.doi === undefined ? paper.id : `doi:${paper.doi}`;
  if (!/^(?:arxiv|doi):/u.test(key))
    return {
      title: `${quote(displayTitle(paper))} has no arXiv id and no DOI`,
      text: 'Without one nobody can say what cites it.',
    };
  const place = await findPlaceFor(request, services);
  if (place.destination === undefined) return place.card;
  const { destination } = place;
  const home = homeOf(destination.kind === 'channel' ? destination.channel : request.member);
  if ((await store.follows.count(home, 'citing')) >= mostAsked)
    return {
      title: `${mostAsked} papers have their citations followed here already`,
      text: `That is the most for one workspace. ${typed('follow', 'stop')} ends one.`,
    };
  const wanted = { kind: 'citing', key, label: nameShortly(paper), seed: noEvidence } as const;
  const again = { buttons: [{ label: 'Try again', command: request.line }] };
  try {
    if (!(await works.knows(key)))
      return {
        title: `OpenAlex does not know ${quote(displayTitle(paper))} yet`,
        text: 'It takes some days with a new paper. Nothing was changed.',
        ...again,
      };
    const known = await knownOf(wanted, services);
    return await beginFollowing({ ...wanted, known }, destination, request, services);
  } catch (error) {
    if (!isServiceTrouble(error)) throw error;
    return {
      title: 'OpenAlex does not answer just now',
      text: 'Nothing was changed. Try again in a while.',
      ...again,
    };
  }
}

/** The title up to its colon. */
function nameShortly(paper: Paper): string {
  const [short = ''] = displayTitle(paper).split(/:\s/u);
  return clipText(short, longestLabel);
}
