import type { Card } from '../../../core/chat/card.ts';
import { cleanLine } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';

const titleShown = 90;

/** A title without the emoji before it, which a mail does without. */
export function plainTitle(title: string): string {
  return cleanLine(title).replace(/^(?:\p{Extended_Pictographic}\uFE0F?\s*)+/u, '');
}

/** The subject of papers by mail: `Ensembles: Decentralized Diffusion Models and 2 more`; the title where there are none. */
export function writeSubject(cards: readonly Card[]): string {
  const title = plainTitle(cards[0]?.title ?? '') || 'Papers';
  const [first, ...others] = cards.flatMap(({ items = [] }) => items);
  if (first === undefined) return title;
  const [topic = title] = title.split(' · ');
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${topic}: ${clipText(cleanLine(first.heading), titleShown)}${more}`;
}
