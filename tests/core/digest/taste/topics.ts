import type { Paper } from '../../../../src/core/papers/paper.ts';
import { paperNamed } from '../../store/things.ts';

const topics = {
  lichens: 'lichen thallus symbiosis granite cortex spores substrate',
  kites: 'kite tether wind altitude bridle sail turbulence',
  cheese: 'cheese rennet whey curd ripening lactose brine',
};

/** Papers that each say most words of their topic; the first has number 0. */
export function papersOn(
  topic: keyof typeof topics,
  count: number,
  more: Partial<Paper> = {},
): readonly Paper[] {
  const words = topics[topic].split(' ');
  return Array.from({ length: count }, (_, number) => {
    const own = words.filter((_, at) => (at + number) % 3 !== 0);
    return paperNamed(`${topic}-${String(number).padStart(2, '0')}`, {
      title: `On ${own[number % own.length]} and ${own[(number + 1) % own.length]}, ${topic} ${'abcdefghijklmnopqrstuvwxyz'[number]}${topic}`,
      abstract: `We study ${own.join(', ')} in many ways and report what was measured.`,
      ...more,
    });
  });
}

/** What a paper is on, by its id. */
export function topicOf(id: string): string {
  return id.split('-')[0] ?? '';
}
