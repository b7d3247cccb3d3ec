import type { CardItem, Fact } from '../chat/card.ts';
import { tellWithdrawal } from '../papers/news/withdrawal.ts';
import type { Paper } from '../papers/paper.ts';
import { counted, writeNumber } from '../text/counted.ts';
import { months } from './plain-words.ts';

/** The names of a list stand in full while there are two that take so many characters together. */
const shortNames = 32;
const namesOnCard = 6;
const upvoteSign = '▲';

/** What the small line of a paper says in a list, or on a card of its own, which names more authors. */
export function factsOf(paper: Paper, on: 'list' | 'card' = 'list'): readonly Fact[] {
  const { withdrawn, authors, code, upvotes = 0, url, urlIsSearch } = paper;
  const venue = writeVenue(paper);
  return [
    ...(withdrawn === undefined ? [] : [{ text: `⚠ ${tellWithdrawal(withdrawn)}`, isBold: true } as const]),
    ...(venue === '' ? [] : [{ text: venue, ...(withdrawn === undefined && { isBold: true as const }) }]),
    ...(authors.length === 0
      ? []
      : [{ text: on === 'list' ? nameAuthors(authors) : nameMoreAuthors(authors) }]),
    ...(code === undefined ? [] : [{ text: 'Code', url: code }]),
    ...(urlIsSearch === true ? [{ text: 'Find on arXiv', url: withoutPercents(url) }] : []),
    ...(upvotes > 0 ? [{ text: `${upvoteSign}\u00A0${upvotes}` }] : []),
  ];
}

/** A reason and the facts after it, none of them in bold, and without the upvotes that the reason tells. */
export function giveReason(reason: string, facts: readonly Fact[]): Pick<CardItem, 'reason' | 'facts'> {
  const isTold = ({ text }: Fact) => text.startsWith(upvoteSign) && reason.startsWith(upvoteSign);
  return { reason, facts: facts.filter((fact) => !isTold(fact)).map(({ isBold, ...fact }) => fact) };
}

/** The facts with how many people here saved it, before the upvotes; from two on, so that it tells nobody. */
export function addSaves(facts: CardItem['facts'], count: number): readonly Fact[] {
  if (count < 2) return facts;
  const at = facts.findIndex(({ text }) => text.startsWith(upvoteSign));
  const end = at === -1 ? facts.length : at;
  return [...facts.slice(0, end), { text: `🔖\u00A0${count}` }, ...facts.slice(end)];
}

/** `ICCV 2023`, `Journal of Chemical Theory and Computation, Dec 2022`, `Dec 2022`; '' where neither is known. */
export function writeVenue({ venue = '', published = '' }: Paper): string {
  if (/\b(?:19|20)\d\d\b/u.test(venue)) return venue;
  const date = writeMonth(published);
  return [venue, date].filter(Boolean).join(', ');
}

/** `Dec 2022`, `2022`. */
function writeMonth(published: string): string {
  const [year = '', month] = published.split('-');
  const name = months[Number(month) - 1]?.slice(0, 3);
  return name === undefined ? year : `${name} ${year}`;
}

/** `Yangyang Xu and Lei Wang`, `Guoxuan Xia and 1 other`, `Minghao Chen et al.` */
function nameAuthors([first = '', second, ...others]: readonly string[]): string {
  if (second === undefined) return first;
  if (others.length > 0) return `${first} et\u00A0al.`;
  const both = `${first} and ${second}`;
  return both.length - ' and '.length <= shortNames ? both : `${first} and 1 other`;
}

function nameMoreAuthors(authors: readonly string[]): string {
  const shown = authors.slice(0, namesOnCard).join(', ');
  const left = authors.length - namesOnCard;
  return left > 0 ? `${shown} and ${left} more` : shown;
}

/** The address of a search as people write it, its spaces as `+`. */
export function withoutPercents(url: string): string {
  return url.replaceAll('%20', '+');
}

/** `3 people here saved it`. */
export function tellSavers(count: number): string {
  return `${counted(count, 'person', 'people')} here saved it`;
}

/** The same of a time alone: `5 saved it this week`. */
export function tellLateSavers(count: number, when: string): string {
  return `${writeNumber(count)} saved it ${when}`;
}

/** Whether a reason is one that `tellSavers` told. */
export function isOfSavers(reason: string): boolean {
  return / here saved it$/u.test(reason);
}

/** Whether a reason tells how many saved it, ever or of late. */
export function tellsSavers(reason: string): boolean {
  return /^[\d,]+ (?:(?:person|people) here )?saved it\b/u.test(reason);
}
