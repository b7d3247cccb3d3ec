import { displayTitle } from '../../papers/paper.ts';
import { quote } from '../../text/quote.ts';
import type { Command } from '../command.ts';
import { behindPaper, findNamedPaper } from '../named-paper.ts';

/** `/papers less <paper>`, the button Less like this: it is not shown to the asker again, and what is like it comes later. */
export const less = {
  name: 'papers',
  verb: 'less',
  description: 'See less like a paper, and not that paper again',
  ...behindPaper,
  options: [
    {
      name: 'again',
      description: 'Take that back',
      choices: [{ label: 'take it back', value: 'undo' }],
    },
  ],
  async run(request, services) {
    const named = await findNamedPaper(request, services);
    if (named.paper === undefined) return [named.card];
    const { paper } = named;
    const { store, now } = services;
    const title = quote(displayTitle(paper));
    if (request.options.again !== undefined) {
      await store.tastes.readmit(request.member, paper.id);
      return [{ title: 'Taken back', text: `${title} may come again.`, tone: 'done' }];
    }
    await store.tastes.refuse(request.member, paper, now());
    return [
      {
        title: 'Less like this from now on',
        text: `${title} will not be picked for you again, and papers like it come later.`,
        tone: 'done',
        buttons: [
          {
            label: 'Undo',
            command: { name: 'papers', verb: 'less', text: `${paper.id} again:undo` },
            replaces: true,
          },
        ],
      },
    ];
  },
} satisfies Command;
