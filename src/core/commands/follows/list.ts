import { nearestPage } from '../../cards/paper-list.ts';
import type { Button, Card, CardSection } from '../../chat/card.ts';
import { tellMoment } from '../../digest/digest-words.ts';
import { labelCron } from '../../digest/schedule/schedule.ts';
import type { Destination } from '../../store/digests/digest.ts';
import type { Follow } from '../../store/follows/follow.ts';
import { quote } from '../../text/quote.ts';
import type { Command, Request, Services } from '../command.ts';
import { stopButton } from './begin-following.ts';
import { describeNews, newsButton } from './news.ts';
import { explainNone, findPlaceFor, forOption, writePlace } from './place.ts';
import { resumeButton } from './when.ts';

const pageSize = 10;

/** `/follow list`: what the asker follows, or this channel. */
export const followList = {
  name: 'follow',
  verb: 'list',
  description: 'List whom and what you follow, or this channel does',
  options: [forOption],
  tellsTimes: true,
  private: true,
  repeatable: true,
  personal: true,
  examples: () => [''],
  async run(request, services) {
    const place = placeOf(request);
    return [await showFollows(place, request, services)];
  },
} satisfies Command;

/** `/follow stop <number>`: ends following one, or all. */
export const followStop = {
  name: 'follow',
  verb: 'stop',
  description: 'Stop following somebody or something, or all of it',
  argument: {
    name: 'number',
    description: 'Its number or its name in the list; or all',
    required: true,
    kind: 'text',
  },
  options: [forOption],
  private: true,
  personal: true,
  examples: () => ['1', 'all'],
  async run(request, services) {
    const place = await findPlaceFor(request, services);
    if (place.destination === undefined) return [place.card];
    const { destination } = place;
    const { store, typed, changed } = services;
    const followed = (await store.follows.list(destination)).filter(({ kind }) => kind !== 'saved');
    if (followed.length === 0) return [explainNone(destination, services)];
    const wanted = request.text
      .trim()
      .replace(/^#|^["“”„]|["“”]$/gu, '')
      .toLowerCase();
    const meant =
      wanted === 'all'
        ? followed
        : followed.filter(({ id, label }) => String(id) === wanted || label.toLowerCase() === wanted);
    if (meant.length === 0)
      return [
        {
          title: wanted === '' ? 'Which one?' : `${quote(request.text.trim(), 40)} is not followed here`,
          text: `${typed('follow', 'list', writePlace(destination).trim())} has the numbers.`,
        },
      ];
    for (const { id } of meant) await store.follows.remove(destination, id);
    changed(request.member);
    const [only] = meant;
    const ended = meant.length === 1 && only !== undefined ? only.label : `all ${meant.length}`;
    return [{ title: `Stopped following ${ended}`, tone: 'done' }];
  },
} satisfies Command;

function placeOf({ options, channel, channelName, member }: Request): Destination {
  if (options.for !== 'here') return { kind: 'direct', member };
  return { kind: 'channel', channel, ...(channelName === undefined ? {} : { name: channelName }) };
}

async function showFollows(
  destination: Destination,
  { line, zone }: Request,
  services: Services,
): Promise<Card> {
  const { store } = services;
  const [all, message, isOff] = await Promise.all([
    store.follows.list(destination),
    store.follows.message(destination),
    destination.kind === 'direct' ? store.savedNews.isOff(destination.member) : false,
  ]);
  const silenced = isOff ? [newsButton('on')] : [];
  if (message === undefined) return { ...explainNone(destination, services), buttons: silenced };
  const news = all.filter(({ kind }) => kind === 'saved');
  const followed = all.filter(({ kind }) => kind !== 'saved');
  const page = nearestPage(line.page, pageSize, followed.length);
  const shown = followed.slice((page - 1) * pageSize, page * pageSize);
  const next: Button = {
    label: 'Next',
    command: { name: 'follow', verb: 'list', text: writePlace(destination).trim(), page: page + 1 },
    replaces: true,
  };
  const whose = destination.kind === 'channel' ? 'Followed in this channel' : 'You follow';
  return {
    title: followed.length > 0 ? `${whose}: ${followed.length}` : explainNone(destination, services).title,
    ...(message.paused === undefined ? {} : { text: `The message is paused: ${message.paused.reason}` }),
    details: [
      { label: 'When', words: `${labelCron(message.schedule)}, ${message.zone}, if there is anything` },
      ...(message.paused === undefined ? [tellMoment('Next look', message.nextDue, message.zone, zone)] : []),
    ],
    sections: [...shown.map((follow) => describeFollow(follow, destination)), ...news.map(describeNews)],
    buttons: [
      ...(followed.length > page * pageSize ? [next] : []),
      ...(message.paused === undefined ? [] : [resumeButton(message, destination)]),
      ...silenced,
    ],
    footer: `${services.typed('follow', 'when', `weekdays 08:30${writePlace(destination)}`)} changes when it comes`,
  };
}

function describeFollow(follow: Follow, destination: Destination): CardSection {
  return {
    heading: `${follow.id}: ${follow.label}`,
    text: kinds[follow.kind],
    action: stopButton(follow, destination),
  };
}

const kinds: Readonly<Record<Follow['kind'], string>> = {
  author: 'Each new paper by them',
  venue: 'Each new paper there',
  category: 'New papers in this category of arXiv',
  citing: 'New papers that cite it',
  saved: 'What becomes of papers that were saved',
};
