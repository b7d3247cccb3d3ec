import type { CommandLine } from '../chat/card.ts';
import type { Asker, Choice } from '../chat/command.ts';
import type { Services } from '../commands/command.ts';
import { suggestDigests } from '../commands/digests/named-digest.ts';
import { searchList } from '../commands/reading-list/saved-list.ts';
import { sortNewestFirst } from '../commands/search/newest.ts';
import { displayTitle, type Paper } from '../papers/paper.ts';
import { clipText } from '../text/clip-text.ts';

/** Completions of a command's argument, or of the option named, as typed so far: at most `limit`. */
export async function suggestChoices(
  line: CommandLine,
  limit: number,
  services: Services,
  option?: string,
  asker?: Asker,
): Promise<readonly Choice[]> {
  const command = services.commands.find(({ name, verb }) => name === line.name && verb === line.verb);
  if (option !== undefined) return command?.suggest?.(option, line.text, limit, services, asker) ?? [];
  switch (command?.argument?.kind) {
    case 'query': {
      const suggestions = await services.search.suggest(line.text, limit);
      return suggestions.map(({ text }) => ({ label: text, value: text }));
    }
    case 'paper':
      return suggestPapers(line.text, limit, services);
    case 'saved':
      return asker === undefined ? [] : suggestSaved(line, limit, asker, services);
    case 'digest':
      return asker === undefined ? [] : suggestDigests(line.text, limit, asker, services);
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

/** The asker's saved papers, the newest save first; of those for `read` the unread ones, and the others for `unread`. */
async function suggestSaved(
  { verb, text }: CommandLine,
  limit: number,
  { member }: Asker,
  services: Services,
): Promise<readonly Choice[]> {
  const all = await services.store.saves.list(member);
  const list =
    verb === 'read' || verb === 'unread'
      ? all.filter(({ readAt }) => (verb === 'unread') === (readAt !== undefined))
      : all;
  if (text.trim() === '') return list.slice(0, limit).map(({ paper }) => choosePaper(paper));
  const search = await searchList(member, all, services);
  const ranking = await search.rank(text, { limit: all.length, prefix: true });
  const offered = new Set(list.map(({ paper }) => paper.id));
  return ranking
    .filter(({ paper }) => offered.has(paper.id))
    .slice(0, limit)
    .map(({ paper }) => choosePaper(paper));
}
