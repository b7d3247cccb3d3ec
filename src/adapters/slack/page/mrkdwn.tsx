import { SafeLink } from '../../../core/chat/preview/page/safe-link.tsx';
import { Moment } from './date.tsx';

/** A text of Slack's own markup as it is shown. https://docs.slack.dev/messaging/formatting-message-text */
export function Mrkdwn({ text }: { text: string }) {
  const lines = text.split('\n');
  const shown = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const isQuote = /^(?:&gt;|>)/u.test(line);
    const next = at < lines.length - 1 && !isQuote ? <br key={`break ${at}`} /> : null;
    const words = <Words key={at} text={line.replace(/^(?:&gt;|>)\s?/u, '')} />;
    shown.push(isQuote ? <blockquote key={at}>{words}</blockquote> : words, next);
  }
  return <>{shown}</>;
}

const PIECES =
  /<(?<entity>[^<>\n]+)>|`(?<code>[^`\n]+)`|(?<![\p{L}\p{N}*])\*(?<bold>\S(?:[^*\n]*\S)?)\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?<italic>\S(?:[^_\n]*\S)?)_(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}~])~(?<strike>\S(?:[^~\n]*\S)?)~(?![\p{L}\p{N}~])/gu;

function Words({ text }: { text: string }) {
  const shown = [];
  let from = 0;
  for (const match of text.matchAll(PIECES)) {
    const { entity, code, bold, italic, strike } = match.groups ?? {};
    shown.push(decode(text.slice(from, match.index)));
    from = match.index + match[0].length;
    const key = match.index;
    if (entity !== undefined) shown.push(<Entity key={key} inside={entity} />);
    else if (code !== undefined) shown.push(<code key={key}>{decode(code)}</code>);
    else if (bold !== undefined)
      shown.push(
        <strong key={key}>
          <Words text={bold} />
        </strong>,
      );
    else if (italic !== undefined)
      shown.push(
        <em key={key}>
          <Words text={italic} />
        </em>,
      );
    else if (strike !== undefined)
      shown.push(
        <s key={key}>
          <Words text={strike} />
        </s>,
      );
  }
  shown.push(decode(text.slice(from)));
  return <>{shown}</>;
}

/** What stands in angle brackets: a link, a moment, a mention. */
function Entity({ inside }: { inside: string }) {
  const bar = inside.indexOf('|');
  const [target, label] = bar < 0 ? [inside, ''] : [inside.slice(0, bar), inside.slice(bar + 1)];
  const date = /^!date\^(?<timestamp>\d+)\^(?<format>[^^]+)/u.exec(target)?.groups;
  if (date !== undefined)
    return <Moment timestamp={Number(date.timestamp)} format={date.format ?? ''} fallback={decode(label)} />;
  if (/^[@#!]/u.test(target))
    return <span class="mention">{decode(label) || target.replace(/^!/u, '@')}</span>;
  const url = decode(target);
  return <SafeLink url={url}>{label === '' ? url : <Words text={label} />}</SafeLink>;
}

function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
