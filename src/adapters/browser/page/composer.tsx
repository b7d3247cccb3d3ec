import { useRef, useState } from 'preact/hooks';
import type { Choice } from '../../../core/chat/command.ts';
import { Completions } from '../../../core/chat/preview/page/completions.tsx';
import type { ActAnswer } from '../receive/acts.ts';
import { perform } from './client.ts';

export type ComposerProps = {
  readonly service: string;
  readonly person: string;
  readonly channel: string;
  readonly title: string;
  readonly take: (answer: ActAnswer) => void;
};

/** Lines that the arrow keys bring back. */
const REMEMBERED = 50;

/** Where one types: commands with what completes them, and in the direct conversation plain words. */
export function Composer({ service, person, channel, title, take }: ComposerProps) {
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const before = useRef<readonly string[]>([]);
  const place = useRef(0);
  const input = useRef<HTMLInputElement>(null);
  const who = { service, person, channel };

  const complete = async (text: string) => {
    const answer = await perform('complete', { ...who, text });
    if (input.current?.value === text) setChoices(answer.choices ?? []);
  };
  const send = (text: string) => {
    if (text.trim() === '') return;
    before.current = [text, ...before.current].slice(0, REMEMBERED);
    place.current = 0;
    setChoices([]);
    if (input.current !== null) input.current.value = '';
    void perform('type', { ...who, text }).then(take);
  };
  /** What was typed before, as in a terminal; the list of completions has the arrow keys where something is typed. */
  const recall = (event: KeyboardEvent & { readonly currentTarget: HTMLInputElement }) => {
    const { value } = event.currentTarget;
    const isRecalled = value === '' || value === before.current[place.current - 1];
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (step === undefined || !isRecalled || choices.length > 0) return;
    place.current = Math.min(before.current.length, Math.max(0, place.current + step));
    event.currentTarget.value = before.current[place.current - 1] ?? '';
    event.preventDefault();
  };
  const list = `completions-${service}`;
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send(input.current?.value ?? '');
      }}
    >
      <input
        ref={input}
        aria-label={`Message in ${title}`}
        placeholder="/paper uncertainty"
        list={list}
        autocomplete="off"
        maxLength={8_000}
        onInput={(event) => void complete(event.currentTarget.value)}
        onKeyDown={recall}
      />
      <Completions id={list} choices={choices} />
      <button type="submit">Send</button>
    </form>
  );
}
