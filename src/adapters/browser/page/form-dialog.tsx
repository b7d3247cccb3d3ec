import { useEffect, useRef, useState } from 'preact/hooks';
import type { Drawing } from '../../../core/chat/preview/page/drawing.ts';
import type { ActAnswer } from '../receive/acts.ts';
import { perform } from './client.ts';
import { Payload } from './payload.tsx';

export type OpenForm = NonNullable<ActAnswer['form']>;

export type FormDialogProps = {
  readonly form: OpenForm;
  readonly drawing: Drawing;
  readonly who: { readonly service: string; readonly person: string };
  readonly take: (answer: ActAnswer) => void;
  readonly showsPayloads: boolean;
  readonly close: () => void;
};

/** A form of the service; it stays open while something in it will not do. */
export function FormDialog({ form, drawing, who, take, showsPayloads, close }: FormDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [notice, setNotice] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
  const submit = async (filled: HTMLFormElement) => {
    const texts = Object.fromEntries([...new FormData(filled)].map(([name, value]) => [name, String(value)]));
    const answer = await perform('submit', { ...who, form: form.id, texts });
    if (answer.problems !== undefined) return setProblems(answer.problems);
    if (answer.notice !== undefined) return setNotice(answer.notice);
    take(answer);
  };
  const title = drawing.titleOf(form.payload);
  return (
    <dialog ref={dialog} class={drawing.name} aria-label={title} onClose={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
      >
        <h2>{title}</h2>
        <drawing.Fields
          payload={form.payload}
          problems={problems}
          suggest={async (control, text) =>
            (await perform('suggest', { ...who, form: form.id, control, text })).choices ?? []
          }
        />
        {notice !== '' && <p class="problem">{notice}</p>}
        <div class="ends">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="submit" class="button primary">
            {drawing.submitOf(form.payload)}
          </button>
        </div>
        {showsPayloads && <Payload kind="form" who={who} id={form.id} payload={form.payload} />}
      </form>
    </dialog>
  );
}
