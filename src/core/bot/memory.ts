import type { Card, CommandLine } from '../chat/card.ts';
import type { Channel, Member, MessageRef, Posted } from '../chat/contract.ts';
import type { PaperId } from '../papers/paper.ts';

/** What the bot remembers of what it has shown, for as long as it runs. */
export type Memory = {
  /** Takes messages as soon as they are sent. */
  rememberMessages(sending: Promise<readonly Posted[]>): Promise<void>;
  /**
   * The papers on a message; none where it is not known any more. Waits for messages on their way: a reaction can be
   * faster than the service's word that the message is there.
   */
  papersOnMessage(message: MessageRef): Promise<readonly PaperId[]>;
  /** Takes the numbered papers of an answer as the person's last list in that channel; pages of one list add up. */
  rememberList(channel: Channel, member: Member, line: CommandLine, cards: readonly Card[]): void;
  lastList(channel: Channel, member: Member): ReadonlyMap<number, PaperId>;
};

type List = { readonly key: string; readonly papers: ReadonlyMap<number, PaperId> };

/** A memory of the last `limit` messages and as many lists. */
export function createMemory(limit = 10_000): Memory {
  const messages = new Map<string, readonly PaperId[]>();
  const lists = new Map<string, List>();
  const underWay = new Set<Promise<void>>();

  async function take(sending: Promise<readonly Posted[]>): Promise<void> {
    for (const { message, papers } of await sending) {
      if (papers.length > 0) keep(messages, keyOf(message.channel, message.id), papers, limit);
    }
  }

  return {
    rememberMessages(sending) {
      const taking = take(sending).finally(() => underWay.delete(taking));
      underWay.add(taking);
      return taking;
    },
    async papersOnMessage(message) {
      const key = keyOf(message.channel, message.id);
      if (!messages.has(key)) await Promise.allSettled(underWay);
      return messages.get(key) ?? [];
    },
    rememberList(channel, member, line, cards) {
      const items = cards.flatMap((card) => card.items ?? []);
      const numbered = items.flatMap(({ number, paper }) =>
        number === undefined ? [] : [[number, paper] as const],
      );
      if (numbered.length === 0) return;
      const place = keyOf(channel, member.id);
      const key = JSON.stringify([line.name, line.verb, line.text]);
      const before = lists.get(place);
      const earlier = before?.key === key ? before.papers : [];
      keep(lists, place, { key, papers: new Map([...earlier, ...numbered]) }, limit);
    },
    lastList(channel, member) {
      return lists.get(keyOf(channel, member.id))?.papers ?? new Map();
    },
  };
}

function keyOf(channel: Channel, id: string): string {
  return JSON.stringify([channel.platform, channel.workspace, channel.id, id]);
}

/** Sets the entry as the newest and forgets the oldest past the limit. */
function keep<Value>(map: Map<string, Value>, key: string, value: Value, limit: number): void {
  map.delete(key);
  map.set(key, value);
  const oldest = map.keys().next();
  if (map.size > limit && !oldest.done) map.delete(oldest.value);
}
