import type { Card } from '../../chat/card.ts';
import { noEvidence } from '../../papers/authors/match-author.ts';
import { displayTitle, type Paper } from '../../papers/paper.ts';
import { clipText } from '../../text/clip-text.ts';
import { quote } from '../../text/quote.ts';
import type { Command, Request, Services } from '../command.ts';
import { findNamedPaper, nameSomePapers, paperArgument } from '../named-paper.ts';
import { explainAsked, mostAsked, whereAsked } from './asking.ts';
import { beginFollowing, knownOf } from './begin-following.ts';
import { findPlaceFor, forOption } from './place.ts';

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
  explanation: `OpenAlex is asked once a day for each paper, for at most ${mostAsked} papers and people of a workspace, and only where papers may be added by their links.`,
  examples: nameSomePapers,
  async run(request, services) {
    const named = await findNamedPaper(request, services);
    if (named.paper === undefined) return [named.card];
    return [await followPaper(named.paper, request, services)];
  },
} satisfies Command;

async function followPaper(paper: Paper, request: Request, services: Services): Promise<Card> {
  const { works, typed } = services;
  if (works === undefined)
    return {
      title: 'Citations cannot be followed here',
      text: `Whoever runs this bot has switched look-ups off with the setting add-papers. ${typed('follow', 'author')} works without them.`,
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
  const full = await explainAsked(destination, request, services);
  if (full !== undefined) return full;
  const wanted = { kind: 'citing', key, label: nameShortly(paper), seed: noEvidence } as const;
  return whereAsked(request.line, async () => {
    if (!(await works.knows(key)))
      return {
        title: `OpenAlex does not know ${quote(displayTitle(paper))} yet`,
        text: 'It takes some days with a new paper. Nothing was changed.',
        buttons: [{ label: 'Try again', command: request.line }],
      };
    const known = await knownOf(wanted, services);
    return beginFollowing({ ...wanted, known }, destination, request, services);
  });
}

/** The title up to its colon. */
function nameShortly(paper: Paper): string {
  const [short = ''] = displayTitle(paper).split(/:\s/u);
  return clipText(short, longestLabel);
}
