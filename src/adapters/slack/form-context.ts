import type { CommandLine } from '../../core/chat/card.ts';
import type { Manner } from './answer.ts';
import { readLine } from './button-value.ts';
import { readJson, readRecord } from './json.ts';
import { LIMITS } from './limits.ts';
import type { Place } from './send.ts';

/** What a form keeps until it is handed in. */
export type FormContext = {
  readonly line: CommandLine;
  readonly place: Omit<Place, 'workspace' | 'user'>;
  /** How the answer is seen; as the command declares where absent. */
  readonly manner?: Manner;
  /** The fields that had a value: emptied, they are an answer too. */
  readonly filled: readonly string[];
};

/** As the modal keeps it; undefined where that is longer than Slack takes. */
export function writeFormContext(context: FormContext): string | undefined {
  const written = JSON.stringify(context);
  return written.length <= LIMITS.privateMetadata ? written : undefined;
}

/** Reads it again; undefined for a modal that this bot did not write. */
export function readFormContext(metadata: string): FormContext | undefined {
  const { line: written, place, manner, filled } = readRecord(readJson(metadata));
  const line = readLine(readRecord(written));
  const { channel, channelName, threadTs, responseUrl, pressed, home } = readRecord(place);
  if (line === undefined || typeof channel !== 'string' || !Array.isArray(filled)) return undefined;
  const { ts, ephemeral } = readRecord(pressed);
  return {
    line,
    place: {
      channel,
      ...(typeof channelName === 'string' && { channelName }),
      ...(typeof threadTs === 'string' && { threadTs }),
      ...(typeof responseUrl === 'string' && { responseUrl }),
      ...(typeof ts === 'string' && { pressed: { ts, ephemeral: ephemeral === true } }),
      ...(typeof home === 'string' && { home }),
    },
    ...((manner === 'private' || manner === 'public' || manner === 'replacing') && { manner }),
    filled: filled.filter((name) => typeof name === 'string'),
  };
}
