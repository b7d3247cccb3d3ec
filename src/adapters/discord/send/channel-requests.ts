import {
  type APIMessage,
  type APIUser,
  type REST,
  type ReactionType,
  type RouteLike,
  Routes,
  type Snowflake,
} from 'discord.js';
import type { Log } from '../../../core/chat/log.ts';
import { type Content, idOf, sendOrPlain, writeMessage } from './body.ts';
import { fences } from './fence.ts';
import { WAITED_FOR } from './gate.ts';
import type { Persist } from './persist.ts';

/** How a message is sent. */
export type Sending = {
  /** At most 25 characters: keeps the message from being sent twice within some minutes. */
  readonly nonce: string;
  readonly repliesTo?: string;
  /** The only role that is notified. */
  readonly pings?: string;
  /** Nobody waits for it: it rejects with a RateLimitError where the channel takes nothing for a while. */
  readonly isPost?: boolean;
  /** It begins the answer to what somebody said. */
  readonly isFirst?: boolean;
  /** As in `PostOptions`. */
  readonly fence?: (() => Promise<void>) | undefined;
};

/** What the adapter asks of channels. */
export type ChannelRequests = {
  /** Yields the id of the message. */
  send(channel: string, content: Content, how: Sending): Promise<string>;
  /** Up to a hundred messages after one, in no order. */
  listMessages(channel: string, after: Snowflake): Promise<readonly APIMessage[]>;
  readMessage(channel: string, message: string): Promise<APIMessage>;
  openThread(channel: string, message: string, name: string): Promise<void>;
  openDirect(person: string): Promise<string>;
  react(channel: string, message: string, emoji: string): Promise<void>;
  /** Up to a hundred people after one, who have given an emoji. */
  listReactions(
    message: { readonly channel: string; readonly id: string },
    emoji: string,
    type: ReactionType,
    after: Snowflake,
  ): Promise<readonly APIUser[]>;
};

/** People and messages a page. */
export const PAGE = 100;

/** Minutes without a word after which a thread leaves the list of channels. */
const ARCHIVED_AFTER = 4_320;

export function createChannelRequests(rest: REST, persist: Persist, log: Log): ChannelRequests {
  async function list<Item>(route: RouteLike, query: Readonly<Record<string, string>>): Promise<Item[]> {
    const found = await persist(() => rest.get(route, { query: new URLSearchParams(query) }));
    return Array.isArray(found) ? found : [];
  }

  return {
    async send(channel, content, { nonce, repliesTo, pings, isPost = false, isFirst = false, fence }) {
      const reference = { message_id: repliesTo, fail_if_not_exists: false };
      const more = {
        nonce,
        enforce_nonce: true,
        ...(repliesTo === undefined ? {} : { message_reference: reference }),
        ...(pings === undefined
          ? {}
          : { allowed_mentions: { parse: [], roles: [pings], replied_user: false } }),
      };
      const post = (shown: Content) => {
        const sent = writeMessage(shown, more);
        const send = () => rest.post(Routes.channelMessages(channel), sent);
        const work = fence === undefined ? send : () => fences.run(fence, send);
        return persist(work, isPost ? { longest: WAITED_FOR } : { isFirst });
      };
      return idOf(await sendOrPlain(content, post, log));
    },

    listMessages: (channel, after) =>
      list<APIMessage>(Routes.channelMessages(channel), { after, limit: String(PAGE) }),

    async readMessage(channel, message) {
      return (await persist(() => rest.get(Routes.channelMessage(channel, message)))) as APIMessage;
    },

    async openThread(channel, message, name) {
      const body = { name, auto_archive_duration: ARCHIVED_AFTER };
      await persist(() => rest.post(Routes.threads(channel, message), { body }));
    },

    async openDirect(person) {
      const body = { recipient_id: person };
      return idOf(await persist(() => rest.post(Routes.userChannels(), { body })));
    },

    async react(channel, message, emoji) {
      const route = Routes.channelMessageOwnReaction(channel, message, encodeURIComponent(emoji));
      await persist(() => rest.put(route));
    },

    listReactions: ({ channel, id }, emoji, type, after) =>
      list<APIUser>(Routes.channelMessageReaction(channel, id, encodeURIComponent(emoji)), {
        type: String(type),
        after,
        limit: String(PAGE),
      }),
  };
}
