import type { App } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import type { Card } from '../../../core/chat/card.ts';
import { entry } from '../../../core/text/log-entry.ts';
import { describe } from '../failures.ts';
import { renderUnfurls } from '../render/unfurl.ts';
import { tryPatiently } from '../send/patience.ts';
import { isOfTwo } from '../workspaces/directory.ts';
import { heardIn, type ReceiveContext } from './context.ts';
import { readText } from './read-text.ts';

/** The message was deleted or changed meanwhile, or the link taken out of the composer. */
const GONE = ['cannot_find_message', 'cannot_find_channel', 'cannot_unfurl_message', 'invalid_unfurl_id'];

/** So many troubles are remembered that the log has told, by workspace. */
const TOLD = 1_000;

/**
 * Hears of links to papers, in messages and in the composer, and puts their cards under them. Slack tells of every
 * conversation of the workspace, and takes cards there, whether the bot is in it or not:
 * docs.slack.dev/messaging/unfurling-links-in-messages
 */
export function listenToLinks(app: App): void {
  const told = new LRUCache<string, true>({ max: TOLD });

  app.event('link_shared', async ({ event, body, context }) => {
    const heard = heardIn(context);
    if (!heard.isNew(`event ${body.event_id}`)) return;
    const { channel, message_ts: ts, unfurl_id: id, source } = event;
    // Alone with the bot, a link is a search, which is answered.
    if (isOfTwo(channel) && event.is_bot_user_member) return;
    const target = id !== undefined && isSource(source) ? { unfurl_id: id, source } : { channel, ts };
    const urls = event.links.map(({ url }) => url);
    await heard.track(unfurl(target, urls, `event ${body.event_id}`, heard));
  });

  async function unfurl(
    target: Target,
    urls: readonly string[],
    event: string,
    { bot, client, log, identity, isFirst }: ReceiveContext,
  ): Promise<void> {
    // Slack knows a link by the words it told, in which `&` is escaped.
    const spellings = new Map(urls.map((url) => [readText(url), url] as const));
    const cards = await bot.introduceLinked([...new Set(urls.map(readText))]);
    const drawn = [...cards].flatMap(([address, card]): [string, Card][] => {
      const url = spellings.get(address);
      return url === undefined ? [] : [[url, card]];
    });
    // Noted only here: most links are none of ours.
    if (drawn.length === 0 || !(await isFirst(event))) return;
    const unfurls = renderUnfurls(new Map(drawn));
    try {
      await tryPatiently(() => client.chat.unfurl({ ...target, unfurls }), log);
    } catch (error) {
      const what = describe(error);
      const text = entry`Slack: the card of a link could not be shown: ${what}`;
      const key = `${identity.workspace} ${what}`;
      if (GONE.includes(what) || told.has(key)) return log.debug(text);
      told.set(key, true);
      log.warn(text);
    }
  }
}

type Source = 'composer' | 'conversations_history';
type Target =
  | { readonly unfurl_id: string; readonly source: Source }
  | { readonly channel: string; readonly ts: string };

function isSource(source: string | undefined): source is Source {
  return source === 'composer' || source === 'conversations_history';
}
