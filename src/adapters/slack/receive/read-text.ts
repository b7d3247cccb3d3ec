/**
 * What a person typed, from what Slack makes of it: entities decoded, `<http://a.org|a.org>` as it was typed, another link as its
 * address, mentions as words, that of a group after `role:` as its id; '' for no text at all.
 * docs.slack.dev/messaging/formatting-message-text#retrieving-messages
 */
export function readText(text: unknown): string {
  if (typeof text !== 'string') return '';
  return decode(
    text.replace(GROUP_OF_ROLE, '$1$2').replace(/<([^<>]*)>/gu, (_, inside: string) => {
      const [target = '', label] = inside.split('|', 2);
      if (target.startsWith('mailto:')) return label ?? target.slice('mailto:'.length);
      if (/^[@#!]/u.test(target)) return label ?? '';
      // Slack makes a link of all that looks like a host: `character.ai`.
      return label !== undefined && target.replace(/^https?:\/\//u, '') === label ? label : target;
    }),
  ).trim();
}

/** `role:<!subteam^S123|@readers>`, `role "<!subteam^S123>"`: the id alone, which a form takes too. */
const GROUP_OF_ROLE = /\b(role(?::\s*|\s+)"?)<!subteam\^(S[A-Z0-9]+)(?:\|[^<>]*)?>/giu;

/** The words that follow the mention of the bot (`@Paperboy: uncertainty`), or those before it where none follow. */
export function readMention(text: unknown, botUserId: string): string {
  const mention = new RegExp(`<@${botUserId}(\\|[^>]*)?>`, 'gu');
  const [before = '', ...after] = (typeof text === 'string' ? text : '')
    .replace(mention, '\u0000')
    .split('\u0000');
  return readText(after.join(' ')).replace(/^[:,]\s*/u, '') || readText(before);
}

/** The people whom a text mentions. */
export function readMentioned(text: unknown): readonly string[] {
  return typeof text === 'string' ? [...text.matchAll(/<@([UW][A-Z0-9]+)/gu)].map(([, id = '']) => id) : [];
}

function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
