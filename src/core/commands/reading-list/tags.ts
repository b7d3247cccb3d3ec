import { countPapers } from '../../cards/plain-words.ts';
import { writeOptions } from '../../chat/options.ts';
import { counted } from '../../text/counted.ts';
import type { Command } from '../command.ts';
import { explainEmptyList } from './saved-list.ts';

/** Buttons on the card; the text names all tags. */
const mostButtons = 20;
const mostLines = 100;

/** `/papers tags`: the asker's tags, each with its papers. */
export const tags = {
  name: 'papers',
  verb: 'tags',
  description: 'List your tags and how many papers have each',
  private: true,
  repeatable: true,
  personal: true,
  examples: () => [''],
  async run({ member }, services) {
    const list = await services.store.saves.list(member);
    if (list.length === 0) return [explainEmptyList(member, services)];
    const counts = new Map<string, number>();
    for (const one of list.flatMap((saved) => saved.tags)) counts.set(one, (counts.get(one) ?? 0) + 1);
    const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    if (ranked.length === 0) {
      return [
        {
          title: 'You have no tags yet',
          text: `${services.typed('papers', 'tag', '2 physics')} tags paper 2 of the newest list here; Note and tags … on a saved paper does the same.`,
          buttons: [{ label: 'Your list', command: { name: 'papers', verb: 'saved', text: '' } }],
        },
      ];
    }
    return [
      {
        title: `${counted(ranked.length, 'tag')} in your list`,
        text: ranked
          .slice(0, mostLines)
          .map(([name, count]) => `${name}: ${countPapers(count)}`)
          .join('\n'),
        buttons: ranked.slice(0, mostButtons).map(([name, count]) => ({
          label: `${name} (${count})`,
          command: {
            name: 'papers',
            verb: 'saved',
            text: writeOptions({ text: '', options: { tag: name } }),
          },
        })),
        ...(ranked.length > mostLines ? { footer: counted(ranked.length - mostLines, 'more tag') } : {}),
      },
    ];
  },
} satisfies Command;
