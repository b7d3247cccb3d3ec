import { countPapers } from '../core/cards/plain-words.ts';
import type { Card } from '../core/chat/card.ts';
import { writeCommandLine } from '../core/chat/command-line.ts';
import { pickQueries } from '../core/commands/examples.ts';
import type { Corpus } from '../core/papers/corpus.ts';
import type { SearchEngine } from '../core/search/engine.ts';
import { services } from './configure.ts';

const oneOf = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** What a person at the terminal sees first: how many papers there are, three things to type, how to connect more. */
export async function composeWelcome(corpus: Corpus, search: SearchEngine, prefix: string): Promise<Card> {
  const queries = await pickQueries({ corpus, search });
  const lines = [
    ...queries.slice(0, 2).map((text) => ({ name: `${prefix}paper`, text })),
    { name: `${prefix}papers`, verb: 'new', text: '' },
  ];
  const help = writeCommandLine({ name: `${prefix}papers`, verb: 'help', text: '' });
  return {
    title: `Paperboy · ${countPapers(corpus.papers.length)}`,
    text: [
      `Type words to search the papers, or a command: ${help} lists them.`,
      'Tab completes, a number presses its button, +bookmark 2 saves paper 2 to your list, /quit ends.',
    ].join('\n'),
    buttons: lines.map((command) => ({ label: writeCommandLine(command), command })),
    footer: `To connect ${oneOf.format(services)}, put its tokens into .env; .env.example explains each.`,
  };
}
