import type { CardFile } from '../../core/chat/card.ts';
import type { GivenReaction } from '../../core/chat/platform.ts';
import { memberOf, PEOPLE } from './places.ts';

/** One message at the window, the bot's or a person's. */
export type BoardMessage = {
  readonly id: string;
  readonly service: string;
  readonly channel: string;
  /** When it was posted, in ISO 8601. */
  readonly at: string;
  /** The person who wrote it; absent for the bot. */
  readonly author?: string;
  /** A person's words. */
  readonly text?: string;
  /** What the service would get of the bot's. */
  readonly payload?: object;
  readonly files: readonly CardFile[];
  /** The only person who sees it. */
  readonly onlyFor?: string;
  /** Who gave each emoji. */
  readonly reactions: Readonly<Record<string, readonly string[]>>;
  /** The message in whose thread it stands. */
  readonly under?: string;
  /** The person's message under one of whose links it stands. */
  readonly linkedIn?: string;
  /** A thread was opened on it. */
  readonly hasThread?: true;
  /** It begins what came by itself, and can be read as a mail too. */
  readonly isDigest?: true;
};

/** What the page is told. */
export type BoardEvent =
  | { readonly kind: 'message'; readonly message: BoardMessage }
  | { readonly kind: 'gone'; readonly id: string }
  | { readonly kind: 'home'; readonly service: string; readonly person: string; readonly payload: object };

/** All that is at the window, in memory alone. */
export type Board = {
  add(message: Omit<BoardMessage, 'id' | 'at' | 'reactions'>): BoardMessage;
  find(id: string): BoardMessage | undefined;
  /** Shows another payload in place of the message's; nothing for one that is gone. */
  redraw(id: string, change: Pick<BoardMessage, 'payload' | 'files'>): void;
  react(id: string, emoji: string, person: string, added: boolean): void;
  publishHome(service: string, person: string, payload: object): void;
  findHome(service: string, person: string): object | undefined;
  /** Those people have given, of those wanted; undefined for a message that is gone. */
  reactionsOf(id: string, wanted: (emoji: string) => boolean): readonly GivenReaction[] | undefined;
  /** All there is, as events. */
  read(): readonly BoardEvent[];
  onEvent(listener: (event: BoardEvent) => void): () => void;
};

/** Messages kept at most; the oldest go. */
const KEPT = 200;

/** `sitting` begins the ids of messages, so that no other start has the same. */
export function createBoard(sitting: string, now: () => Date): Board {
  const messages = new Map<string, BoardMessage>();
  const homes = new Map<string, Extract<BoardEvent, { kind: 'home' }>>();
  const listeners = new Set<(event: BoardEvent) => void>();
  let count = 0;

  function tell(event: BoardEvent): void {
    for (const listener of listeners) listener(event);
  }

  function put(message: BoardMessage): BoardMessage {
    messages.set(message.id, message);
    tell({ kind: 'message', message });
    const [oldest] = messages.keys();
    if (messages.size > KEPT && oldest !== undefined) {
      messages.delete(oldest);
      tell({ kind: 'gone', id: oldest });
    }
    return message;
  }

  return {
    add(message) {
      count += 1;
      return put({ ...message, id: `${sitting}.${count}`, at: now().toISOString(), reactions: {} });
    },
    find: (id) => messages.get(id),
    redraw(id, change) {
      const message = messages.get(id);
      if (message !== undefined) put({ ...message, ...change });
    },
    react(id, emoji, person, added) {
      const message = messages.get(id);
      if (message === undefined) return;
      const others = (message.reactions[emoji] ?? []).filter((one) => one !== person);
      const given = added ? [...others, person] : others;
      const { [emoji]: _, ...rest } = message.reactions;
      put({ ...message, reactions: given.length === 0 ? rest : { ...rest, [emoji]: given } });
    },
    publishHome(service, person, payload) {
      const event = { kind: 'home', service, person, payload } as const;
      homes.set(JSON.stringify([service, person]), event);
      tell(event);
    },
    findHome: (service, person) => homes.get(JSON.stringify([service, person]))?.payload,
    reactionsOf(id, wanted) {
      const message = messages.get(id);
      if (message === undefined) return undefined;
      return Object.entries(message.reactions).flatMap(([emoji, people]) =>
        wanted(emoji)
          ? people.filter(isPerson).map((one) => ({ emoji, member: memberOf(message.service, one) }))
          : [],
      );
    },
    read: () => [
      ...[...messages.values()].map((message) => ({ kind: 'message', message }) as const),
      ...homes.values(),
    ],
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function isPerson(id: string): boolean {
  return PEOPLE.some((person) => person.id === id);
}
