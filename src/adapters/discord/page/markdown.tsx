import { parse } from 'discord-markdown-parser';
import type { ComponentChildren } from 'preact';
import { isPart, type Part, partsOf, stringOf } from '../../../core/chat/preview/json.ts';
import { writeDistance } from '../../../core/chat/preview/page/distance.ts';
import { SafeLink } from '../../../core/chat/preview/page/safe-link.tsx';

/** Discord's Markdown as it is shown. https://docs.discord.com/developers/reference#message-formatting */
export function Markdown({ text }: { text: string }) {
  return <div class="markdown">{withoutBreaks(readNodes(text)).map(draw)}</div>;
}

function readNodes(text: string): readonly Part[] {
  const nodes: unknown = parse(text, 'extended');
  return partsOf(nodes);
}

const BLOCKS = new Set(['heading', 'subtext', 'blockQuote', 'codeBlock']);

/** The nodes without the breaks beside what is a line of its own. */
function withoutBreaks(nodes: readonly Part[]): readonly Part[] {
  const isBlock = (node: Part | undefined) => BLOCKS.has(stringOf(node?.type));
  return nodes.filter(
    (node, at) => node.type !== 'br' || !(isBlock(nodes[at - 1]) || isBlock(nodes[at + 1])),
  );
}

function draw(node: Part, at: number): ComponentChildren {
  const inner = () => partsOf(node.content).map(draw);
  const text = stringOf(node.content);
  switch (node.type) {
    case 'strong':
      return <strong key={at}>{inner()}</strong>;
    case 'em':
      return <em key={at}>{inner()}</em>;
    case 'underline':
      return <u key={at}>{inner()}</u>;
    case 'strikethrough':
      return <s key={at}>{inner()}</s>;
    case 'inlineCode':
      return <code key={at}>{text}</code>;
    case 'codeBlock':
      return <pre key={at}>{text}</pre>;
    case 'blockQuote':
      return <blockquote key={at}>{inner()}</blockquote>;
    case 'heading':
      return <h3 key={at}>{inner()}</h3>;
    case 'subtext':
      return <small key={at}>{inner()}</small>;
    case 'spoiler':
      return <Spoiler key={at}>{inner()}</Spoiler>;
    case 'link':
    case 'url':
    case 'autolink':
      return (
        <SafeLink key={at} url={stringOf(node.target)}>
          {inner()}
        </SafeLink>
      );
    case 'timestamp':
      return <Moment key={at} seconds={Number(node.timestamp)} format={stringOf(node.format)} />;
    case 'br':
      return <br key={at} />;
    case 'twemoji':
      return stringOf(node.name);
    case 'everyone':
    case 'here':
      return `@${stringOf(node.type)}`;
    default:
      return Array.isArray(node.content) ? inner() : text || (isPart(node) ? stringOf(node.id) : '');
  }
}

function Spoiler({ children }: { children: ComponentChildren }) {
  return (
    <details class="spoiler">
      <summary>Spoiler</summary>
      {children}
    </details>
  );
}

const formats: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

function Moment({ seconds, format }: { seconds: number; format: string }) {
  const at = new Date(seconds * 1_000);
  if (Number.isNaN(at.getTime())) return <>{seconds}</>;
  const words =
    format === 'R'
      ? writeDistance(at)
      : new Intl.DateTimeFormat('en-GB', formats[format] ?? formats.f).format(at);
  return <time dateTime={at.toISOString()}>{words}</time>;
}
