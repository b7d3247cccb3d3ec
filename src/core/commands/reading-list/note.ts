import type { Card } from '../../chat/card.ts';
import { mostTags, readTags } from '../../chat/tags.ts';
import { displayTitle } from '../../papers/paper.ts';
import { clipText } from '../../text/clip-text.ts';
import { counted, writeNumber } from '../../text/counted.ts';
import { quote } from '../../text/quote.ts';
import type { Command, Request, Services } from '../command.ts';
import { nameSomePapers, paperArgument } from '../named-paper.ts';
import { readPlace } from './list-place.ts';
import { explainNotSaved, findNamedSave, splitNamedSave } from './named-save.ts';
import { showInstead, showSaved, suggestTags } from './saved-list.ts';
import { explainTooMany, tagsOption } from './tag.ts';

const longest = 2_000;

/** `/papers note <paper> [note]`: keeps a note of one's own on a saved paper; its form asks for the tags too. */
export const note = {
  name: 'papers',
  verb: 'note',
  description: 'Write a note of your own on a paper in your list, and its tags',
  argument: { ...paperArgument, kind: 'saved' },
  options: [{ name: 'note', description: 'The note; an empty one removes it', long: true }, tagsOption],
  asks: true,
  private: true,
  personal: true,
  explanation:
    'A new note replaces the old one: note:"what to remember"; note:"" removes it. After a number, an id or the beginning of a title you can type just the note: 2 ask Ada.',
  examples: (services) => nameSomePapers(services).map((name) => `${name} note:"read section 3"`),
  async form(asked, services) {
    const { request, written, tags } = await readNoting(asked, services);
    if (written !== undefined || tags !== undefined) return undefined;
    const { saved } = await findNamedSave(request, services);
    if (saved === undefined) return undefined;
    return {
      title: 'Note and tags',
      fields: [
        {
          name: 'note',
          label: clipText(displayTitle(saved.paper), 45),
          hint: 'Your note; only you see it.',
          value: saved.note,
          required: false,
          long: true,
        },
        {
          name: 'tags',
          label: 'Tags',
          hint: 'Words separated by spaces or commas; only you see them.',
          value: saved.tags.join(' '),
          required: false,
        },
      ],
      submit: 'Save',
    };
  },
  suggest: (option, typed, limit, services, asker) =>
    option === 'tags' ? suggestTags(typed, limit, asker, services) : [],
  withoutForm: writeNote,
  run: writeNote,
} satisfies Command;

async function writeNote(asked: Request, services: Services): Promise<readonly Card[]> {
  const { request, written, tags, place } = await readNoting(asked, services);
  const named = await findNamedSave(request, services);
  if (named.saved === undefined) {
    const card = written ? giveBack(named.card, written) : named.card;
    return [await showInstead(card, request.member, place, services)];
  }
  const { paper, note: before } = named.saved;
  const title = quote(displayTitle(paper));
  const after = written ?? (tags === undefined ? undefined : before);
  if (after === undefined) {
    const example = services.typed('papers', 'note', `${paper.id} note:"what to remember"`);
    return [
      {
        title: before === '' ? 'No note yet' : 'Your note',
        text: [title, ...(before === '' ? [] : [before]), `To write one: ${example}`].join('\n'),
      },
    ];
  }
  if (after.length > longest) {
    return [
      {
        title: 'The note is too long',
        text: `It has ${counted(after.length, 'character')}; ${writeNumber(longest)} are the most. It was not saved. Here it is, so that you can shorten it:`,
        preformatted: after,
      },
    ];
  }
  if (tags !== undefined && tags.length > mostTags) return [giveBack(explainTooMany(tags), after)];
  const { saves } = services.store;
  if (!(await saves.setNote(request.member, paper.id, after))) return [explainNotSaved(paper)];
  if (tags !== undefined) await saves.setTags(request.member, paper.id, tags);
  const newTags = tags?.join(' ') === named.saved.tags.join(' ') ? undefined : tags;
  const done = newTags === undefined ? tellNote(title, after) : tellBoth(title, after, newTags);
  if (place !== undefined) return [await showSaved(request.member, place, services, { text: done.inList })];
  return [{ title: done.title, text: done.text }];
}

type Done = { readonly title: string; readonly text: string; readonly inList: string };

function tellNote(title: string, note: string): Done {
  const removed = `The note on ${title} is removed.`;
  if (note === '') return { title: 'Note removed', text: removed, inList: removed };
  return { title: 'Note saved', text: `${title}\n${note}`, inList: `Your note on ${title} is saved.` };
}

function tellBoth(title: string, note: string, tags: readonly string[]): Done {
  const tagged = tags.length === 0 ? 'It has no tags now.' : `Tags: ${tags.join(', ')}`;
  const inList = tags.length === 0 ? `${title} has no tags now.` : `${title} is tagged ${tags.join(', ')}.`;
  const text = [title, ...(note === '' ? [] : [note]), tagged].join('\n');
  return { title: 'Note and tags saved', text, inList };
}

/** The card with the note that was typed, lest it be lost. */
function giveBack(card: Card, note: string): Card {
  const said = 'Your note is below; it is not saved yet.';
  return {
    ...card,
    text: [...(card.text === undefined ? [] : [card.text]), said].join('\n'),
    preformatted: note,
  };
}

/** The paper that is meant and the new note: `note:"ask Ada"`, or what follows a number, an id or a title. */
async function readNoting(asked: Request, services: Services) {
  const { request, place } = readPlace(asked);
  const { first, rest } = await splitNamedSave(request.text, request, services);
  const written = [request.options.note, rest].filter((part) => part !== undefined).join(' ');
  const options = rest === undefined ? request.options : { ...request.options, note: written };
  return {
    request: { ...request, text: first, options },
    written: request.options.note === undefined && rest === undefined ? undefined : written.trim(),
    tags: request.options.tags === undefined ? undefined : readTags(request.options.tags),
    ...(place === undefined ? {} : { place }),
  };
}
