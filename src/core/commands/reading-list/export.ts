import { countPapers } from '../../cards/plain-words.ts';
import type { Card } from '../../chat/card.ts';
import type { Option } from '../../chat/command.ts';
import { type Parts, writeOptions } from '../../chat/options.ts';
import { type ExportFormat, exportFormats, exportPapers } from '../../papers/exports/export-papers.ts';
import { quote } from '../../text/quote.ts';
import type { Command } from '../command.ts';
import { explainEmptyList, explainNoneSuch, listOptions, selectSaved, suggestTags } from './saved-list.ts';

const format = {
  name: 'format',
  description: 'What the file is for; BibTeX by default',
  choices: Object.entries(exportFormats).map(([value, { label }]) => ({ label, value })),
} as const satisfies Option;

/** `/papers export [format] [query]`: the asker's list, or a part of it, as a file. */
export const exportList = {
  name: 'papers',
  verb: 'export',
  description: 'Get your list, or a part of it, as BibTeX, RIS, CSL-JSON, CSV or Markdown',
  argument: {
    name: 'query',
    description: 'Only what matches: words, "a phrase", author:name, year:2020-2023',
    required: false,
    kind: 'query',
  },
  options: [format, ...listOptions],
  suggest: (option, typed, limit, services, asker) =>
    option === 'tag' ? suggestTags(typed, limit, asker, services) : [],
  private: true,
  repeatable: true,
  personal: true,
  explanation: `The format may stand before or after the words: ${Object.keys(exportFormats).join(', ')}. The citation keys are those of cite, told apart where two papers have the same.`,
  examples: () => ['', 'csv', 'markdown unread'],
  async run({ line, member, text, options }, services) {
    if (isOtherFormat(text)) return [explainFormat(text)];
    const chosen = readFormat(options.format);
    const parts = { text, options };
    const { saved, all, hints } = await selectSaved(member, parts, services);
    if (all.length === 0) return [explainEmptyList(member, services)];
    if (saved.length === 0) return [explainNoneSuch(parts, all.length, hints)];
    if (line.form === 'asked') return [askFormat(saved.length, parts)];
    const { label } = exportFormats[chosen];
    const file = await exportPapers(
      saved.map((one) => one.saved),
      chosen,
      all,
    );
    return [
      {
        title: `${countPapers(saved.length)} of your list`,
        text: [`As ${label}: ${file.name}`, ...hints].join('\n'),
        file,
      },
    ];
  },
} satisfies Command;

/** Asks as what the list is to be written; each button has the file made. */
function askFormat(count: number, { text, options }: Parts): Card {
  return {
    title: `Export ${countPapers(count)} as …`,
    text: Object.values(exportFormats)
      .map(({ label }) => label)
      .join('\n'),
    buttons: Object.entries(exportFormats).map(([value, { label }]) => ({
      label: label.replace(/ \(.*$/u, ''),
      command: {
        name: 'papers',
        verb: 'export',
        text: writeOptions({ text, options: { ...options, format: value } }),
      },
    })),
  };
}

/** A kind of file that lists are not written as, in place of words to look for. */
function isOtherFormat(text: string): boolean {
  return /^\.?(?:pdf|docx?|odt|rtf|xlsx?|ods|html?|xml|json|ya?ml|te?xt|tsv|latex|tex|endnote|enw|epub)$/iu.test(
    text.trim(),
  );
}

function explainFormat(text: string): Card {
  return {
    title: `There is no format ${quote(text)}`,
    text: `Choose one of: ${Object.keys(exportFormats).join(', ')}.`,
  };
}

/** BibTeX for none, and for one that there is not. */
function readFormat(asked: string | undefined): ExportFormat {
  const name = asked?.toLowerCase() ?? '';
  return isFormat(name) ? name : 'bibtex';
}

function isFormat(name: string): name is ExportFormat {
  return Object.hasOwn(exportFormats, name);
}
