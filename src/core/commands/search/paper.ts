import { listFound } from '../../cards/found-papers.ts';
import { listPapers, nearestPage } from '../../cards/paper-list.ts';
import { countPapers } from '../../cards/plain-words.ts';
import type { Button, Card } from '../../chat/card.ts';
import type { SearchResult } from '../../search/engine.ts';
import { quote } from '../../text/quote.ts';
import type { Command, Services } from '../command.ts';
import { pickQueries } from '../examples.ts';
import { findWider } from './wider.ts';

/** `/paper <query>`: the search. */
export const paper = {
  name: 'paper',
  description: 'Search the papers: words, "a phrase", author:name, year:2020-2023, has:code, -word',
  argument: {
    name: 'query',
    description: 'Words, "a phrase", author:name, title:word, year:2020-2023, has:code, -word',
    required: true,
    kind: 'query',
  },
  private: true,
  repeatable: true,
  examples: pickQueries,
  async run({ line }, services) {
    const { search, pageSize } = services;
    if (line.text.trim() === '') return [await explainSearch(services)];
    const asked = nearestPage(line.page, pageSize, search.size);
    const first = await search.search(line.text, { limit: pageSize, offset: (asked - 1) * pageSize });
    const all = first.total + first.more;
    if (all === 0) return [await explainNothing(line.text, first, services)];
    const page = nearestPage(asked, pageSize, all);
    const offset = (page - 1) * pageSize;
    const result = page === asked ? first : await search.search(line.text, { limit: pageSize, offset });
    const found = listFound(line.text, result, offset);
    return [
      listPapers({
        ...found,
        line,
        page,
        pageSize,
        total: result.total + result.more,
        order: 'best match first',
        notes: [...found.notes, ...explainIndexing(services)],
        buttons: [...offerMeant(result.meant), followSearch(line.text)],
      }),
    ];
  },
} satisfies Command;

/** Searches for what may have been meant. */
function offerMeant(meant: string | undefined): readonly Button[] {
  if (meant === undefined) return [];
  return [{ label: `Did you mean ${quote(meant)}?`, command: { name: 'paper', text: meant } }];
}

/** Subscribes to a query, once its form has asked for time and way. */
function followSearch(text: string): Button {
  const command = { name: 'papers', verb: 'subscribe', text, form: 'asked' } as const;
  return { label: '📬 Follow this search', command };
}

async function explainSearch(services: Services): Promise<Card> {
  const { corpus, typed } = services;
  if (corpus.papers.length === 0) return explainEmptyCorpus();
  const queries = await pickQueries(services);
  return {
    title: 'What are you looking for?',
    text: [
      `Type ${typed('paper')} and what it is about. There are ${countPapers(corpus.papers.length)} here. For example:`,
      ...queries.map((query) => typed('paper', undefined, query)),
    ].join('\n'),
    buttons: queries.map((query) => ({ label: query, command: { name: 'paper', text: query } })),
    footer: `${typed('papers', 'help')} shows everything else`,
  };
}

async function explainNothing(
  text: string,
  { hints, meant }: Pick<SearchResult, 'hints' | 'meant'>,
  services: Services,
): Promise<Card> {
  if (services.corpus.papers.length === 0) return explainEmptyCorpus();
  const wider = await findWider(text, services);
  const [hint = 'No paper here says all of it.'] = hints;
  const cause = wider.cause ?? hint;
  const works = [...offerMeant(meant), ...(wider.button === undefined ? [] : [wider.button])];
  const [first, ...others] = works.length > 0 ? works : await offerQueries(services);
  return {
    title: `Nothing on ${quote(text)}`,
    tone: 'notice',
    text: [[cause, wider.told].filter(Boolean).join(' '), ...explainIndexing(services)].join('\n'),
    buttons: [
      ...(first === undefined ? [] : [{ ...first, isPrimary: true as const }]),
      ...others,
      { label: 'Newest papers', command: { name: 'papers', verb: 'new', text: '' } },
      { label: 'Search tips', command: { name: 'papers', verb: 'help', text: 'search' } },
    ],
  };
}

async function offerQueries(services: Services): Promise<readonly Button[]> {
  const queries = await pickQueries(services);
  return queries.map((query) => ({ label: query, command: { name: 'paper', text: query } }));
}

/** Said while many papers are still being indexed. */
function explainIndexing({ search, corpus }: Services): readonly string[] {
  const { size } = search;
  const all = corpus.papers.length;
  return size < all
    ? [`So far ${size} of the ${countPapers(all)} can be found; the rest follow within minutes.`]
    : [];
}

function explainEmptyCorpus(): Card {
  return {
    title: 'There are no papers here yet',
    text: 'The folder of papers is empty or missing. Whoever runs this bot can check it with node dist/cli.js check',
  };
}
