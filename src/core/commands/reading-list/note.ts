import type { Card } from '../../chat/card.ts';
import { displayTitle } from '../../papers/paper.ts';
import { clipText } from '../../text/clip-text.ts';
import { counted, writeNumber } from '../../text/counted.ts';
import { quote } from '../../text/quote.ts';
import type { Command, Request, Services } from '../command.ts';
import { nameSomePapers, paperArgument } from '../named-paper.ts';
import { readPlace } from './list-place.ts';
import { explainNotSaved, findNamedSave, splitNamedSave } from './named-save.ts';
import { showInstead, showSaved } from './saved-list.ts';

const longest = 2_000;

/** `/papers note <paper> [note]`: keeps a note of one's own on a saved paper. */
export const note = {
  name: 'papers',
  verb: 'note',
  description: 'Write a note of your own on a paper in your list',
  argument: { ...paperArgument, kind: 'saved' },
  options: [{ name: 'note', description: 'The note; an empty one removes it', long: true }],
  asks: true,
  private: true,
  personal: true,
  explanation:
    'A new note replaces the old one: note:"what to remember"; note:"" removes it. After a number, an id or the beginning of a title you can type just the note: 2 ask Ada.',
  examples: (services) => nameSomePapers(services).map((name) => `${name} note:"read section 3"`),
  async form(asked, services) {
    const { request, written } = await readNoting(asked, services);
    if (written !== undefined) return undefined;
    const { saved } = await findNamedSave(request, services);
    if (saved === undefined) return undefined;
    return {
      title: 'Your note',
      fields: [
        {
          name: 'note',
          label: clipText(displayTitle(saved.paper), 45),
          hint: 'Only you see it.',
          value: saved.note,
          required: false,
          long: true,
        },
      ],
      submit: 'Save',
    };
  },
  withoutForm: writeNote,
  run: writeNote,
} satisfies Command;

async function writeNote(asked: Request, services: Services): Promise<readonly Card[]> {
  const { request, written: after, place } = await readNoting(asked, services);
  const named = await findNamedSave(request, services);
  if (named.saved === undefined) {
    const card = after ? giveBack(named.card, after) : named.card;
    return [await showInstead(card, request.member, place, services)];
  }
  const { paper, note: before } = named.saved;
  const title = quote(displayTitle(paper));
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
  if (!(await services.store.saves.setNote(request.member, paper.id, after))) return [explainNotSaved(paper)];
  const text = after === '' ? `The note on ${title} is removed.` : `Your note on ${title} is saved.`;
  if (place !== undefined) return [await showSaved(request.member, place, services, { text })];
  return [
    {
      title: after === '' ? 'Note removed' : 'Note saved',
      text: after === '' ? text : `${title}\n${after}`,
    },
  ];
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
    ...(place === undefined ? {} : { place }),
  };
}
