import type { types } from '@slack/bolt';
import type { Choice } from '../../../core/chat/command.ts';
import { cleanLine, cleanText } from '../../../core/text/clean-text.ts';
import { clipText, findCut } from '../../../core/text/clip-text.ts';
import { LIMITS } from '../limits.ts';
import { readJson, readRecord } from '../receive/json.ts';
import { plainTextObject } from './message-parts.ts';

/** The names by which the modal's events are known again. */
export const SEARCH_VIEW = 'search';
export const QUERY = 'query';

/** What is kept in the modal until it is handed in. */
export type SearchContext = {
  /** Where it was drawn: Slack need not tell when it is handed in. */
  readonly workspace?: string;
  readonly command: string;
  readonly channel: string;
  readonly responseUrl?: string;
};

/** Slack has no completion in slash commands: a command without words opens this instead. */
export function renderSearchModal(context: SearchContext, label: string, hint: string): types.ModalView {
  return {
    type: 'modal',
    callback_id: SEARCH_VIEW,
    title: plainTextObject('Find papers'),
    submit: plainTextObject('Search'),
    close: plainTextObject('Cancel'),
    private_metadata: JSON.stringify(context).slice(0, LIMITS.privateMetadata),
    blocks: [
      {
        type: 'input',
        block_id: QUERY,
        label: plainTextObject(clipText(cleanLine(label), LIMITS.optionValue)),
        hint: plainTextObject(clipText(cleanLine(hint), LIMITS.optionValue)),
        element: {
          type: 'external_select',
          action_id: QUERY,
          min_query_length: 1,
          focus_on_load: true,
          placeholder: plainTextObject('Type words, a title, an author'),
        },
      },
    ],
  };
}

/** The context again; undefined for a modal that this bot did not write. */
export function readSearchContext(metadata: string): SearchContext | undefined {
  const { command, channel, responseUrl } = readRecord(readJson(metadata));
  if (typeof command !== 'string' || typeof channel !== 'string') return undefined;
  return { command, channel, ...(typeof responseUrl === 'string' && { responseUrl }) };
}

/**
 * What the select offers: first what is typed, as it is, since Slack lets people choose only what is offered; then the
 * completions. A value longer than Slack takes ends at a word.
 */
export function renderOptions(typed: string, choices: readonly Choice[]): types.PlainTextOption[] {
  const options = new Map<string, types.PlainTextOption>();
  for (const { label, value } of [{ label: typed, value: typed }, ...choices]) {
    const safe = cleanText(value).trim();
    const short = safe.slice(0, findCut(safe, LIMITS.optionValue)).trim();
    const shown = clipText(cleanLine(label), LIMITS.optionText);
    if (short === '' || shown === '' || options.has(short)) continue;
    options.set(short, { text: plainTextObject(shown), value: short });
  }
  return [...options.values()].slice(0, LIMITS.options);
}
