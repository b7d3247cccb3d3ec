import type { Button } from '../../chat/card.ts';
import { type FieldMeaning, QUERY_FIELDS } from '../../search/query/query.ts';
import type { Services } from '../command.ts';

/** What follows a field's colon. */
const value = '(?:"[^"]*"|\\S+)';

/** Fields of these meanings with their values, excluded ones too. */
function fieldsOf(isMeant: (meaning: FieldMeaning) => boolean): RegExp {
  const names = Object.entries(QUERY_FIELDS).flatMap(([name, meaning]) => (isMeant(meaning) ? [name] : []));
  return new RegExp(`(?<!\\S)-?(?:${names.join('|')}):${value}`, 'giu');
}

/** What a search is narrowed by, as people call it, each with the words that do it. */
const narrowings: readonly { readonly name: string; readonly words: RegExp }[] = [
  { name: 'the year', words: fieldsOf((meaning) => ['year', 'after', 'before'].includes(meaning)) },
  { name: 'the author', words: fieldsOf((meaning) => meaning === 'authors') },
  { name: 'the code', words: fieldsOf((meaning) => meaning === 'has') },
  { name: 'what it leaves out', words: new RegExp(`(?<!\\S)-(?:\\w+:)?${value}`, 'gu') },
  { name: 'its fields', words: fieldsOf(() => true) },
];

/** The first search without one narrowing that finds something, and how much; undefined where none does. */
export async function findWider(
  text: string,
  { search }: Pick<Services, 'search'>,
): Promise<{ readonly told: string; readonly button: Button } | undefined> {
  for (const { name, words } of narrowings) {
    const wider = text.replace(words, ' ').replace(/\s+/gu, ' ').trim();
    if (wider === '' || wider === text.trim()) continue;
    const { total } = await search.search(wider, { limit: 1 });
    if (total === 0) continue;
    const told = `Without ${name} there ${total === 1 ? 'is 1' : `are ${total}`}.`;
    return { told, button: { label: `Search without ${name}`, command: { name: 'paper', text: wider } } };
  }
  return undefined;
}
