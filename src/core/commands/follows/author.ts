import { itemOfPaper } from '../../cards/paper-item.ts';
import type { Card } from '../../chat/card.ts';
import { learnAuthor } from '../../digest/follows/author-news.ts';
import { answerLine } from '../../digest/follows/lay-out-follows.ts';
import { compareNames } from '../../papers/authors/compare-names.ts';
import { matchAuthor } from '../../papers/authors/match-author.ts';
import { indexNames } from '../../papers/authors/name-index.ts';
import type { Destination } from '../../store/digests/digest.ts';
import type { Follow, NewFollow } from '../../store/follows/follow.ts';
import { quote } from '../../text/quote.ts';
import type { Command, Request, Services } from '../command.ts';
import { recallPaper } from '../named-paper.ts';
import { explainAsked, whereAsked } from './asking.ts';
import { beginFollowing, knownOf } from './begin-following.ts';
import { findPlaceFor, forOption, writePlace } from './place.ts';
import {
  authorNamed,
  authorOf,
  findTurned,
  isName,
  isOrcid,
  isWholeName,
  type NamedAuthor,
  takeOrcid,
} from './read-author.ts';

const longestName = 100;
/** Papers offered to tell one namesake from another. */
const mostOffered = 3;

/** `/follow author <name>`: every new paper of somebody, in one message a day. */
export const followAuthor = {
  name: 'follow',
  verb: 'author',
  description: 'Hear of each new paper of somebody, in one message a day',
  argument: {
    name: 'name',
    description: 'The full name, as papers print it: Jane Q. Smith',
    required: true,
    kind: 'text',
  },
  options: [forOption],
  private: true,
  personal: true,
  explanation:
    'Where a name is common and nothing else shows that a paper is theirs, it asks, and learns from Yes and No.',
  examples: ({ corpus }) => [
    corpus.papers.find(({ authors }) => authors.length > 0)?.authors[0] ?? 'Jane Smith',
  ],
  async run(request, services) {
    const named = await findAuthor(request.text, services);
    if ('card' in named) return [named.card];
    const place = await findPlaceFor(request, services);
    if (place.destination === undefined) return [place.card];
    const { destination } = place;
    const follow = () => followThem(named.author, named.orcid, destination, request, services);
    return [named.orcid === undefined ? await follow() : await whereAsked(request.line, follow)];
  },
} satisfies Command;

type Found = { readonly author: NamedAuthor; readonly orcid?: string } | { readonly card: Card };

/** Who is meant: by an author's place on a paper, as buttons say it, or by a name. */
async function findAuthor(text: string, services: Services): Promise<Found> {
  const { corpus, typed } = services;
  const [, id = '', place] = /^(\S+) (\d{1,3})$/u.exec(text.trim()) ?? [];
  if (place !== undefined) {
    const paper = corpus.get(id) ?? (await recallPaper(id, services));
    const author = paper && authorOf(paper, Number(place));
    if (author !== undefined) return { author };
  }
  const { name, orcid } = takeOrcid(text);
  const trouble = orcid === undefined ? undefined : explainOrcid(orcid, name, typed);
  if (trouble !== undefined) return { card: trouble };
  if (name === '' || name.length > longestName)
    return {
      card: { title: 'Whom?', text: `Give the full name: ${typed('follow', 'author', 'Jane Smith')}.` },
    };
  const author = await authorNamed(name, corpus);
  if (!isName(author.name, name))
    return { card: { title: `${quote(name)} is no name`, text: 'Write it as papers print it: Jane Smith.' } };
  if (!isWholeName(author.name, name) && author.unsure.length === 0)
    return {
      card: {
        title: `One word does not say who ${quote(name)} is`,
        text: `Add the first name, as in ${typed('follow', 'author', 'Jane Smith')}; or press Follow … on a paper of theirs.`,
      },
    };
  return { author, ...(orcid === undefined ? {} : { orcid }) };
}

