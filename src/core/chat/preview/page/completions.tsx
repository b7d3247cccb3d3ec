import type { Choice } from '../../command.ts';

export type CompletionsProps = { readonly id: string; readonly choices: readonly Choice[] };

/** What an input whose `list` is this id completes to. */
export function Completions({ id, choices }: CompletionsProps) {
  return (
    <datalist id={id}>
      {choices.map(({ label, value }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </datalist>
  );
}
