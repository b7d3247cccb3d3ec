import type { Button, CommandLine, Filter } from '../chat/card.ts';
import type { SavedCopy } from './saved-item.ts';

/** So many tags are offered, those of most papers. */
const mostTags = 15;

/** How one's list is narrowed now, and the command for it narrowed otherwise. */
export type Narrowing = {
  readonly show?: string | undefined;
  readonly tag?: string | undefined;
  lineFor(narrowed: { readonly show?: string; readonly tag?: string }): CommandLine;
};

/** By what somebody's list can be narrowed: `All 37`, `Unread 12`, `Read 25`, and the tags with their counts. */
export function filterSaved(all: readonly SavedCopy[], { show, tag, lineFor }: Narrowing): readonly Filter[] {
  const read = all.filter(({ readAt }) => readAt !== undefined).length;
  const states = [
    { label: `All ${all.length}`, isOn: show === undefined && tag === undefined, narrowed: {} },
    { label: `Unread ${all.length - read}`, isOn: show === 'unread', narrowed: { show: 'unread' } },
    { label: `Read ${read}`, isOn: show === 'read', narrowed: { show: 'read' } },
  ];
  const counts = new Map<string, number>();
  for (const one of all) for (const name of one.tags) counts.set(name, (counts.get(name) ?? 0) + 1);
  const tags = [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, mostTags)
    .map(([name, count]) => ({ label: `${name} ${count}`, isOn: name === tag, narrowed: { tag: name } }));
  const draw = ({ label, isOn, narrowed }: (typeof states)[number] | (typeof tags)[number]): Button => ({
    label,
    command: lineFor(narrowed),
    replaces: true,
    ...(isOn && { isOn: true }),
  });
  return [
    { label: 'State', choices: states.map(draw) },
    ...(tags.length === 0 ? [] : [{ label: 'Tag', choices: tags.map(draw) }]),
  ];
}
