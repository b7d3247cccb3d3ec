import type { CommandLine } from '../chat/card.ts';
import type { Choice } from '../chat/command.ts';
import type { Services } from '../commands/command.ts';
import { sortNewestFirst } from '../commands/search/newest.ts';
import { displayTitle, type Paper } from '../papers/paper.ts';
import { clipText } from '../text/clip-text.ts';

/** Completions of a command's argument, or of the option named, as typed so far: at most `limit`. */
export async function suggestChoices(
  line: CommandLine,
  limit: number,
  services: Services,
  option?: string,
): Promise<readonly Choice[]> {
  const command = services.commands.find(({ name, verb }) => name === line.name && verb === line.verb);
  if (option !== undefined) return command?.suggest?.(option, line.text, limit, services) ?? [];
  switch (command?.argument?.kind) {
    case 'query': {
      const suggestions = await services.search.suggest(line.text, limit);
      return suggestions.map(({ text }) => ({ label: text, value: text }));
    }
    case 'paper':
      return suggestPapers(line.text, limit, services);
    case 'command':
      return services.commands
        .map(({ name, verb, description }) => ({
          value: verb ?? name,
          label: `${verb ?? name}: ${description}`,
        }))
        .filter(({ value }) => value.startsWith(line.text.trim().toLowerCase()))
        .slice(0, limit);
    default:
      return [];
  }
}

/** Papers whose title or text matches what is typed; the newest before anything is. */
async function suggestPapers(
  typed: string,
  limit: number,
  { corpus, search }: Services,
): Promise<readonly Choice[]> {
  if (typed.trim() === '') return sortNewestFirst(corpus.papers).slice(0, limit).map(choosePaper);
  const ranking = await search.rank(typed, { limit, prefix: true });
  return ranking.map(({ paper }) => choosePaper(paper));
}

function choosePaper(paper: Paper): Choice {
  return { label: clipText(displayTitle(paper), 200), value: paper.id };
}
