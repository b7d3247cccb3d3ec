import { countPapers } from '../../cards/plain-words.ts';
import type { Card } from '../../chat/card.ts';
import type { Option } from '../../chat/command.ts';
import { writeOptions } from '../../chat/options.ts';
import { mostTags, readTags } from '../../chat/tags.ts';
import { displayTitle } from '../../papers/paper.ts';
import type { SavedPaper } from '../../store/lists/saved-paper.ts';
import { clipText } from '../../text/clip-text.ts';
import { quote } from '../../text/quote.ts';
import type { Command, Request, Services } from '../command.ts';
import { nameSomePapers, papersArgument } from '../named-paper.ts';
import { readNumbers } from '../numbers.ts';
import { readPlace } from './list-place.ts';
import { explainNotSaved, findNamedSaves, splitNamedSave, writeTitles } from './named-save.ts';
import { showInstead, showSaved, suggestTags } from './saved-list.ts';

/** The tags of a saved paper, all of them. */
export const tagsOption: Option = {
  name: 'tags',
  description: 'Words separated by spaces or commas; leave it empty to remove all tags',
  completes: true,
};

/** `/papers tag <paper> [tags]`: sets the tags of a saved paper. */
export const tag = {
  name: 'papers',
  verb: 'tag',
  description: 'Set the tags of a paper in your list',
  argument: { ...papersArgument, kind: 'saved' },
  options: [tagsOption],
  asks: true,
  private: true,
  personal: true,
  explanation:
    'New tags replace the old ones: tags:"physics to-read". After numbers, an id or the beginning of a title you can type just the tags: 2 physics to-read, or 1 3 physics.',
  examples: (services) => nameSomePapers(services).map((name) => `${name} tags:"physics to-read"`),
  async form(asked, services) {
    const { request, tags } = await readTagging(asked, services);
    if (tags !== undefined) return undefined;
    const { saved: [saved, ...others] = [] } = await findNamedSaves(request, services);
    if (saved === undefined) return undefined;
    return {
      title: 'Tags',
      fields: [
        {
          name: 'tags',
          label: clipText(
            others.length === 0 ? displayTitle(saved.paper) : countPapers(others.length + 1),
            45,
          ),
          hint: 'Words separated by spaces or commas; only you see them.',
          value: others.length === 0 ? saved.tags.join(' ') : '',
          required: false,
        },
      ],
      submit: 'Save',
    };
  },
  suggest: (option, typed, limit, services, asker) =>
    option === 'tags' ? suggestTags(typed, limit, asker, services) : [],
  withoutForm: setTags,
  run: setTags,
} satisfies Command;

async function setTags(asked: Request, services: Services): Promise<readonly Card[]> {
  const { request, tags, place } = await readTagging(asked, services);
  const named = await findNamedSaves(request, services);
  if (named.saved === undefined) return [await showInstead(named.card, request.member, place, services)];
  const [first, ...others] = named.saved;
  if (first === undefined || others.length > 0)
    return [await tagSeveral(named.saved, tags, request, services)];
  const { paper, tags: before } = first;
  const title = quote(displayTitle(paper));
  if (tags === undefined) {
    const example = services.typed('papers', 'tag', `${paper.id} tags:"physics to-read"`);
    const present = before.length === 0 ? 'It has no tags yet.' : `Its tags: ${before.join(', ')}.`;
    return [{ title: 'Tags', text: [title, present, `To set them: ${example}`].join('\n') }];
  }
  if (tags.length > mostTags) return [explainTooMany(tags)];
  if (!(await services.store.saves.setTags(request.member, paper.id, tags))) return [explainNotSaved(paper)];
  const text = tags.length === 0 ? `${title} has no tags now.` : `${title} is tagged ${tags.join(', ')}.`;
  if (place !== undefined) return [await showSaved(request.member, place, services, { text })];
  return [
    {
      title: tags.length === 0 ? 'Tags removed' : 'Tagged',
      text,
      buttons: tags.slice(0, 5).map((one) => ({
        label: one,
        command: { name: 'papers', verb: 'saved', text: writeOptions({ text: '', options: { tag: one } }) },
      })),
    },
  ];
}

async function tagSeveral(
  saved: readonly SavedPaper[],
  tags: readonly string[] | undefined,
  { member }: Request,
  { store, typed }: Services,
): Promise<Card> {
  if (tags === undefined) {
    const lines = saved.map(
      (one) => `${quote(displayTitle(one.paper))}: ${one.tags.join(', ') || 'no tags'}`,
    );
    const example = typed('papers', 'tag', '1 3 tags:"physics to-read"');
    return { title: 'Tags', text: [...lines, `To set them: ${example}`].join('\n') };
  }
  if (tags.length > mostTags) return explainTooMany(tags);
  for (const { paper } of saved) await store.saves.setTags(member, paper.id, tags);
  const papers = saved.map(({ paper }) => paper);
  const done = tags.length === 0 ? 'have no tags now' : `are tagged ${tags.join(', ')}`;
  return { title: `${countPapers(papers.length)} ${done}`, text: writeTitles(papers) };
}

/** Said of more tags than a paper may have. */
export function explainTooMany(tags: readonly string[]): Card {
  const text = `A paper has at most ${mostTags} tags; you gave ${tags.length}. Nothing was changed.`;
  return { title: 'Too many tags', text };
}

/** The papers that are meant and their new tags: `tags:"a b"`, or what follows numbers, an id or a title. */
async function readTagging(asked: Request, services: Services) {
  const { request, place } = readPlace(asked);
  const given = request.options.tags;
  const { first, rest } = await splitTagged(request, services);
  const words = [given, rest].filter((part) => part !== undefined).join(' ');
  const options = rest === undefined ? request.options : { ...request.options, tags: words };
  return {
    request: { ...request, text: first, options },
    tags: given === undefined && rest === undefined ? undefined : readTags(words),
    ...(place === undefined ? {} : { place }),
  };
}

/** All numbers at the beginning name papers: `1 3 physics`. */
async function splitTagged(
  request: Request,
  services: Services,
): Promise<{ readonly first: string; readonly rest?: string }> {
  const words = request.text.trim().split(/\s+/u);
  const [beginning = ''] = words;
  if (readNumbers(beginning) === undefined) return splitNamedSave(request.text, request, services);
  const end = words.findIndex((word) => readNumbers(word) === undefined && !isJoining(word));
  if (end === -1) return { first: request.text };
  return { first: words.slice(0, end).join(' '), rest: words.slice(end).join(' ') };
}

/** Whether a word only stands between two numbers. */
function isJoining(word: string): boolean {
  return /^(?:and|[,;&]+)$/iu.test(word);
}
