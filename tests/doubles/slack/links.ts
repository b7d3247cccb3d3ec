import { randomUUID } from 'node:crypto';
import { BLOCKS_TOTAL, faultsOfBlocks } from './block-kit.ts';
import { isRecord, type Json, recordsIn, stringOf } from './json.ts';
import { findMessage, notePings, withIds } from './messages.ts';
import type { Method } from './methods.ts';
import type { Message, Preview, World } from './world.ts';

/** The links of a typed text that are of the app's domains or below them, as Slack tells them: escaped, each as often as it stands there. */
export function linksIn(
  typed: string,
  domains: readonly string[],
): readonly { readonly url: string; readonly domain: string }[] {
  return (typed.match(/https?:\/\/[^\s<>|]+/g) ?? []).flatMap((address) => {
    const url = address.replaceAll('&', '&amp;');
    const host = URL.canParse(address) ? new URL(address).hostname : '';
    const domain = domains.find((own) => host === own || host.endsWith(`.${own}`));
    return domain === undefined ? [] : [{ url, domain }];
  });
}

/**
 * A link that was posted, or (`preview`) that stands in somebody's composer: there the channel is none, and the message's
 * time is the id of the unfurl. docs.slack.dev/reference/events/link_shared
 */
export function linkEvent(world: World, place: Message | Preview, links: Preview['links']): Json {
  const common = { type: 'link_shared', user: place.user, links, event_ts: world.nextTs() };
  if (!('ts' in place))
    return {
      ...common,
      ...{ channel: 'COMPOSER', message_ts: place.id, unfurl_id: place.id, source: 'composer' },
      is_bot_user_member: true,
    };
  return {
    ...common,
    ...{ channel: place.channel, message_ts: place.ts, source: 'conversations_history' },
    unfurl_id: unfurlIdOf(place),
    is_bot_user_member: world.channels.get(place.channel)?.members.has(world.botUserId) ?? false,
    ...(place.threadTs !== undefined && { thread_ts: place.threadTs }),
  };
}

/** Links in somebody's composer. */
export function openPreview(world: World, user: string, links: Preview['links']): Preview {
  const preview: Preview = { id: `${user}-${randomUUID()}`, user, links, unfurls: new Map() };
  world.previews.set(preview.id, preview);
  return preview;
}

function unfurlIdOf({ channel, ts }: Message): string {
  return `${channel}.${ts}`;
}

/** Of blocks in an unfurl. slackapi/java-slack-sdk#876 and #948, getsentry/sentry#65588: rich text ends in `invalid_blocks`. */
const TAKEN = new Set(['actions', 'context', 'divider', 'header', 'image', 'section']);

/** docs.slack.dev/reference/methods/chat.unfurl */
export function unfurlMethod(world: World, domains: readonly string[]): Method {
  function findTarget(args: Json): Message | Preview | string {
    const [channel, ts] = [stringOf(args.channel), stringOf(args.ts)];
    const [id, source] = [stringOf(args.unfurl_id), stringOf(args.source)];
    if (id !== '' || source !== '') {
      if (id === '') return 'missing_unfurl_id';
      if (source === '') return 'missing_source';
      if (source === 'composer') return world.previews.get(id) ?? 'invalid_unfurl_id';
      if (source !== 'conversations_history') return 'invalid_source';
      return (
        world.messages.find((message) => unfurlIdOf(message) === id && !message.deleted) ??
        'cannot_find_message'
      );
    }
    if (channel === '') return 'missing_channel';
    if (ts === '') return 'missing_ts';
    if (!world.channels.has(channel)) return 'cannot_find_channel';
    return findMessage(world, channel, ts) ?? 'cannot_find_message';
  }

  function refuseUnfurl(target: Message | Preview, url: string, unfurl: unknown): string | undefined {
    const shared = 'ts' in target ? linksIn(asTyped(target.text), domains) : target.links;
    if (linksIn(asTyped(url), domains).length !== 1) return 'cannot_unfurl_url';
    if (!shared.some((link) => link.url === url)) return 'cannot_unfurl_message';
    if (!isRecord(unfurl)) return 'cannot_parse_attachment';
    const faults = [
      ...faultsOfBlocks(unfurl.blocks),
      ...recordsIn(unfurl.blocks).flatMap(({ type }) =>
        TAKEN.has(stringOf(type)) ? [] : [`${type} is not taken in an unfurl`],
      ),
    ];
    if (faults.length === 0) return undefined;
    world.violate('chat.unfurl', `invalid_blocks: ${faults.join('; ')}`);
    return 'invalid_blocks';
  }

  return {
    scopes: ['links:write'],
    perMinute: 50,
    required: ['unfurls'],
    known: ['channel', 'ts', 'unfurl_id', 'source'],
    run(args) {
      const target = findTarget(args);
      if (typeof target === 'string') return { ok: false, error: target };
      const unfurls = Object.entries(isRecord(args.unfurls) ? args.unfurls : {});
      if (unfurls.length === 0) return { ok: false, error: 'missing_unfurls' };
      for (const [url, unfurl] of unfurls) {
        const error = refuseUnfurl(target, url, unfurl);
        if (error !== undefined) return { ok: false, error };
      }
      const text = JSON.stringify(args.unfurls);
      if (text.length > BLOCKS_TOTAL) world.violate('chat.unfurl', `${text.length} characters of unfurls`);
      for (const [url, unfurl] of unfurls) {
        const blocks = withIds(world, isRecord(unfurl) ? unfurl.blocks : []);
        // slackapi/bolt-js#1525: Slack shows its own preview of an address in the blocks beside the app's.
        if (/https?:\/\//.test(JSON.stringify(blocks)))
          world.violate('chat.unfurl', `an address in the blocks for ${url} is unfurled as well`);
        target.unfurls.set(url, blocks);
        notePings(world, 'ts' in target ? `${target.channel}/${target.ts}` : target.id, '', blocks, {});
      }
      world.changed();
      return { ok: true };
    },
  };
}

/** A message's text as it was typed, its addresses out of their brackets. */
function asTyped(text: string): string {
  return text
    .replace(/<(https?:[^|>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
