import type { ComponentChildren, JSX } from 'preact';

export type MenuProps = {
  /** What it is called, for who cannot see it. */
  readonly label: string;
  /** What stands on it while it is closed. */
  readonly sign: string;
  readonly class: string;
  /** Buttons. */
  readonly children: ComponentChildren;
};

/** Buttons that unfold; it closes after a press, at Escape, and where one goes elsewhere. */
export function Menu({ label, sign, class: kind, children }: MenuProps): JSX.Element {
  return (
    <details
      class={`menu ${kind}`}
      onToggle={({ currentTarget: { open, lastElementChild } }) =>
        open && lastElementChild?.scrollIntoView({ block: 'nearest' })
      }
      onClick={({ currentTarget, target }) => {
        if (target instanceof Element && target.closest('button') !== null) currentTarget.open = false;
      }}
      onKeyDown={({ key, currentTarget }) => {
        if (key !== 'Escape') return;
        currentTarget.open = false;
        currentTarget.querySelector('summary')?.focus();
      }}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget)))
          currentTarget.open = false;
      }}
    >
      <summary aria-label={label}>{sign}</summary>
      <div class="choices">{children}</div>
    </details>
  );
}
