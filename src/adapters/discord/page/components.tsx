import { type Part, partOf, partsOf, stringOf } from '../../../core/chat/preview/json.ts';
import type { Act } from '../../../core/chat/preview/page/drawing.ts';
import { SafeLink } from '../../../core/chat/preview/page/safe-link.tsx';
import { Markdown } from './markdown.tsx';

/** Components of a message, as Discord shows them. https://docs.discord.com/developers/components/reference */
export function Components({ payload, act }: { payload: object; act: Act }) {
  return (
    <div class="components">
      {partsOf(partOf(payload).components).map((part, at) => (
        <Component key={at} part={part} act={act} />
      ))}
    </div>
  );
}

function Component({ part, act }: { part: Part; act: Act }) {
  const inner = () => partsOf(part.components).map((one, at) => <Component key={at} part={one} act={act} />);
  switch (part.type) {
    case 1:
      return <div class="row">{inner()}</div>;
    case 2:
      return <Button part={part} act={act} />;
    case 3:
      return <Select part={part} act={act} />;
    case 9:
      return (
        <div class="section">
          <div class="texts">{inner()}</div>
          {part.accessory !== undefined && <Component part={partOf(part.accessory)} act={act} />}
        </div>
      );
    case 10:
      return <Markdown text={stringOf(part.content)} />;
    case 13:
      return <div class="file">{stringOf(partOf(part.file).url).replace('attachment://', '📄 ')}</div>;
    case 14:
      return <hr class={part.divider === false ? 'space' : ''} />;
    case 17: {
      const colour =
        typeof part.accent_color === 'number' ? `#${part.accent_color.toString(16).padStart(6, '0')}` : '';
      return (
        <div class="container" style={colour === '' ? {} : { borderLeftColor: colour }}>
          {inner()}
        </div>
      );
    }
    default:
      return <div class="unknown">{String(part.type)}</div>;
  }
}

const styles = ['', 'primary', 'secondary', 'success', 'danger', 'link'];

function Button({ part, act }: { part: Part; act: Act }) {
  const label = [stringOf(partOf(part.emoji).name), stringOf(part.label)]
    .filter((word) => word !== '')
    .join(' ');
  const style = `button ${styles[Number(part.style)] ?? ''}`;
  if (part.style === 5)
    return (
      <span class={style}>
        <SafeLink url={stringOf(part.url)}>{label} ↗</SafeLink>
      </span>
    );
  return (
    <button
      type="button"
      class={style}
      disabled={part.disabled === true}
      onClick={() => act(stringOf(part.custom_id))}
    >
      {label}
    </button>
  );
}

function Select({ part, act }: { part: Part; act: Act }) {
  const options = partsOf(part.options);
  const initial = stringOf(options.find((option) => option.default === true)?.value);
  return (
    <select
      aria-label={stringOf(part.placeholder) || 'Choose'}
      disabled={part.disabled === true}
      key={initial}
      value={initial}
      onChange={(event) => act(stringOf(part.custom_id), event.currentTarget.value)}
    >
      {initial === '' && <option value="">{stringOf(part.placeholder)}</option>}
      {options.map((option) => (
        <option key={stringOf(option.value)} value={stringOf(option.value)}>
          {stringOf(option.label)}
        </option>
      ))}
    </select>
  );
}
