import type { webApi } from '@slack/bolt';
import type { CardFile } from '../../../core/chat/card.ts';
import type { MessageRef } from '../../../core/chat/channel.ts';
import type { Log } from '../../../core/chat/log.ts';
import { entry, LoggableError } from '../../../core/text/log-entry.ts';
import type { Rendered } from '../render/message-parts.ts';
import type { Directory } from '../workspaces/directory.ts';
import { writePost } from './body.ts';
import { tryPatiently } from './patience.ts';
import { orAsText } from './plain.ts';
import { openDirect } from './reach.ts';
import { postToResponseUrl, type ResponseOptions } from './response-url.ts';
import { uploadFile } from './upload.ts';

/** A way that does not exist in this place; the next is tried. */
const NO_WAY = new LoggableError(entry`there is no way to answer there`);

/** Where an answer goes. */
export type Place = {
  readonly workspace: string;
  readonly channel: string;
  readonly channelName?: string;
  /** A group message: nobody can be invited into one. */
  readonly group?: true;
  readonly user: string;
  readonly threadTs?: string;
  /** Comes with commands and presses. */
  readonly responseUrl?: string;
  /** Asked on the app's home tab, where no message can be: the section of it. */
  readonly home?: string;
  /** The message whose button was pressed. */
  readonly pressed?: { readonly ts: string; readonly ephemeral: boolean };
};

/** One message sent: where it is, or undefined where Slack does not tell. */
export type Sent = MessageRef | undefined;

export type Sender = {
  /** For all in the channel. */
  sayToAll(place: Place, message: Rendered): Promise<Sent>;
  /** For one person alone. */
  sayInPrivate(place: Place, message: Rendered): Promise<Sent>;
  /** In place of the pressed button's message. */
  replace(place: Place, message: Rendered): Promise<Sent>;
  /** In place of the pressed button's message, which all see: as it is, or not at all. */
  change(place: Place, message: Pick<Rendered, 'text' | 'blocks'>): Promise<Sent>;
  /** A file, into the direct conversation with the bot: an ephemeral message cannot carry one. Yields that. */
  sendFile(place: Place, file: CardFile): Promise<string>;
};

/** The ways to a channel in the order in which they are tried. The first that works has sent it. */
export function createSender(
  client: webApi.WebClient,
  { isSurelyOwn }: Pick<Directory, 'isSurelyOwn'>,
  log: Log,
): Sender {
  const patiently = <T>(request: () => Promise<T>) => tryPatiently(request, log);

  async function post(place: Place, message: Rendered): Promise<Sent> {
    const sent = await orAsText(message, log, (one) => {
      const written = writePost(place.channel, one, place.threadTs);
      return patiently(() => client.chat.postMessage(written));
    });
    return sent.ts === undefined ? undefined : refer(place, sent.ts, sent.channel);
  }

  async function postEphemeral({ channel, user, threadTs }: Place, message: Rendered): Promise<Sent> {
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
    await orAsText(message, log, ({ text, blocks }) =>
      patiently(() => client.chat.postEphemeral({ channel, user, text, blocks, ...thread })),
    );
    return undefined;
  }

  async function update(place: Place, message: Rendered): Promise<Sent> {
    return orAsText(message, log, (one) => change(place, one));
  }

  async function change(place: Place, { text, blocks }: Pick<Rendered, 'text' | 'blocks'>): Promise<Sent> {
    const { channel, pressed } = place;
    if (pressed === undefined || pressed.ephemeral) throw NO_WAY;
    await patiently(() => client.chat.update({ channel, ts: pressed.ts, text, blocks }));
    return refer(place, pressed.ts);
  }

  async function respond(
    place: Place,
    message: Rendered,
    options: Omit<ResponseOptions, 'threadTs'>,
  ): Promise<Sent> {
    const { responseUrl, threadTs } = place;
    if (responseUrl === undefined) throw NO_WAY;
    const thread = threadTs === undefined ? {} : { threadTs };
    await orAsText(message, log, (one) =>
      patiently(() => postToResponseUrl(responseUrl, one, { ...options, ...thread })),
    );
    return undefined;
  }

  return {
    // A post of the bot's own first: it alone tells where the message is, so that reactions to it are understood.
    sayToAll: (place, message) =>
      firstThatWorks([
        () => post(place, message),
        () => respond(place, message, { everyone: true, replaces: false }),
      ]),
    sayInPrivate: (place, message) =>
      firstThatWorks([
        () => respond(place, message, { everyone: false, replaces: false }),
        () => postEphemeral(place, message),
        // Into the direct conversation with the bot, which a person's id names.
        () => post({ workspace: place.workspace, user: place.user, channel: place.user }, message),
      ]),
    replace: (place, message) =>
      firstThatWorks([
        () => update(place, message),
        () => respond(place, message, { everyone: false, replaces: true }),
        () => postEphemeral(place, message),
      ]),
    change: (place, { text, blocks }) =>
      firstThatWorks([
        () => change(place, { text, blocks }),
        async () => {
          const { responseUrl } = place;
          if (responseUrl === undefined) throw NO_WAY;
          const message = { text, blocks, papers: [] };
          await patiently(() => postToResponseUrl(responseUrl, message, { everyone: true, replaces: true }));
          return undefined;
        },
      ]),
    async sendFile({ channel, user }, file) {
      const direct = (await isSurelyOwn(channel)) ? channel : await openDirect(client, user);
      await uploadFile(client, file, direct, log);
      return direct;
    },
  };
}

async function firstThatWorks(ways: readonly (() => Promise<Sent>)[]): Promise<Sent> {
  let trouble: unknown;
  for (const way of ways) {
    try {
      return await way();
    } catch (error) {
      if (error !== NO_WAY) trouble ??= error;
    }
  }
  throw trouble ?? NO_WAY;
}

function refer({ workspace, channel }: Place, ts: string, actual = channel): MessageRef {
  return { channel: { platform: 'slack', workspace, id: actual }, id: ts };
}
