import type { Paper } from '../../papers/paper.ts';
import { listed } from '../../text/listed.ts';
import { quote } from '../../text/quote.ts';
import type { IndexField } from '../index/analysis.ts';
import type { Clause } from '../query/query.ts';
import type { Condition, TopicMatch } from './match-topic.ts';
import type { Topic } from './topic.ts';

const clauseWords: Readonly<Record<IndexField, string>> = {
  title: 'in its title',
  abstract: 'in its abstract',
  authors: 'among its authors',
  venue: 'as its venue',
  categories: 'as its category',
};

/** What a paper lacks to be on a topic, or has that the topic leaves out, in sentences; none where it lacks nothing. */
export function describeLack(topic: Topic, match: TopicMatch, paper: Paper): readonly string[] {
  const words = topic.words
    .filter((_, number) => match.credits[number] === 0)
    .map(({ written }) => quote(written));
  const clauses = match.lacksClauses.map(nameClause);
  const missing = [...words, ...clauses];
  const excluded = match.excluded.map(nameClause);
  return [
    ...(missing.length > 0 ? [`It lacks ${listed(missing)}.`] : []),
    ...(excluded.length > 0 ? [`It has ${listed(excluded)}, which the topic leaves out.`] : []),
    ...match.unfulfilled.map((condition) => describeCondition(condition, paper)),
  ];
}

function nameClause({ field, words }: Clause): string {
  const name = quote(words.join(' '));
  if (field !== undefined) return `${name} ${clauseWords[field]}`;
  return words.length > 1 ? `the phrase ${name}` : name;
}

function describeCondition(condition: Condition, { published, code }: Paper): string {
  switch (condition) {
    case 'ids':
      return 'It is not one of the papers the topic names.';
    case 'code':
      return `It comes ${code === undefined ? 'without' : 'with'} code, which the topic leaves out.`;
    case 'dates':
      return published === undefined
        ? 'Its date is unknown, and the topic asks for one.'
        : `Its date is ${published}, which the topic leaves out.`;
  }
}
