import { type Part, partOf, partsOf, stringOf } from '../../../core/chat/preview/json.ts';
import type { Act } from '../../../core/chat/preview/page/drawing.ts';
import { Control } from './controls.tsx';
import { Mrkdwn } from './mrkdwn.tsx';
import { RichText } from './rich-text.tsx';
import { wordsOf } from './words.ts';

/** Blocks of a message or a home tab, as Slack shows them. https://docs.slack.dev/reference/block-kit/blocks */
export function Blocks({ payload, act }: { payload: object; act: Act }) {
  return (
    <div class="blocks">
      {partsOf(partOf(payload).blocks).map((block, at) => (
        <Block key={at} block={block} act={act} />
      ))}
    </div>
  );
}

function Block({ block, act }: { block: Part; act: Act }) {
  const { accessory } = block;
  switch (block.type) {
    case 'header':
      return <h3>{wordsOf(block.text)}</h3>;
    case 'divider':
      return <hr />;
    case 'section':
      return (
        <div class="section">
          <div class="words">
            {block.text !== undefined && <Text text={partOf(block.text)} />}
            <div class="fields">
              {partsOf(block.fields).map((field, at) => (
                <div key={at}>
                  <Text text={field} />
                </div>
              ))}
            </div>
          </div>
          {accessory !== undefined && <Control element={partOf(accessory)} act={act} />}
        </div>
      );
    case 'context':
      return (
        <div class="context">
          {partsOf(block.elements).map((element, at) => (
            <span key={at}>
              <Text text={element} />
            </span>
          ))}
        </div>
      );
    case 'actions':
      return (
        <div class="actions">
          {partsOf(block.elements).map((element, at) => (
            <Control key={stringOf(element.action_id) || at} element={element} act={act} />
          ))}
        </div>
      );
    case 'rich_text':
      return <RichText elements={block.elements} />;
    case 'markdown':
      return <div class="words">{stringOf(block.text)}</div>;
    case 'container':
      return (
        <details class="container">
          <summary>{wordsOf(block.title)}</summary>
          <Blocks payload={{ blocks: block.child_blocks ?? block.blocks }} act={act} />
        </details>
      );
    default:
      return <div class="unknown">{stringOf(block.type)}</div>;
  }
}

function Text({ text }: { text: Part }) {
  if (text.type === 'mrkdwn') return <Mrkdwn text={stringOf(text.text)} />;
  return <span class="plain">{stringOf(text.text) || stringOf(text.alt_text)}</span>;
}