function explainOrcid(orcid: string, name: string, typed: Services['typed']): Card | undefined {
  if (!isOrcid(orcid))
    return {
      title: `${orcid} is no ORCID: a digit of it is wrong`,
      text: 'Copy it from their page on orcid.org. Nothing was changed.',
    };
  if (name !== '') return undefined;
  return {
    title: `Who has the ORCID ${orcid}?`,
    text: `Give the name too: ${typed('follow', 'author', `Jane Smith ${orcid}`)}.`,
  };
}

async function followThem(
  author: NamedAuthor,
  orcid: string | undefined,
  destination: Destination,
  request: Request,
  services: Services,
): Promise<Card> {
  const { store, now } = services;
  const { from } = author;
  const before = await findFollowed(author, destination, services);
  const wanted: NewFollow = {
    kind: 'author',
    key: before?.key ?? [author.name.letters, ...(from === undefined ? [] : [from.id])].join(' '),
    label: before?.label ?? author.printed,
    ...(orcid === undefined ? {} : { orcid }),
    seed: author.seed,
  };
  const isAsked = orcid !== undefined && services.works !== undefined;
  if (isAsked && before?.orcid === undefined) {
    const full = await explainAsked(destination, request, services);
    if (full !== undefined) return full;
  }
  const known = await knownOf(wanted, services);
  if (before !== undefined && from !== undefined)
    await store.follows.answer(
      { follow: before.id, paper: from.id, answer: 'yes', evidence: author.seed },
      now(),
    );
  const notes = [
    ...(author.isKnown || before !== undefined ? [] : [await explainUnknown(author, destination, services)]),
    ...(orcid === undefined || isAsked
      ? []
      : [
          'The ORCID is not looked up: whoever runs this bot has switched look-ups off with the setting add-papers.',
        ]),
  ];
  const more = notes.length === 0 ? {} : { text: notes.join(' ') };
  const card = await beginFollowing({ ...wanted, known }, destination, request, services, more);
  return offerPapers(card, author, wanted, destination, services);
}

async function explainUnknown(
  { printed }: NamedAuthor,
  destination: Destination,
  { corpus, typed }: Pick<Services, 'corpus' | 'typed'>,
): Promise<string> {
  const turned = await findTurned(printed, corpus);
  const hint =
    turned === undefined
      ? ''
      : ` Did you mean ${typed('follow', 'author', `${turned}${writePlace(destination)}`)}?`;
  return `No paper here is by ${quote(printed)} so far.${hint}`;
}

/** The same person, where they are followed there already: by name and by what else is known of them. */
async function findFollowed(
  { name, from }: NamedAuthor,
  destination: Destination,
  { store, corpus }: Services,
): Promise<Follow | undefined> {
  const followed = (await store.follows.list(destination)).filter(({ kind }) => kind === 'author');
  for (const follow of followed) {
    const told = (await store.follows.told(follow.digest)).filter((one) => one.follow === follow.id);
    const known = learnAuthor(follow, told);
    if (compareNames(known.name, name).kind !== 'same') continue;
    if (from === undefined) return follow;
    if (matchAuthor(known, from, await indexNames(corpus.papers))?.verdict === 'sure') return follow;
  }
  return undefined;
}

/** Of a common name: papers by which to say who is meant. */
async function offerPapers(
  card: Card,
  { unsure, printed }: NamedAuthor,
  { key }: Pick<NewFollow, 'key'>,
  destination: Destination,
  { store }: Services,
): Promise<Card> {
  if (unsure.length === 0 || card.tone !== 'done') return card;
  const followed = await store.follows.list(destination);
  const follow = followed.find((one) => one.kind === 'author' && one.key === key);
  if (follow === undefined) return card;
  const items = unsure.slice(0, mostOffered).map((paper, at) => {
    const { action, open, buttons, text, ...item } = itemOfPaper(paper, at + 1);
    const command = {
      name: 'follow',
      verb: 'answer',
      text: answerLine('yes', { follow: follow.id }, paper.id),
    };
    return { ...item, action: { label: 'Theirs', command } };
  });
  return {
    ...card,
    text: `Other people may be called ${printed} too. Press Theirs on each paper by the one you mean, and it learns from that.`,
    items,
  };
}
