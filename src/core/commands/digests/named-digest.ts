import type { Card } from '../../chat/card.ts';
import type { Channel, Workspace } from '../../chat/channel.ts';
import type { Argument, Asker, Choice } from '../../chat/command.ts';
import type { Digest } from '../../store/digests/digest.ts';
import { cutText } from '../../text/clip-text.ts';
import { quote } from '../../text/quote.ts';
import type { Request, Services } from '../command.ts';

/** The argument of commands about one digest. */
export const digestArgument = {
  name: 'number',
  description: 'Its number in the list; not needed if there is only one',
  required: false,
  kind: 'digest',
} as const satisfies Argument;

/** The digest meant, or the card that says why there is none and what to do. */
export type NamedDigest =
  | { readonly digest: Digest; readonly card?: undefined }
  | { readonly digest?: undefined; readonly card: Card };

/** The workspace that a channel or a person belongs to. */
export function homeOf({ platform, workspace }: Workspace): Workspace {
  return { platform, workspace };
}

/** The digests that are posted in a channel, in the order they were made. */
export async function listDigestsOf(
  channel: Channel,
  { store }: Pick<Services, 'store'>,
): Promise<readonly Digest[]> {
  const all = await store.digests.list(homeOf(channel));
  return all.filter(
    ({ destination }) => destination.kind === 'channel' && destination.channel.id === channel.id,
  );
}

/** The digests of the channel whose number or topic begins so, by their numbers. */
export async function suggestDigests(
  typed: string,
  limit: number,
  { channel }: Asker,
  services: Pick<Services, 'store'>,
): Promise<readonly Choice[]> {
  const words = typed.trim().toLowerCase();
  const here = await listDigestsOf(channel, services);
  return here
    .filter(({ id, topic }) => String(id).startsWith(words) || topic.toLowerCase().includes(words))
    .slice(0, limit)
    .map(({ id, topic }) => ({ label: `${id}: ${topic === '' ? 'all papers' : topic}`, value: String(id) }));
}

/**
 * The digest of this channel that a number names, or the only one. Those of other channels are told of in their own:
 * who may manage one channel need not manage another.
 */
export async function findNamedDigest(
  { channel }: Pick<Request, 'channel'>,
  typed: string,
  services: Pick<Services, 'store' | 'typed'>,
): Promise<NamedDigest> {
  const here = await listDigestsOf(channel, services);
  const text = typed.trim().replace(/^#/u, '');
  const [only] = here;
  if (only === undefined) return { card: explainNone(services) };
  if (text === '' && here.length === 1) return { digest: only };
  const digest = here.find(({ id }) => String(id) === text);
  if (digest !== undefined) return { digest };
  const numbers = here.map(({ id }) => id).join(', ');
  const there = here.length === 1 ? `The only digest here is ${numbers}` : `The digests here are ${numbers}`;
  return {
    card: {
      title: text === '' ? 'Which digest?' : `There is no digest ${cutText(text, 20)} in this channel`,
      text: `${there}; ${services.typed('digest', 'list')} shows ${here.length === 1 ? 'it' : 'them'}.`,
    },
  };
}

function explainNone({ typed }: Pick<Services, 'typed'>): Card {
  return {
    title: 'There is no digest in this channel',
    text: `${typed('digest', 'add', 'uncertainty 09:00 weekdays')} makes one.`,
  };
}

/** The digest meant, where it may be changed from here; else the card that says why not. */
export async function findOwnDigest(
  request: Pick<Request, 'channel'>,
  typed: string,
  services: Pick<Services, 'store' | 'typed'>,
): Promise<NamedDigest> {
  const named = await findNamedDigest(request, typed, services);
  return named.digest?.declaredAs === undefined ? named : { card: explainDeclared(named.digest) };
}

function explainDeclared({ id, declaredAs = '' }: Digest): Card {
  return {
    title: `Digest ${id} is declared in the bot's configuration`,
    text: `It cannot be changed here. Whoever runs the bot can change it in config/paperboy.yaml under the name ${quote(declaredAs)}; changes take effect when the bot restarts.`,
  };
}

/** Said where a digest was there a moment ago. */
export function explainGone(id: number): Card {
  return { title: `Digest ${id} no longer exists`, text: 'Someone removed it in the meantime.' };
}
