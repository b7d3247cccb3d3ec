import { nameButtons } from '../cards/name-buttons.ts';
import type { Bot } from '../chat/bot.ts';
import type { Card } from '../chat/card.ts';
import { reportFailure } from '../chat/failures.ts';
import type { Log } from '../chat/log.ts';
import type { ViewRequest } from '../chat/view.ts';
import type { Services } from '../commands/command.ts';
import { showSaved } from '../commands/reading-list/saved-list.ts';
import { endOfHour } from '../commands/search/kept-trending.ts';
import { showTrending } from '../commands/search/trending.ts';
import { showSubscriptions } from '../commands/subscriptions/subscriptions.ts';
import { greetChannel, welcome } from '../commands/welcome.ts';
import { entry, nameOf } from '../text/log-entry.ts';
import { explainFailure } from './failures.ts';
import { tellSaves } from './tell-saves.ts';

/** Shows views with what the commands show; an answer that could not be given in full holds for no time. */
export function createViews(services: Services, prefix: string, log: Log): Bot['show'] {
  const { store, now, typed } = services;
  return async (request) => {
    try {
      const { cards, complete = true } = await draw(request, services);
      const told = await tellSaves(cards, request.member, request.member, store, log);
      return { cards: nameButtons(told, prefix), until: complete ? endOfHour(now()) : now() };
    } catch (error) {
      const incident = reportFailure(error, entry`The view ${nameOf(request.view)}`, log);
      return { cards: nameButtons([explainFailure(error, typed, incident)], prefix), until: now() };
    }
  };
}

type Drawn = { readonly cards: readonly Card[]; readonly complete?: boolean };

async function draw({ view, member, text = '', page }: ViewRequest, services: Services): Promise<Drawn> {
  switch (view) {
    case 'saved':
      return { cards: [await showSaved(member, { text, page: page ?? 1 }, services)] };
    case 'trending': {
      const { card, complete } = await showTrending(member, page, services);
      return { cards: [card], complete };
    }
    case 'subscriptions':
      return { cards: await showSubscriptions(member, page, services) };
    case 'welcome':
      return { cards: [welcome(services)] };
    case 'invited':
      return { cards: [greetChannel(services)] };
  }
}
