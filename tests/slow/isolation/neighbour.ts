import { randomUUID } from 'node:crypto';
import type { Bot } from '../../../src/core/chat/bot.ts';
import type { Card, CommandLine } from '../../../src/core/chat/card.ts';
import type { Channel, Member, MessageRef } from '../../../src/core/chat/channel.ts';
import type { Invocation } from '../../../src/core/chat/command.ts';
import { readCommandLine } from '../../../src/core/chat/command-line.ts';
import type { Store } from '../../../src/core/store/store.ts';

/** Somebody in a channel, who may manage all there. */
export type Actor = { readonly channel: Channel; readonly member: Member; readonly name: string };

/** Words that only a neighbour wrote: none of them may be read elsewhere. */
export const SECRETS: readonly string[] = [
  ...['quokkanote', 'quokkatag', 'quokkatopic', 'quokkasubject', 'quokkaroom', 'quokkaperson'],
  ...['quokkamail', 'quokkasearch', 'quokkafollow', 'quokkavenue'],
];

/** What a neighbour has, and what may be tried with it. */
export type Neighbour = {
  readonly actor: Actor;
  /** The commands behind all buttons that the neighbour was shown. */
  readonly offered: readonly CommandLine[];
  readonly messages: readonly MessageRef[];
};

/** Has somebody ask for something; yields the answer, and where it was shown. */
export async function ask(
  bot: Bot,
  { channel, member, name }: Actor,
  line: CommandLine,
  where: Pick<Invocation, 'repliesTo' | 'thread' | 'sameEverywhere'> = {},
): Promise<{ readonly cards: readonly Card[]; readonly message: MessageRef }> {
  let cards: readonly Card[] = [];
  const message = { channel, id: randomUUID() };
  await bot.onCommand({
    ...where,
    ...{ line, channel, member, memberName: name, channelName: 'papers', zone: 'Europe/Berlin' },
    ...{ mayManage: async () => true, managesWorkspace: async () => true, belongs: async () => true },
    async reply(shown) {
      cards = shown;
      return shown.map((card) => ({ message, papers: (card.items ?? []).map(({ paper }) => paper) }));
    },
  });
  return { cards, message };
}

/** What somebody does in a workspace, in the order in which it is done. */
const LIFE = [
  '/paper uncertainty',
  '/papers save arxiv:2303.08010',
  '/papers note arxiv:2303.08010 note:"quokkanote of mine" tags:"quokkatag"',
  '/papers save arxiv:2212.07959',
  '/papers read arxiv:2212.07959',
  '/papers save uncertainty-aware-camera-localization',
  '/papers unsave uncertainty-aware-camera-localization',
  '/papers add arxiv:1706.03762',
  '/papers saved',
  '/papers show 1',
  '/digest add "quokkatopic" 09:00 weekdays Europe/Berlin',
  '/digest add uncertainty 10:00 UTC',
  '/digest pause 2',
  '/papers subscribe "quokkasubject" weekly 08:30',
  '/papers subscribe uncertainty daily 07:30 by:email address:quokkamail@clinic.example',
  '/follow author Quintus Quokkafollow for:here',
  '/follow author Guoxuan Xia',
  '/follow venue quokkavenue',
  '/follow citing arxiv:2303.08010',
  '/papers foryou',
  '/papers less arxiv:2212.07959',
  '/papers saved quokkasearch',
  '/papers new',
  '/papers subscriptions',
  '/digest list',
  '/follow list',
  '/follow list for:here',
];

/** What somebody else there does, so that it is told how many have saved a paper. */
const COLLEAGUE = ['/papers save arxiv:2303.08010', '/papers save arxiv:2212.07959'];

/** Verbs that end what they name. */
const ENDS = ['forget-me', 'remove', 'stop', 'unsave', 'unsubscribe'];

/** Lets somebody live in a workspace for a while, and has them shown all that the commands show of it. */
export async function settle(bot: Bot, store: Store, actor: Actor): Promise<Neighbour> {
  const offered = new Map<string, CommandLine>();
  const messages: MessageRef[] = [];
  const act = async (line: CommandLine) => {
    const { cards, message } = await ask(bot, actor, line);
    messages.push(message);
    for (const button of linesIn(cards)) offered.set(JSON.stringify(button), button);
  };
  for (const typed of LIFE) await act(readCommandLine(typed, bot.commands));
  const colleague = { ...actor, member: { ...actor.member, id: `${actor.member.id}-too` } };
  for (const typed of COLLEAGUE) await ask(bot, colleague, readCommandLine(typed, bot.commands));
  await deliverOne(store, actor);
  await bot.introduce({ ...actor.channel, channel: actor.channel.id, channelName: 'quokkaroom' });
  for (const message of messages)
    await bot.onReaction({ emoji: '1️⃣', added: true, message, member: actor.member, reply: async () => [] });
  const follows = await store.follows.list({ kind: 'direct', member: actor.member });
  for (const { id, kind } of follows)
    if (kind === 'author') await act({ name: 'follow', verb: 'answer', text: `yes ${id} arxiv:2303.08010` });
  for (const { name, verb } of bot.commands) {
    const command = { name, ...(verb !== undefined && { verb }) };
    await act({ ...command, text: '' });
    if (!ENDS.includes(verb ?? ''))
      for (const text of ['1', '2', 'arxiv:2303.08010']) await act({ ...command, text });
  }
  return { actor, offered: [...offered.values()], messages };
}

/** One digest of the channel comes, and its message stands there. */
async function deliverOne(store: Store, { channel, member }: Actor): Promise<void> {
  const [digest] = await store.digests.list(member);
  const paper = await store.papers.get('arxiv:2303.08010');
  if (digest === undefined || paper === undefined) throw new Error('nobody has settled there');
  const at = new Date();
  await store.digests.resume(member, digest.id, at);
  const lease = { holder: 'neighbour', now: at, until: new Date(at.getTime() + 60_000) };
  await store.deliveryQueue.request(member, digest.id, at);
  const due = (await store.deliveryQueue.due(at, 10)).find((one) => one.digest.id === digest.id);
  const claim = due && (await store.deliveryQueue.claim(due, lease));
  if (claim === undefined) throw new Error('there is nothing to deliver');
  const { id } = claim.delivery;
  const { version } = await store.places.shown(digest.destination);
  await store.deliveries.decide(id, lease, [{ paper, why: 'matches quokkatopic', part: 0 }], version);
  const message = { channel, id: randomUUID() };
  await store.deliveries.recordPost(id, lease, 0, [{ message, papers: [paper.id] }]);
  const ending = {
    outcome: 'sent',
    at,
    inDoubt: false,
    nextDue: new Date(at.getTime() + 86_400_000),
  } as const;
  await store.deliveries.end(id, lease, ending);
}

/** The commands behind all buttons anywhere in these. */
export function linesIn(cards: readonly Card[]): readonly CommandLine[] {
  const lines: CommandLine[] = [];
  JSON.stringify(cards, (_, value: unknown) => {
    if (isLine(value)) lines.push(value);
    return value;
  });
  return lines;
}

function isLine(value: unknown): value is CommandLine {
  return (
    typeof value === 'object' && value !== null && 'name' in value && 'text' in value && !('content' in value)
  );
}
