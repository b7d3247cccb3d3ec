import type { Button, CardItem } from '../chat/card.ts';
import { displayTitle, type Paper, type PaperId } from '../papers/paper.ts';
import { findGist } from '../papers/text/gist.ts';
import type { Hit } from '../search/engine.ts';
import { clipText } from '../text/clip-text.ts';
import { factsOf, giveReason } from './facts.ts';

const longestIdea = 400;

/** A search hit as item `number` of a list, the matched words of its sentence marked. */
export function itemOfHit(hit: Hit, number: number, reason?: string): CardItem {
  const item = { ...itemOf(hit.paper, reason), number };
  return hit.snippet.text === '' ? item : { ...item, text: hit.snippet };
}

/** A paper as item `number` of a list, with the sentence that says what it is, and why it is there where that is told. */
export function itemOfPaper(paper: Paper, number: number, reason?: string): CardItem {
  return { ...itemOf(paper, reason), number, ...unmarked(clipText(tellIdea(paper), longestIdea)) };
}

/** What is proposed or shown, in a sentence of the abstract; what its source says where there is none. */
export function tellIdea({ abstract, gist = '' }: Pick<Paper, 'abstract' | 'gist'>): string {
  const [idea] = findGist(abstract);
  return idea === undefined ? gist : abstract.slice(idea.start, idea.end);
}

function itemOf(paper: Paper, reason: string | undefined): CardItem {
  const facts = factsOf(paper);
  return {
    ...headOf(paper),
    ...(reason === undefined ? { facts } : giveReason(reason, facts)),
    action: buttonFor('Save', 'save', paper),
    open: buttonFor('Abstract', 'open', paper),
    buttons: [...buttonsFor(paper), buttonFor('Share to channel', 'share', paper)],
  };
}

/** What a paper is called, and where it is. */
export function headOf(paper: Paper): Pick<CardItem, 'paper' | 'heading' | 'url'> {
  return {
    paper: paper.id,
    heading: displayTitle(paper),
    ...(paper.urlIsSearch === true ? {} : { url: paper.url }),
  };
}

/** What can be done with every paper beside saving it. */
export function buttonsFor(paper: Paper): readonly Button[] {
  return [buttonFor('Similar papers', 'similar', paper), buttonFor('Cite', 'cite', paper)];
}

/** After it the paper comes no more to whoever presses, and what is like it later. */
export function lessButton(paper: Paper): Button {
  return buttonFor('Less like this', 'less', paper);
}

/** The command with this verb for a paper, as a button. */
export function buttonFor(label: string, verb: string, { id }: Paper): Button {
  return { label, command: { name: 'papers', verb, text: id } };
}

/** What a Save button becomes once the paper is in the list of whoever sees it. */
export function savedButton(paper: PaperId): Button {
  return { label: '✓ Saved', command: { name: 'papers', verb: 'unsave', text: paper }, isOn: true };
}

/** A text without marks, where there is one. */
export function unmarked(text: string): Pick<CardItem, 'text'> {
  return text === '' ? {} : { text: { text, marks: [] } };
}
