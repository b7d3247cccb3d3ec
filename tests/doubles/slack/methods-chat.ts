import { type Json, stringOf } from './json.ts';
import { addMessage, findMessage, refuseContent, replaceContent, showMessage } from './messages.ts';
import type { Method } from './methods.ts';
import type { Channel, Message, World } from './world.ts';

const CONTENT = ['text', 'blocks', 'parse', 'link_names', 'metadata'];

/** The chat methods an app needs. */
export function chatMethods(
  world: World,
  hasScope: (scope: string) => boolean,
): { readonly [name: string]: Method } {
  const sent = new Map<string, Message>();

  /** Where a post goes: a channel, or the direct conversation with a person. */
  function placeFor(id: string): Channel | string {
    const channel =
      /^[UW]/.test(id) && world.users.has(id) ? world.directChannel(id) : world.channels.get(id);
    if (channel === undefined) return 'channel_not_found';
    if (channel.members.has(world.botUserId)) return channel;
    if (channel.kind === 'public') return hasScope('chat:write.public') ? channel : 'not_in_channel';
    return 'channel_not_found';
  }

  function threadFault(channel: Channel, args: Json): string | undefined {
    if (args.thread_ts === undefined) return undefined;
    const parent = findMessage(world, channel.id, stringOf(args.thread_ts));
    return parent === undefined || parent.onlyFor !== undefined ? 'thread_not_found' : undefined;
  }

  return {
    'chat.postMessage': {
      scopes: ['chat:write'],
      perMinute: 60,
      required: ['channel'],
      known: [
        ...CONTENT,
        'thread_ts',
        'reply_broadcast',
        'mrkdwn',
        'unfurl_links',
        'unfurl_media',
        'client_msg_id',
        'icon_emoji',
        'icon_url',
        'username',
      ],
      run(args) {
        const refusal = refuseContent(world, 'chat.postMessage', args);
        if (refusal !== undefined) return refusal;
        const channel = placeFor(stringOf(args.channel));
        if (typeof channel === 'string') return { ok: false, error: channel };
        const fault = threadFault(channel, args);
        if (fault !== undefined) return { ok: false, error: fault };
        // Slack lists `duplicate_message_not_found` ("no duplicate message exists associated with client_msg_id")
        // among this method's errors: a repeated id names the message already posted. Not seen on the real service.
        const key = `${channel.id} ${stringOf(args.client_msg_id)}`;
        const earlier = args.client_msg_id === undefined ? undefined : sent.get(key);
        if (earlier?.deleted === true) return { ok: false, error: 'duplicate_message_not_found' };
        const threadTs = stringOf(args.thread_ts);
        const message =
          earlier ??
          addMessage(
            world,
            { channel: channel.id, user: world.botUserId, via: 'api', ...(threadTs && { threadTs }) },
            args,
          );
        sent.set(key, message);
        return { ok: true, channel: channel.id, ts: message.ts, message: showMessage(world, message) };
      },
    },
    'chat.postEphemeral': {
      scopes: ['chat:write'],
      perMinute: 100,
      required: ['channel', 'user'],
      known: [...CONTENT, 'thread_ts', 'icon_emoji', 'icon_url', 'username'],
      run(args) {
        const refusal = refuseContent(world, 'chat.postEphemeral', args);
        if (refusal !== undefined) return refusal;
        const channel = placeFor(stringOf(args.channel));
        if (typeof channel === 'string') return { ok: false, error: channel };
        const user = stringOf(args.user);
        if (!channel.members.has(user)) return { ok: false, error: 'user_not_in_channel' };
        const threadTs = stringOf(args.thread_ts);
        const message = addMessage(
          world,
          {
            channel: channel.id,
            user: world.botUserId,
            via: 'api',
            onlyFor: user,
            ...(threadTs && { threadTs }),
          },
          args,
        );
        return { ok: true, message_ts: message.ts };
      },
    },
    'chat.update': {
      scopes: ['chat:write'],
      perMinute: 50,
      required: ['channel', 'ts'],
      known: [...CONTENT, 'ts', 'reply_broadcast'],
      run(args) {
        const refusal = refuseContent(world, 'chat.update', args);
        if (refusal !== undefined) return refusal;
        const channel = world.channels.get(stringOf(args.channel));
        if (channel === undefined) return { ok: false, error: 'channel_not_found' };
        const message = findMessage(world, channel.id, stringOf(args.ts));
        // An ephemeral message is in no channel's history: Slack does not find it.
        if (message === undefined || message.onlyFor !== undefined)
          return { ok: false, error: 'message_not_found' };
        if (message.user !== world.botUserId) return { ok: false, error: 'cant_update_message' };
        replaceContent(world, message, args);
        return {
          ok: true,
          channel: channel.id,
          ts: message.ts,
          text: message.text,
          message: { ...showMessage(world, message), ts: undefined },
        };
      },
    },
    'chat.delete': {
      scopes: ['chat:write'],
      perMinute: 50,
      required: ['channel', 'ts'],
      known: ['ts'],
      run(args) {
        const message = findMessage(world, stringOf(args.channel), stringOf(args.ts));
        if (message === undefined || message.onlyFor !== undefined)
          return { ok: false, error: 'message_not_found' };
        if (message.user !== world.botUserId) return { ok: false, error: 'cant_delete_message' };
        message.deleted = true;
        world.changed();
        return { ok: true, channel: message.channel, ts: message.ts };
      },
    },
  };
}

/** What a person wrote, as rich text: Slack sends it beside the text. */
export function richTextOf(text: string): Json {
  return {
    type: 'rich_text',
    block_id: 'b0',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  };
}
