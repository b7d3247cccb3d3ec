import type { ComponentChildren } from 'preact';
import { type Part, partOf, partsOf, stringOf } from '../../../core/chat/preview/json.ts';
import { SafeLink } from '../../../core/chat/preview/page/safe-link.tsx';
import { Moment } from './date.tsx';

/** A rich text block. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export function RichText({ elements }: { elements: unknown }) {
  return (
    <>
      {partsOf(elements).map((element, at) => (
        <Group key={at} element={element} />
      ))}
    </>
  );
}

function Group({ element }: { element: Part }) {
  const inner = partsOf(element.elements);
  const words = inner.map((one, at) => <Leaf key={at} leaf={one} />);
  switch (element.type) {
    case 'rich_text_preformatted':
      return <pre>{words}</pre>;
    case 'rich_text_quote':
      return <blockquote class="rich">{words}</blockquote>;
    case 'rich_text_list': {
      const items = inner.map((one, at) => (
        <li key={at}>
          <Group element={one} />
        </li>
      ));
      return element.style === 'ordered' ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    default:
      return <div class="rich">{words}</div>;
  }
}

function Leaf({ leaf }: { leaf: Part }) {
  const { bold, italic, strike, code } = partOf(leaf.style);
  let shown: ComponentChildren = readLeaf(leaf);
  if (code === true) shown = <code>{shown}</code>;
  if (strike === true) shown = <s>{shown}</s>;
  if (italic === true) shown = <em>{shown}</em>;
  if (bold === true) shown = <strong>{shown}</strong>;
  return <>{shown}</>;
}

function readLeaf(leaf: Part): ComponentChildren {
  const text = stringOf(leaf.text);
  switch (leaf.type) {
    case 'link':
      return <SafeLink url={stringOf(leaf.url)}>{text === '' ? stringOf(leaf.url) : text}</SafeLink>;
    case 'date':
      return (
        <Moment
          timestamp={Number(leaf.timestamp)}
          format={stringOf(leaf.format)}
          fallback={stringOf(leaf.fallback)}
        />
      );
    case 'emoji':
      return readEmoji(leaf);
    case 'user':
    case 'usergroup':
    case 'channel':
    case 'broadcast':
      return (
        <span class="mention">
          @{stringOf(leaf.user_id ?? leaf.usergroup_id ?? leaf.channel_id ?? leaf.range)}
        </span>
      );
    default:
      return text;
  }
}

function readEmoji({ name, unicode }: Part): string {
  const points = stringOf(unicode)
    .split('-')
    .map((point) => Number.parseInt(point, 16));
  const isKnown = points.every((point) => point > 0 && point <= 0x10ffff);
  return isKnown ? String.fromCodePoint(...points) : `:${stringOf(name)}:`;
}
