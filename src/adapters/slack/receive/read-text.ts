/**
 * What a person typed, from what Slack makes of it: entities decoded, `<https://a.org|a.org>` as its address, mentions
 * as words. docs.slack.dev/messaging/formatting-message-text#retrieving-messages
 */
export function readText(text: string): string {
  return decode(
    text.replace(/<([^<>]*)>/gu, (_, inside: string) => {
      const [target = '', label] = inside.split('|', 2);
      if (target.startsWith('mailto:')) return label ?? target.slice('mailto:'.length);
      if (/^[@#!]/u.test(target)) return label ?? '';
      return target;
    }),
  ).trim();
}

/** The words that follow the mention of the bot (`@Paperboy: uncertainty`), or those before it where none follow. */
export function readMention(text: string, botUserId: string): string {
  const mention = new RegExp(`<@${botUserId}(\\|[^>]*)?>`, 'gu');
  const [before = '', ...after] = text.replace(mention, '\u0000').split('\u0000');
  return readText(after.join(' ')).replace(/^[:,]\s*/u, '') || readText(before);
}

function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
