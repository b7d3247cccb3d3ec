import { itemOfPaper } from '../../cards/paper-item.ts';
import { countPapers } from '../../cards/plain-words.ts';
import type { Card } from '../../chat/card.ts';
import { findPapers, lookUp } from '../../papers/lookup.ts';
import type { Paper } from '../../papers/paper.ts';
import { foldWords } from '../../text/fold-text.ts';
import { addUnknown } from '../adding/add-named.ts';
import { withTakeDown } from '../adding/take-down.ts';
import type { Command, Services } from '../command.ts';

/** So many characters are read; a chat message is seldom longer. */
const searched = 20_000;
const shown = 5;

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
    const named = await findNamedPapers(request.line.text, services);
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

/** The papers whose id or address stands in a text; else those whose whole title does. */
export async function findNamedPapers(whole: string, services: Services): Promise<readonly Paper[]> {
  const text = whole.slice(0, searched);
  const addresses = text.match(/https?:\/\/[^\s<>|"]+/giu) ?? [];
  const linked = addresses
    .slice(0, 20)
    .flatMap((address) => lookUp(services.corpus, address.replace(/[).,;:!?\]]+$/u, '')) ?? []);
  const named = [...findPapers(services.corpus, text), ...linked];
  return [...new Set(named.length > 0 ? named : await findByTitle(text, services))];
}

async function findByTitle(text: string, { corpus, search }: Services): Promise<readonly Paper[]> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const whole = lines.slice(0, 20).flatMap((line) => lookUp(corpus, line.trim()) ?? []);
  if (whole.length > 0) return whole;
  const message = ` ${foldWords(text)} `;
  const searches = lines.slice(0, 5).map((line) => search.rank(line.slice(0, 300), { limit: 5 }));
  return (await Promise.all(searches))
    .flat()
    .map(({ paper }) => paper)
    .filter(({ title }) => foldWords(title).length > 0 && message.includes(` ${foldWords(title)} `));
}
