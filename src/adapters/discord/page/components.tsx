import { type Part, partOf, partsOf, textOf } from './json.ts';
import { Link } from './link.tsx';
import { Markdown } from './markdown.tsx';

/** Presses the control of a custom id; `chosen` is the value of the option chosen. */
export type Act = (control: string, chosen?: string) => void;

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
      return <Markdown text={textOf(part.content)} />;
    case 13:
      return <div class="file">{textOf(partOf(part.file).url).replace('attachment://', '📄 ')}</div>;
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
  const label = [textOf(partOf(part.emoji).name), textOf(part.label)].filter((word) => word !== '').join(' ');
  const style = `button ${styles[Number(part.style)] ?? ''}`;
  if (part.style === 5)
    return (
      <span class={style}>
        <Link url={textOf(part.url)}>{label} ↗</Link>
      </span>
    );
  return (
    <button
      type="button"
      class={style}
      disabled={part.disabled === true}
      onClick={() => act(textOf(part.custom_id))}
    >
      {label}
    </button>
  );
}

function Select({ part, act }: { part: Part; act: Act }) {
  const options = partsOf(part.options);
  const initial = textOf(options.find((option) => option.default === true)?.value);
  return (
    <select
      aria-label={textOf(part.placeholder) || 'Choose'}
      disabled={part.disabled === true}
      key={initial}
      value={initial}
      onChange={(event) => act(textOf(part.custom_id), event.currentTarget.value)}
    >
      {initial === '' && <option value="">{textOf(part.placeholder)}</option>}
      {options.map((option) => (
        <option key={textOf(option.value)} value={textOf(option.value)}>
          {textOf(option.label)}
        </option>
      ))}
    </select>
  );
}
