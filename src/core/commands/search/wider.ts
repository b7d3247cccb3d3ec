import type { Button } from '../../chat/card.ts';
import { type FieldMeaning, QUERY_FIELDS } from '../../search/query/query.ts';
import { quote } from '../../text/quote.ts';
import type { Services } from '../command.ts';

/** What follows a field's colon. */
const value = '(?:"[^"]*"|\\S+)';

/** Fields of these meanings with their values, excluded ones too. */
function fieldsOf(isMeant: (meaning: FieldMeaning) => boolean): RegExp {
  const names = Object.entries(QUERY_FIELDS).flatMap(([name, meaning]) => (isMeant(meaning) ? [name] : []));
  return new RegExp(`(?<!\\S)-?(?:${names.join('|')}):${value}`, 'giu');
}

type Narrowing = {
  /** As people call it. */
  readonly name: string;
  /** The words that do it. */
  readonly words: RegExp;
  /** What is true of the papers that such words leave: `from 2031`. */
  tell?(words: readonly string[]): string;
};

const narrowings: readonly Narrowing[] = [
  {
    name: 'the year',
    words: fieldsOf((meaning) => ['year', 'after', 'before'].includes(meaning)),
    tell: (words) => words.map(tellDate).join(' and '),
  },
  {
    name: 'the author',
    words: fieldsOf((meaning) => meaning === 'authors'),
    tell: (words) => `by ${words.map((word) => quote(askedOf(word))).join(' and ')}`,
  },
  {
    name: 'the code',
    words: fieldsOf((meaning) => meaning === 'has'),
    tell: () => 'known to come with code',
  },
  { name: 'what it leaves out', words: new RegExp(`(?<!\\S)-(?:\\w+:)?${value}`, 'gu') },
  { name: 'its fields', words: fieldsOf(() => true) },
];

/** `from 2031`, `from 2020 to 2023`, `from before 1990`. */
function tellDate(word: string): string {
  const date = askedOf(word);
  const [, field = ''] = /^(\w+):/u.exec(word) ?? [];
  if (QUERY_FIELDS[field.toLowerCase()] !== 'year') return `from ${field.toLowerCase()} ${date}`;
  return `from ${date.replace(/^(\d{4})-(\d{4})$/u, '$1 to $2')}`;
}

function askedOf(word: string): string {
  return word.replace(/^[^:]*:/u, '').replace(/^"|"$/gu, '');
}

/** Why a search finds nothing, where one narrowing alone is the reason, and the search without it. */
export type Wider = { readonly cause?: string; readonly told?: string; readonly button?: Button };

/** The first search without one narrowing that finds something, and how much; the cause alone where the search is nothing else. */
export async function findWider(text: string, { search }: Pick<Services, 'search'>): Promise<Wider> {
  const count = async (query: string) => (await search.search(query, { limit: 1 })).total;
  for (const { name, words, tell } of narrowings) {
    const narrowing = text.match(words) ?? [];
    if (narrowing.length === 0) continue;
    const wider = text.replace(words, ' ').replace(/\s+/gu, ' ').trim();
    const told = tell?.(narrowing.filter((word) => !word.startsWith('-')));
    const isOfNone = async () => (await count(narrowing.join(' '))) === 0;
    if (wider === '') return told === undefined ? {} : { cause: `No paper here is ${told}.` };
    const total = await count(wider);
    if (total === 0) continue;
    const which = (await isOfNone()) ? 'No paper here' : 'No paper on this';
    return {
      ...(told === undefined ? {} : { cause: `${which} is ${told}.` }),
      told: `Without ${name} there ${total === 1 ? 'is 1' : `are ${total}`}.`,
      button: { label: `Search without ${name}`, command: { name: 'paper', text: wider } },
    };
  }
  return {};
}
