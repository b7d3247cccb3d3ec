import type { Button, Card, CardItem, Link } from '../chat/card.ts';
import { displayTitle, type Paper } from '../papers/paper.ts';
import type { Hit } from '../search/engine.ts';
import { clipText } from '../text/clip-text.ts';
import { nameAuthors, writeDate } from './plain-words.ts';

const abstractInList = 280;

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

/** One paper by itself with its whole abstract, for people to react to. */
export function showPaper(title: string, paper: Paper, note?: string): Card {
  const item = { ...factsOf(paper), ...textOf(paper.abstract), buttons: buttonsFor(paper) };
  return { title, items: [item], ...(note === undefined ? {} : { footer: note }) };
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

/** Authors, date and venue as far as they are known, and what to expect of the link where it is a search. */
function describePaper(paper: Paper): string {
  return [
    nameAuthors(paper.authors),
    paper.published === undefined ? '' : writeDate(paper.published),
    paper.venue ?? '',
    paper.urlIsSearch ? 'no id known: the link leads to an arXiv title search' : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
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
