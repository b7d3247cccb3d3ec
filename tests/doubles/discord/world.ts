import type { APIMessage } from 'discord-api-types/v10';
import type { Part } from './message-rules.ts';
import type { Route } from './schema.ts';
import type { Channel, State } from './state.ts';

/** What the routes act on. */
export type World = {
  readonly state: State;
  dispatch(event: string, data: object): void;
  /** The address of the gateway. */
  readonly gatewayUrl: () => string;
};

/** A file as it came: `name` is its file name, `content` its text. */
export type SentFile = { readonly name: string; readonly type: string; readonly content: string };

export type ApiRequest = {
  readonly route: Route;
  readonly query: URLSearchParams;
  /** The body as it was sent; `{}` where there was none. */
  readonly body: unknown;
  /** The body where it is an object. */
  readonly fields: Part;
  /** Files of a multipart request, in their order. */
  readonly files: readonly SentFile[];
};

export type Reply = { readonly status: number; readonly body?: unknown };

/** By `METHOD template`. */
export type Routes = Readonly<Record<string, (request: ApiRequest) => Reply>>;

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const noContent: Reply = { status: 204 };

/** Tells the bot of a message, as far as its intents and its place in the channel allow. */
export function announceMessage(world: World, event: string, message: APIMessage, channel: Channel): void {
  const member = world.state.guilds.get(channel.guild ?? '')?.members.get(message.author.id);
  const { user: _, ...memberPart } = member ?? { user: undefined };
  world.dispatch(event, {
    ...message,
    ...(channel.guild === undefined ? { channel_type: 1 } : { guild_id: channel.guild }),
    ...(member ? { member: memberPart } : {}),
  });
}
