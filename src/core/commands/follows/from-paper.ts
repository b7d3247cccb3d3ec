import type { Button } from '../../chat/card.ts';
import { displayTitle, type Paper } from '../../papers/paper.ts';
import { familiesOf, withoutYear } from '../../papers/venues/venue-family.ts';
import { clipText } from '../../text/clip-text.ts';
import { quote } from '../../text/quote.ts';
import type { Command } from '../command.ts';
import { behindPaper, findNamedPaper } from '../named-paper.ts';

/** So many authors are offered from the first on, and the last. */
const authorsOffered = 6;
const longestLabel = 60;

/** `/follow from <paper>`: its authors and where it appeared, to be followed by a press. */
export const followFrom = {
  name: 'follow',
  verb: 'from',
  description: 'Follow an author of a paper, where it appeared, or what cites it',
  ...behindPaper,
  async run(request, services) {
    const named = await findNamedPaper(request, services);
    if (named.paper === undefined) return [named.card];
    const { paper } = named;
    const buttons = [
      ...followAuthors(paper),
      ...followVenueOf(paper),
      ...(services.works === undefined ? [] : followCitations(paper)),
    ];
    if (buttons.length === 0)
      return [
        {
          title: `Nobody is named on ${quote(displayTitle(paper))}`,
          text: `${services.typed('follow', 'author', 'Jane Smith')} follows somebody by name.`,
        },
      ];
    return [
      {
        title: `What to follow of ${quote(displayTitle(paper))}?`,
        text: 'You hear of new papers in one message a day. Following somebody from a paper tells them from namesakes.',
        buttons,
      },
    ];
  },
} satisfies Command;

function followAuthors({ id, authors }: Paper): readonly Button[] {
  return authors.flatMap((name, at) => {
    if (at >= authorsOffered && at !== authors.length - 1) return [];
    return [
      { label: `Follow ${name}`, command: { name: 'follow', verb: 'author', text: `${id} ${at + 1}` } },
    ];
  });
}

function followVenueOf({ venue = '' }: Paper): readonly Button[] {
  const name = withoutYear(venue);
  if (familiesOf(name).length === 0) return [];
  return [
    {
      label: clipText(`Follow ${name}`, longestLabel),
      command: { name: 'follow', verb: 'venue', text: name },
    },
  ];
}

function followCitations({ id, doi }: Paper): readonly Button[] {
  if (!id.startsWith('arxiv:') && doi === undefined) return [];
  return [{ label: 'Follow citations', command: { name: 'follow', verb: 'citing', text: id } }];
}
