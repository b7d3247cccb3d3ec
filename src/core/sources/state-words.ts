import type { SourceStatus } from './rounds/memory.ts';
import type { SourceState } from './source.ts';
import type { NamedSource } from './source-entry.ts';

/** How papers come by themselves where no source is set, in a sentence for whoever runs the bot. */
export const howToSwitchOn =
  'To have new papers every morning, whoever runs this bot writes PAPERBOY_SOURCES=huggingface into .env, or "sources: [huggingface, arxiv:cs.LG]" into config/paperboy.yaml.';

const meanings: Readonly<Record<SourceState, string>> = {
  fresh: 'fresh',
  quiet: 'quiet, nothing new',
  partial: 'partial, the rest is still to come',
  stale: 'stale, the same as before was served again',
  waiting: 'waiting, the service asked for a pause',
  broken: 'broken',
};

const remedies: Partial<Readonly<Record<SourceState, string>>> = {
  partial: 'What is missing is asked for again by itself.',
  stale: 'It is asked again by itself within the hour.',
  waiting: 'It is asked again by itself after that; until then there is nothing to do.',
  broken:
    'It is tried again by itself. Where that does not help, whoever runs this bot compares its name in the settings with the page of the service.',
};

/** The state of a source, in a word and what it means; of one that was never asked, that. */
export function tellState(status: Pick<SourceStatus, 'state'> | undefined): string {
  return status === undefined ? 'not asked yet' : meanings[status.state];
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
