import { type APIReaction, RESTJSONErrorCodes, ReactionType } from 'discord.js';
import type { MessageRef } from '../../../core/chat/channel.ts';
import { normaliseEmoji } from '../../../core/chat/emoji.ts';
import type { Log } from '../../../core/chat/log.ts';
import type { GivenReaction } from '../../../core/chat/platform.ts';
import { entry } from '../../../core/text/log-entry.ts';
import type { Places } from '../connect/places.ts';
import { describe, hasCode } from '../failures.ts';
import { PAGE } from '../send/channel-requests.ts';
import type { Requests } from '../send/requests.ts';
import { PLATFORM } from './read-interaction.ts';
import type { ReactionData } from './read-message.ts';

/** The reactions of people to a message, super reactions too; undefined for a message that is gone. */
export async function readReactions(
  { channel, id }: MessageRef,
  wanted: (emoji: string) => boolean,
  requests: Requests,
): Promise<readonly GivenReaction[] | undefined> {
  const given = new Map<string, GivenReaction>();
  const message = { channel: channel.id, id };
  try {
    const { reactions = [] } = await requests.readMessage(channel.id, id);
    for (const { emoji, types } of reactions.flatMap(readEmoji)) {
      const name = normaliseEmoji(emoji.name);
      if (!wanted(name)) continue;
      for (const type of types) {
        for (const person of await listPeople(message, emoji.route, type, requests)) {
          const member = { platform: PLATFORM, workspace: channel.workspace, id: person };
          given.set(`${person} ${name}`, { emoji: name, member });
        }
      }
    }
    return [...given.values()];
  } catch (error) {
    if (hasCode(error, RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.UnknownChannel))
      return undefined;
    throw error;
  }
}

/** Whether the person of a reaction has given its emoji as the other type too: a super reaction beside a normal one. */
export async function isGiven(
  { channel_id: channel, message_id: id, user_id, emoji }: ReactionData,
  type: ReactionType,
  requests: Requests,
  log: Log,
): Promise<boolean> {
  const route = emoji.id === null ? (emoji.name ?? '') : `${emoji.name}:${emoji.id}`;
  const before = String(BigInt(user_id) - 1n);
  try {
    const [next] = await requests.listReactions({ channel, id }, route, type, before);
    return next?.id === user_id;
  } catch (error) {
    log.debug(entry`Discord: the other reactions to a message are unknown: ${describe(error)}.`);
    return false;
  }
}

type Read = {
  readonly emoji: { readonly name: string; readonly route: string };
  readonly types: readonly ReactionType[];
};

/** The emoji as its own route names it, and how it was given; none for a custom one that was deleted. */
function readEmoji({ emoji: { id, name }, count_details }: APIReaction): readonly Read[] {
  if (name === null) return [];
  const types = [
    ...(count_details.normal > 0 ? [ReactionType.Normal] : []),
    ...(count_details.burst > 0 ? [ReactionType.Burst] : []),
  ];
  return [{ emoji: { name, route: id === null ? name : `${name}:${id}` }, types }];
}

async function listPeople(
  message: { readonly channel: string; readonly id: string },
  emoji: string,
  type: ReactionType,
  requests: Requests,
): Promise<readonly string[]> {
  const people: string[] = [];
  for (let after = '0'; ; ) {
    const page = await requests.listReactions(message, emoji, type, after);
    people.push(...page.flatMap(({ id, bot }) => (bot ? [] : [id])));
    const last = page.at(-1);
    if (page.length < PAGE || last === undefined) return people;
    after = last.id;
  }
}

/** An emoji as routes name it: a custom one of the server with its id. */
export async function routeEmoji(
  emoji: string,
  guild: string,
  { visit }: Pick<Places, 'visit'>,
): Promise<string> {
  if (guild === '' || !/^\w+$/u.test(emoji)) return emoji;
  return visit(guild, async (client) => {
    const custom = client?.guilds.cache.get(guild)?.emojis.cache.find(({ name }) => name === emoji);
    return custom === undefined ? emoji : `${emoji}:${custom.id}`;
  });
}
