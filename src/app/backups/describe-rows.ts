import { counted } from '../../core/text/counted.ts';

/** How many rows of which table, in words: `1 member, 12 saves, 3 host turns`. */
export function describeRows(rows: Iterable<readonly [table: string, count: number]>): string {
  return [...rows]
    .map(([table, count]) => {
      const nouns = table.replaceAll('_', ' ');
      return counted(count, singularOf(nouns), nouns);
    })
    .join(', ');
}

/** Tables are named by plurals in -s, -ies, -sses and -uses, but for some whose name fits any number. */
function singularOf(nouns: string): string {
  return nouns.replace(/ies$/u, 'y').replace(/(?<=ss|tus)es$|(?<!s)s$/u, '');
}
