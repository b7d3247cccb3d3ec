import { buttonFor } from '../../cards/paper-item.ts';
import { listPapers, nearestPage } from '../../cards/paper-list.ts';
import { countPapers } from '../../cards/plain-words.ts';
import { filterSaved } from '../../cards/saved-filters.ts';
import { itemOfSaved } from '../../cards/saved-item.ts';
import type { Button, Card, CardItem } from '../../chat/card.ts';
import type { Member } from '../../chat/channel.ts';
import type { Asker, Choice, Option } from '../../chat/command.ts';
import { nameBookmark } from '../../chat/emoji.ts';
import { type Parts, readOptions, writeOptions } from '../../chat/options.ts';
import { foldTag, readTags } from '../../chat/tags.ts';
import type { Hit, SearchEngine } from '../../search/engine.ts';
import type { SavedPaper } from '../../store/lists/saved-paper.ts';
import { counted } from '../../text/counted.ts';
import { quote } from '../../text/quote.ts';
import type { Services } from '../command.ts';
import { type ListPlace, writePlaced } from './list-place.ts';

/** What narrows somebody's list down, besides a query. */
export const listOptions = [
  { name: 'tag', description: 'Only papers with this tag', completes: true },
  {
    name: 'show',
    description: 'Only what you have not read yet, or only what you have',
    choices: [
      { label: 'Unread', value: 'unread' },
      { label: 'Read', value: 'read' },
    ],
  },
] as const satisfies readonly Option[];

/** The part of a list that was asked for, in order, each with what the search says of it. */
export type Selection = {
  readonly saved: readonly { readonly saved: SavedPaper; readonly hit?: Hit }[];
  /** The whole list. */
  readonly all: readonly SavedPaper[];
  readonly hints: readonly string[];
};

/** Somebody's saved papers that fulfil the options: the newest save first, or those that match the text, best first. */
export async function selectSaved(
  member: Member,
  { text, options }: Parts,
  services: Pick<Services, 'store' | 'searchAmong'>,
): Promise<Selection> {
  const list = await services.store.saves.list(member);
  const tag = foldTag(options.tag ?? '');
  const saved = list
    .filter(({ tags }) => tag === '' || tags.some((one) => foldTag(one) === tag))
    .filter(
      ({ readAt }) => options.show === undefined || (options.show === 'read') === (readAt !== undefined),
    );
  if (text.trim() === '') return { saved: saved.map((one) => ({ saved: one })), all: list, hints: [] };
  const search = await searchList(member, list, services);
  const { hits, hints } = await search.search(text, { limit: list.length });
  const byId = new Map(saved.map((one) => [one.paper.id, one]));
  const found = hits.flatMap((hit) => {
    const one = byId.get(hit.paper.id);
    return one === undefined ? [] : [{ saved: one, hit }];
  });
  return { saved: found, all: list, hints };
}

/** A page of somebody's list, with something to say before it where something was done. */
export async function showSaved(
  member: Member,
  place: ListPlace,
  services: Services,
  done?: { readonly text: string; readonly buttons?: readonly Button[] },
): Promise<Card> {
  const { pageSize, now } = services;
  const parts = readOptions(place.text, listOptions);
  const { saved, all, hints } = await selectSaved(member, parts, services);
  const text = writeOptions(parts);
  const said = done === undefined ? {} : { text: done.text };
  const undo = done?.buttons ?? [];
  if (saved.length === 0) {
    const card =
      all.length === 0 ? explainEmptyList(member, services) : explainNoneSuch(parts, all.length, hints);
    const lines = [done?.text, card.text].filter((line) => line !== undefined);
    return { ...card, text: lines.join('\n'), buttons: [...undo, ...(card.buttons ?? [])] };
  }
  const page = nearestPage(place.page, pageSize, saved.length);
  const offset = (page - 1) * pageSize;
  const items = saved
    .slice(offset, offset + pageSize)
    .map((one, index) =>
      itemOfSaved(one.saved, offset + index + 1, now(), buttonsOf(one.saved, { text, page }), one.hit),
    );
  const line = { name: 'papers', verb: 'saved', text };
  const card = listPapers({
    title: titleOf(parts, saved.length),
    isCounted: true,
    line,
    items,
    page,
    pageSize,
    total: saved.length,
    order: parts.text.trim() === '' ? 'newest first' : 'best match first',
    notes: hints,
  });
  const filters = filterSaved(all, {
    show: parts.options.show,
    tag: parts.options.tag === undefined ? undefined : foldTag(parts.options.tag),
    lineFor: (options) => ({
      name: 'papers',
      verb: 'saved',
      text: writeOptions({ text: parts.text, options: { ...options } }),
    }),
  });
  const exporting: Button = {
    label: 'Export …',
    command: { name: 'papers', verb: 'export', text, form: 'asked' },
  };
  return { ...card, ...said, filters, buttons: [...undo, exporting] };
}

