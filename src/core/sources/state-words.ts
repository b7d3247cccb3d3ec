import type { SourceStatus } from './rounds/memory.ts';
import type { SourceHealth, SourceState } from './source.ts';
import type { NamedSource } from './source-entry.ts';

/** How papers come by themselves where no source is set, in a sentence for whoever runs the bot. */
export const howToSwitchOn =
  'To have new papers every morning, whoever runs this bot can add PAPERBOY_SOURCES=huggingface to .env, or "sources: [huggingface, arxiv:cs.LG]" to config/paperboy.yaml.';

const meanings: Readonly<Record<SourceState, string>> = {
  unasked: 'not asked yet',
  fresh: 'fresh',
  quiet: 'quiet, nothing new',
  partial: 'partial, the rest is still to come',
  stale: 'stale, the same as before was served again',
  waiting: 'waiting, the service asked for a pause',
  broken: 'broken',
};

const remedies: Partial<Readonly<Record<SourceState, string>>> = {
  partial: 'The rest is asked for again automatically.',
  stale: 'It is asked again automatically within the hour.',
  waiting: 'It is asked again automatically after that; there is nothing to do.',
  broken:
    'It is tried again automatically. If that does not help, whoever runs this bot should compare its name in the settings with the service’s own page.',
};

/** The state of a source, in a word and what it means; of one that was never asked, that. */
export function tellState(status: Pick<SourceHealth, 'state'> | undefined): string {
  return meanings[status?.state ?? 'unasked'];
}

/** What is wrong, and what to do about it; undefined where nothing is. */
export function tellTrouble(status: Pick<SourceStatus, 'state' | 'problem'> | undefined): string | undefined {
  if (status === undefined) return undefined;
  const parts = [status.problem, remedies[status.state]].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' ');
}

/** As its owner calls it, else as it is written in the settings. */
export function nameSource({ name, title }: NamedSource): string {
  return title ?? name;
}
