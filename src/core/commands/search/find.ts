import { itemOfPaper } from '../../cards/paper-item.ts';
import { countPapers } from '../../cards/plain-words.ts';
import type { Card } from '../../chat/card.ts';
import { findPapersIn } from '../../papers/in-text.ts';
import type { Paper } from '../../papers/paper.ts';
import { addUnknown } from '../adding/add-named.ts';
import { withTakeDown } from '../adding/take-down.ts';
import type { Command, Services } from '../command.ts';
import { findMeant } from '../named-paper.ts';

const shown = 5;

/** The end of a title that was cut to be shown. */
const CUT = /(?:…|\.{3})$/u;

/** `/papers find <text>`, and the menu of a message: the papers that a text names by link, id or title. */
export const find = {
  name: 'papers',
  verb: 'find',
  description: 'Find the papers a text mentions by link, arXiv id, DOI or title',
  argument: {
    name: 'text',
    description: 'A text with an arXiv link, a DOI or a title in it',
    required: true,
    kind: 'paper',
  },
  private: true,
  shortcut: 'Find this paper',
  examples: ({ corpus }) =>
    corpus.papers.slice(0, 1).flatMap(({ url, title }) => [`have you read ${url} ?`, title]),
  async run(request, services) {
    const text = request.line.text.trim();
    const read = await findPapersIn(services.corpus, text);
    const named = read.length === 0 && CUT.test(text) ? await findCut(text, services) : read;
    const { papers: added, explained } = await addUnknown(request, services);
    const papers = [...new Set([...named, ...added])];
    if (papers.length === 0) {
      if (explained.length > 0) return explained;
      return [
        {
          title: 'No paper found in this text',
          text: `None of the ${countPapers(services.search.size)} here is mentioned in it by a link, an arXiv id, a DOI or a title. ${services.typed('paper', undefined, 'and a few words')} searches for more.`,
        },
      ];
    }
    const left = papers.length - shown;
    const card: Card = {
      title: `${countPapers(papers.length)} mentioned in this text`,
      items: papers.slice(0, shown).map((paper, index) => itemOfPaper(paper, index + 1)),
      ...(left > 0 ? { footer: `${countPapers(left)} more` } : {}),
    };
    return [await withTakeDown(card, request, services), ...explained];
  },
} satisfies Command;

/** The only paper whose title begins as a cut one does. */
async function findCut(text: string, services: Services): Promise<readonly Paper[]> {
  const { paper } = await findMeant(text.replace(CUT, ''), services);
  return paper === undefined ? [] : [paper];
}
