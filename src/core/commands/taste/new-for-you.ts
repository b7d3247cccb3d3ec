import { itemOfPaper, lessButton } from '../../cards/paper-item.ts';
import { listPapers, nearestPage } from '../../cards/paper-list.ts';
import { countPapers } from '../../cards/plain-words.ts';
import type { Button, Card, CardItem, CommandLine } from '../../chat/card.ts';
import type { Member } from '../../chat/channel.ts';
import { createAgeReader } from '../../digest/paper-ages.ts';
import { optionsFor } from '../../digest/selection/compose.ts';
import { pickPapers } from '../../digest/selection/pick-papers.ts';
import { gatherSituation, type Situation } from '../../digest/selection/situation.ts';
import { leastSavesLearned } from '../../digest/taste/measure-taste.ts';
import { tellTaste } from '../../digest/taste/tell-taste.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import { counted } from '../../text/counted.ts';
import type { Services } from '../command.ts';

/** So many papers are listed, a few pages. */
const listed = 25;

export type ForYouRequest = {
  readonly page?: number | undefined;
  /** In the order that everybody gets. */
  readonly without?: boolean;
  /** Only so many of the saved papers count, the first; all unless told. */
  readonly learnedFrom?: number;
};

/** New papers for somebody, those like what they saved first; what to do where that is too little. */
export async function showForYou(
  member: Member,
  { page: asked, without = false, learnedFrom }: ForYouRequest,
  services: Services,
): Promise<Card> {
  const { pageSize } = services;
  const { isOff, saved, savedBefore } = await services.store.tastes.of(member);
  if (!without && isOff) return explainOff(services);
  if (!without && saved.length < leastSavesLearned) return explainTooFew(saved.length, services);
  const count = Math.min(learnedFrom ?? saved.length, saved.length);
  const first = saved.slice(0, count);
  const known = new Set([...savedBefore, ...first]);
  const { situation, papers } = await pickFor(member, { without, counted: first, known }, services);
  const page = nearestPage(asked, pageSize, papers.length);
  const shown = papers.slice((page - 1) * pageSize, page * pageSize);
  const { taste } = situation;
  const reasons = taste === undefined ? new Map() : await tellTaste(shown, taste, services.search.taste);
  const line: CommandLine = { name: 'foryou', text: without ? 'without' : String(count) };
  if (papers.length === 0) return { title: 'For you', text: 'Every paper here is in your list already.' };
  return listPapers({
    title: 'For you',
    line,
    items: shown.map((paper, at) => drawItem(paper, (page - 1) * pageSize + at + 1, reasons.get(paper.id))),
    page,
    pageSize,
    total: papers.length,
    notes: [
      `${without ? 'In the order for everybody' : `Learned from ${counted(count, 'save')}`}, ${tellNews(situation)}`,
    ],
    buttons: [
      without ? press('With what I saved', '') : press('What it learned', 'learned'),
      {
        label: '📬 Follow this daily',
        command: { name: 'papers', verb: 'subscribe', text: 'daily', form: 'asked' },
      },
    ],
  });
}

type Counted = {
  readonly without: boolean;
  readonly counted: readonly PaperId[];
  /** In the list already. */
  readonly known: ReadonlySet<PaperId>;
};

/** As a subscription to all papers would pick them, without what is in the list already. */
async function pickFor(
  member: Member,
  { without, counted, known }: Counted,
  { corpus, search, store, digests, now }: Services,
): Promise<{ readonly situation: Situation; readonly papers: readonly Paper[] }> {
  const tastes: typeof store.tastes = {
    ...store.tastes,
    of: async (one) => ({ ...(await store.tastes.of(one)), saved: counted }),
  };
  const sources = { corpus, search, store: { ...store, tastes }, settings: digests };
  const draft = {
    ...{ home: member, destination: { kind: 'direct', member } as const, topic: '', zone: 'UTC' },
    ...{ count: listed, layout: 'compact' as const },
    ...(without && { taste: 'off' as const }),
  };
  const gathered = await gatherSituation(draft, { papers: new Map(), names: [] }, sources, now());
  const candidates = gathered.candidates.filter(({ paper }) => !known.has(paper.id));
  const situation = { ...gathered, candidates };
  const { picks } = await pickPapers(situation, optionsFor(draft, sources));
  return { situation, papers: picks.map(({ paper }) => paper) };
}

function tellNews(situation: Situation): string {
  const readAge = createAgeReader(situation);
  const news = situation.candidates.filter(({ paper }) => readAge(paper).isNew === 1).length;
  return news === 0 ? 'and nothing came this week: these are older' : `${countPapers(news)} came this week`;
}

function drawItem(paper: Paper, number: number, reason: string | undefined): CardItem {
  const { buttons = [], ...item } = itemOfPaper(paper, number, reason);
  return { ...item, buttons: [lessButton(paper), ...buttons] };
}

function explainOff({ typed }: Services): Card {
  return {
    title: 'Nothing is learned from your saves',
    text: `You switched it off. ${typed('foryou', undefined, 'on')} puts papers like those in your list first.`,
    buttons: [press('On', 'on'), press('Show papers', 'without')],
  };
}

function explainTooFew(saved: number, { typed }: Services): Card {
  const so = saved === 0 ? '' : ` (${saved} so far)`;
  return {
    title: 'For you',
    text: `Save three papers that you like${so}, and I find new ones like them. ${typed('paper')} and some words searches; ${typed('papers', 'save')} takes ids and links, many at once.`,
    buttons: [
      { label: '🔍 Search papers', command: { name: 'paper', text: '', form: 'asked' }, isPrimary: true },
      { label: 'Trending here', command: { name: 'papers', verb: 'trending', text: '' } },
    ],
  };
}

function press(label: string, text: string): Button {
  return { label, command: { name: 'foryou', text }, replaces: true };
}
