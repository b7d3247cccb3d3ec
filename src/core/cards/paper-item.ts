import type { Button, Card, CardItem, Link } from '../chat/card.ts';
import { displayTitle, type Paper } from '../papers/paper.ts';
import type { Hit } from '../search/engine.ts';
import { clipText } from '../text/clip-text.ts';
import { nameAuthors, writeDate } from './plain-words.ts';

const abstractInList = 280;
const withdrawalShown = 200;
const longestGist = 500;

/** A search hit as item `number` of a list, its matched words marked. */
export function itemOfHit(hit: Hit, number: number): CardItem {
  return {
    ...factsOf(hit.paper),
    number,
    heading: hit.title,
    ...(hit.snippet.text === '' ? {} : { text: hit.snippet }),
    ...(hit.why === '' ? {} : { why: hit.why }),
  };
}

/** A paper as item `number` of a list, with the beginning of its abstract, and why it is there where that is told. */
export function itemOfPaper(paper: Paper, number: number, why?: string): CardItem {
  return {
    ...factsOf(paper),
    number,
    ...textOf(clipText(paper.abstract, abstractInList)),
    ...(why === undefined ? {} : { why }),
  };
}

/** One paper by itself, what it is about in short and its whole abstract, for people to react to. */
export function showPaper(title: string, paper: Paper, note?: string): Card {
  const item = { ...factsOf(paper), ...textOf(writeWhole(paper)), buttons: buttonsFor(paper) };
  return { title, items: [item], ...(note === undefined ? {} : { footer: note }) };
}

/** One paper in short, for whoever sees a link to it: its gist or the beginning of its abstract, and a button to save it. */
export function introducePaper(paper: Paper): Card {
  const { links: _, ...facts } = factsOf(paper);
  const text =
    paper.gist === undefined ? clipText(paper.abstract, abstractInList) : clipText(paper.gist, longestGist);
  return {
    title: displayTitle(paper),
    items: [{ ...facts, ...textOf(text), buttons: [buttonFor('Save', 'save', paper)] }],
  };
}

function factsOf(paper: Paper): CardItem {
  const links: readonly Link[] = paper.code === undefined ? [] : [{ label: 'Code', url: paper.code }];
  return {
    paper: paper.id,
    heading: { text: displayTitle(paper), marks: [] },
    url: paper.url,
    meta: describePaper(paper),
    ...(links.length === 0 ? {} : { links }),
    buttons: [...buttonsFor(paper), buttonFor('Share to channel', 'share', paper)],
  };
}

/** A sentence or two of its source, where there are, before the abstract. */
function writeWhole({ gist, abstract }: Paper): string {
  if (gist === undefined || abstract.includes(gist)) return abstract;
  const brief = `In short: ${gist}`;
  return abstract === '' ? brief : `${brief}${/[.!?…]$/u.test(gist) ? '' : '.'} Abstract: ${abstract}`;
}

/** That it was withdrawn, authors, date and venue as far as they are known, what to expect of the link where it is a search. */
function describePaper(paper: Paper): string {
  return [
    paper.withdrawn === undefined ? '' : describeWithdrawal(paper.withdrawn),
    nameAuthors(paper.authors),
    paper.published === undefined ? '' : writeDate(paper.published),
    paper.venue ?? '',
    paper.urlIsSearch ? 'no id known; the link searches arXiv for the title' : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** `Withdrawn: error in Theorem 2`; what says so by itself is not said twice. */
function describeWithdrawal(words: string): string {
  return `Withdrawn: ${clipText(words.replace(/^withdrawn\b[:,.\s]*/iu, '') || 'no reason is given', withdrawalShown)}`;
}

function buttonsFor(paper: Paper): readonly Button[] {
  return [
    buttonFor('Save', 'save', paper),
    buttonFor('Similar', 'similar', paper),
    buttonFor('Cite', 'cite', paper),
  ];
}

function buttonFor(label: string, verb: string, paper: Paper): Button {
  return { label, command: { name: 'papers', verb, text: paper.id } };
}

function textOf(text: string): Pick<CardItem, 'text'> {
  return text === '' ? {} : { text: { text, marks: [] } };
}
