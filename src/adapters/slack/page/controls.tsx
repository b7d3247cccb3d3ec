import { type Part, partOf, partsOf, stringOf } from '../../../core/chat/preview/json.ts';
import type { Act } from '../../../core/chat/preview/page/drawing.ts';
import { Menu } from '../../../core/chat/preview/page/menu.tsx';
import { SafeLink } from '../../../core/chat/preview/page/safe-link.tsx';
import { wordsOf } from './words.ts';

/** A button, menu or picture of an actions block or beside a section. */
export function Control({ element, act }: { element: Part; act: Act }) {
  const id = stringOf(element.action_id);
  switch (element.type) {
    case 'button':
      return <Button element={element} act={act} />;
    case 'overflow':
      return <Overflow element={element} act={act} />;
    case 'static_select':
    case 'external_select': {
      const initial = stringOf(partOf(element.initial_option).value);
      return (
        <select
          aria-label={wordsOf(element.placeholder) || 'Choose'}
          key={initial}
          value={initial}
          onChange={(event) => act(id, event.currentTarget.value)}
        >
          {initial === '' && <option value="">{wordsOf(element.placeholder)}</option>}
          <Options element={element} />
        </select>
      );
    }
    case 'image':
      return <span class="picture">{stringOf(element.alt_text)}</span>;
    default:
      return <span class="unknown">{stringOf(element.type)}</span>;
  }
}

/** The options of a menu, also those in groups. */
export function Options({ element }: { element: Part }) {
  const initial = partOf(element.initial_option);
  const given = partsOf(element.options);
  const groups = partsOf(element.option_groups);
  const all = given.length + groups.length > 0 || initial.value === undefined ? given : [initial];
  return (
    <>
      {all.map((option) => (
        <option key={stringOf(option.value)} value={stringOf(option.value)}>
          {wordsOf(option.text)}
        </option>
      ))}
      {groups.map((group, at) => (
        <optgroup key={at} label={wordsOf(group.label)}>
          <Options element={group} />
        </optgroup>
      ))}
    </>
  );
}

function Button({ element, act }: { element: Part; act: Act }) {
  const id = stringOf(element.action_id);
  const label = wordsOf(element.text);
  if (typeof element.url === 'string')
    return (
      <span class="button">
        <SafeLink url={element.url}>{label}</SafeLink>
      </span>
    );
  return (
    <button
      type="button"
      class={`button ${stringOf(element.style)}`}
      aria-label={stringOf(element.accessibility_label) || undefined}
      onClick={() => isConfirmed(element) && act(id)}
    >
      {label}
    </button>
  );
}

function Overflow({ element, act }: { element: Part; act: Act }) {
  return (
    <Menu label="More" sign="⋯" class="overflow">
      {partsOf(element.options).map((option, at) => (
        <button
          type="button"
          key={at}
          onClick={() => {
            const { url, value } = option;
            if (typeof url === 'string') window.open(url, '_blank', 'noopener,noreferrer');
            else if (isConfirmed(element)) act(stringOf(element.action_id), stringOf(value));
          }}
        >
          {wordsOf(option.text)}
        </button>
      ))}
    </Menu>
  );
}

/** Asks where the control is to be confirmed. */
function isConfirmed({ confirm }: Part): boolean {
  const { title, text } = partOf(confirm);
  return confirm === undefined || window.confirm(`${wordsOf(title)}\n${wordsOf(text)}`);
}
