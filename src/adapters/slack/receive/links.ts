import type { App } from '@slack/bolt';
import type { Card } from '../../../core/chat/card.ts';
import { entry } from '../../../core/text/log-entry.ts';
import { describe } from '../failures.ts';
import { renderUnfurls } from '../render/unfurl.ts';
import { tryPatiently } from '../send/patience.ts';
import { isOfTwo } from '../workspaces/directory.ts';
import type { ReceiveContext } from './context.ts';
import { readText } from './read-text.ts';

/** The message was deleted or changed meanwhile, or the link taken out of the composer. */
const GONE = ['cannot_find_message', 'cannot_find_channel', 'cannot_unfurl_message', 'invalid_unfurl_id'];

/**
 * Hears of links to papers, in messages and in the composer, and puts their cards under them. Slack tells of every
 * conversation of the workspace, and takes cards there, whether the bot is in it or not:
 * docs.slack.dev/messaging/unfurling-links-in-messages
 */
export function listenToLinks(app: App, context: ReceiveContext): void {
  const { bot, client, log, isNew, track } = context;
  const told = new Set<string>();

  app.event('link_shared', async ({ event, body }) => {
    if (!isNew(`event ${body.event_id}`)) return;
    const { channel, message_ts: ts, unfurl_id: id, source } = event;
    // Alone with the bot, a link is a search, which is answered.
    if (isOfTwo(channel) && event.is_bot_user_member) return;
    const target = id !== undefined && isSource(source) ? { unfurl_id: id, source } : { channel, ts };
    await track(
      unfurl(
        target,
        event.links.map(({ url }) => url),
      ),
    );
  });

  async function unfurl(target: Target, urls: readonly string[]): Promise<void> {
    // Slack knows a link by the words it told, in which `&` is escaped.
    const spellings = new Map(urls.map((url) => [readText(url), url] as const));
    const cards = await bot.introduceLinked([...new Set(urls.map(readText))]);
    const drawn = [...cards].flatMap(([address, card]): [string, Card][] => {
      const url = spellings.get(address);
      return url === undefined ? [] : [[url, card]];
    });
    if (drawn.length === 0) return;
    const unfurls = renderUnfurls(new Map(drawn));
    try {
      await tryPatiently(() => client.chat.unfurl({ ...target, unfurls }), log);
    } catch (error) {
      const what = describe(error);
      const text = entry`Slack: the card of a link could not be shown: ${what}`;
      if (GONE.includes(what) || told.has(what)) return log.debug(text);
      told.add(what);
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
