import type { Card } from '../../chat/card.ts';
import { writeOptions } from '../../chat/options.ts';
import { mostTags, readTags } from '../../chat/tags.ts';
import { displayTitle } from '../../papers/paper.ts';
import { clipText } from '../../text/clip-text.ts';
import { quote } from '../../text/quote.ts';
import type { Command, Request, Services } from '../command.ts';
import { nameSomePapers, paperArgument, splitNamed } from '../named-paper.ts';
import { readPlace } from './list-place.ts';
import { explainNotSaved, findNamedSave } from './named-save.ts';
import { showInstead, showSaved } from './saved-list.ts';

/** `/papers tag <paper> [tags]`: sets the tags of a saved paper. */
export const tag = {
  name: 'papers',
  verb: 'tag',
  description: 'Set the tags of a paper in your list',
  argument: paperArgument,
  options: [
    { name: 'tags', description: 'Words separated by spaces or commas; leave it empty to remove all tags' },
  ],
  asks: true,
  private: true,
  personal: true,
  explanation:
    'New tags replace the old ones: tags:"physics to-read". After a number or an id you can type just the tags: 2 physics to-read.',
  examples: (services) => nameSomePapers(services).map((name) => `${name} tags:"physics to-read"`),
  async form(asked, services) {
    const { request, tags } = readTagging(asked);
    if (tags !== undefined) return undefined;
    const { saved } = await findNamedSave(request, services);
    if (saved === undefined) return undefined;
    return {
      title: 'Tags',
      fields: [
        {
          name: 'tags',
          label: clipText(displayTitle(saved.paper), 45),
          hint: 'Words separated by spaces or commas; only you see them.',
          value: saved.tags.join(' '),
          required: false,
        },
      ],
      submit: 'Save',
    };
  },
  withoutForm: setTags,
  run: setTags,
} satisfies Command;

async function setTags(asked: Request, services: Services): Promise<readonly Card[]> {
  const { request, tags, place } = readTagging(asked);
  const named = await findNamedSave(request, services);
  if (named.saved === undefined) return [await showInstead(named.card, request.member, place, services)];
  const { paper, tags: before } = named.saved;
  const title = quote(displayTitle(paper));
  if (tags === undefined) {
    const example = services.typed('papers', 'tag', `${paper.id} tags:"physics to-read"`);
    const present = before.length === 0 ? 'It has no tags yet.' : `Its tags: ${before.join(', ')}.`;
    return [{ title: 'Tags', text: [title, present, `To set them: ${example}`].join('\n') }];
  }
  if (tags.length > mostTags) {
    const title = 'Too many tags';
    return [
      { title, text: `A paper has at most ${mostTags} tags; you gave ${tags.length}. Nothing was changed.` },
    ];
  }
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

/** The paper that is meant and its new tags: `tags:"a b"`, or what follows a number or an id. */
function readTagging(asked: Request) {
  const { request, place } = readPlace(asked);
  const given = request.options.tags;
  const { first, rest } = splitNamed(request.text);
  const words = [given, rest].filter((part) => part !== undefined).join(' ');
  return {
    request: { ...request, text: first },
    tags: given === undefined && rest === undefined ? undefined : readTags(words),
    ...(place === undefined ? {} : { place }),
  };
}