/** The card; on a button of a list, which must not vanish under it, the list with what the card says. */
export async function showInstead(
  card: Card,
  member: Member,
  place: ListPlace | undefined,
  services: Services,
): Promise<Card> {
  return place === undefined ? card : showSaved(member, place, services, { text: card.text ?? card.title });
}

function buttonsOf(
  { paper, readAt }: SavedPaper,
  { text: list, page }: ListPlace,
): Required<Pick<CardItem, 'action' | 'open' | 'buttons'>> {
  const button = (label: string, verb: string): Button => {
    const { text, placed } = writePlaced(paper.id, list);
    const command = { name: 'papers', verb, text, ...(placed && page > 1 ? { page } : {}) };
    return { label, command, ...(placed ? { replaces: true } : {}) };
  };
  return {
    action: readAt === undefined ? button('Mark read', 'read') : button('Mark unread', 'unread'),
    open: buttonFor('Abstract', 'open', paper),
    buttons: [
      button('Note and tags …', 'note'),
      buttonFor('Cite', 'cite', paper),
      button('Remove', 'unsave'),
    ],
  };
}

/** `3 saved papers tagged physics, unread, for “entropy”`. */
function titleOf({ text, options }: Parts, count: number): string {
  const { tag = '', show } = options;
  return [
    `${counted(count, show === undefined ? 'paper' : `${show} paper`)} in your list`,
    ...(foldTag(tag) === '' ? [] : [`tagged ${quote(tag)}`]),
    ...(text.trim() === '' ? [] : [`for ${quote(text)}`]),
  ].join(' ');
}

/** Said where nothing is saved: how to save. */
export function explainEmptyList(member: Member, { typed, bookmarks }: Services): Card {
  return {
    title: 'Nothing kept yet',
    text: [
      `React ${nameBookmark(bookmarks)} on a paper, press Save, or type ${typed('papers', 'save', '<paper>')}.`,
      ...(member.workspace === ''
        ? ['This is your list in direct messages; each server has its own list.']
        : []),
    ].join('\n'),
    buttons: [{ label: 'Trending here', command: { name: 'papers', verb: 'trending', text: '' } }],
  };
}

/** Said where nothing in somebody's list is what was asked for. */
export function explainNoneSuch(parts: Parts, all: number, hints: readonly string[]): Card {
  return {
    title: titleOf(parts, 0).replace(/^0 /u, 'No '),
    text: [...hints, `There ${all === 1 ? 'is' : 'are'} ${countPapers(all)} in your list.`].join('\n'),
    buttons: [
      { label: 'The whole list', command: { name: 'papers', verb: 'saved', text: '' }, replaces: true },
      { label: 'Your tags', command: { name: 'papers', verb: 'tags', text: '' } },
    ],
  };
}

/** The search over somebody's whole list, in which a paper is found by its tags and its note too. */
export function searchList(
  { platform, workspace, id }: Member,
  list: readonly SavedPaper[],
  { searchAmong }: Pick<Services, 'searchAmong'>,
): Promise<SearchEngine> {
  const papers = list.map(({ paper, tags, note }) => {
    const own = [...tags, ...(note === '' ? [] : [note])];
    return own.length === 0 ? paper : { ...paper, keywords: [...(paper.keywords ?? []), ...own] };
  });
  return searchAmong(JSON.stringify([platform, workspace, id]), papers);
}

/** Completes the last of some tags with those of the asker's own list, the most used first. */
export async function suggestTags(
  typed: string,
  limit: number,
  asker: Asker | undefined,
  { store }: Pick<Services, 'store'>,
): Promise<readonly Choice[]> {
  if (asker === undefined) return [];
  const [, before = '', last = ''] = /^([\s\S]*[\s,;])?([^\s,;]*)$/u.exec(typed) ?? [];
  const given = new Set(readTags(before));
  const beginning = foldTag(last);
  const counts = new Map<string, number>();
  for (const { tags } of await store.saves.list(asker.member))
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .filter(([tag]) => foldTag(tag).startsWith(beginning) && !given.has(tag))
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, limit)
    .map(([tag]) => ({ label: `${before}${tag}`, value: `${before}${tag}` }));
}
