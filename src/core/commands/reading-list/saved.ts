import { writeOptions } from '../../chat/options.ts';
import type { Command } from '../command.ts';
import { listOptions, showSaved, suggestTags } from './saved-list.ts';

/** `/papers saved [query]`: the asker's list. */
export const saved = {
  name: 'papers',
  verb: 'saved',
  description: 'List the papers you saved, the newest first, or search them',
  argument: {
    name: 'query',
    description: 'Words, "a phrase", author:name, year:2020-2023: as in a search; notes and tags count too',
    required: false,
    kind: 'query',
  },
  options: listOptions,
  suggest: (option, typed, limit, services, asker) =>
    option === 'tag' ? suggestTags(typed, limit, asker, services) : [],
  private: true,
  repeatable: true,
  personal: true,
  explanation: 'Add unread, read or tag:NAME before or after the words.',
  examples: () => ['', 'unread'],
  async run({ member, line, text, options }, services) {
    const place = { text: writeOptions({ text, options }), page: line.page ?? 1 };
    return [await showSaved(member, place, services)];
  },
} satisfies Command;
