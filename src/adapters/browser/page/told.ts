import type { BoardEvent, BoardMessage } from '../board.ts';

/** All that the page knows, by what it was told. */
export type Told = {
  readonly messages: ReadonlyMap<string, BoardMessage>;
  /** By service and person. */
  readonly homes: ReadonlyMap<string, object>;
};

/** What is known before anything was told. */
export const nothing: Told = { messages: new Map(), homes: new Map() };

type News = BoardEvent | { readonly kind: 'forget' };

/** What is known once that is told too. */
export function take({ messages, homes }: Told, news: News): Told {
  switch (news.kind) {
    case 'forget':
      return nothing;
    case 'message':
      return { homes, messages: new Map([...messages, [news.message.id, news.message]]) };
    case 'gone':
      return { homes, messages: new Map([...messages].filter(([id]) => id !== news.id)) };
    case 'home':
      return { messages, homes: new Map([...homes, [`${news.service} ${news.person}`, news.payload]]) };
  }
}
