import { countPapers } from '../core/cards/plain-words.ts';
import type { Card } from '../core/chat/card.ts';
import { writeCommandLine } from '../core/chat/command-line.ts';
import { pickQueries } from '../core/commands/examples.ts';
import type { Corpus } from '../core/papers/corpus.ts';
import type { SearchEngine } from '../core/search/engine.ts';
import type { NamedSource } from '../core/sources/source-entry.ts';
import { nameSource } from '../core/sources/state-words.ts';
import { services } from './configure.ts';

const oneOf = new Intl.ListFormat('en-GB', { type: 'disjunction' });

export type WelcomeOptions = {
  readonly corpus: Corpus;
  readonly search: SearchEngine;
  readonly prefix: string;
  readonly sources: readonly NamedSource[];
  /** What there is besides, a line each. */
  readonly announced?: readonly string[];
};

/**
 * What a person at the terminal sees first: how many papers there are, three things to type, where new papers come
 * from, how to connect more.
 */
export async function composeWelcome({
  corpus,
  search,
  prefix,
  sources,
  announced = [],
}: WelcomeOptions): Promise<Card> {
  const queries = await pickQueries({ corpus, search });
  const lines = [
    ...queries.slice(0, 2).map((text) => ({ name: `${prefix}paper`, text })),
    { name: `${prefix}papers`, verb: 'new', text: '' },
  ];
  const help = writeCommandLine({ name: `${prefix}papers`, verb: 'help', text: '' });
  const ofSources = writeCommandLine({ name: `${prefix}papers`, verb: 'sources', text: '' });
  return {
    title: `Paperboy · ${countPapers(corpus.papers.length)}`,
    text: [
      `Type words to search the papers, or a command: ${help} lists them.`,
      'Tab completes, s2 saves paper 2 to your list, o2 opens it, /quit ends.',
      sources.length === 0
        ? 'For new papers every morning, add PAPERBOY_SOURCES=huggingface to .env, or arxiv:cs.LG, or both.'
        : `New papers come from ${sources.map(nameSource).join(', ')}: ${ofSources} shows how each is doing.`,
      ...announced,
    ].join('\n'),
    buttons: lines.map((command) => ({ label: writeCommandLine(command), command })),
    footer: `To connect ${oneOf.format(services)}, put its tokens into .env; .env.example explains each.`,
  };
}
