import { nameButtons } from '../cards/name-buttons.ts';
import type { Bot } from '../chat/bot.ts';
import { reportFailure } from '../chat/failures.ts';
import type { Log } from '../chat/log.ts';
import type { ViewAnswer, ViewRequest } from '../chat/view.ts';
import type { Services } from '../commands/command.ts';
import { readWatched, showFollowed } from '../commands/home/followed.ts';
import { showSomeForYou } from '../commands/home/for-you.ts';
import { showHeader } from '../commands/home/header.ts';
import { showToRead } from '../commands/home/to-read.ts';
import { showTrends } from '../commands/home/trends.ts';
import { showSaved } from '../commands/reading-list/saved-list.ts';
import { endOfHour } from '../commands/search/kept-trending.ts';
import { showTrending } from '../commands/search/trending.ts';
import { showSubscriptions } from '../commands/subscriptions/subscriptions.ts';
import { showForYou } from '../commands/taste/new-for-you.ts';
import { welcomeChannel, welcomePerson } from '../commands/welcome.ts';
import { entry, nameOf, traceOf } from '../text/log-entry.ts';
import { explainFailure } from './failures.ts';
import { tellSaves } from './tell-saves.ts';

/** Shows views with what the commands show; an answer that could not be given in full holds for no time. */
export function createViews(services: Services, prefix: string, log: Log): Bot['show'] {
  const { store, now, typed } = services;
  return async (request) => {
    try {
      const { cards, complete = true, isEmpty } = await draw(request, services);
      const told = await tellSaves(cards, request.member, request.member, store, log);
      const until = complete ? endOfHour(now()) : now();
      return { cards: nameButtons(told, prefix), until, ...(isEmpty && { isEmpty }) };
    } catch (error) {
      const incident = reportFailure(error, entry`The view ${nameOf(request.view)}`, log);
      return { cards: nameButtons([explainFailure(error, typed, incident)], prefix), until: now() };
    }
  };
}

/** Introduces the bot once in each place. Where that cannot be noted, nothing is said: twice would be worse. */
export function createIntroduction(services: Services, prefix: string, log: Log): Bot['introduce'] {
  const { store, now } = services;
  return async (place) => {
    try {
      if (!(await store.welcomedPlaces.add(place, now()))) return undefined;
      const [card] = nameButtons([await welcomeChannel(place.channelName, services)], prefix);
      return card;
    } catch (error) {
      log.error(entry`The bot could not introduce itself where it was added: ${traceOf(error)}`, error);
      return undefined;
    }
  };
}

type Drawn = Pick<ViewAnswer, 'cards' | 'isEmpty'> & { readonly complete?: boolean };

async function draw({ view, member, text, page }: ViewRequest, services: Services): Promise<Drawn> {
  const isWhole = text !== undefined || page !== undefined;
  switch (view) {
    case 'header':
      return { cards: [await showHeader(member, services)] };
    case 'saved': {
      if (isWhole)
        return { cards: [await showSaved(member, { text: text ?? '', page: page ?? 1 }, services)] };
      const saved = await services.store.saves.list(member);
      return { cards: [await showToRead(member, saved, services)], ...emptyWith(saved) };
    }
    case 'foryou': {
      const without = text === 'without';
      const card = await (isWhole
        ? showForYou(member, { page, without }, services)
        : showSomeForYou(member, services));
      return { cards: [card] };
    }
    case 'trending': {
      const { card, complete } = await (isWhole
        ? showTrending(member, page, services)
        : showTrends(member, services));
      return { cards: [card], complete };
    }
    case 'subscriptions': {
      if (isWhole) return { cards: await showSubscriptions(member, page, services) };
      const own = await services.store.digests.listOf(member);
      const watched = await readWatched(member, services.store);
      const all = [...own, ...watched.follows];
      return { cards: [showFollowed(own, watched, services)], ...emptyWith(all) };
    }
    case 'welcome':
      return { cards: [await welcomePerson(services)] };
  }
}

function emptyWith(own: readonly unknown[]): Pick<Drawn, 'isEmpty'> {
  return own.length === 0 ? { isEmpty: true } : {};
}
