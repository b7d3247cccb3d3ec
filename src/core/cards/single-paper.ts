import type { Card, CardItem } from '../chat/card.ts';
import { displayTitle, type Paper } from '../papers/paper.ts';
import { findGist, writeGist } from '../papers/text/gist.ts';
import { clipText } from '../text/clip-text.ts';
import { type MarkedText, markBetween } from '../text/marked-text.ts';
import { factsOf } from './facts.ts';
import { buttonFor, buttonsFor, headOf, lessButton, unmarked } from './paper-item.ts';

const gistInShort = 500;

/** One paper for all to see and react to, in short; `subtitle` says who shows it. */
export function showPaper(title: string, paper: Paper, subtitle?: Card['subtitle']): Card {
  const pdf = addressOfPdf(paper);
  const item: CardItem = {
    ...headOf(paper),
    facts: factsOf(paper, 'card'),
    ...unmarked(tellGist(paper)),
    endnote: endnoteOf(paper),
    action: { ...buttonFor('Save', 'save', paper), isPrimary: true },
    open: buttonFor('Abstract', 'open', paper),
    buttons: [...buttonsFor(paper), buttonFor('Share elsewhere', 'share', paper)],
    ...(pdf === undefined ? {} : { links: [{ label: 'PDF', url: pdf }] }),
  };
  return { title, items: [item], ...(subtitle === undefined ? {} : { subtitle }) };
}

/** One paper for whoever asks alone, with its whole abstract, and what can be done with it where it is in their list. */
export function openPaper(paper: Paper, isSaved = false): Card {
  const pdf = addressOfPdf(paper);
  const item: CardItem = {
    ...headOf(paper),
    facts: factsOf(paper, 'card'),
    ...writeWhole(paper),
    action: buttonFor('Save', 'save', paper),
    buttons: [
      ...(isSaved ? [buttonFor('Note and tags …', 'note', paper)] : []),
      ...buttonsFor(paper),
      buttonFor('Share to channel', 'share', paper),
      { label: 'Follow …', command: { name: 'follow', verb: 'from', text: paper.id } },
      ...(isSaved ? [] : [lessButton(paper)]),
    ],
    ...(pdf === undefined ? {} : { links: [{ label: 'PDF', url: pdf }] }),
  };
  return {
    title: displayTitle(paper),
    items: [item],
    redraw: { name: 'papers', verb: 'open', text: paper.id },
  };
}

/** One paper in short, for whoever sees a link to it: what it is about, and a button to save it. */
export function introducePaper(paper: Paper): Card {
  const item: CardItem = {
    ...headOf(paper),
    facts: factsOf(paper, 'card').filter(({ url }) => url === undefined),
    ...unmarked(tellGist(paper)),
    action: buttonFor('Save', 'save', paper),
  };
  return { title: displayTitle(paper), items: [item] };
}

/** A line in bold above a paper: `Shared by Ada`, the name alone being told apart. */
export function sharedBy(name: string): Card['subtitle'] {
  return name === '' ? undefined : markBetween('Shared by ', name);
}

/** What is proposed and how it came out, in two sentences of the abstract; what its source says where there is none. */
function tellGist({ gist = '', abstract }: Pick<Paper, 'abstract' | 'gist'>): string {
  return writeGist(abstract) || clipText(gist, gistInShort);
}

/** The whole abstract with the same sentences marked, after what its source says of it. */
function writeWhole({ gist, abstract }: Paper): Pick<CardItem, 'text'> {
  const isTold = gist === undefined || abstract.includes(gist);
  const before = isTold ? '' : `In short: ${gist}${/[.!?…]$/u.test(gist) ? '' : '.'}`;
  if (abstract === '') return unmarked(before);
  const start = before === '' ? '' : `${before} Abstract: `;
  const marks = findGist(abstract).map((span) => ({
    start: span.start + start.length,
    end: span.end + start.length,
  }));
  return { text: { text: `${start}${abstract}`, marks } };
}

/** The small line under a paper that is shown to all, before it is counted who saved it: its id to copy; '' where it has none. */
export function endnoteOf(paper: Paper): MarkedText {
  return { text: writeId(paper) ?? '', marks: [] };
}

/** The public id as people write and search it: `arXiv 2303.08010`, `doi 10.1000/xyz`. */
function writeId({ id, doi }: Paper): string | undefined {
  if (id.startsWith('arxiv:')) return `arXiv ${id.slice('arxiv:'.length)}`;
  return doi === undefined ? undefined : `doi ${doi}`;
}

/** The PDF of a paper on arXiv. */
export function addressOfPdf({ id }: Paper): string | undefined {
  return id.startsWith('arxiv:') ? `https://arxiv.org/pdf/${id.slice('arxiv:'.length)}` : undefined;
}
