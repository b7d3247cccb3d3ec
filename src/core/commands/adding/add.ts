import { itemOfPaper } from '../../cards/paper-item.ts';
import { countPapers } from '../../cards/plain-words.ts';
import { openPaper } from '../../cards/single-paper.ts';
import type { Card } from '../../chat/card.ts';
import { lookUp } from '../../papers/lookup.ts';
import type { Paper } from '../../papers/paper.ts';
import { markBetween } from '../../text/marked-text.ts';
import { quote } from '../../text/quote.ts';
import type { Command, Request, Services } from '../command.ts';
import { addNamed, explainNotAdded, mayAdd, mostAtOnce, namePaperIds } from './add-named.ts';
import { lookUpsAnHour } from './paper-adder.ts';
import { readTakeDown, takeDown, withTakeDown } from './take-down.ts';

/** A text longer than this is no title. */
const longestTitle = 300;

/** `/papers add <link>`, and the menu of a message: brings a paper here for everybody, and into the asker's list. */
export const add = {
  name: 'papers',
  verb: 'add',
  description: 'Add a paper by its link, arXiv id or DOI: everyone can find it, and it is in your list',
  argument: {
    name: 'link',
    description: 'A link to arXiv, Hugging Face or doi.org, an arXiv id or a DOI',
    required: true,
    kind: 'text',
  },
  private: true,
  personal: true,
  shortcut: 'Add paper',
  explanation: `A paper that is not here yet is looked up at arXiv, else at Crossref, else at OpenAlex; each person can look up ${lookUpsAnHour} an hour. Whoever added it, and managers of the workspace, can take it down again with a button on its card.`,
  examples: ({ corpus }) => {
    const paper = corpus.papers.find(({ id }) => id.startsWith('arxiv:'));
    const id = paper?.id.slice('arxiv:'.length) ?? '2303.08010';
    return [`https://arxiv.org/abs/${id}`, id];
  },
  async run(request, services) {
    const text = request.line.text.trim();
    const wrong = readTakeDown(text);
    if (wrong !== undefined) return [await takeDown(wrong, request, services)];
    if (text === '') return [explainAdding(services)];
    const { known, unknown, left } = findNamed(text, services);
    if (known.length + unknown.length === 0) return [explainNoName(text, services)];
    const { papers, missing } = await addNamed(unknown, request, services);
    return [
      ...(await takeIn(known, papers, left, request, services)),
      ...missing.map((one) => explainNotAdded(one, request.line, request, services)),
    ];
  },
} satisfies Command;

/** The papers here that a text names, and the ids of those that are not; `left` counts ids that are too many at once. */
function findNamed(text: string, { corpus }: Services) {
  const ids = namePaperIds(text);
  const whole = ids.length === 0 && text.length <= longestTitle ? lookUp(corpus, text) : undefined;
  const found = ids.map((id) => ({ id, paper: lookUp(corpus, id) }));
  const known = found.flatMap(({ paper }) => paper ?? []);
  const unknown = found.flatMap(({ id, paper }) => (paper === undefined ? [id] : []));
  return {
    known: [...new Set([...known, ...(whole === undefined ? [] : [whole])])].slice(0, mostAtOnce),
    unknown: unknown.slice(0, mostAtOnce),
    left: Math.max(0, unknown.length - mostAtOnce),
  };
}

/** Saves the papers for the asker and shows them; those that were here are the workspace's own choice from now on, too. */
async function takeIn(
  known: readonly Paper[],
  added: readonly Paper[],
  left: number,
  request: Request,
  services: Services,
): Promise<readonly Card[]> {
  const { member } = request;
  const { store, now, typed } = services;
  const papers = [...new Set([...known, ...added])];
  if (papers.length === 0) return [];
  if (known.length > 0 && (await mayAdd(request, services)))
    for (const { id } of known) await store.addedPapers.record(id, id, member, now());
  let saved = 0;
  for (const paper of papers) if (await store.saves.save(member, paper, now())) saved += 1;
  const notes = [
    ...(left > 0 ? [`${countPapers(left)} more in this text were not looked up.`] : []),
    `${typed('papers', 'saved')} lists what you saved.`,
  ];
  const [first, ...others] = papers;
  if (first === undefined || others.length > 0)
    return [
      {
        title: `${countPapers(papers.length)}, ${added.length} of them added now, are in your list`,
        items: papers.map((paper, index) => itemOfPaper(paper, index + 1)),
        footer: notes.join(' '),
      },
    ];
  const inList = saved > 0 ? 'saved to your list' : 'in your list already';
  const title = added.length > 0 ? `Added, and ${inList}` : `Here already, and ${inList}`;
  const subtitle = markBetween('', title);
  const card: Card = { ...openPaper(first), title, subtitle, footer: notes.join(' ') };
  return [await withTakeDown(card, request, services)];
}

function explainAdding(services: Services): Card {
  const examples = add.examples(services).map((example) => services.typed('papers', 'add', example));
  return { title: 'Which paper?', text: ['Give its link, its arXiv id or its DOI:', ...examples].join('\n') };
}

function explainNoName(text: string, { typed }: Services): Card {
  return {
    title: `${quote(text)} does not name a paper`,
    text: `Nothing was looked up. You can add a paper by a link to arXiv, Hugging Face or doi.org, by an arXiv id such as 2303.08010 or by a DOI such as 10.1000/xyz. ${typed('paper', undefined, 'and a few words')} searches what is here.`,
  };
}
