import type { Button } from '../../chat/card.ts';
import type { Services } from '../command.ts';

/** What a search is narrowed by, as people call it, each with the words that do it. */
const narrowings = [
  { name: 'the year', words: /(?<!\S)-?(?:year|date|after|before|since|until):(?:"[^"]*"|\S+)/giu },
  { name: 'the author', words: /(?<!\S)-?(?:author|au):(?:"[^"]*"|\S+)/giu },
  { name: 'the code', words: /(?<!\S)-?has:\S+/giu },
  { name: 'what it leaves out', words: /(?<!\S)-(?:\w+:)?(?:"[^"]*"|\S+)/giu },
  { name: 'its fields', words: /(?<!\S)[a-z]+:(?:"[^"]*"|\S+)/giu },
] as const;

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
