import { itemOfPaper } from '../cards/paper-item.ts';
import type { Button, Card } from '../chat/card.ts';
import { writeOptions } from '../chat/options.ts';
import type { Paper } from '../papers/paper.ts';
import { capitalise } from '../text/capitalise.ts';
import { quote } from '../text/quote.ts';
import type { Request, Services } from './command.ts';

/** So many papers are offered at once. */
export const mostOffered = 5;

/** What a button says where the verb of its command would not do. */
const labels: ReadonlyMap<string, string> = new Map([
  ['unsave', 'Remove'],
  ['read', 'Mark read'],
  ['unread', 'Mark unread'],
  ['why', 'Explain'],
]);

/** Asks which paper is meant, with a button on each that does what was asked. Nothing was done yet. */
export function askWhich(
  papers: readonly Paper[],
  request: Request,
  { typed }: Services,
  title = `Which paper do you mean by ${quote(request.text)}?`,
): Card {
  const { name, verb } = request.line;
  const left = papers.length - mostOffered;
  const example = typed(name, verb, '1');
  return {
    title,
    text: `Nothing was done yet. ${example} takes the first of these.`,
    items: papers.slice(0, mostOffered).map((paper, index) => {
      const { text, open, buttons, ...item } = itemOfPaper(paper, index + 1);
      return { ...item, action: choose(paper, request) };
    }),
    ...(left > 0 ? { footer: 'There are more; add words from the title to narrow it down.' } : {}),
    isAside: true,
  };
}

function choose({ id }: Paper, { line: { name, verb }, options }: Request): Button {
  const label = verb === undefined ? 'This one' : (labels.get(verb) ?? capitalise(verb));
  const text = writeOptions({ text: id, options });
  return { label, command: { name, ...(verb === undefined ? {} : { verb }), text } };
}
