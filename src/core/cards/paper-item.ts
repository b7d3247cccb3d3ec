import type { Button, CardItem, Link } from '../chat/card.ts';
import { displayTitle, type Paper } from '../papers/paper.ts';
import type { Hit } from '../search/hit.ts';
import { clipAtWord, nameAuthors, writeDate } from './plain-words.ts';

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

/** A paper as item `number` of a list, with the beginning of its abstract. */
export function itemOfPaper(paper: Paper, number: number): CardItem {
  return { ...factsOf(paper), number, ...textOf(clipAtWord(paper.abstract, abstractInList)) };
}

/** A paper by itself, with its whole abstract. */
export function itemOfWholePaper(paper: Paper): CardItem {
  return { ...factsOf(paper), ...textOf(paper.abstract) };
}

function factsOf(paper: Paper): CardItem {
  const links: readonly Link[] = paper.code === undefined ? [] : [{ label: 'Code', url: paper.code }];
  return {
    paper: paper.id,
    heading: { text: displayTitle(paper), marks: [] },
    url: paper.url,
    meta: describePaper(paper),
    ...(links.length === 0 ? {} : { links }),
    buttons: buttonsOf(paper),
  };
}

/** Authors, date and venue as far as they are known, and what to expect of the link where it is a search. */
export function describePaper(paper: Paper): string {
  return [
    nameAuthors(paper.authors),
    paper.published === undefined ? '' : writeDate(paper.published),
    paper.venue ?? '',
    paper.urlIsSearch ? 'no id known: the link leads to an arXiv title search' : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function buttonsOf(paper: Paper): readonly Button[] {
  return [
    { label: 'Similar', command: { name: 'papers', verb: 'similar', text: paper.id } },
    { label: 'Cite', command: { name: 'papers', verb: 'cite', text: paper.id } },
  ];
}

function textOf(text: string): Pick<CardItem, 'text'> {
  return text === '' ? {} : { text: { text, marks: [] } };
}
