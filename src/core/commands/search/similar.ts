import { itemOfHit } from '../../cards/paper-item.ts';
import { listPapers, nearestPage } from '../../cards/paper-list.ts';
import { displayTitle } from '../../papers/paper.ts';
import { capitalise } from '../../text/capitalise.ts';
import { quote } from '../../text/quote.ts';
import type { Command } from '../command.ts';
import { findNamedPaper, nameSomePapers, paperArgument } from '../named-paper.ts';

/** `/papers similar <paper>`: the papers most like one. */
export const similar = {
  name: 'papers',
  verb: 'similar',
  description: 'Find papers similar to one',
  argument: paperArgument,
  private: true,
  repeatable: true,
  examples: nameSomePapers,
  async run(request, services) {
    const named = await findNamedPaper(request, services);
    if (named.paper === undefined) return [named.card];
    const { corpus, search, pageSize, typed } = services;
    const { id } = named.paper;
    if (corpus.get(id) === undefined) {
      const words = displayTitle(named.paper);
      return [
        {
          title: `${quote(words)} cannot be compared`,
          text: `It is no longer here. ${typed('paper', undefined, 'and words of its title')} searches for papers like it.`,
          buttons: [{ label: 'Search for its title', command: { name: 'paper', text: words } }],
        },
      ];
    }
    const { total } = await search.similar(id, { limit: 1 });
    const page = nearestPage(request.line.page, pageSize, total);
    const offset = (page - 1) * pageSize;
    const { hits, hints } = await search.similar(id, { limit: pageSize, offset });
    const title = quote(displayTitle(named.paper));
    if (hits.length === 0) {
      return [
        {
          title: `No paper here is similar to ${title}`,
          text: 'No other paper has enough of its distinctive words, or is on the same topic.',
        },
      ];
    }
    return [
      listPapers({
        title: `Papers similar to ${title}`,
        line: { ...request.line, text: id },
        // `Shares ensembles, calibration`: the telling words in common, as this paper has them.
        items: hits.map((hit, index) => itemOfHit(hit, offset + index + 1, capitalise(hit.why))),
        page,
        pageSize,
        total,
        notes: hints,
      }),
    ];
  },
} satisfies Command;
